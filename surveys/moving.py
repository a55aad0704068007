"""Where a session goes next: what every step ends with."""

from dataclasses import replace
from typing import assert_never

from surveys.path import complete, drafted, path, skipped, wants_proof
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
    Value,
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


def record(survey: Survey, session: Session, answer: Answer) -> Step:
    """The session with this answer; on from its question if that was being asked and nothing is left to ask of it."""
    after = replace(session, answers={**session.answers, answer.question: answer})
    return onward(survey, session, after, answer.question, answer)


def onward(survey: Survey, before: Session, after: Session, question: QuestionId, recorded: Answer | None) -> Step:
    """Moves the place if this question was being asked, says what changed and which section is done."""
    here = being_asked(before.place, question)
    after = replace(after, place=_moved(survey, after, question))
    notices: list[Reply] = [*_changed(before.answers.get(question), recorded, here)] if recorded else []
    if _finished(survey, after, question) and not _finished(survey, before, question):
        notices.append(SectionDone(survey.homes[question].id))
    return Step(after, recorded, (*notices, current(survey, after)))


def _moved(survey: Survey, after: Session, question: QuestionId) -> Place:
    """Where a session stands once this question was dealt with; a place that no longer makes sense is left."""
    place = after.place
    if not isinstance(place, Asking | Proving):
        return place
    here, back = place.question, place.then
    asked = path(survey, after.scope, after.answers)
    if here == question:
        answer = after.answers.get(question)
        if answer is not None and answer.mark is None and unfinished(answer.value):
            return Asking(question, back)
        if _asks_proof(survey, after, question):
            return Proving(question, back)
        return Asking(back) if back in asked else next_place(survey, after, question)
    if here not in asked:
        return next_place(survey, after, here)
    return Asking(here, back) if isinstance(place, Proving) and not _asks_proof(survey, after, here) else place


def _asks_proof(survey: Survey, session: Session, question: QuestionId) -> bool:
    """Whether 'is that documented?' is the next thing to ask of this question."""
    answers = session.answers
    wanted = settled(survey, answers, question) and wants_proof(survey, session.scope, answers, question)
    return wanted and not skipped(answers, question)


def next_place(survey: Survey, session: Session, question: QuestionId | None) -> Place:
    """The next place with something left to ask after a question; then what was passed over; then the review."""
    asked = path(survey, session.scope, session.answers)
    order = list(survey.questions)
    turn = order.index(question) + 1 if question else 0
    later = [id for id in order[turn:] if id in asked]
    for id in (*later, *(id for id in asked if id not in later and id != question)):
        if skipped(session.answers, id) or complete(survey, session.scope, session.answers, id):
            continue
        proving = settled(survey, session.answers, id) and not drafted(session.answers, id)
        return Proving(id) if proving else Asking(id)
    return Reviewing()


def being_asked(place: Place, question: QuestionId) -> bool:
    """Whether this question is on the card."""
    return isinstance(place, Asking | Proving) and place.question == question


def _finished(survey: Survey, session: Session, question: QuestionId) -> bool:
    """Whether the question's section has nothing left to ask by itself."""
    here = {asked.id for asked in survey.homes[question].asked}
    return all(
        complete(survey, session.scope, session.answers, id) or skipped(session.answers, id)
        for id in path(survey, session.scope, session.answers)
        if id in here
    )


def _changed(old: Answer | None, new: Answer, here: bool) -> tuple[Changed, ...]:
    """What this replaced: a value, or what was said of documents. A list being changed says it when it is done."""
    if old is None or (here and unfinished(new.value)):
        return ()
    before, after = _counting(old.value), _counting(new.value)
    revalued = before is not None and before != after
    redocumented = old.documented is not None and new.documented not in (None, old.documented)
    return (Changed(new.question, old, new),) if revalued or redocumented else ()


def _counting(value: Value | None) -> Value | None:
    """The value that counts: of a list being changed the one before."""
    match value:
        case Counts(done=False, last=last):
            return None if last is None else Counts(last)
        case Checklist(done=False, last=last):
            return None if last is None else Checklist(last)
        case _:
            return value


def off_path(survey: Survey, session: Session, question: QuestionId) -> Problem | None:
    return None if question in path(survey, session.scope, session.answers) else OffPath()


def unfinished(value: Value | None) -> bool:
    """Whether this is a list still being ticked or counted."""
    return isinstance(value, Counts | Checklist) and not value.done


def finished(value: Value | None) -> Value | None:
    """The value with its list done."""
    return replace(value, done=True, last=None) if isinstance(value, Counts | Checklist) else value


def refused(survey: Survey, session: Session, problem: Problem) -> Step:
    return Step(session, None, (Refuse(problem), current(survey, session)))
