"""Practising on a case: what somebody rated, and each rating beside the key, with the key's reason and what it quotes.

`survey` is always the one the case is written for, as released: the survey as practised has no facts, and a key's
values follow from facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveys.cases import Case, Exhibit
from surveys.indicators import Indicator
from surveys.keys import key_answers, rated
from surveys.quantities import level_of
from surveys.session import Answer, Answers, CannotJudge, Documented, Points, QuestionId
from surveys.survey import Survey
from surveys.tallies import Ratings


@dataclass(frozen=True, slots=True)
class Rated:
    """Somebody's rating of one indicator: the points of the level, None for "cannot judge", and how far documented."""

    points: int | None
    documented: Documented | None = None


def ratings_of(answers: Answers) -> Mapping[QuestionId, Rated]:
    """The ratings in a practice session's answers; open ones are left out.

    What was said of documents counts for the level it was said of only.
    """
    found: dict[QuestionId, Rated] = {}
    for id, answer in answers.items():
        match answer:
            case Answer(value=Points(points), seen=seen, documented=documented):
                found[id] = Rated(points, documented if seen in (None, points) else None)
            case Answer(value=None, mark=CannotJudge()):
                found[id] = Rated(None)
            case _:
                pass
    return found


def rungs(survey: Survey, ratings: Mapping[QuestionId, Rated]) -> Ratings:
    """The level of each rating by its place in the indicator, lowest 0, as letters count; by this all is compared.

    ValueError: points that no level of the indicator is worth.
    """
    return {
        id: None if each.points is None else rung(survey.indicators[id], each.points) for id, each in ratings.items()
    }


def rung(indicator: Indicator, points: int) -> int:
    """The place of the level worth these points, lowest 0."""
    for place, level in enumerate(indicator.levels):
        if level.points == points:
            return place
    raise ValueError(f"{indicator.id} has no level worth {points} points")


@dataclass(frozen=True, slots=True)
class KeyLevel:
    """What the key holds right for one indicator; `rung` and `defensible` are places of levels, lowest 0."""

    points: int
    rung: int
    documented: Documented | None
    defensible: int | None


def key_levels(survey: Survey, case: Case) -> Mapping[QuestionId, KeyLevel]:
    """The key, indicator by indicator, in the survey's order."""
    answers = key_answers(survey, case)
    found = {}
    for id in rated(survey, case):
        indicator = survey.indicators[id]
        level = level_of(survey, answers, indicator)
        if level is not None:
            neighbour = case.keyed[id].defensible
            defensible = None if neighbour is None else rung(indicator, neighbour)
            place = rung(indicator, level.points)
            found[id] = KeyLevel(level.points, place, answers[id].documented, defensible)
    return found


class Closeness(StrEnum):
    """A rating beside the key.

    exact: the key's level. defensible: the neighbour that the key admits. near: the other neighbour, or any if the key
    admits none. far: two levels off or more. open: no level was given.
    """

    EXACT = "exact"
    DEFENSIBLE = "defensible"
    NEAR = "near"
    FAR = "far"
    OPEN = "open"


class DocumentedBeside(StrEnum):
    """How far documented, beside the key: the same, more than the key says, or less.

    What is said of documents is said of a level, so it is compared where the level is the key's: whoever rates a level
    higher may rightly find it proved only in part. other-level: not compared. unsaid: one of the two says nothing.
    """

    SAME = "same"
    MORE = "more"
    LESS = "less"
    OTHER_LEVEL = "other-level"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One rating and what the key says. `apart`: levels above the key (below: negative), None without a level.

    `exhibits` are the documents that the key names as proof, `defensible` is the points of the level admitted too.
    """

    indicator: QuestionId
    given: Rated
    key: KeyLevel
    closeness: Closeness
    apart: int | None
    documented: DocumentedBeside
    reason: str
    quotes: tuple[str, ...]
    exhibits: tuple[Exhibit, ...]
    defensible: int | None
    defensible_because: str | None


def feedback(survey: Survey, case: Case, indicator: QuestionId, given: Rated) -> Feedback:
    """A rating beside the case's key. KeyError: an indicator that the case does not rate."""
    return compared(survey, case, key_levels(survey, case), indicator, given)


def feedbacks(survey: Survey, case: Case, ratings: Mapping[QuestionId, Rated]) -> Mapping[QuestionId, Feedback]:
    """As `feedback`, for every indicator of the case in the survey's order; those without a rating are open."""
    key = key_levels(survey, case)
    return {id: compared(survey, case, key, id, ratings.get(id, Rated(None))) for id in key}


def compared(
    survey: Survey, case: Case, key: Mapping[QuestionId, KeyLevel], indicator: QuestionId, given: Rated
) -> Feedback:
    """As `feedback`, with the key read before."""
    held, words = key[indicator], case.keyed[indicator]
    apart = None if given.points is None else rung(survey.indicators[indicator], given.points) - held.rung
    return Feedback(
        indicator=indicator,
        given=given,
        key=held,
        closeness=closeness(apart, held),
        apart=apart,
        documented=documented_beside(given, held),
        reason=words.reason,
        quotes=words.quotes,
        exhibits=tuple(case.exhibits[id] for id in words.documents),
        defensible=words.defensible,
        defensible_because=words.defensible_because,
    )


def closeness(apart: int | None, key: KeyLevel) -> Closeness:
    """What a rating so many levels above the key's (below: negative) is."""
    match apart:
        case None:
            return Closeness.OPEN
        case 0:
            return Closeness.EXACT
        case _ if key.rung + apart == key.defensible:
            return Closeness.DEFENSIBLE
        case _:
            return Closeness.NEAR if abs(apart) == 1 else Closeness.FAR


_MORE = (Documented.NO, Documented.PARTLY, Documented.YES)


def documented_beside(given: Rated, key: KeyLevel) -> DocumentedBeside:
    """What was said of documents beside what the key says of them."""
    if given.points is None or given.documented is None or key.documented is None:
        return DocumentedBeside.UNSAID
    if given.points != key.points:
        return DocumentedBeside.OTHER_LEVEL
    mine, theirs = _MORE.index(given.documented), _MORE.index(key.documented)
    if mine == theirs:
        return DocumentedBeside.SAME
    return DocumentedBeside.MORE if mine > theirs else DocumentedBeside.LESS
