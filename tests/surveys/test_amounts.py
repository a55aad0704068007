"""Numbers, shares, ratios and counts as people type them in answer to a question, in both languages."""

from decimal import Decimal

import pytest

from surveys.fitting import problem_with
from surveys.reading import Reading
from surveys.session import Ambiguous, Counts, Incomplete, NotAChoice, NotInRange, Number, Problem, Ratio, Value
from tests.surveys.vocabularies import every_form, typed

NO = NotAChoice()
ALL = Counts((("sme", 30), ("large", 18), ("university", 4)))


# --- numbers -------------------------------------------------------------------------------------------------


def number(text: str, estimate: bool = False) -> Reading:
    return Reading(Number(Decimal(text)), estimate)


NUMBERS: list[tuple[str, str, Reading | Problem]] = [
    ("en", "12", number("12")),
    ("en", "12.5", number("12.5")),
    ("en", "12,5", number("12.5")),
    ("en", "12.0", number("12")),
    ("en", "0", number("0")),
    ("en", "about 12", number("12", True)),
    ("en", "approx. 12.5", number("12.5", True)),
    ("en", "~12", number("12", True)),
    ("en", "12 posts", number("12")),
    ("en", "about 12 posts", number("12", True)),
    ("en", "1.500", Ambiguous((Number(Decimal(1500)), Number(Decimal("1.5"))))),
    ("en", "1,500", Ambiguous((Number(Decimal(1500)), Number(Decimal("1.5"))))),
    ("en", "1 500", number("1500")),
    ("en", "1.500,5", number("1500.5")),
    ("en", "-3", number("-3")),
    ("en", "12 %", NO),
    ("en", "12 years", NO),
    ("en", "34 of 52", NO),
    ("en", "twelve", NO),
    ("en", "12 or 13", NO),
    ("en", "12-13", NO),
    ("en", "", NO),
    ("en", "🙂", NO),
    ("de", "12,5", number("12.5")),
    ("de", "etwa 12", number("12", True)),
    ("de", "ungefähr 12,5 Stellen", number("12.5", True)),
    ("de", "ca. 12", number("12", True)),
    ("de", "1.500", Ambiguous((Number(Decimal(1500)), Number(Decimal("1.5"))))),
    ("de", "zwölf", NO),
]


@pytest.mark.parametrize(("language", "text", "meant"), NUMBERS)
def test_numbers(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "fte", text) == meant


def test_a_number_out_of_range_is_read_and_then_refused_with_range_and_unit() -> None:
    survey = every_form()["en"]
    found = typed(survey, "fte", "-3")
    assert isinstance(found, Reading)
    problem = problem_with(survey, {}, survey.questions["fte"], found.value)
    assert problem == NotInRange(Decimal(0), Decimal(300), "posts", False)


SHARES: list[tuple[str, str, str, Reading | Problem]] = [
    ("en", "contacts", "34", number("34")),
    ("en", "contacts", "34 of 52", number("34")),
    ("en", "contacts", "34 out of 52", number("34")),
    ("en", "contacts", "34/52", number("34")),
    ("en", "contacts", "about 34 of 52", number("34", True)),
    ("en", "contacts", "34 of 60", NO),
    ("en", "contacts", "65 %", number("34", True)),
    ("en", "contacts", "50%", number("26", True)),
    ("en", "contacts", "0 %", number("0", True)),
    ("en", "contacts", "100 %", number("52", True)),
    ("en", "contacts", "34 von 52", NO),
    ("de", "contacts", "34 von 52", number("34")),
    ("de", "contacts", "etwa 34 von 52", number("34", True)),
    ("de", "contacts", "65 %", number("34", True)),
    ("en", "commitment", "60", number("60")),
    ("en", "commitment", "52 of 60", number("60")),
    ("en", "commitment", "52/60", number("60")),
    ("en", "commitment", "50 of 60", NO),
    ("en", "commitment", "60 of 52", NO),
    ("en", "commitment", "80 %", NO),
    ("de", "commitment", "52 von 60", number("60")),
]


@pytest.mark.parametrize(("language", "question", "text", "meant"), SHARES)
def test_shares_of_a_fact_of_52(language: str, question: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], question, text, participants=ALL) == meant


@pytest.mark.parametrize(("question", "text"), [("contacts", "65 %"), ("contacts", "34 of 52"), ("commitment", "4/5")])
@pytest.mark.parametrize("known", [{}, {"participants": Counts((("sme", 30),), done=False)}])
def test_a_share_needs_its_fact_first(question: str, text: str, known: dict[str, Value]) -> None:
    assert typed(every_form()["en"], question, text, **known) == Incomplete(("participants",))


def ratio(part: str, whole: str, estimate: bool = False) -> Reading:
    return Reading(Ratio(Decimal(part), Decimal(whole)), estimate)


def percent(*parts: str) -> Ambiguous:
    return Ambiguous(tuple(Ratio(Decimal(part), Decimal(100)) for part in parts))


RATIOS: list[tuple[str, str, Reading | Problem]] = [
    ("en", "34/52", ratio("34", "52")),
    ("en", "34 / 52", ratio("34", "52")),
    ("en", "34 of 52", ratio("34", "52")),
    ("en", "34 OUT OF 52", ratio("34", "52")),
    ("en", "1.5 of 3", ratio("1.5", "3")),
    ("en", "1 500 of 3 000", ratio("1500", "3000")),
    ("en", "about 34 of 52", ratio("34", "52", True)),
    ("en", "~34/52", ratio("34", "52", True)),
    ("en", "65 %", ratio("65", "100")),
    ("en", "65.5%", ratio("65.5", "100")),
    ("en", "about 65 %", ratio("65", "100", True)),
    ("en", "65", percent("65")),
    ("en", "0", percent("0")),
    ("en", "1.500", percent("1.5")),
    ("en", "150", NO),
    ("en", "-5", NO),
    ("en", "34/52/3", NO),
    ("en", "34 of", NO),
    ("en", "of 52", NO),
    ("en", "34 % of 52", NO),
    ("en", "1.500/3.000", NO),
    ("en", "half", NO),
    ("en", "34 von 52", NO),
    ("de", "34 von 52", ratio("34", "52")),
    ("de", "ca. 34 von 52", ratio("34", "52", True)),
    ("de", "65,5 %", ratio("65.5", "100")),
    ("de", "etwa 65 %", ratio("65", "100", True)),
    ("de", "34/52", ratio("34", "52")),
    ("de", "die Hälfte", NO),
]


@pytest.mark.parametrize(("language", "text", "meant"), RATIOS)
def test_ratios(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "stability", text) == meant


@pytest.mark.parametrize("text", ["53/52", "3/0", "0/0", "150 %", "-1/5", "-5 %"])
def test_a_ratio_that_cannot_be_is_refused_when_it_is_given(text: str) -> None:
    survey = every_form()["en"]
    found = typed(survey, "stability", text)
    assert isinstance(found, Reading)
    assert isinstance(problem_with(survey, {}, survey.questions["stability"], found.value), NotInRange)


# --- counts -----------------------------------------------------------------------------------


def counts(**amounts: int) -> Reading:
    return Reading(Counts(tuple(amounts.items()), done=False))


COUNTS: list[tuple[str, str, Reading | Problem]] = [
    ("en", "30 18 4", counts(sme=30, large=18, university=4)),
    ("en", "30, 18, 4", counts(sme=30, large=18, university=4)),
    ("en", "30;18;4", counts(sme=30, large=18, university=4)),
    ("en", "30\n18\n4", counts(sme=30, large=18, university=4)),
    ("en", "0 0 0", counts(sme=0, large=0, university=0)),
    ("en", "30", counts(sme=30)),
    ("en", "30 18", counts(sme=30, large=18)),
    ("en", "A 30 B 18 C 4", counts(sme=30, large=18, university=4)),
    ("en", "a30 b18", counts(sme=30, large=18)),
    ("en", "C: 4, A: 30", counts(sme=30, university=4)),
    ("en", "B = 18", counts(large=18)),
    ("en", "SMEs 30, universities 4", counts(sme=30, university=4)),
    ("en", "larger companies: 18", counts(large=18)),
    ("en", "30 SMEs, 18 larger companies, 4 universities", counts(sme=30, large=18, university=4)),
    ("en", "30 A, 4 C", counts(sme=30, university=4)),
    ("en", "4x universities", counts(university=4)),
    ("en", "30 18 4 2", NO),
    ("en", "A 30 A 31", NO),
    ("en", "D 3", NO),
    ("en", "banks 3", NO),
    ("en", "30 SMEs, 3 banks", NO),
    ("en", "A 3.5", NO),
    ("en", "A -3", NO),
    ("en", "-3", NO),
    ("en", "3.5", NO),
    ("en", "about 30", counts(sme=30)._replace(estimate=True)),
    ("de", "etwa 34 8 3", counts(sme=34, large=8, university=3)._replace(estimate=True)),
    ("de", "1.200 8", counts(sme=1200, large=8)),
    ("en", "SMEs", NO),
    ("en", "A", NO),
    ("en", "", NO),
    ("en", "thirty", NO),
    ("en", "9999999", NO),
    ("en", "😀 30", NO),
    ("de", "30 18 4", counts(sme=30, large=18, university=4)),
    ("de", "KMU 30, Hochschulen 4", counts(sme=30, university=4)),
    ("de", "30 KMU, 18 größere Unternehmen", counts(sme=30, large=18)),
    ("de", "B: 18", counts(large=18)),
    ("de", "Banken 3", NO),
]


@pytest.mark.parametrize(("language", "text", "meant"), COUNTS)
def test_counts(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "participants", text) == meant


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("18", {"sme": 30, "large": 18}),
        ("C 4", {"sme": 30, "university": 4}),
        ("A 31", {"sme": 31}),
        ("1 2 3", {"sme": 1, "large": 2, "university": 3}),
    ],
)
def test_counts_come_one_after_the_other_until_the_sum_is_confirmed(text: str, amounts: dict[str, int]) -> None:
    known = Counts((("sme", 30),), done=False)
    assert typed(every_form()["en"], "participants", text, participants=known) == counts(**amounts)


def test_a_count_above_the_limit_is_refused_when_it_is_given() -> None:
    survey = every_form()["en"]
    found = typed(survey, "participants", "5001 1 1")
    assert isinstance(found, Reading)
    problem = problem_with(survey, {}, survey.questions["participants"], found.value)
    assert problem == NotInRange(Decimal(0), Decimal(5000), None, True)
