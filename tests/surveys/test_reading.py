"""What people type, and what is understood: tables in both languages, one for each form of question."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.files import LIBRARY, load, read_folder
from surveys.fitting import problem_with
from surveys.reading import Reading, read
from surveys.session import (
    Ambiguous,
    Answer,
    Checklist,
    Choice,
    Closed,
    Counts,
    Incomplete,
    Month,
    NotAChoice,
    NotAMonth,
    NotInRange,
    Number,
    Points,
    Problem,
    Ratio,
    Text,
    TooLong,
    Value,
)
from surveys.survey import Survey
from tests.surveys.vocabularies import LANGUAGES
from tests.surveys.written import texts, write

NO = NotAChoice()
ALL = Counts((("sme", 30), ("large", 18), ("university", 4)))


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Survey]:
    return read_folder(write(tmp_path_factory.mktemp("every-form"), texts("valid", "every-form")))[0]


@cache
def library() -> Mapping[str, Survey]:
    return load(LIBRARY / "cluster-label" / "1").languages


def answers(**values: Value) -> dict[str, Answer]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return {id: Answer(question=id, by="me", at=at, value=value) for id, value in values.items()}


def typed(survey: Survey, question: str, text: str, **known: Value) -> Reading | Problem:
    words = LANGUAGES[survey.language]
    return read(survey, answers(**known), survey.questions[question], text, words)


# --- levels --------------------------------------------------------------------------------------------------

ONE_OR_TWO = Ambiguous((Points(0), Points(1)))
LEVELS: list[tuple[str, str, Reading | Problem]] = [
    ("en", "A", Reading(Points(0))),
    ("en", "b", Reading(Points(1))),
    ("en", "C.", Reading(Points(2))),
    ("en", "c)", Reading(Points(2))),
    ("en", "(c)", Reading(Points(2))),
    ("en", " c: ", Reading(Points(2))),
    ("en", "0", Reading(Points(0))),
    ("en", "1", ONE_OR_TWO),
    ("en", "2", Ambiguous((Points(1), Points(2)))),
    ("en", "3", Reading(Points(2))),
    ("en", "4", NO),
    ("en", "-1", NO),
    ("en", "1.5", NO),
    ("en", "D", NO),
    ("en", "AB", NO),
    ("en", "No document states the goals", Reading(Points(0))),
    ("en", "a document  states\nthe GOALS", Reading(Points(1))),
    ("en", "adopted", Reading(Points(2))),
    ("en", "board adopted", Reading(Points(2))),
    ("en", "states goals", ONE_OR_TWO),
    ("en", "document", Ambiguous((Points(0), Points(1), Points(2)))),
    ("en", "the of a", NO),
    ("en", "of", NO),
    ("en", "no idea", NO),
    ("en", "", NO),
    ("en", "?", NO),
    ("en", "👍", NO),
    ("en", "Б", NO),
    ("en", "А", NO),  # a Cyrillic letter that looks like A
    ("de", "b", Reading(Points(1))),
    ("de", "Vorstand", Reading(Points(2))),
    ("de", "vorstand beschlossen", Reading(Points(2))),
    ("de", "nennt Ziele", ONE_OR_TWO),
    ("de", "kein Dokument", Reading(Points(0))),
    ("de", "weiß nicht", NO),
]


@pytest.mark.parametrize(("language", "text", "meant"), LEVELS)
def test_levels(surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(surveys[language], "strategy", text) == meant


@pytest.mark.parametrize(("text", "meant"), [("b", Reading(Points(1))), ("Half or", Reading(Points(1))), ("c", NO)])
def test_the_level_before_is_one_of_the_indicator_picked(
    surveys: Mapping[str, Survey], text: str, meant: Reading | Problem
) -> None:
    assert typed(surveys["en"], "before", text, area=Choice("contacts")) == meant


@pytest.mark.parametrize("known", [{}, {"area": Choice("none")}])
def test_without_an_indicator_there_is_no_level_to_pick(surveys: Mapping[str, Survey], known: dict[str, Value]) -> None:
    assert typed(surveys["en"], "before", "B", **known) == Incomplete(("area",))


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
def test_numbers(surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(surveys[language], "fte", text) == meant


def test_a_number_out_of_range_is_read_and_then_refused_with_range_and_unit(surveys: Mapping[str, Survey]) -> None:
    survey = surveys["en"]
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
def test_shares_of_a_fact_of_52(
    surveys: Mapping[str, Survey], language: str, question: str, text: str, meant: Reading | Problem
) -> None:
    assert typed(surveys[language], question, text, participants=ALL) == meant


@pytest.mark.parametrize(("question", "text"), [("contacts", "65 %"), ("contacts", "34 of 52"), ("commitment", "4/5")])
@pytest.mark.parametrize("known", [{}, {"participants": Counts((("sme", 30),), done=False)}])
def test_a_share_needs_its_fact_first(
    surveys: Mapping[str, Survey], question: str, text: str, known: dict[str, Value]
) -> None:
    assert typed(surveys["en"], question, text, **known) == Incomplete(("participants",))


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
def test_ratios(surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(surveys[language], "stability", text) == meant


@pytest.mark.parametrize("text", ["53/52", "3/0", "0/0", "150 %", "-1/5", "-5 %"])
def test_a_ratio_that_cannot_be_is_refused_when_it_is_given(surveys: Mapping[str, Survey], text: str) -> None:
    survey = surveys["en"]
    found = typed(survey, "stability", text)
    assert isinstance(found, Reading)
    assert isinstance(problem_with(survey, {}, survey.questions["stability"], found.value), NotInRange)


# --- counts and checklists -----------------------------------------------------------------------------------


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
    ("en", "about 30", NO),
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
def test_counts(surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(surveys[language], "participants", text) == meant


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("18", {"sme": 30, "large": 18}),
        ("C 4", {"sme": 30, "university": 4}),
        ("A 31", {"sme": 31}),
        ("1 2 3", {"sme": 1, "large": 2, "university": 3}),
    ],
)
def test_counts_come_one_after_the_other_until_the_sum_is_confirmed(
    surveys: Mapping[str, Survey], text: str, amounts: dict[str, int]
) -> None:
    known = Counts((("sme", 30),), done=False)
    assert typed(surveys["en"], "participants", text, participants=known) == counts(**amounts)


def test_a_count_above_the_limit_is_refused_when_it_is_given(surveys: Mapping[str, Survey]) -> None:
    survey = surveys["en"]
    found = typed(survey, "participants", "5001 1 1")
    assert isinstance(found, Reading)
    problem = problem_with(survey, {}, survey.questions["participants"], found.value)
    assert problem == NotInRange(Decimal(0), Decimal(5000), None, True)


CHECKLISTS: list[tuple[str, str, Reading | Problem]] = [
    ("en", "A", Reading(Checklist(("letter",)))),
    ("en", "a, c", Reading(Checklist(("letter", "meeting")))),
    ("en", "C A", Reading(Checklist(("letter", "meeting")))),
    ("en", "A;B;C", Reading(Checklist(("letter", "site", "meeting")))),
    ("en", "A + B", Reading(Checklist(("letter", "site")))),
    ("en", "A & B", Reading(Checklist(("letter", "site")))),
    ("en", "A, B,", Reading(Checklist(("letter", "site")))),
    ("en", "ACB", Reading(Checklist(("letter", "site", "meeting")))),
    ("en", "A A", Reading(Checklist(("letter",)))),
    ("en", "none", Reading(Checklist(()))),
    ("en", "Nothing", Reading(Checklist(()))),
    ("en", "D", NO),
    ("en", "A, D", NO),
    ("en", "ABCD", NO),
    ("en", "cab", NO),
    ("en", "all", NO),
    ("en", "2", NO),
    ("en", "", NO),
    ("en", "ÄÖ", NO),
    ("de", "keine", Reading(Checklist(()))),
    ("de", "a b", Reading(Checklist(("letter", "site")))),
    ("de", "none", NO),
]


@pytest.mark.parametrize(("language", "text", "meant"), CHECKLISTS)
def test_checklists(surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(surveys[language], "channels", text) == meant


# --- choices -------------------------------------------------------------------------------------------------

YES, NOT, UNSURE = (Reading(Choice(option)) for option in ("yes", "no", "not_sure"))
CHOICES: list[tuple[str, str, str, Reading | Problem]] = [
    ("en", "listed", "yes", YES),
    ("en", "listed", "YES!", YES),
    ("en", "listed", "y", YES),
    ("en", "listed", "A", YES),
    ("en", "listed", "No.", NOT),
    ("en", "listed", "n", NOT),
    ("en", "listed", "b", NOT),
    ("en", "listed", "not sure", UNSURE),
    ("en", "listed", "Don't know", UNSURE),
    ("en", "listed", "C", UNSURE),
    ("en", "listed", "D", NO),
    ("en", "listed", "maybe", NO),
    ("en", "listed", "yes and no", NO),
    ("en", "listed", "ja", NO),
    ("en", "listed", "", NO),
    ("en", "listed", "👍", NO),
    ("de", "listed", "Ja", YES),
    ("de", "listed", "j", YES),
    ("de", "listed", "nein!", NOT),
    ("de", "listed", "weiß nicht", UNSURE),
    ("de", "listed", "nicht sicher", UNSURE),
    ("de", "listed", "jein", NO),
    ("en", "label", "A", Reading(Choice("none"))),
    ("en", "label", "bronze", Reading(Choice("bronze"))),
    ("en", "label", "bron", Reading(Choice("bronze"))),
    ("en", "label", "gold", Reading(Choice("gold"))),
    ("en", "label", "gol", Ambiguous((Choice("gold"), Choice("gold-renewed")))),
    ("en", "label", "renewed gold", Reading(Choice("gold-renewed"))),
    ("en", "label", "no label", Reading(Choice("none"))),
    ("en", "label", "no", NO),
    ("en", "label", "E", NO),
    ("en", "label", "silver", NO),
    ("en", "label", "золото", NO),
    ("de", "label", "Kein Label", Reading(Choice("none"))),
    ("de", "label", "erneuert", Reading(Choice("gold-renewed"))),
    ("en", "area", "1.1", Reading(Choice("strategy"))),
    ("en", "area", "#1.1", Reading(Choice("strategy"))),
    ("en", "area", "1.1.", Reading(Choice("strategy"))),
    ("en", "area", "10", Reading(Choice("size"))),
    ("en", "area", "strategy", Reading(Choice("strategy"))),
    ("en", "area", "documentation", Reading(Choice("strategy"))),
    ("en", "area", "personal contacts", Reading(Choice("contacts"))),
    ("en", "area", "participation", Reading(Choice("stability"))),
    ("en", "area", "participants", Ambiguous((Choice("commitment"), Choice("size")))),
    ("en", "area", "none", Reading(Choice("none"))),
    ("en", "area", "None yet", Reading(Choice("none"))),
    ("en", "area", "1", NO),
    ("en", "area", "9.9", NO),
    ("en", "area", "A", NO),
    ("en", "area", "", NO),
    ("de", "area", "noch keiner", Reading(Choice("none"))),
    ("de", "area", "Strategie", Reading(Choice("strategy"))),
    ("de", "area", "Kontakte", Reading(Choice("contacts"))),
]


@pytest.mark.parametrize(("language", "question", "text", "meant"), CHOICES)
def test_choices(
    surveys: Mapping[str, Survey], language: str, question: str, text: str, meant: Reading | Problem
) -> None:
    assert typed(surveys[language], question, text) == meant


# --- months and texts ----------------------------------------------------------------------------------------

MAY = Reading(Month("2016-05"))
NO_MONTH = NotAMonth(False, False)
MONTHS: list[tuple[str, str, Reading | Problem]] = [
    *(("en", text, MAY) for text in ("05/2016", "5/2016", "05.2016", "5.2016", "05-2016", "05 2016", "5 / 2016")),
    *(("en", text, MAY) for text in ("2016-05", "2016-5", "2016/05", "2016.5", "May 2016", "may 2016", "MAY, 2016")),
    *(("en", text, MAY) for text in ("May. 2016", "2016 May", " May  2016 ")),
    *(("de", text, MAY) for text in ("05/2016", "5.2016", "Mai 2016", "mai 2016", "2016 Mai", "Mai, 2016")),
    ("en", "Sept. 2020", Reading(Month("2020-09"))),
    ("en", "sep 2020", Reading(Month("2020-09"))),
    ("en", "Dec 1999", Reading(Month("1999-12"))),
    ("de", "März 2020", Reading(Month("2020-03"))),
    ("de", "mär 2020", Reading(Month("2020-03"))),
    ("de", "Mrz. 2020", Reading(Month("2020-03"))),
    ("de", "Okt. 2020", Reading(Month("2020-10"))),
    ("de", "Dezember 2020", Reading(Month("2020-12"))),
    ("de", "Jänner 2020", Reading(Month("2020-01"))),
    *(("en", text, NO_MONTH) for text in ("2016", "13/2016", "0/2016", "05/16", "05/20160", "1.5.2016", "5", "May")),
    *(
        ("en", text, NO_MONTH)
        for text in ("Ma 2016", "ju 2016", "Mai 2016x", "last year", "", "٠٥/٢٠١٦", "📅", "ju. 2016")
    ),
    *(("en", text, NO_MONTH) for text in ("05/1899", "05/2100", "-05/2016", "Foo 2016", "soon")),
    *(("de", text, NO_MONTH) for text in ("2016", "May 2016", "gestern", "13.2016")),
]


@pytest.mark.parametrize(("language", "text", "meant"), MONTHS)
def test_months(surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(surveys[language], "awarded", text) == meant


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2016", Reading(Month("2016"))),
        (" 1999 ", Reading(Month("1999"))),
        ("05/2016", MAY),
        ("16", NotAMonth(True, False)),
        ("1899", NotAMonth(True, False)),
        ("20١٦", NotAMonth(True, False)),
        ("2016/2017", NotAMonth(True, False)),
    ],
)
def test_a_bare_year_where_it_is_enough(
    surveys: Mapping[str, Survey], language: str, text: str, meant: Reading | Problem
) -> None:
    assert typed(surveys[language], "founded", text) == meant


def test_every_month_name_of_both_languages_is_read(surveys: Mapping[str, Survey]) -> None:
    for language, words in LANGUAGES.items():
        for name, place in words.months.items():
            for spelling in (name, name.title(), name.upper()):
                meant = Reading(Month(f"2020-{place:02}"))
                assert typed(surveys[language], "awarded", f"{spelling} 2020") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Cluster Süd", Reading(Text("Cluster Süd"))),
        ("  two\nlines  ", Reading(Text("two\nlines"))),
        ("A", Reading(Text("A"))),
        ("кластер 🏭", Reading(Text("кластер 🏭"))),
        ("x" * 40, Reading(Text("x" * 40))),
        ("x" * 41, TooLong(40)),
    ],
)
def test_texts_are_kept_as_typed(surveys: Mapping[str, Survey], text: str, meant: Reading | Problem) -> None:
    assert typed(surveys["en"], "name", text) == meant


def test_an_empty_text_is_refused_when_it_is_given(surveys: Mapping[str, Survey]) -> None:
    survey = surveys["en"]
    found = typed(survey, "name", " \n ")
    assert isinstance(found, Reading)
    assert problem_with(survey, {}, survey.questions["name"], found.value) == NO


@pytest.mark.parametrize("text", ["B", "12", "15 or more", ""])
def test_a_computed_indicator_takes_no_text(surveys: Mapping[str, Survey], text: str) -> None:
    assert typed(surveys["en"], "size", text) == Closed()


# --- any text, any question ----------------------------------------------------------------------------------

FOUND = NotAChoice | NotAMonth | Ambiguous | TooLong | Incomplete | Closed
KNOWN = answers(
    **{"committed-participants": Counts((("sme", 30), ("university", 4))), "area-1": Choice("web-presence")}
)
LONG = [
    "x" * 100_000,
    "9" * 100_000,
    "9 " * 50_000,
    "a1" * 50_000,
    "a" * 4096 + "1",
    "regional " * 10_000,
    "1." * 50_000,
    "/" * 100_000,
    "34 of " * 20_000,
    "A, " * 30_000,
    "'" * 100_000,
    "🏭" * 50_000,
    "\u00a0" * 100_000 + "1",
]


@pytest.mark.parametrize("text", LONG, ids=[text[:12] for text in LONG])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_very_long_text_is_answered_at_once_on_every_question(language: str, text: str) -> None:
    survey = library()[language]
    begun = time.perf_counter()
    for question in survey.questions.values():
        found = read(survey, KNOWN, question, text, LANGUAGES[language])
        assert isinstance(found, FOUND | Reading)
    assert time.perf_counter() - begun < 5


PIECES = [
    *("A", "b", "Z", "yes", "ja", "no", "none", "keine", "about", "ca.", "of", "von", "May", "März", "Sept."),
    *("4.1.2", "strategy", "cluster", "12", "1.500", "1,5", "65 %", "34/52", "2016", "05/2016", "-3", "0", "9" * 25),
    *(
        "%",
        "/",
        ",",
        ".",
        "'",
        "\u00a0",
        "\n",
        "٣",
        "²",
        "½",
        "🇦🇹",
        "ǅ",
        "ß",
        "İ",
        "\x00",
        "\ud800",
        "(",
        "[",
        "\\",
        "*",
    ),
]
TYPED = (
    st.text(max_size=200)
    | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
)


@given(text=TYPED, language=st.sampled_from(["en", "de"]), known=st.booleans())
def test_no_text_raises_on_any_question_and_what_is_read_fits_or_is_refused(
    text: str, language: str, known: bool
) -> None:
    survey = library()[language]
    given_before = KNOWN if known else {}
    for question in survey.questions.values():
        found = read(survey, given_before, question, text, LANGUAGES[language])
        values = found.readings if isinstance(found, Ambiguous) else [found.value] if isinstance(found, Reading) else []
        assert values or isinstance(found, FOUND)
        for value in values:
            problem_with(survey, given_before, question, value)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_choice_of_the_library_can_be_typed_in_full(language: str) -> None:
    """The whole text of a level, an option or a title names it and nothing else."""
    survey = library()[language]
    for id, question in survey.questions.items():
        for option in getattr(question, "options", ()):
            assert typed(survey, id, option.text) == Reading(Choice(option.id))
        if question.form == "level":
            for level in question.levels:
                assert typed(survey, id, level.text) == Reading(Points(level.points))
    for indicator in survey.indicators.values():
        assert typed(survey, "area-1", indicator.title) == Reading(Choice(indicator.id))
        assert typed(survey, "area-1", indicator.number) == Reading(Choice(indicator.id))
