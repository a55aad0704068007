"""Where a session goes next: what every step ends with."""

from dataclasses import replace
from typing import assert_never

from surveys.path import complete, path, skipped, wants_proof
from surveys.quantities import settled
from surveys.session import (
    Answer,
    Ask,
    Asking,
    Card,
    Changed,
    Checklist,
    Counts,
    OffPath,
    Place,
    Problem,
    Prove,
    Proving,
    QuestionId,
    Refuse,
    Reply,
    Review,
    Reviewing,
    SectionDone,
    Session,
    Step,
    Submitted,
    Thank,
)
from surveys.survey import Survey


def current(survey: Survey, session: Session) -> Card:
    """The card the session stands at: what to show after a restart."""
    match session.place:
        case Asking(question):
            return Ask(question)
        case Proving(question):
            return Prove(question)
        case Reviewing():
            return review(survey, session)
        case Submitted(at):
            return Thank(at)
        case _:
            assert_never(session.place)


def review(survey: Survey, session: Session) -> Review:
    """What is open and what was skipped, in the survey's order."""
    asked = path(survey, session.scope, session.answers)
    unfinished = [id for id in asked if not complete(survey, session.scope, session.answers, id)]
    return Review(
        open=tuple(id for id in unfinished if not skipped(session.answers, id)),
        skipped=tuple(id for id in unfinished if skipped(session.answers, id)),
    )


def record(survey: Survey, session: Session, answer: Answer, stay: bool = False) -> Step:
    """The session with this answer; on from its question if that was being asked and nothing is left to ask of it."""
    old = session.answers.get(answer.question)
    after = replace(session, answers={**session.answers, answer.question: answer})
    if stay:
        return Step(after, answer, (*_changed(old, answer), current(survey, after)))
    return onward(survey, session, after, answer.question, answer)


def onward(survey: Survey, before: Session, after: Session, question: QuestionId, recorded: Answer | None) -> Step:
    """Moves the place if this question was being asked, says what changed and which section is done."""
    place = after.place
    if being_asked(place, question):
        asks_proof = wants_proof(survey, after.scope, after.answers, question) and not skipped(after.answers, question)
        back = place.then if isinstance(place, Asking) else None
        place = Proving(question) if asks_proof else Asking(back) if back else next_place(survey, after, question)
    elif isinstance(place, Asking | Proving) and place.question not in path(survey, after.scope, after.answers):
        place = next_place(survey, after, question)
    elif isinstance(place, Proving) and not wants_proof(survey, after.scope, after.answers, place.question):
        place = Asking(place.question)
    after = replace(after, place=place)
    notices: list[Reply] = [*_changed(before.answers.get(question), recorded)] if recorded else []
    if place != before.place and _finished(survey, after, question):
        notices.append(SectionDone(survey.homes[question].id))
    return Step(after, recorded, (*notices, current(survey, after)))


def next_place(survey: Survey, session: Session, question: QuestionId | None) -> Place:
    """The next place with something left to ask after a question; then what was passed over; then the review."""
    asked = path(survey, session.scope, session.answers)
    order = list(survey.questions)
    turn = order.index(question) + 1 if question else 0
    later = [id for id in order[turn:] if id in asked]
    for id in (*later, *(id for id in asked if id not in later and id != question)):
        if skipped(session.answers, id) or complete(survey, session.scope, session.answers, id):
            continue
        return Proving(id) if settled(survey, session.answers, id) else Asking(id)
    return Reviewing()


def being_asked(place: Place, question: QuestionId) -> bool:
    """Whether this question is on the card."""
    return isinstance(place, Asking | Proving) and place.question == question


def _finished(survey: Survey, session: Session, question: QuestionId) -> bool:
    """Whether the question's section has nothing left to ask by itself, and the session has left it."""
    home = survey.homes[question]
    if isinstance(session.place, Asking | Proving) and survey.homes[session.place.question] == home:
        return False
    here = {asked.id for asked in home.asked}
    return all(
        complete(survey, session.scope, session.answers, id) or skipped(session.answers, id)
        for id in path(survey, session.scope, session.answers)
        if id in here
    )


def _changed(old: Answer | None, new: Answer) -> tuple[Changed, ...]:
    replaced = old is not None and old.value is not None and old.value != new.value
    return (Changed(new.question, old, new),) if old is not None and replaced and not unfinished(new.value) else ()


def off_path(survey: Survey, session: Session, question: QuestionId) -> Problem | None:
    return None if question in path(survey, session.scope, session.answers) else OffPath()


def unfinished(value: object) -> bool:
    return isinstance(value, Counts | Checklist) and not value.done


def refused(survey: Survey, session: Session, problem: Problem) -> Step:
    return Step(session, None, (Refuse(problem), current(survey, session)))
