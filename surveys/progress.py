"""Progress between two submitted checks: per indicator the points then and now, and why they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from surveys.indicators import ComputedIndicator, Indicator, NumberIndicator
from surveys.path import counted, documented
from surveys.quantities import measured, stated
from surveys.scoring import NOTHING, Rated, Score, score
from surveys.session import Answers, Documented, Points, QuestionId, Value
from surveys.survey import Survey
from surveys.versions import changes

Measured: TypeAlias = tuple[QuestionId, str]
"""A fact, and which quantity of it counts: its total, or kinds or groups above nought."""


# --- why an indicator's points differ ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """The indicator's own answer is another one; the level may be the same all the same."""

    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class FactChanged:
    """A quantity behind the indicator moved, as it counts there (of `kinds` their number); None while it is open."""

    fact: QuestionId
    old: Fraction | None
    new: Fraction | None


@dataclass(frozen=True, slots=True)
class DocumentChanged:
    """What is said about documents is another thing; None: not said, or not asked as at 0 points."""

    old: Documented | None
    new: Documented | None


@dataclass(frozen=True, slots=True)
class NowOpen:
    """The level was known then and is open now."""


@dataclass(frozen=True, slots=True)
class NowAnswered:
    """The level was open then and is known now."""


@dataclass(frozen=True, slots=True)
class NotComparable:
    """Asked or scored in one version only, or not alike in both: nothing can be said about a difference."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing behind the points differs."""


Reason: TypeAlias = AnswerChanged | FactChanged | DocumentChanged | NowOpen | NowAnswered | NotComparable | Unchanged


# --- what a comparison says ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator then and now, by its newer id; `old` or `new` is None where that version does not ask it."""

    indicator: QuestionId
    section: str
    old: Rated | None
    new: Rated | None
    reasons: tuple[Reason, ...]
    """At least one. `Unchanged` and `NotComparable` stand alone."""

    @property
    def comparable(self) -> bool:
        """Whether the points of then and now mean the same."""
        return NotComparable() not in self.reasons


@dataclass(frozen=True, slots=True)
class Sums:
    """Points then and now of the scored indicators that can be compared, and how many scored ones are left out."""

    old_claimed: Score = NOTHING
    new_claimed: Score = NOTHING
    old_evidenced: Score = NOTHING
    new_evidenced: Score = NOTHING
    left_out: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.old_claimed + other.old_claimed,
            self.new_claimed + other.new_claimed,
            self.old_evidenced + other.old_evidenced,
            self.new_evidenced + other.new_evidenced,
            self.left_out + other.left_out,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Every indicator of the newer version in its order, then those it no longer has; sums by section and over all."""

    indicators: tuple[Compared, ...]
    sections: Mapping[str, Sums]
    total: Sums


@dataclass(frozen=True, slots=True)
class Rise:
    """An indicator that rose for sure, with the points claimed before and after: a proposal for an area."""

    indicator: QuestionId
    before: Points
    after: Points


# --- comparing -----------------------------------------------------------------------------------------------


def compare(old_survey: Survey, old_answers: Answers, new_survey: Survey, new_answers: Answers) -> Progress:
    """What differs between two checks of one survey, in two versions or the same one, both in the same language.

    Only reasons that move points are named: another note or another document's name is none. Answers off the path,
    and carried ones not confirmed yet, count for nothing.
    """
    then = _Check(old_survey, counted(old_survey, old_answers))
    now = _Check(new_survey, counted(new_survey, new_answers))
    found = tuple(_compared(then, now))
    sections: dict[str, Sums] = {}
    for each in found:
        sections[each.section] = sections.get(each.section, Sums()) + _sums(each)
    return Progress(found, sections, sum(sections.values(), Sums()))


def rises(progress: Progress) -> tuple[Rise, ...]:
    """Indicators whose claimed level rose, and whose evidenced points rose whatever is open; proposed as areas.

    In the order of `areas.proposal`: the greatest rise of claimed points first, equal ones in the survey's order.
    """
    found = [
        Rise(each.indicator, _points(each.old), _points(each.new))
        for each in progress.indicators
        if each.comparable and each.old and each.new and _rose(each.old, each.new)
    ]
    return tuple(sorted(found, key=lambda rise: rise.before.points - rise.after.points))


def _rose(old: Rated, new: Rated) -> bool:
    known = not (old.open or new.open)
    return known and new.claimed.low > old.claimed.high and new.evidenced.low > old.evidenced.high


def _points(rated: Rated) -> Points:
    return Points(int(rated.claimed.low))


@dataclass(frozen=True, slots=True)
class _Check:
    """One of the two checks: its survey, and the answers that count."""

    survey: Survey
    known: Answers


def _compared(then: _Check, now: _Check) -> Iterator[Compared]:
    changed = changes(then.survey, now.survey)
    old, new = score(then.survey, then.known).indicators, score(now.survey, now.known).indicators
    unlike = {*changed.added, *changed.reworded}
    moved = {*unlike, *changed.renamed}
    shares = _shares(then.survey) == _shares(now.survey)
    for id, indicator in now.survey.indicators.items():
        before = (indicator.was if id in changed.renamed else None) or id
        earlier = then.survey.indicators.get(before)
        reasons: tuple[Reason, ...] = (NotComparable(),)
        alike = id not in unlike and not any(fact in moved for fact, _ in _quantities(indicator))
        if earlier and alike and shares and earlier.scored == indicator.scored:
            reasons = tuple(_reasons(then, now, earlier, indicator, old[before], new[id])) or (Unchanged(),)
        yield Compared(id, now.survey.homes[id].id, old.get(before), new[id], reasons)
    for id in changed.removed:
        if id in old:
            yield Compared(id, then.survey.homes[id].id, old[id], None, (NotComparable(),))


def _shares(survey: Survey) -> tuple[int, int, int]:
    """How documented points are scored: another way makes no indicator comparable."""
    return survey.evidence.yes, survey.evidence.partly, survey.evidence.no


def _reasons(
    then: _Check, now: _Check, earlier: Indicator, indicator: Indicator, old: Rated, new: Rated
) -> Iterator[Reason]:
    """Every reason that holds, of two indicators that read and score alike."""
    was, value = stated(then.known, earlier.id), stated(now.known, indicator.id)
    if was is not None and value is not None and was != value:
        yield AnswerChanged(was, value)
    if not (isinstance(was, Points) and isinstance(value, Points)):  # a level picked by letter rests on no fact
        yield from _facts(then, now, indicator)
    if old.open != new.open:
        yield NowOpen() if new.open else NowAnswered()
    said, says = documented(then.survey, then.known, earlier.id), documented(now.survey, now.known, indicator.id)
    if said != says and not (old.open or new.open):
        yield DocumentChanged(said, says)


def _facts(then: _Check, now: _Check, indicator: Indicator) -> Iterator[FactChanged]:
    for fact, measure in _quantities(indicator):
        old, new = (measured(each.survey, each.known, fact, measure) for each in (then, now))
        if old != new:
            yield FactChanged(fact, old, new)


def _quantities(indicator: Indicator) -> tuple[Measured, ...]:
    """The facts that decide an indicator's level, and which quantity of each."""
    match indicator:
        case ComputedIndicator(from_=source):
            found: list[tuple[QuestionId | None, str]] = [(source.question, source.measure)]
            found += [(source.per, "total"), (source.share_of, "total")]
        case NumberIndicator():
            found = [(indicator.whole, "total"), (indicator.part, "total")]
        case _:
            found = []
    return tuple((fact, measure) for fact, measure in found if fact is not None)


def _sums(each: Compared) -> Sums:
    """What one indicator adds to the sums; unscored ones add nothing and are not missed."""
    scored = any(rated.scored for rated in (each.old, each.new) if rated)
    if not scored:
        return Sums()
    if not each.comparable or each.old is None or each.new is None:
        return Sums(left_out=1)
    return Sums(each.old.claimed, each.new.claimed, each.old.evidenced, each.new.evidenced)
