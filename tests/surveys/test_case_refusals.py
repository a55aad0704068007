"""Everything wrong with a practice case is named with its line, a code and a remedy, all at once."""

import pytest

from tests.surveys.casing import FULL, SHORT, changed, problems, read
from tests.surveys.written import codes_of_case_files

REFUSED = [
    # C01: what does not exist
    ("survey: {id: tiny, version: 1}", "survey: {id: tiny, version: 2}", 2, "C01", "no survey `tiny` version 2"),
    ("sector: food", "sector: foot", 6, "C01", "did you mean `food`?"),
    ("sector: food", "sector: steel", 6, "C01", "the key says sector `food`; write the same in both places"),
    ("sector: food", "country: se", 6, "C01", "the survey does not ask for a country; remove `country`"),
    ("    near: 20", "    near: 20\n    nearr: 2", 21, "C01", "no fact `nearr`; did you mean `near`?"),
    ("    near: 20", "    near: 20\n    plan: 2", 21, "C01", "there is no fact `plan`"),
    ("[plan-paper, list]", "[plan-paper, lists]", 36, "C01", "no document `lists`; did you mean `list`?"),
    ("outcome: {gold: met}", "outcome: {gold: met, silver: met}", 9, "C01", "there is no label `silver`"),
    ("indicator: team", "indicator: teams", 33, "C01", "no indicator `teams`; did you mean `team`?"),
    # C02: what stands twice
    ("{id: work, title: Work", "{id: facts, title: Work", 12, "C02", "`facts` stands here a second time"),
    ("{id: list, title", "{id: plan-paper, title", 15, "C02", "`plan-paper` stands here a second time"),
    ("[plan-paper, list]", "[list, list]", 36, "C02", "`list` stands here a second time"),
    # C03: values
    ("    sector: food", "    sector: fod", 18, "C03", "`fod` is no answer; did you mean `food`?"),
    ("    sector: food", "    sector: [food]", 18, "C03", "a list is no choice answer; write the id of an option"),
    ("{firm: 20, agency: 1}", "{firm: 20, agence: 1}", 19, "C03", "no item `agence`; did you mean `agency`?"),
    ("{firm: 20, agency: 1}", "{firm: 51, agency: 1}", 19, "C03", "write a whole number from 0 to 50"),
    ("{firm: 20, agency: 1}", "{firm: 1.5, agency: 1}", 19, "C03", "is no counts answer"),
    ("{firm: 20, agency: 1}", "21", 19, "C03", "`21` is no counts answer"),
    ("    near: 20", "    near: 22", 20, "C03", "`22` is out of range; write a whole number from 0 to 21"),
    ("    near: 20", "    near: true", 20, "C03", "`true` is no number answer; write a number"),
    ("    staff: 2.5", "    staff: 10", 21, "C03", "write a number from 0 to 9"),
    ('    since: "2019-04"', '    since: "04/2019"', 22, "C03", 'write it like "2019-04", or a year'),
    ('    since: "2019-04"', '    since: "2026-11"', 22, "C03", "after the day the key is judged on, 2026-10-15"),
    ('    listed: "yes"', "    listed: true", 23, "C03", '`true` is no yes-no answer; write "yes", "no" or "not_sure"'),
    ('    until: "2027-01"', "    until: 2027", 24, "C03", 'write it like "2019-04"'),
    ("    area: plan", "    area: plans", 25, "C03", "did you mean `plan`?"),
    ("    area-before: 1", "    area-before: 4", 26, "C03", "for `area` write one of 0, 1, 2, 3"),
    ("    area-before: 1", "    area-before: one", 26, "C03", "write the points of a level"),
    ("    area-was: Nothing was written down.", f"    area-was: {'x' * 201}", 27, "C03", "more than 200 characters"),
    ("    area-was: Nothing was written down.", "    area-was: 12", 27, "C03", "write words, in quotes"),
    ("value: {points: 0}", "value: {points: 9}", 30, "C03", "write the points of a level, 0 to 2"),
    ("value: {items: [lead, english]}", "value: 2", 34, "C03", "write `{items: [first-item, second-item]}`"),
    ("value: {items: [lead, english]}", "value: {items: [lead, engl]}", 34, "C03", "did you mean `english`?"),
    ("value: {items: [lead, english]}", "value: {items: [lead, lead]}", 34, "C03", "`lead` stands here twice"),
    ("value: {items: [lead, english]}", "value: {items: [{lead: 1}]}", 34, "C03", "there is no item"),
    ("      value: 2\n", "      value: 4\n", 40, "C03", "no level of `plan`; write the points of a level, 0 to 3"),
    ("      value: 2\n", "      value: two\n", 40, "C03", "`two` is no level"),
    ("{number: 5}", "5", 48, "C03", "`5` is no number answer; write `{number: 12}`"),
    ("{number: 5}", "{number: 5.5}", 48, "C03", "write a whole number from 0 to 99"),
    ("{number: 5}", "{number: 5, of: 6}", 48, "C03", "a mapping is no number answer"),
    ("{part: 30, whole: 80}", "{part: 30}", 53, "C03", "write `{part: 30, whole: 80}`"),
    ("{part: 30, whole: 80}", "{part: 90, whole: 80}", 53, "C03", "is out of range; write a number from 0 to 80"),
    # C04, C05: facts that apply, and those that do not
    ("    near: 20\n", "", 17, "C04", "the fact `near` is missing (What is near?); add it"),
    ('    until: "2027-01"\n', "", 17, "C04", "the fact `until` is missing"),
    ("    near: 20\n", "    near: 20\n    why: Because.\n", 21, "C05", "`why` is not asked, given the other facts"),
    # C07, C08, C09, C10
    ("value: {points: 0}", "value: {points: 1}", 30, "C08", "the facts give `load` 0 points, not 1"),
    ("value: {points: 0}", "value: 2", 30, "C08", "the facts give `load` 0 points, not 2"),
    ("      documented: partly\n", "", 39, "C09", "add `documented: yes`"),
    ("{points: 0}\n", "{points: 0}\n      documented: yes\n", 31, "C09", "at 0 points nothing is to be documented"),
    ("documented: partly", "documented: no", 42, "C09", "documents prove a level that is documented"),
    ("defensible: 3", "defensible: 2", 45, "C10", "`2` is no neighbour of 2; write 1 or 3"),
    ("defensible: 3", "defensible: 0", 45, "C10", "`0` is no neighbour of 2; write 1 or 3"),
    ("      defensible: 3\n", "", 39, "C10", "has one of `defensible` and `defensible_because`"),
    ("      defensible_because: The dates are there too.\n", "", 39, "C10", "has one of"),
    # C11: the outcome
    ("outcome: {gold: met}\n", "", 1, "C11", "add `outcome: {gold: met}`"),
    ("outcome: {gold: met}", "outcome: {gold: in_reach}", 9, "C11", "gold is `in_reach`, but the key gives `met`"),
    ("outcome: {gold: met}", "outcome: {}", 9, "C11", "gold is missing, but the key gives `met`"),
    ('documented: "yes"', "documented: no", 9, "C11", "not met: No red (talks)"),
    # C12, C13: words
    ("title: The Mill", f"title: {'x' * 61}", 4, "C12", "`title` has 61 characters, 60 fit"),
    ("about: An invented mill.", f"about: {'x' * 301}", 5, "C12", "300 fit"),
    ("and one agency.", "and one agency." + "x" * 1500, 11, "C12", "`text` has"),
    ("shows: All twenty", f"shows: {'x' * 400} All twenty", 15, "C12", "400 fit"),
    ("reason: Two of three.", f"reason: {'x' * 501}", 37, "C12", "500 fit"),
    ("because: The dates are", f"because: {'x' * 500} The dates are", 46, "C12", "500 fit"),
    ("text: What would a better plan say?", f"text: {'x' * 501}", 58, "C12", "500 fit"),
    ("[twenty firms and one agency]", "[twenty firms or one agency]", 32, "C13", "“twenty firms or one agency” is"),
    ("[twenty firms and one agency]", "[Twenty firms and]", 32, "C13", "quote word for word"),
    ("[twenty firms and one agency]", "[one agency]", 32, "C13", "quote at least 3 words"),
    ("[Its plan names a person]", '["agency. Its plan"]', 44, "C13", "is nowhere"),  # not from one part to the next
    # the shape, as in survey files
    ("minutes: 20", "minuts: 20", 8, "S02", "did you mean `minutes`?"),
    ("      reason: Five talks.", "      reasons: Five talks.", 50, "S02", "did you mean `reason`?"),
    ("indicator: team", "id: team", 33, "S02", "`id` is not known here; use one of"),
    ("judged_on: 2026-10-15", "judged_on: 15.10.2026", 7, "S04", "must be a day, not `15.10.2026`; write it like"),
    ("judged_on: 2026-10-15", "judged_on: 20261015", 7, "S04", "must be a day"),
    ("judged_on: 2026-10-15", "judged_on: 2026-02-30", 7, "S04", "must be a day"),
    ("dated: 2025-11", "dated: 2025-13", 14, "S06", "write a month like 2025-11, or a year"),
    ("dated: 2025-11", "dated: 11/2025", 14, "S06", "write a month like 2025-11, or a year"),
    ("documented: partly", "documented: parly", 41, "S03", "did you mean `partly`?"),
    ("outcome: {gold: met}", "outcome: {gold: mett}", 9, "S03", "did you mean `met`?"),
    ("id: mill", "id: a-name-that-is-far-too-long", 1, "S06", "at most 24 characters"),
    ("id: mill", "id: Mill", 1, "S06", "lower-case words with hyphens"),
    ("quotes: [The mill has twenty firms]", "quotes: []", 56, "S07", "write at least 1"),
    ("minutes: 20", "minutes: 0", 8, "S07", "write 1 or more"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"), REFUSED, ids=[f"{each[3]} {each[1]}"[:60] for each in REFUSED]
)
def test_each_problem_is_named_with_its_line(old: str, new: str, line: int, code: str, words: str) -> None:
    found = read(changed(FULL, (old, new)))[1]
    assert [(each.line, each.code) for each in found if words in each.message] == [(line, code)], found
    assert all("; " in each.message and "\n" not in each.message for each in found)


def test_what_is_said_once_is_not_said_again() -> None:
    """What a problem carries along is left out: what hangs on a wrong fact, and what the key comes to."""
    listed = changed(FULL, ('listed: "yes"', "listed: perhaps"))
    assert problems(listed) == [(23, 5, "C03")]
    area = changed(FULL, ("area: plan", "area: plans"))
    assert problems(area) == [(25, 5, "C03"), (26, 5, "C03")]  # the level is of the indicator that was meant
    assert problems(changed(FULL, ('    listed: "yes"\n', ""))) == [(17, 3, "C04")]


def test_all_problems_come_at_once() -> None:
    wrong = changed(
        FULL,
        ("sector: food", "sector: foot"),
        ("    near: 20", "    near: 99"),
        ("documented: partly", "documented: no"),
        ("title: Facts", f"title: {'x' * 61}"),
        ("[The mill has twenty firms]", "[nowhere at all]"),
    )
    assert [code for _, _, code in problems(wrong)] == ["C01", "C12", "C03", "C09", "C13"]


def test_two_answers_that_exclude_each_other_are_a_warning() -> None:
    nobody = changed(FULL, ("{firm: 20, agency: 1}", "{firm: 0}"), ("near: 20", "near: 0"))
    found, wrong = read(nobody)
    assert found is not None
    assert [(each.line, each.code) for each in wrong] == [(16, "W02")]
    assert wrong[0].message.endswith("You are listed, but have no members. Which is right?")


ENTRY = """\
    - indicator: plan
      value: 0
      reason: None.
      quotes: [The mill has twenty firms]
"""


def test_every_rated_indicator_is_keyed_once_in_the_order_of_the_survey() -> None:
    first = FULL.index("    - indicator: team")
    last = FULL.index("    - indicator: plan")
    assert [code for _, _, code in problems(FULL[:first] + FULL[last:])] == ["C06"]
    entry = ENTRY.replace("value: 0", "value: 1\n      documented: yes")
    swapped = FULL[:first] + entry + FULL[first:last] + FULL[FULL.index("    - indicator: talks") :]
    assert [(line, code) for line, _, code in problems(swapped)] == [(38, "C07")]
    assert [code for _, _, code in problems(FULL[:last] + ENTRY + FULL[last:])] == ["C02"]


SHORTENED = [
    ("[load, team, private]", "[load, team, plan, private]", "C06", "`plan` is not keyed"),
    ("[load, team, private]", "[load, private]", "C06", "`team` is not among the case's `indicators`"),
    ("[load, team, private]", "[team, load, private]", "C07", "`load` comes before `team`"),
    ("[load, team, private]", "[load, team, team, private]", "C02", "`team` stands here a second time"),
    ("[load, team, private]", "[load, team, privat]", "C01", "did you mean `private`?"),
    ("[load, team, private]", "[]", "S07", "write at least 1"),
    ("minutes: 5", "minutes: 5\noutcome: {gold: met}", "C11", "so it has no `outcome`"),
    ("key:\n", "key:\n  facts: {listed: \"yes\"}\n", "C11", "so it has no `facts`"),
    ("value: {points: 0}", "value: {points: 3}", "C03", "no level of `private`"),
    ("value: {points: 0}", "value: {part: 1, whole: 90}", "C03", "write the points of a level, 0 to 2"),
    ("value: 1,", "value: 0,", "C09", "at 0 points nothing is to be documented"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), SHORTENED, ids=[f"{each[2]} {each[1]}" for each in SHORTENED])
def test_a_short_case_has_its_own_problems(old: str, new: str, code: str, words: str) -> None:
    found = read(changed(SHORT, (old, new)))[1]
    assert [each.code for each in found if words in each.message] == [code], found


def test_every_code_of_cases_is_shown() -> None:
    """Those that need a folder or a large file are tested with them."""
    shown = {code for _, _, _, code, _ in REFUSED} | {code for _, _, code, _ in SHORTENED}
    assert codes_of_case_files() - shown == {"C14", "C15", "W02"}
