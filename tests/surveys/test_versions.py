"""A version 2 of a tiny survey: ids added, removed, renamed, levels reworded, forms changed."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from surveys.files import read_folder
from surveys.session import Answer, Choice, Documented, Number, Points, Text
from surveys.survey import Survey
from surveys.versions import Changes, carry, changes
from tests.surveys.written import write

NOW = datetime(2026, 5, 3, tzinfo=UTC)
LADDER = """
      - id: {id}
        {was}form: level
        ladder: climbs
        number: "{number}"
        title: {title}
        ask: How is it?
        why: It matters.
        levels:
          - {{points: 0, text: {lowest}}}
          - {{points: 1, text: Some., step: {{effort: small, months: {months}}}}}
        example: {{text: A case., level: 1, because: It is so.}}
        proof: [{{text: A paper.}}]
        document: {{effort: small, months: 1}}
        improve: Do more.
        threshold: {{points: 1, green: 1, basis: ours}}
        silver_audit: yes
"""
FACT = """
      - id: {id}
        form: {form}
        title: Members
        ask: How many members?
        {more}
"""


def ladder(id: str, number: str, lowest: str = "None.", was: str = "", title: str = "Plan", months: int = 1) -> str:
    return LADDER.format(
        id=id, number=number, lowest=lowest, was=f"was: {was}\n        " if was else "", title=title, months=months
    ).strip("\n")


def survey(folder: Path, version: int, facts: str, indicators: str) -> Survey:
    """A tiny survey of these questions."""
    text = (
        f"id: tiny\nversion: {version}\nsections:\n"
        f"  - id: facts\n    title: Facts\n    questions:\n{facts}\n"
        f"  - id: things\n    title: Things\n    indicators:\n{indicators}\n"
    )
    languages, problems = read_folder(write(folder / str(version), {"survey.yaml": text}))
    assert problems == []
    return languages["en"]


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Survey, Survey]:
    """1: members, gone, same, titled, reworded, old-name. 2: members is a text, added is new, old-name is new-name."""
    number, words = "low: 0\n        high: 99", "high: 20"
    one = survey(
        tmp_path, 1, FACT.format(id="members", form="number", more=number),
        "\n".join([
            ladder("gone", "1.1"), ladder("same", "1.2"), ladder("titled", "1.3"),
            ladder("reworded", "1.4"), ladder("old-name", "1.5"),
        ]),
    )  # fmt: skip
    two = survey(
        tmp_path, 2, FACT.format(id="members", form="text", more=words),
        "\n".join([
            ladder("same", "1.2"), ladder("titled", "1.3", title="A better title", months=3),
            ladder("reworded", "1.4", lowest="Nothing at all."), ladder("new-name", "1.5", was="old-name"),
            ladder("added", "1.6"),
        ]),
    )  # fmt: skip
    return one, two


def answer(question: str, value: Points | Number | Text) -> Answer:
    return Answer(question, "1", NOW, value, documented=Documented.YES, note="as before")


def test_what_changed_is_named(versions: tuple[Survey, Survey]) -> None:
    assert changes(*versions) == Changes(
        added=("added",), removed=("gone",), renamed=("new-name",), reworded=("members", "reworded")
    )


def test_nothing_changed_is_nothing_to_tell(versions: tuple[Survey, Survey]) -> None:
    assert not changes(versions[0], versions[0]).any
    assert changes(*versions).any


def test_answers_carry_over_only_to_questions_that_read_the_same(versions: tuple[Survey, Survey]) -> None:
    old = {id: answer(id, Points(1)) for id in ("gone", "same", "titled", "reworded", "old-name")}
    old["members"] = answer("members", Number(Decimal(12)))
    found = carry(*versions, old)
    assert set(found.same) == {"same", "titled", "new-name"}
    assert set(found.reworded) == {"members", "reworded"}


def test_a_renamed_question_keeps_value_documents_and_note(versions: tuple[Survey, Survey]) -> None:
    carried = carry(*versions, {"old-name": answer("old-name", Points(1))}).same["new-name"]
    assert (carried.question, carried.value, carried.documented, carried.note) == (
        "new-name", Points(1), Documented.YES, "as before",
    )  # fmt: skip


def test_the_same_version_carries_everything(versions: tuple[Survey, Survey]) -> None:
    old = {"same": answer("same", Points(0)), "members": answer("members", Number(Decimal(3)))}
    assert carry(versions[0], versions[0], old).same == old


# --- improvement areas: a pick and what was said of it -------------------------------------------------------

PICK = """
      - {id: pick, form: indicator, title: Area, ask: In which?, none: None yet}
      - {id: before, form: level-of, title: Before, ask: Which level?, about: pick}
"""
ONE_TWO = [ladder("one", "1.1"), ladder("two", "1.2")]


def with_areas(folder: Path, version: int, indicators: list[str]) -> Survey:
    """A tiny survey with an improvement area after its indicators."""
    listed = "\n".join(indicators)
    text = (
        f"id: tiny\nversion: {version}\nsections:\n"
        f"  - id: things\n    title: Things\n    indicators:\n{listed}\n"
        f"  - id: areas\n    title: Areas\n    questions:{PICK}\n"
    )
    languages, problems = read_folder(write(folder / str(version), {"survey.yaml": text}))
    assert problems == []
    return languages["en"]


def said(pick: str, seen: int) -> dict[str, Answer]:
    picked = Answer("pick", "1", NOW, Choice(pick))
    return {"pick": picked, "before": Answer("before", "1", NOW, Points(1), seen=seen)}


@pytest.mark.parametrize(
    ("newer", "pick", "seen"),
    [
        (ONE_TWO, "two", 1),
        ([ladder("two", "1.1"), ladder("one", "1.2")], "two", 0),  # another place in the survey
        ([ladder("one", "1.1"), ladder("three", "1.2", was="two")], "three", 1),  # another name
    ],
)
def test_a_pick_and_what_was_said_of_it_carry_over_together(
    tmp_path: Path, newer: list[str], pick: str, seen: int
) -> None:
    found = carry(with_areas(tmp_path, 1, ONE_TWO), with_areas(tmp_path, 2, newer), said("two", 1))
    assert found.same["pick"].value == Choice(pick)
    assert (found.same["before"].value, found.same["before"].seen) == (Points(1), seen)


def test_a_pick_that_is_gone_is_shown_as_text_only(tmp_path: Path) -> None:
    two = with_areas(tmp_path, 2, ONE_TWO[:1])
    assert set(carry(with_areas(tmp_path, 1, ONE_TWO), two, said("two", 1)).reworded) == {"pick", "before"}


def test_a_level_of_a_reworded_indicator_is_asked_afresh(tmp_path: Path) -> None:
    two = with_areas(tmp_path, 2, [ladder("one", "1.1"), ladder("two", "1.2", lowest="Nothing at all.")])
    found = carry(with_areas(tmp_path, 1, ONE_TWO), two, said("two", 1))
    assert set(found.same) == {"pick"}
    assert set(found.reworded) == {"before"}
