"""A check beside what assessors rated: what they rate and may be told, how far the sides agree, where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import combinations

from surveys.agreement import Agreement, agreement
from surveys.coefficients import Corrected
from surveys.definition import Fact, IndicatorFact, LevelFact
from surveys.group_agreement import gwet
from surveys.indicators import ComputedIndicator
from surveys.labels import Status, statuses
from surveys.path import counted, documented
from surveys.practice import practised
from surveys.quantities import level_of, stated
from surveys.session import Answer, Answers, CannotJudge, Documented, Points, QuestionId, Scope, Value
from surveys.survey import Survey
from surveys.tallies import Ratings, tally

# --- what an assessor rates, and what they may be told -------------------------------------------------------


def rated(survey: Survey) -> tuple[QuestionId, ...]:
    """The indicators that assessors rate, in the survey's order: all with a value of their own."""
    return tuple(id for id, each in survey.indicators.items() if not isinstance(each, ComputedIndicator))


def confirmed_facts(survey: Survey) -> tuple[QuestionId, ...]:
    """The facts that assessors confirm or correct, because indicators are computed from them."""
    computed = [each.from_ for each in survey.indicators.values() if isinstance(each, ComputedIndicator)]
    behind = {id for source in computed for id in (source.question, source.per, source.share_of) if id}
    return tuple(id for id in survey.questions if id in behind)


def asked_of(survey: Survey, ids: Iterable[QuestionId], facts: bool) -> Scope:
    """What an assessment asks: these indicators, and where facts are shared those to confirm."""
    chosen = {*ids, *(confirmed_facts(survey) if facts else ())}
    return Scope("indicators", tuple(id for id in survey.questions if id in chosen))


def assessed(survey: Survey, scope: Scope) -> Survey:
    """The survey as an assessor sees it: indicators rated by letter, whatever their form, and facts to confirm."""
    return practised(survey, scope.ids)


def open_facts(survey: Survey, answers: Answers) -> dict[QuestionId, Answer]:
    """The facts that an assessor may be told, bare: no notes, no documents, nothing about levels of any time.

    Improvement areas are left out as a whole: which indicators rose, and from where, is a hint at their levels.
    """
    known = counted(survey, answers)
    return {
        id: Answer(id, each.by, each.at, each.value, estimate=each.estimate)
        for id, each in known.items()
        if _tells_no_level(survey, id) and stated(known, id) is not None
    }


def _tells_no_level(survey: Survey, id: QuestionId) -> bool:
    home = survey.homes[id]
    areas = any(isinstance(each, IndicatorFact | LevelFact) for each in home.questions)
    return isinstance(survey.questions[id], Fact) and not areas


# --- both sides ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rating:
    """What one side says of an indicator. `points` None: open, or it can't be judged."""

    points: int | None
    documented: Documented | None = None


OPEN = Rating(None)


def ratings(survey: Survey, answers: Answers, ids: Iterable[QuestionId]) -> dict[QuestionId, Rating]:
    """How the answers rate these indicators; those that are open and those that can't be judged are `OPEN`."""
    known = counted(survey, answers)
    return {id: _rating(survey, known, id) for id in ids}


def _rating(survey: Survey, known: Answers, id: QuestionId) -> Rating:
    answer = known.get(id)
    level = level_of(survey, known, survey.indicators[id])
    if level is None or (answer is not None and isinstance(answer.mark, CannotJudge)):
        return OPEN
    return Rating(level.points, documented(survey, known, id) if level.points else None)


def levels(survey: Survey, answers: Answers, ids: Iterable[QuestionId]) -> Ratings:
    """The levels of these indicators for agreement: None where an assessor can't judge, missing where it is open."""
    marks = {id: answers[id].mark for id in answers}
    found = {id: each.points for id, each in ratings(survey, answers, ids).items()}
    return {id: at for id, at in found.items() if at is not None or isinstance(marks.get(id), CannotJudge)}


def with_rating(answers: Answers, id: QuestionId, rating: Rating, at: datetime) -> dict[QuestionId, Answer]:
    """The answers with one indicator rated so; `OPEN` leaves it unanswered."""
    after = dict(answers)
    after.pop(id, None)
    if rating.points is not None:
        after[id] = Answer(id, "", at, Points(rating.points), seen=rating.points, documented=rating.documented)
    return after


def as_assessed(
    survey: Survey, own: Answers, assessment: Answers, ids: Iterable[QuestionId], at: datetime
) -> dict[QuestionId, Answer]:
    """The check as an assessor sees it: their ratings, corrected facts, everything else as the cluster says.

    What they can't judge, or left open, is open.
    """
    after = dict(own)
    for id, value in corrected(survey, own, assessment).items():
        after[id] = replace(after.get(id, Answer(id, "", at)), value=value, estimate=False, mark=None)
    for id, rating in ratings(survey, assessment, ids).items():
        after = with_rating(after, id, rating, at)
    return after


def corrected(survey: Survey, own: Answers, assessment: Answers) -> dict[QuestionId, Value]:
    """The facts that an assessor gives another value than the cluster does."""
    found = {}
    for id in confirmed_facts(survey):
        theirs = stated(assessment, id)
        if theirs is not None and theirs != stated(own, id):
            found[id] = theirs
    return found


# --- where they differ ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """An indicator on which not everybody says the same. `others` in the order of the assessments.

    `apart`: the greatest distance between two levels given. `labels`: those whose status would change if the check
    had one of the assessors' ratings here, everything else as it is.
    """

    indicator: QuestionId
    own: Rating
    others: tuple[Rating, ...]
    apart: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every rated indicator is in exactly one of these. `unjudged`: no assessor gave it a level."""

    differences: tuple[Difference, ...]
    same: tuple[QuestionId, ...]
    unjudged: tuple[QuestionId, ...]


def compare(
    survey: Survey, own: Answers, assessments: Sequence[Answers], ids: Sequence[QuestionId], on: date
) -> Comparison:
    """The sides beside each other, differences in levels first, the largest first, then by whether they are documented.

    An assessor who can't judge an indicator disagrees with nobody about it.
    """
    mine = ratings(survey, own, ids)
    theirs = [ratings(survey, each, ids) for each in assessments]
    before = statuses(survey, own, on)
    found, same, unjudged = [], [], []
    for id in ids:
        others = tuple(each[id] for each in theirs)
        judged = [each for each in others if each.points is not None]
        if not judged:
            unjudged.append(id)
        elif set(judged) == {mine[id]}:
            same.append(id)
        else:
            given = [each.points for each in (mine[id], *judged) if each.points is not None]
            moved = _moved(survey, own, before, id, judged, on)
            found.append(Difference(id, mine[id], others, max(given) - min(given), moved))
    found.sort(key=lambda each: -each.apart)
    return Comparison(tuple(found), tuple(same), tuple(unjudged))


def _moved(
    survey: Survey, own: Answers, before: Mapping[str, Status], id: QuestionId, judged: Sequence[Rating], on: date
) -> tuple[str, ...]:
    """The labels whose status one of these ratings would change."""
    at = datetime.combine(on, time.min, UTC)
    moved = set()
    for rating in set(judged):
        after = statuses(survey, with_rating(own, id, rating, at), on)
        moved |= {label for label in survey.labels if after[label] is not before[label]}
    return tuple(label for label in survey.labels if label in moved)


# --- how far they agree --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreements:
    """The check beside each assessor, the assessors beside each other, and with three or more all of them together.

    In `with_cluster` the check is the rater and the assessor the key: a bias above nought is a check that rates itself
    higher. In `among` the first of two is the rater. `together` is Gwet's AC2 of the assessors alone.
    """

    with_cluster: tuple[Agreement, ...]
    among: tuple[tuple[int, int, Agreement], ...]
    together: Corrected | None


def agreements(survey: Survey, own: Answers, assessments: Sequence[Answers], ids: Sequence[QuestionId]) -> Agreements:
    """How far the sides agree about levels; computed indicators are nobody's rating and must not be in `ids`."""
    scale = 1 + max(survey.indicators[id].most for id in ids)
    mine = levels(survey, own, ids)
    theirs = [levels(survey, each, ids) for each in assessments]
    pairs = combinations(range(len(theirs)), 2)
    return Agreements(
        with_cluster=tuple(agreement(mine, each, scale) for each in theirs),
        among=tuple((a, b, agreement(theirs[a], theirs[b], scale)) for a, b in pairs),
        together=gwet(tally(theirs, scale)) if len(theirs) > 2 else None,
    )
