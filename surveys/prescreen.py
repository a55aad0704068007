"""Which indicators a peer looks at in the express pre-screen: where a closer look matters most. Guided, not blind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveys.labels import statuses
from surveys.review import Rating, rated, ratings, with_rating
from surveys.session import Answers, Documented, QuestionId
from surveys.survey import Survey


class Reason(StrEnum):
    """Why an indicator is looked at."""

    THRESHOLD = "threshold"
    UNPROVED = "unproved"
    DECISIVE = "decisive"


@dataclass(frozen=True, slots=True)
class Selected:
    """An indicator to look at, and why."""

    indicator: QuestionId
    reasons: tuple[Reason, ...]


def prescreen(survey: Survey, answers: Answers, proved: Collection[QuestionId], on: date) -> tuple[Selected, ...]:
    """The rated indicators worth a look, in the survey's order; open ones are not, there is nothing to look at.

    `threshold`: its level is the threshold or the one below, so one level decides its colour. `unproved`: said to be
    documented, partly too, and nothing in `proved` shows it. `decisive`: one level less would change a label's status.
    """
    before = statuses(survey, answers, on)
    found = []
    for id, rating in ratings(survey, answers, rated(survey)).items():
        if rating.points is None:
            continue
        threshold = survey.indicators[id].threshold.points
        checks = {
            Reason.THRESHOLD: rating.points in (threshold, threshold - 1),
            Reason.UNPROVED: rating.documented in (Documented.YES, Documented.PARTLY) and id not in proved,
            Reason.DECISIVE: any(
                statuses(survey, with_rating(answers, id, each, answers[id].at), on) != before
                for each in _one_less(survey, id, rating)
            ),
        }
        reasons = tuple(reason for reason, holds in checks.items() if holds)
        if reasons:
            found.append(Selected(id, reasons))
    return tuple(found)


def _one_less(survey: Survey, id: QuestionId, rating: Rating) -> list[Rating]:
    """The level below with the same document; none below the lowest."""
    below = [each.points for each in survey.indicators[id].levels if each.points < (rating.points or 0)]
    return [Rating(max(below), rating.documented if max(below) else None)] if below else []
