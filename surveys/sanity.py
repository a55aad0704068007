"""What to ask before a check is submitted: answers that are possible, but worth a second look. Never a block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias

from surveys.conditions import holds
from surveys.definition import Condition, NumberFact
from surveys.indicators import ComputedIndicator, NumberIndicator, Question
from surveys.path import counted, documented
from surveys.quantities import about, level_of, measured, stated
from surveys.rules import Progress
from surveys.session import Answer, Answers, Documented, Number, Points, QuestionId
from surveys.survey import Survey

SAME_RUNNING = 5
"""Neighbouring indicators with one letter from which it is asked about.

Of six letters tapped blindly, five equal ones running begin at one start in 1296. Where honest neighbours are alike
two times in five (our guess), a stretch of seven, as 4.1.1 to 4.2, holds five alike in one check of eighteen; four
would be one check in six.
"""
STILL_RUNNING = 5
"""Quick confirmations in a row from which it is asked about: two or three may be what one knows by heart."""
QUICK = timedelta(seconds=5)
"""From one confirmation to the next: less than it takes to read a level and to think of its document."""


@dataclass(frozen=True, slots=True)
class TopWithoutDocument:
    """Indicators at their highest level, in the survey's order, for which no document is there, or none was asked."""

    indicators: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class SameLetter:
    """At least `SAME_RUNNING` neighbouring indicators for which the same letter was picked; it stands for `points`."""

    indicators: tuple[QuestionId, ...]
    points: int


@dataclass(frozen=True, slots=True)
class FastStill:
    """Last time's answers confirmed as still true, each within `QUICK` of the one before or after; as given."""

    indicators: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A contradiction of the survey file, by its id, that holds; its words stand there."""

    contradiction: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """A quantity that is more than what it is a part of."""

    part: QuestionId
    whole: QuestionId


@dataclass(frozen=True, slots=True)
class RoseBefore:
    """An improvement area's old level was last true before the month from which improvement counts."""

    month: QuestionId
    since: QuestionId


SecondLook: TypeAlias = TopWithoutDocument | SameLetter | FastStill | Contradicted | Misfit | RoseBefore


def second_looks(survey: Survey, answers: Answers, steps: Sequence[tuple[int, Answer]]) -> tuple[SecondLook, ...]:
    """What is worth a second look in a check, in the order of the classes above. Answers off the path raise none.

    `steps`: every answer ever given in the session with its revision, as storage tells them.
    """
    known = counted(survey, answers)
    return (
        *_top(survey, known),
        *_same(survey, known),
        *_fast(survey, known, steps),
        *(Contradicted(each.id) for each in survey.contradictions if holds(survey, known, each.when)),
        *dict.fromkeys(misfit for asked in survey.questions.values() for misfit in _misfits(survey, known, asked)),
        *_too_early(survey, known),
    )


def _top(survey: Survey, known: Answers) -> Iterator[TopWithoutDocument]:
    found = []
    for id, indicator in survey.indicators.items():
        level = level_of(survey, known, indicator)
        if level is not None and level.points == indicator.most:
            found += [id] if documented(survey, known, id) in (Documented.NO, None) else []
    if found:
        yield TopWithoutDocument(tuple(found))


def _same(survey: Survey, known: Answers) -> Iterator[SameLetter]:
    """Runs of one letter. What was typed or follows from facts was not picked by letter, and ends a run."""
    for value, run in groupby(survey.indicators, key=lambda id: stated(known, id)):
        indicators = tuple(run)
        if isinstance(value, Points) and len(indicators) >= SAME_RUNNING:
            yield SameLetter(indicators, value.points)


def _fast(survey: Survey, known: Answers, steps: Sequence[tuple[int, Answer]]) -> Iterator[FastStill]:
    """Quick runs of 'still true' that are long enough, put together; of one that was changed since nothing is asked."""
    runs: list[list[Answer]] = []
    for answer in _confirmed(survey, steps):
        last = runs[-1][-1] if runs else None
        if last is not None and last.by == answer.by and timedelta(0) <= answer.at - last.at <= QUICK:
            runs[-1].append(answer)
        else:
            runs.append([answer])
    found = [each for run in runs if len(run) >= STILL_RUNNING for each in run if _stands(known, each)]
    if len(found) >= STILL_RUNNING:
        yield FastStill(tuple(each.question for each in found))


def _confirmed(survey: Survey, steps: Sequence[tuple[int, Answer]]) -> Iterator[Answer]:
    """The indicators that were confirmed as still true, in the order given.

    Only that brings a level and what is said of its document in a single step. An answer does not say that it was
    carried, so a confirmed fact, or a level without a word on documents, can't be told from one given afresh.
    """
    before: dict[QuestionId, Answer] = {}
    for _, answer in sorted(steps, key=lambda step: step[0]):
        last = before.get(answer.question)
        fresh = last is None or (last.value is None and last.seen is None)
        if fresh and answer.documented is not None and answer.question in survey.indicators:
            yield answer
        before[answer.question] = answer


def _stands(known: Answers, confirmed: Answer) -> bool:
    now = known.get(confirmed.question)
    return now is not None and (now.value, now.documented) == (confirmed.value, confirmed.documented)


def _misfits(survey: Survey, known: Answers, question: Question) -> Iterator[Misfit]:
    """A part that outgrew its whole, mostly because the whole was lowered since."""
    own = stated(known, question.id)
    amount = Fraction(own.amount) if isinstance(own, Number) else None
    match question:
        case NumberFact(up_to=str(whole)):
            yield from _over(question.id, amount, whole, measured(survey, known, whole))
        case NumberIndicator(whole=str(whole)):
            yield from _over(question.id, amount, whole, measured(survey, known, whole))
        case NumberIndicator(part=str(part)):
            yield from _over(part, measured(survey, known, part), question.id, amount)
        case ComputedIndicator(from_=source) if source.share_of is not None:
            part_of = measured(survey, known, source.question, source.measure)
            yield from _over(source.question, part_of, source.share_of, measured(survey, known, source.share_of))
        case _:
            pass


def _over(part: QuestionId, amount: Fraction | None, whole: QuestionId, most: Fraction | None) -> Iterator[Misfit]:
    if amount is not None and most is not None and amount > most:
        yield Misfit(part, whole)


def _too_early(survey: Survey, known: Answers) -> Iterator[RoseBefore]:
    """Areas of a label for progress whose month lies before the one that its time counts from (survey file)."""
    for label in survey.labels.values():
        if not isinstance(label, Progress):
            continue
        since = label.elapsed.since
        for area in label.areas.areas:
            earlier = Condition(question=area.month, earlier_than=since)
            if about(survey, known, area.month) and holds(survey, known, earlier):
                yield RoseBefore(area.month, since)
