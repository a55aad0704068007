"""A practice case to test with: a survey with a question of every form, a full and a short case of it, as YAML."""

from functools import cache
from pathlib import Path

from surveys.case_files import read_case
from surveys.cases import Case
from surveys.problems import FileProblem
from surveys.survey import Survey
from tests.surveys.making import fact, indicator, options, survey, yes

FULL = """\
id: mill
survey: {id: tiny, version: 1}
language: en
title: The Mill
about: An invented mill.
sector: food
judged_on: 2026-10-15
minutes: 20
outcome: {gold: met}
narrative:
  - {id: facts, title: Facts, text: "The mill has twenty firms and one agency."}
  - {id: work, title: Work, text: "Its plan names a person\\n for each step."}
documents:
  - {id: plan-paper, title: The plan, dated: 2025-11, shows: Names and dates of each step.}
  - {id: list, title: The list, dated: 2026, shows: All twenty firms by name.}
key:
  facts:
    sector: food
    members: {firm: 20, agency: 1}
    near: 20
    staff: 2.5
    since: "2019-04"
    listed: "yes"
    until: "2027-01"
    area: plan
    area-before: 1
    area-was: Nothing was written down.
  indicators:
    - indicator: load
      value: {points: 0}
      reason: Few members for each of the staff.
      quotes: [twenty firms and one agency]
    - indicator: team
      value: {items: [lead, english]}
      documented: yes
      documents: [plan-paper, list]
      reason: Two of three.
      quotes: [a person for each step, Names and dates of each step]
    - indicator: plan
      value: 2
      documented: partly
      documents: [plan-paper]
      reason: Each step has a name.
      quotes: [Its plan names a person]
      defensible: 3
      defensible_because: The dates are there too.
    - indicator: talks
      value: {number: 5}
      documented: "yes"
      reason: Five talks.
      quotes: [All twenty firms by name]
    - indicator: private
      value: {part: 30, whole: 80}
      documented: yes
      reason: More than thirty percent.
      quotes: [The mill has twenty firms]
questions:
  - {id: plan, text: What would a better plan say?}
"""

SHORT = """\
id: mill
survey: {id: tiny, version: 1}
language: en
title: The Mill
about: An invented mill.
judged_on: 2026-10-15
minutes: 5
indicators: [load, team, private]
narrative:
  - {id: facts, title: Facts, text: "The mill has twenty firms and one agency."}
key:
  indicators:
    - {indicator: load, value: 1, documented: yes, reason: Few., quotes: [The mill has twenty firms]}
    - {indicator: team, value: {items: [lead]}, documented: yes, reason: One., quotes: [The mill has twenty firms]}
    - {indicator: private, value: {points: 0}, reason: None., quotes: [twenty firms and one]}
"""

GERMAN = """\
language: de
case: mill
title: Die Mühle
about: Eine erfundene Mühle.
narrative:
  facts: {title: Fakten, text: Die Mühle hat zwanzig Firmen und eine Agentur.}
  work: {title: Arbeit, text: Ihr Plan nennt eine Person für jeden Schritt.}
documents:
  plan-paper: {title: Der Plan, shows: Namen und Daten jedes Schritts.}
  list: {title: Die Liste, shows: Alle zwanzig Firmen mit Namen.}
key:
  load: {reason: Wenige Mitglieder., quotes: [zwanzig Firmen und eine Agentur]}
  team: {reason: Zwei von drei., quotes: [eine Person für jeden Schritt, Namen und Daten jedes Schritts]}
  plan: {reason: Jeder Schritt hat einen Namen., quotes: [Ihr Plan nennt eine], defensible_because: Auch Daten.}
  talks: {reason: Fünf Gespräche., quotes: [Alle zwanzig Firmen mit Namen]}
  private: {reason: Mehr als dreißig Prozent., quotes: [Die Mühle hat zwanzig]}
questions:
  plan: {text: Was stünde in einem besseren Plan?}
"""


@cache
def mill_survey() -> Survey:
    """Facts of every form, one indicator of each form, a label with a score, a contradiction."""
    rule = {"title": "Rule", "remedy": "Do it.", "basis": "ours"}
    return survey(
        {
            "id": "profile",
            "title": "Profile",
            "questions": [
                fact("name", "text", optional=True),
                fact("sector", "choice", options=options("food", "steel", "other")),
                fact("members", "counts", items=options("firm", "agency"), high=50),
                fact("near", "number", low=0, high=90, up_to="members"),
                fact("staff", "number", low=0, high=9, decimals=True),
                fact("since", "month", year_alone=True),
                fact("listed", "yes-no"),
                fact("until", "month", future=True, when=yes("listed")),
                fact("why", "text", high=20, when={"question": "listed", "any_of": ["no"]}),
            ],
        },
        {
            "id": "work",
            "title": "Work",
            "indicators": [
                indicator(
                    "load",
                    "1.1",
                    "computed",
                    (10, 20),
                    threshold={"points": 0, "green": 1, "basis": "ours"},
                    **{"from": {"question": "members", "per": "staff"}},
                ),
                indicator("team", "1.3", "checklist", (1, 2, 3), items=options("sector", "lead", "english")),
                indicator("plan", "2.1"),
                indicator("talks", "2.2", "number", (2, 5), low=0, high=99),
                indicator("private", "2.3", "ratio", (10, 30), of={"part": "private", "whole": "all"}),
            ],
        },
        {
            "id": "improvement",
            "title": "Improvement",
            "questions": [
                fact("area", "indicator", none="None yet"),
                fact("area-before", "level-of", about="area", when={"not": {"question": "area", "any_of": ["none"]}}),
                fact("area-was", "text", about="area", when={"not": {"question": "area", "any_of": ["none"]}}),
            ],
        },
        labels={
            "gold": {
                "kind": "score",
                "title": "Gold",
                "about": "Gold.",
                "total": {**rule, "at_least": 30},
                "thresholds": {**rule, "title": "No red"},
                "near": {**rule, "at_least": 20},
                "confirm": ["More."],
            }
        },
        contradictions=[
            {
                "id": "listed-without-members",
                "when": {"all": [yes("listed"), {"question": "members", "below": 1}]},
                "text": "You are listed, but have no members. Which is right?",
            }
        ],
    )


def found_survey(id: str, version: int) -> Survey | None:
    """The survey of the mill, by its id and version."""
    return mill_survey() if (id, version) == ("tiny", 1) else None


def read(text: str) -> tuple[Case | None, list[FileProblem]]:
    """What a case's text becomes."""
    return read_case("mill.yaml", text.encode(), found_survey)


def problems(text: str) -> list[tuple[int, int, str]]:
    """The places and codes of what is wrong with a text."""
    return [(each.line, each.column, each.code) for each in read(text)[1]]


def case(text: str) -> Case:
    """The case of a text without problems."""
    found, wrong = read(text)
    assert found is not None, [str(each) for each in wrong]
    return found


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first occurrence replaced; what is replaced must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def put(folder: Path, **files: str) -> Path:
    """A folder with these files; their names get `.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
