"""The way to a label: the cheapest set of steps that meets its rules by a day, and what no step can change.

Every effort word has a weight (survey file, ours); weights add up. Months add up along one indicator and run side by
side across indicators. A shared fact is changed once: it weighs as much as the dearest climb it makes. What is open
counts as the lowest level without a document. Exact: no set of such steps that does the same weighs less.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.areas import Snapshot
from surveys.cheapest import some
from surveys.choices import Choices
from surveys.labels import LabelReadiness, Status, readiness
from surveys.obstacles import YEAR, Aim, Obstacle, aims, obstacles, out_of_range, to_answer
from surveys.outcomes import Group, Pick
from surveys.path import counted
from surveys.plans import Plan, best_plan, months_needed
from surveys.rules import AnyLabel
from surveys.session import Answers, QuestionId
from surveys.simulation import Change, changed
from surveys.steps import WayStep, changes_of, steps
from surveys.survey import Survey

SWAPS = 5
"""Equally cheap sets that are listed; all are counted."""


class Outcome(StrEnum):
    """Met already; reached with the steps, once what is open is answered well; not by then, but later; or never.

    `cannot` means that steps and time alone do not do it: something else is in the way.
    """

    ALREADY = "already"
    REACHED = "reached"
    NOT_BY_THEN = "not_by_then"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Late:
    """The lowest level (or its document) of an indicator that would help but takes more months than there are."""

    indicator: QuestionId
    points: int
    months: int


@dataclass(frozen=True, slots=True)
class Swap:
    """An equally cheap set: the steps of the way it leaves out, and those it takes instead."""

    leave: tuple[WayStep, ...]
    take: tuple[WayStep, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The cheapest set of steps to a label by a day or, if that can't be done, to the best that can be done by then.

    Best is: the fewest indicators below what the label asks, then as many of its points as it needs, then the weight.
    `months` is the longest of the steps; `readiness` the label on that day with the steps done; `soonest` the first
    day on which any set of steps gets there, None if none ever does.
    """

    label: str
    status: Outcome
    steps: tuple[WayStep, ...]
    weight: int
    months: int
    readiness: LabelReadiness
    soonest: date | None
    to_answer: tuple[QuestionId, ...]
    out_of_time: tuple[Late, ...]
    in_the_way: tuple[Obstacle, ...]
    ties: int
    """How many other sets weigh the same."""
    swaps: tuple[Swap, ...]
    """Some of them."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The steps as changes for `what_if`."""
        return changes_of(self.steps)


def cheapest_way(
    survey: Survey, answers: Answers, label: str, by: date, on: date, history: Sequence[Snapshot] = ()
) -> Way:
    """The cheapest way to a label between two days. The same for the same answers, in whatever order they were given.

    Raises KeyError for a label that the survey does not have. `history` changes no status, as in `readiness`.
    """
    rules = survey.labels[label]
    choices, months = Choices(survey, answers), months_between(on, by)
    groups = choices.groups()
    found = aims(survey, choices.known, rules)
    plan = best_plan(choices, groups, found, months)
    needed = months_needed(groups, plan.aim)
    whole = plan if plan.complete else best_plan(choices, groups, (plan.aim,), needed)
    first, *others = some(plan.best, SWAPS)
    taken = steps(choices, first)
    after = changed(survey, answers, changes_of(taken), by)
    ready = next(each for each in readiness(survey, after, history, by) if each.label == label)
    hurdles = _hurdles(survey, answers, rules, whole, steps(choices, some(whole.best, 0)[0]), on)
    status = _status(taken, ready, hurdles, plan, by)
    return Way(
        label=label,
        status=status,
        steps=taken,
        weight=sum(step.weight for step in taken),
        months=max((step.months for step in taken), default=0),
        readiness=ready,
        soonest=_soonest(hurdles, needed, on),
        to_answer=to_answer(survey, choices.known, rules, plan.aim, on),
        out_of_time=_late(groups, plan.aim, months) if status is not Outcome.ALREADY else (),
        in_the_way=hurdles,
        ties=plan.best.many - 1,
        swaps=tuple(_swap(taken, steps(choices, other)) for other in others),
    )


def months_between(on: date, by: date) -> int:
    """Whole calendar months from one day to another, none if it is earlier; the last day of a month completes it."""
    months = (by.year - on.year) * YEAR + by.month - on.month
    last = by.day == monthrange(by.year, by.month)[1]
    return max(0, months if by.day >= on.day or last else months - 1)


def later(on: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    count = on.year * YEAR + on.month - 1 + months
    year, month = count // YEAR, count % YEAR + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


# --- what is in the way --------------------------------------------------------------------------------------


def _hurdles(
    survey: Survey, answers: Answers, label: AnyLabel, whole: Plan, taken: Sequence[WayStep], on: date
) -> tuple[Obstacle, ...]:
    """What stays in the way once all is done that ever can be."""
    after = counted(survey, changed(survey, answers, changes_of(taken), on))
    found = obstacles(survey, after, label, on)
    return found if whole.complete else (*found, out_of_range(label, tuple(pick.indicator for pick in whole.failing)))


def _status(
    taken: Sequence[WayStep], ready: LabelReadiness, hurdles: Sequence[Obstacle], plan: Plan, by: date
) -> Outcome:
    if any(each.until is None for each in hurdles):
        return Outcome.CANNOT
    if not plan.complete or any(each.until is not None and each.until > by for each in hurdles):
        return Outcome.NOT_BY_THEN
    return Outcome.ALREADY if ready.status is Status.MET and not taken and not hurdles else Outcome.REACHED


def _soonest(hurdles: Sequence[Obstacle], needed: int | None, on: date) -> date | None:
    if needed is None or any(each.until is None for each in hurdles):
        return None
    return max([later(on, needed), *(each.until for each in hurdles if each.until is not None)])


def _late(groups: Sequence[Group], aim: Aim, months: int) -> tuple[Late, ...]:
    """For each indicator the label asks for, the lowest outcome that is not possible in time, in the survey's order."""
    found: dict[QuestionId, list[Pick]] = {}
    for group in groups:
        for setting in group:
            for picks in setting.picks:
                found.setdefault(picks[0].indicator, []).extend(picks)
    late = [each for id, picks in found.items() if id in aim.indicators for each in _lowest_late(picks, aim, months)]
    return tuple(Late(each.indicator, each.after, each.months) for each in sorted(late, key=lambda each: each.place))


def _lowest_late(picks: Sequence[Pick], aim: Aim, months: int) -> tuple[Pick, ...]:
    in_time = [pick for pick in picks if pick.months <= months]
    enough = picks[0].indicator not in aim.scored and not all(map(aim.fails, in_time))
    best = max(pick.low for pick in in_time)
    late = [pick for pick in picks if pick.months > months and pick.low > best and not enough]
    return (min(late, key=lambda pick: (pick.low, pick.months)),) if late else ()


def _swap(taken: Sequence[WayStep], other: Sequence[WayStep]) -> Swap:
    return Swap(tuple(step for step in taken if step not in other), tuple(step for step in other if step not in taken))
