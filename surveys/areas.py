"""Improvement areas for Silver: when one counts, and what an earlier check proposes for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from surveys.conditions import waits_for
from surveys.quantities import about, level_of, stated
from surveys.rules import Area, Progress
from surveys.scoring import Light, Score, Scorecard, light
from surveys.session import Answer, Answers, Choice, Month, Points, QuestionId, Value
from surveys.survey import Survey
from surveys.verdicts import Verdict, verdict_of

NONE_YET = "none"
Shifts = Mapping[QuestionId, int]
"""Thresholds moved by so many points, to see what hangs on them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An earlier submitted check: its answers and its date."""

    at: datetime
    answers: Mapping[QuestionId, Answer]


@dataclass(frozen=True, slots=True)
class AreaFound:
    """An improvement area: which indicator, from which points to which, and what is missing for it to count."""

    area: Area
    indicator: str | None
    before: int | None
    after: int | None
    missing: tuple[str, ...]
    """Of: twice (another area is on the same indicator), indicator, before, risen, red, effect, document."""
    verdict: Verdict


def found_area(survey: Survey, answers: Answers, card: Scorecard, area: Area, shifts: Shifts) -> AreaFound:
    """An area counts when its level rose, it is not red now, and effect and document are there.

    The colour is judged on evidenced points; where those are still open or only claimed, the area is possible.
    """
    picked = stated(answers, area.indicator)
    if not isinstance(picked, Choice) or picked.option not in survey.indicators:
        verdict = verdict_of(False, picked is None and bool(waits_for(survey, answers, area.indicator)))
        return AreaFound(area, None, None, None, ("indicator",), verdict)
    indicator = survey.indicators[picked.option]
    before = _said(survey, answers, area.before)
    was = before.points if isinstance(before, Points) else None
    level = level_of(survey, answers, indicator)
    now = level.points if level else None
    shift = shifts.get(indicator.id, 0)
    rated = card.indicators[indicator.id]
    lowest = Score(rated.evidenced.low, rated.evidenced.low, rated.evidenced.out_of)
    red_for_sure = light(indicator, rated.claimed, shift) is Light.RED
    fallen = was is not None and now is not None and now <= was
    missing = [
        *(["before"] if was is None else []),
        *(["risen"] if fallen or now is None else []),
        *(["red"] if light(indicator, lowest, shift) is Light.RED else []),
        *(name for name in ("effect", "document") if _said(survey, answers, getattr(area, name)) is None),
    ]
    return AreaFound(
        area, indicator.id, was, now, tuple(missing), verdict_of(not missing, not fallen and not red_for_sure)
    )


def _said(survey: Survey, answers: Answers, question: QuestionId) -> Value | None:
    """An answer about the area, if it was given for the indicator that is picked now."""
    return stated(answers, question) if about(survey, answers, question) else None


def distinct(found: Sequence[AreaFound]) -> tuple[AreaFound, ...]:
    """One indicator makes one area: of several on the same one the best counts, the first of equals."""
    rank = list(Verdict)
    best: dict[str | None, int] = {}
    for place, each in enumerate(found):
        chosen = best.setdefault(each.indicator, place)
        if rank.index(each.verdict) < rank.index(found[chosen].verdict):
            best[each.indicator] = place
    return tuple(
        each
        if each.indicator is None or best[each.indicator] == place
        else replace(each, missing=("twice", *each.missing), verdict=Verdict.UNMET)
        for place, each in enumerate(found)
    )


def proposal(survey: Survey, answers: Answers, question: QuestionId, history: Sequence[Snapshot]) -> Value | None:
    """What the latest earlier check proposes for a question of an improvement area: a value to confirm, or none.

    For the indicator: the one that rose most and is in no other area; for before and month: its level and date then.
    """
    if not history:
        return None
    last = max(history, key=lambda snapshot: snapshot.at)
    for area in _declared(survey):
        if question == area.indicator:
            return _risen(survey, answers, area, last)
        picked = stated(answers, area.indicator)
        indicator = survey.indicators.get(picked.option) if isinstance(picked, Choice) else None
        if indicator is None or question not in (area.before, area.month):
            continue
        level = level_of(survey, last.answers, indicator)
        if level is None:
            return None
        return Points(level.points) if question == area.before else Month(f"{last.at:%Y-%m}")
    return None


def _declared(survey: Survey) -> list[Area]:
    return [area for label in survey.labels.values() if isinstance(label, Progress) for area in label.areas.areas]


def _risen(survey: Survey, answers: Answers, area: Area, last: Snapshot) -> Choice | None:
    taken = {
        picked.option
        for other in _declared(survey)
        if other != area and isinstance(picked := stated(answers, other.indicator), Choice)
    }
    rises = []
    for place, (id, indicator) in enumerate(survey.indicators.items()):
        now, then = level_of(survey, answers, indicator), level_of(survey, last.answers, indicator)
        if now and then and now.points > then.points and id not in taken:
            rises.append((then.points - now.points, place, id))
    return Choice(min(rises)[2]) if rises else None
