"""A check beside two assessors, for the documents: large and small differences, remarks, settling, nobody's ratings."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from bot.review_views import AssessorSide, SidesSeen
from storage.reviews import Remark, RestsOn
from storage.sessions import Stored
from storage.shares import Share
from surveys.access import Inside, Shared, Thing, may_see
from surveys.consensus import Accepted, Move, Proposed, settlements
from surveys.review import Rating, asked_of, rated
from surveys.session import (
    FULL,
    Answer,
    CannotJudge,
    Documented,
    Number,
    Points,
    QuestionId,
    Scope,
    Session,
    Submitted,
)
from tests.bot.reports.checking import CLUSTER, HOSTILE, SECRET, answers
from tests.bot.staging import survey

AT = datetime(2026, 5, 3, 10, tzinfo=UTC)
NAMES = ("Assessor from the north", "Assessor from the coast")
LARGE, SMALL, SETTLED, ALONE, SAME = (
    "strategy-building", "web-presence", "strategy-documentation", "media-recognition", "implementation-plan",
)  # fmt: skip


def stored(id: int, session: Session, cluster: int = 1) -> Stored:
    """A session of somebody's."""
    return Stored(
        id=id, cluster=cluster, started_by=id, survey="cluster-label", version=1, language="en", revision=1,
        carried_from=None, carried_version=None, started_at=AT, changed_at=AT, trial=False, session=session,
    )  # fmt: skip


def _assessment(id: int, given: dict[QuestionId, Answer], scope: Scope) -> Stored:
    return stored(id, Session("assessment", scope, Submitted(AT), given, {}), cluster=0)


def _rating(id: QuestionId, points: int, state: Documented | None = None) -> Answer:
    told = state or (Documented.YES if points else None)
    return Answer(id, "9", AT, Points(points), seen=points, documented=told, note=SECRET)


@cache
def beside(language: str, guided: bool = False, settled: bool = True) -> SidesSeen:
    """The full check of `checking` beside two assessors, as its owner sees it."""
    asked = survey(language)
    own = answers("full")
    ids = rated(asked)
    scope = asked_of(asked, ids, facts=True)
    same = {id: Answer(id, "9", AT, Points(4), seen=4, documented=own[id].documented) for id in ids if id in own}
    for id in (SETTLED, "strategy-review"):
        same[id] = _rating(id, 1 if id == SETTLED else 0, own[id].documented)
    one = {**same, LARGE: _rating(LARGE, 0), SMALL: _rating(SMALL, 3, Documented.PARTLY), SETTLED: _rating(SETTLED, 3)}
    one["management-fte"] = Answer("management-fte", "9", AT, Number(Decimal(2)))
    two = {**same, LARGE: _rating(LARGE, 2, Documented.NO), SETTLED: _rating(SETTLED, 2)}
    for given, why in ((one, "Nothing was shown."), (two, f"Nobody knew. {HOSTILE}")):
        given[ALONE] = Answer(ALONE, "9", AT, mark=CannotJudge(why))
    remarks: tuple[dict[QuestionId, Remark], ...] = (
        {
            LARGE: Remark(RestsOn.NOT_SHOWN, f"No minutes anywhere. {HOSTILE}", "Who took part in the workshops?"),
            SMALL: Remark(RestsOn.WEBSITE),
            SAME: Remark(RestsOn.DOCUMENT, None, "Is the plan for next year adopted?"),
        },
        {LARGE: Remark(RestsOn.DOCUMENT, "One workshop is on record. " * 12)},
    )
    held: list[Move] = [
        Proposed(SETTLED, "cluster", Rating(2, Documented.YES), "The figures are a draft.", AT),
        Accepted(SETTLED, "assessors", Rating(2, Documented.YES), AT),
        Proposed(LARGE, "assessors", Rating(2, Documented.PARTLY), "One workshop is on record.", AT),
    ]
    share = Share(1, 1, 1, AT, AT.date(), scope, guided=guided, lead=1, closed_at=AT)
    shared = Shared(guided=guided, shown=True)
    sides = tuple(
        AssessorSide(name, _assessment(place + 2, given, scope), remarks[place], lead=place == 0)
        for place, (name, given) in enumerate(zip(NAMES, (one, two), strict=True))
    )
    return SidesSeen(
        share=share,
        check=stored(1, Session("self", FULL, Submitted(AT), own, {})),
        sides=sides,
        held=settlements(asked, held) if settled else {},
        side="cluster",
        survey=asked,
        whose=CLUSTER,
        sees=frozenset(each for each in Thing if may_see(Inside("owner"), each, shared)),
    )


def alone(view: SidesSeen) -> SidesSeen:
    """The same with the first assessor only, who says what the cluster says."""
    only = view.sides[0]
    same = {id: each for id, each in view.check.session.answers.items() if id in view.ids}
    session = replace(only.stored.session, answers=same)
    return replace(view, sides=(replace(only, stored=replace(only.stored, session=session), remarks={}),), held={})
