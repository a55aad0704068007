"""What people type, and what is understood: tables in both languages, one for each form of question."""

import pytest

from surveys.fitting import problem_with
from surveys.reading import Reading
from surveys.session import (
    Ambiguous,
    Checklist,
    Choice,
    Closed,
    Incomplete,
    Month,
    NotAChoice,
    NotAMonth,
    Points,
    Problem,
    Text,
    TooLong,
    Value,
)
from tests.surveys.vocabularies import LANGUAGES, every_form, typed

NO = NotAChoice()


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
def test_levels(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "strategy", text) == meant


@pytest.mark.parametrize(("text", "meant"), [("b", Reading(Points(1))), ("Half or", Reading(Points(1))), ("c", NO)])
def test_the_level_before_is_one_of_the_indicator_picked(text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()["en"], "before", text, area=Choice("contacts")) == meant


@pytest.mark.parametrize("known", [{}, {"area": Choice("none")}])
def test_without_an_indicator_there_is_no_level_to_pick(known: dict[str, Value]) -> None:
    assert typed(every_form()["en"], "before", "B", **known) == Incomplete(("area",))


# --- checklists ----------------------------------------------------------------------------------------------

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
def test_checklists(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "channels", text) == meant


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
def test_choices(language: str, question: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], question, text) == meant


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
    *(("en", text, NO_MONTH) for text in ("2016", "13/2016", "0/2016", "05/16", "05/20160", "1.13.2016", "5", "May")),
    *(
        ("en", text, NO_MONTH)
        for text in ("Ma 2016", "ju 2016", "Mai 2016x", "last year", "", "٠٥/٢٠١٦", "📅", "ju. 2016")
    ),
    *(("en", text, NO_MONTH) for text in ("05/1899", "05/2100", "-05/2016", "Foo 2016", "soon")),
    *(("de", text, NO_MONTH) for text in ("2016", "May 2016", "gestern", "13.2016")),
]


@pytest.mark.parametrize(("language", "text", "meant"), MONTHS)
def test_months(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "awarded", text) == meant


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
def test_a_bare_year_where_it_is_enough(language: str, text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()[language], "founded", text) == meant


def test_every_month_name_of_both_languages_is_read() -> None:
    for language, words in LANGUAGES.items():
        for name, place in words.months.items():
            for spelling in (name, name.title(), name.upper()):
                meant = Reading(Month(f"2020-{place:02}"))
                assert typed(every_form()[language], "awarded", f"{spelling} 2020") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Cluster Süd", Reading(Text("Cluster Süd"))),
        ("  two\nlines\x00  ", Reading(Text("two lines"))),  # a name can't print a line of its own
        ("A", Reading(Text("A"))),
        ("кластер 🏭", Reading(Text("кластер 🏭"))),
        ("x" * 40, Reading(Text("x" * 40))),
        ("x" * 41, TooLong(40)),
    ],
)
def test_texts_are_kept_as_typed(text: str, meant: Reading | Problem) -> None:
    assert typed(every_form()["en"], "name", text) == meant


def test_an_empty_text_is_refused_when_it_is_given() -> None:
    survey = every_form()["en"]
    found = typed(survey, "name", " \n ")
    assert isinstance(found, Reading)
    assert problem_with(survey, {}, survey.questions["name"], found.value) == NO


@pytest.mark.parametrize("text", ["B", "12", "15 or more", ""])
def test_a_computed_indicator_takes_no_text(text: str) -> None:
    assert typed(every_form()["en"], "size", text) == Closed()
