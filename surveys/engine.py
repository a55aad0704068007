"""Everything that moves a session.

A session stands at one place. An event either changes one answer, or moves the place, or both, or is refused and
changes nothing. The order of theory:

* A button says what it means for ever: `Give` on any question of the path is recorded wherever the session stands.
  The place follows only if that question was the one being asked.
* `Back` and `Skip` name their question and do nothing when another one is being asked.
* Forward is the next question with something left to ask; after the last one, those passed over before; then the
  review. Skipped questions are not asked again by themselves.
* A changed level forgets "documented?"; at 0 points it is not asked; in the express check it is asked later.
* Submitted is the end: nothing changes after it; in practice the same holds for a rating whose key or spread was shown.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal, assert_never

from surveys.moving import current, next_place, refused, review
from surveys.path import path
from surveys.quantities import settled
from surveys.recording import confirm, document, give, remark, skip
from surveys.session import (
    FULL,
    Abstain,
    Annotate,
    Answer,
    Asking,
    Back,
    Closed,
    Confirm,
    Document,
    Event,
    Final,
    Give,
    GoTo,
    Incomplete,
    Name,
    OffPath,
    Place,
    Proving,
    QuestionId,
    Reviewing,
    Scope,
    Session,
    Skip,
    Step,
    Submit,
    Submitted,
    Thank,
    Widen,
)
from surveys.survey import Survey

__all__ = ["advance", "begin", "current", "review"]


def begin(
    survey: Survey,
    scope: Scope,
    kind: Literal["self", "practice", "assessment"] = "self",
    carried: Mapping[QuestionId, Answer] | None = None,
) -> Session:
    """A new session at the first question of its scope. `carried` answers are shown but open until confirmed."""
    first = path(survey, scope, {})
    place: Place = Asking(first[0]) if first else Reviewing()
    return Session(kind, scope, place, {}, dict(carried or {}))


def advance(survey: Survey, session: Session, event: Event) -> Step:
    """One step. Never raises for anything a person can do: what can't be done is a `Refuse` and changes nothing."""
    if isinstance(session.place, Submitted):
        return refused(survey, session, Final())
    if isinstance(event, Give | Document | Confirm | Abstain) and event.question in session.shown:
        return refused(survey, session, Final())
    match event:
        case Give():
            return give(survey, session, event)
        case Document():
            return document(survey, session, event)
        case Confirm():
            return confirm(survey, session, event)
        case Skip():
            return skip(survey, session, event)
        case Name() | Annotate() | Abstain():
            return remark(survey, session, event)
        case Back() | GoTo() | Widen():
            return _move(survey, session, event)
        case Submit():
            return _submit(survey, session, event.at)
        case _:
            assert_never(event)


def _move(survey: Survey, session: Session, event: Back | GoTo | Widen) -> Step:
    asked = path(survey, session.scope, session.answers)
    match event:
        case Widen(scope):
            return _widen(survey, session, scope)
        case GoTo(question=None):
            after = replace(session, place=Reviewing())
        case GoTo(question=str() as question, then=then):
            if question not in asked:
                return refused(survey, session, OffPath())
            after = replace(session, place=Asking(question, then if then in asked else None))
        case Back(question):
            after = replace(session, place=_before(session, asked, question))
    return Step(after, None, (current(survey, after),))


def _before(session: Session, asked: tuple[QuestionId, ...], question: QuestionId | None) -> Place:
    match session.place:
        case Reviewing() if question is None and asked:
            return Asking(asked[-1])
        case Proving(here, then) if here == question:
            return Asking(here, then)
        case Asking(here, str() as then) if here == question and then in asked:
            return Asking(then)
        case Asking(here) if here == question and here in asked:
            return Asking(asked[max(asked.index(here) - 1, 0)])
        case _:
            return session.place


def _widen(survey: Survey, session: Session, scope: Scope) -> Step:
    """To a scope that holds the old one; the next question is the first with something left to ask."""
    now = set(path(survey, session.scope, session.answers))
    if not now <= set(path(survey, scope, session.answers)):
        return refused(survey, session, Closed())
    if scope == session.scope:
        return Step(session, None, (current(survey, session),))
    wider = replace(session, scope=scope, place=Reviewing())
    after = replace(wider, place=next_place(survey, wider, None))
    return Step(after, None, (current(survey, after),))


def _submit(survey: Survey, session: Session, at: datetime) -> Step:
    if session.scope != FULL and session.kind == "self":
        return refused(survey, session, Closed())
    asked = path(survey, session.scope, session.answers)
    if not any(settled(survey, session.answers, id) for id in asked):
        return refused(survey, session, Incomplete(asked[:1]))
    after = replace(session, place=Submitted(at))
    return Step(after, None, (Thank(at),))
