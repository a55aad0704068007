"""A survey as it is practised: no facts, every indicator by letter or by number, letters and points unchanged."""

from fractions import Fraction

import pytest

from bot.speech import speech
from surveys.engine import advance, begin
from surveys.indicators import LevelIndicator
from surveys.path import path
from surveys.practice import BandedIndicator, by_number, practised
from surveys.reading import read
from surveys.scoring import score
from surveys.session import (
    Ambiguous,
    Document,
    Documented,
    Final,
    Give,
    GoTo,
    NotAChoice,
    Points,
    Refuse,
    Scope,
    Session,
    Step,
    Submit,
)
from surveys.vocabulary import Reading
from tests.surveys.making import AT, shipped

SURVEY = shipped()
ALL = practised(SURVEY, SURVEY.indicators)
WORDS = speech("en").vocabulary
STRATEGY, SHARE, TALKS = "strategy-documentation", "staff-stability", "working-groups"


def test_only_the_wanted_indicators_are_left_in_the_survey_s_order() -> None:
    found = practised(SURVEY, [SHARE, STRATEGY])
    assert list(found.questions) == [SHARE, STRATEGY]
    assert [section.id for section in found.sections] == [SURVEY.homes[SHARE].id, SURVEY.homes[STRATEGY].id]
    assert list(SURVEY.questions) != list(found.questions)


def test_every_indicator_is_rated_by_letter_with_the_same_levels() -> None:
    assert list(ALL.indicators) == list(SURVEY.indicators)
    for id, indicator in ALL.indicators.items():
        assert isinstance(indicator, LevelIndicator)
        assert indicator.levels == SURVEY.indicators[id].levels
        assert (indicator.number, indicator.title, indicator.proof) == (
            SURVEY.indicators[id].number, SURVEY.indicators[id].title, SURVEY.indicators[id].proof,
        )  # fmt: skip


def test_facts_are_off_the_path() -> None:
    session = begin(ALL, Scope("indicators", tuple(ALL.indicators)), "practice")
    assert path(ALL, session.scope, {}) == tuple(SURVEY.indicators)


def test_what_a_list_asks_stands_on_the_card() -> None:
    asked = ALL.indicators["web-presence"].ask
    assert "\n• " in asked
    assert asked.startswith(SURVEY.indicators["web-presence"].ask)


@pytest.mark.parametrize(
    ("indicator", "text", "points"),
    [
        ("working-groups", "2", 2),
        ("working-groups", "B", 1),
        ("working-groups", "9", 5),
        ("staff-stability", "3 of 5", 2),
        ("staff-stability", "3/5", 2),
        ("staff-stability", "60 %", 2),
        ("staff-stability", "5 of 3", 5),  # no more than all of them
        ("web-presence", "4", 4),
        ("management-maturity", "2.5", 2),
        ("management-maturity", "2,5", 2),
        ("strategy-documentation", "d", 3),
    ],
)
def test_a_letter_or_a_number_gives_the_level(indicator: str, text: str, points: int) -> None:
    asked = ALL.questions[indicator]
    assert read(ALL, {}, asked, text, WORDS) == Reading(Points(points))


def test_what_is_neither_is_refused_and_two_readings_are_asked_back() -> None:
    assert read(ALL, {}, ALL.questions["working-groups"], "some", WORDS) == NotAChoice()
    assert read(ALL, {}, ALL.questions["working-groups"], "-1", WORDS) == NotAChoice()
    assert read(ALL, {}, ALL.questions["working-groups"], "60 %", WORDS) == NotAChoice()
    found = read(ALL, {}, ALL.questions["management-maturity"], "1.500", WORDS)
    assert isinstance(found, Ambiguous)
    assert found.readings == (Points(1), Points(5))


def test_every_number_falls_into_the_band_of_the_survey() -> None:
    asked = ALL.indicators["management-maturity"]
    assert isinstance(asked, BandedIndicator)
    for level in asked.levels:
        if level.from_ is not None:
            assert by_number(asked, Fraction(level.from_)) == level
    assert by_number(asked, Fraction(-1)) is None


def given(session: Session, *events: tuple[str, int]) -> Session:
    for question, points in events:
        session = advance(ALL, session, Give(question, Points(points), False, "me", AT)).session
    return session


def refusal(step: Step) -> object:
    return next((reply.problem for reply in step.replies if isinstance(reply, Refuse)), None)


def test_a_rating_whose_key_was_shown_is_final_whatever_button_is_pressed() -> None:
    session = begin(ALL, Scope("indicators", tuple(ALL.indicators)), "practice")
    session = given(session, (STRATEGY, 3), (TALKS, 2))
    shown = Session(session.kind, session.scope, session.place, session.answers, {}, frozenset({STRATEGY}))
    for event in (
        Give(STRATEGY, Points(4), False, "me", AT),
        Document(STRATEGY, Documented.YES, "me", AT),
    ):
        step = advance(ALL, shown, event)
        assert refusal(step) == Final()
        assert step.session == shown
    step = advance(ALL, shown, Give(TALKS, Points(4), False, "me", AT))
    assert refusal(step) is None
    assert refusal(advance(ALL, shown, GoTo(STRATEGY))) is None  # it can be looked at


def test_a_round_can_be_finished_with_open_ratings_and_is_scored_like_any_answers() -> None:
    session = given(begin(ALL, Scope("indicators", tuple(ALL.indicators)), "practice"), (STRATEGY, 3))
    done = advance(ALL, session, Submit("me", AT))
    assert refusal(done) is None
    assert score(ALL, done.session.answers).indicators[STRATEGY].claimed.low == 3
