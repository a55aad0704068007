"""The steps of a way, as values: a document to name, a level to climb to, a fact to bring up with all that it moves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from surveys.cheapest import Found, picks, settings
from surveys.choices import Choices
from surveys.outcomes import Pick, Setting
from surveys.session import Documented, QuestionId, Value
from surveys.simulation import Change, ToFact, ToLevel


@dataclass(frozen=True, slots=True)
class NameDocument:
    """A document for the level an indicator has now. Weight as in the survey file, months at least."""

    indicator: QuestionId
    points: int
    weight: int
    months: int


@dataclass(frozen=True, slots=True)
class Climb:
    """An indicator to a higher level, with the document for it. `before` None: open; `value`: the answer it takes.

    Where a fact of the same way lowers the indicator first, weight and months count from that lower level.
    """

    indicator: QuestionId
    before: int | None
    after: int
    weight: int
    months: int
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator that a fact moves, up or down, and whether it then gets a document for its new level."""

    indicator: QuestionId
    before: int | None
    after: int
    documented: bool


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A fact to bring up to this value; every indicator it moves, their documents in the weight and months."""

    fact: QuestionId
    value: Value
    weight: int
    months: int
    moves: tuple[Moved, ...]


WayStep: TypeAlias = NameDocument | Climb | ChangeFact


def steps(choices: Choices, found: Found) -> tuple[WayStep, ...]:
    """The steps of a set: documents alone first, then the shorter before the longer, then as in the survey."""
    made: list[WayStep] = []
    for setting in settings(found):
        made += _shared(choices, setting, picks(found))
    made += [step for pick in picks(found) for step in _own(pick)]
    places = list(choices.survey.questions)
    return tuple(sorted(made, key=lambda step: (*_rank(step), places.index(_question(step)))))


def _own(pick: Pick) -> Iterator[WayStep]:
    match pick.kind:
        case "document":
            yield NameDocument(pick.indicator, pick.after, pick.weight, pick.months)
        case "climb" if pick.fact is not None:
            yield ChangeFact(pick.fact.fact, pick.fact.value, pick.weight, pick.months, (_moved(pick),))
        case "climb":
            yield Climb(pick.indicator, pick.before, pick.after, pick.weight, pick.months, pick.value)
        case "stay" | "moved":
            pass
        case _:
            assert_never(pick.kind)


def _moved(pick: Pick) -> Moved:
    return Moved(pick.indicator, pick.before, pick.after, pick.documented)


def _shared(choices: Choices, setting: Setting, all_picks: Iterable[Pick]) -> Iterator[ChangeFact]:
    """Each shared fact with the indicators it moves: those it lifts, and those that follow no fact before it."""
    left = [pick for pick in all_picks if pick.kind == "moved"]
    names = [change.fact for change in setting.facts]
    for change, weight in zip(setting.facts, setting.weights, strict=True):
        mine = [pick for pick in left if _mover(choices, names, pick) == change.fact]
        moves = tuple(_moved(pick) for pick in mine)
        months = max((pick.months for pick in mine), default=0)
        yield ChangeFact(change.fact, change.value, weight + sum(pick.weight for pick in mine), months, moves)


def _mover(choices: Choices, facts: list[QuestionId], pick: Pick) -> QuestionId | None:
    lever = choices.levers[pick.indicator]
    behind = choices.behind[pick.indicator]
    return lever if lever in facts else next((fact for fact in facts if fact in behind), None)


def _rank(step: WayStep) -> tuple[bool, int]:
    return not isinstance(step, NameDocument), step.months


def _question(step: WayStep) -> QuestionId:
    return step.fact if isinstance(step, ChangeFact) else step.indicator


def changes_of(found: Iterable[WayStep]) -> tuple[Change, ...]:
    """What these steps change, for `what_if`."""
    made: list[Change] = []
    for step in found:
        match step:
            case NameDocument(indicator, points):
                made.append(ToLevel(indicator, points, Documented.YES))
            case Climb(indicator, after=points):
                made.append(ToLevel(indicator, points, Documented.YES))
            case ChangeFact(fact, value, moves=moves):
                made.append(ToFact(fact, value))
                made += [ToLevel(each.indicator, each.after, Documented.YES) for each in moves if each.documented]
            case _:
                assert_never(step)
    return tuple(made)
