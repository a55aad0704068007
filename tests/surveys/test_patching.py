"""All problems of a file come in one run, also when some questions don't even have their shape."""

from pathlib import Path

from surveys.files import read_folder
from tests.surveys.written import write

BROKEN = """\
sections:
  - id: facts
    title: Facts
    questions:
      - id: members
        form: nunber
        title: Members
        ask: How many members?
        low: 0
        high: 9
      - {id: name, form: text, title: Name, ask: What?, when: {question: nowhere, any_of: ["yes"]}}
      - {id: late, form: text, title: Late, ask: What?, when: {question: members, at_least: 3}}
  - id: things
    title: Things
    indicators:
      - id: plan
        form: level
        ladder: climbs
        number: "1.1"
        title: Plan
        ask: How is it?
        why: It matters.
        levels:
          - {points: 0, text: None.}
          - {points: 1, text: Some., step: {effort: small, months: 1}}
        example: {text: A case., level: 7, because: It is so.}
        proof: [{text: A paper.}]
        document: {effort: small, months: 1}
        improve: Do more.
        threshold: {points: 4, green: 4, basis: ours}
        silver_audit: yes
"""


def codes(folder: Path, text: str) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in read_folder(write(folder, {"survey.yaml": text}))[1]]


def test_a_broken_question_hides_no_problem_of_the_others(tmp_path: Path) -> None:
    assert codes(tmp_path, BROKEN) == [(6, "S03"), (11, "R02"), (26, "L03"), (30, "L02"), (30, "L02")]


def test_a_stand_in_makes_no_problem_of_its_own(tmp_path: Path) -> None:
    """`late` tests the broken `members` as a number, which its stand-in is not: nothing is said about that."""
    assert all(line != 12 for line, _ in codes(tmp_path, BROKEN))


def test_a_broken_indicator_hides_no_problem_either(tmp_path: Path) -> None:
    text = BROKEN.replace("form: nunber", "form: number").replace("        why: It matters.\n", "")
    assert codes(tmp_path, text) == [(11, "R02"), (16, "S01")]


def test_a_mistake_outside_questions_is_told_alone(tmp_path: Path) -> None:
    assert codes(tmp_path, BROKEN.replace("    title: Facts\n", ""))[0] == (2, "S01")
