"""Where an organisation stands: the same numbers as the chat, gaps in a sensible order, private notes left out."""

from surveys.labels import readiness
from surveys.scoring import Light, score
from tests.bot.reports.checking import ON, SECRET, SHARED, THEN, answers, stood
from tests.surveys.filling import filled


def test_the_numbers_are_those_of_the_score() -> None:
    found = stood("full", "en")
    card = score(found.survey, answers("full"))
    assert (found.claimed, found.evidenced) == (card.claimed, card.evidenced)
    assert {each.id: (each.claimed, each.evidenced) for each in found.dimensions} == dict(card.sections)
    assert found.labels == readiness(found.survey, answers("full"), (), ON)
    assert [line.rated for line in found.lines] == list(card.indicators.values())


def test_every_indicator_has_its_level_and_the_next_one() -> None:
    found = {line.indicator.id: line for line in stood("full", "en").lines}
    line = found["strategy-documentation"]
    assert line.level
    assert line.above
    assert (line.level.points, line.above.points) == (1, 2)
    top = next(line for line in found.values() if line.level and line.level.points == 5)
    assert top.above is None


def test_gaps_begin_with_what_is_red_and_needs_another_level() -> None:
    gaps = stood("full", "en").gaps
    assert [line.indicator.id for line in gaps[:2]] == ["strategy-review", "strategy-documentation"]
    assert all(line.claimed is Light.RED for line in gaps[:2])
    assert not any(line.evidenced is Light.GREEN for line in gaps)


def test_an_empty_check_has_no_gaps_and_everything_open() -> None:
    found = stood("empty", "en")
    assert found.gaps == ()
    assert set(found.survey.indicators) <= set(found.open)
    assert "organisation-name" not in found.open


def test_documents_not_spoken_of_are_listed() -> None:
    found = stood("half", "en")
    assert len(found.unproved) == 1
    assert found.unproved[0] not in found.open


def test_an_earlier_check_gives_documented_points_to_compare_with() -> None:
    found = stood("full", "en")
    assert found.before == THEN.date()
    then = score(found.survey, filled(3, {"strategy-documentation": 0}))
    assert [each.before for each in found.dimensions] == [evidenced for _, evidenced in then.sections.values()]
    assert all(each.before is None for each in stood("half", "en").dimensions)


def test_only_a_note_meant_for_reports_gets_in() -> None:
    notes = {line.note for line in stood("full", "en").lines}
    assert notes == {None, SHARED}
    assert SECRET not in notes
