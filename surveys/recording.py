"""What one event records: the answer after it, and the refusals."""

from dataclasses import replace

from surveys.definition import Fact, MonthFact
from surveys.fitting import problem_with
from surveys.indicators import ChecklistIndicator, ComputedIndicator, Indicator, Question
from surveys.moving import being_asked, current, finished, off_path, onward, record, refused, unfinished
from surveys.offering import offered
from surveys.path import complete, documented
from surveys.quantities import level_of, picked, settled, stated
from surveys.session import (
    NAME_LIMIT,
    NOTE_LIMIT,
    Abstain,
    Annotate,
    Answer,
    Answers,
    CannotJudge,
    Checklist,
    Closed,
    Confirm,
    Counts,
    Document,
    Give,
    Incomplete,
    Month,
    Name,
    NotAChoice,
    NotAMonth,
    Problem,
    QuestionId,
    Session,
    Skip,
    Skipped,
    Step,
    TooLong,
    Value,
)
from surveys.survey import Survey


def give(survey: Survey, session: Session, event: Give) -> Step:
    refusal = off_path(survey, session, event.question)
    refusal = refusal or problem_with(survey, session.answers, survey.questions[event.question], event.value)
    refusal = refusal or _too_late(survey.questions[event.question], event)
    if refusal:
        return refused(survey, session, refusal)
    old = session.answers.get(event.question)
    value = _drafted(event.value, old)
    pick = _pick(survey, session, event.question)
    same = old and (old.value, old.estimate, old.mark) == (value, event.estimate, None)
    if old and same and (pick is None or old.seen == pick):
        return onward(survey, session, session, event.question, None)
    kept = old if old and _same_level(survey, session.answers, event, old) else None
    answer = Answer(
        question=event.question,
        by=event.by,
        at=event.at,
        value=value,
        seen=pick if pick is not None else kept.seen if kept else None,
        estimate=event.estimate,
        documented=kept.documented if kept else None,
        document=kept.document if kept else None,
        note=old.note if old else None,
        note_shared=old.note_shared if old else False,
    )
    return record(survey, session, answer)


def _drafted(value: Value, old: Answer | None) -> Value:
    """A list being changed keeps the finished one it had: that counts until the change is done."""
    match value, old.value if old else None:
        case Counts(done=False), Counts() as before:
            return replace(value, last=before.amounts if before.done else before.last)
        case Checklist(done=False), Checklist() as before:
            return replace(value, last=before.items if before.done else before.last)
        case _:
            return value


def _pick(survey: Survey, session: Session, question: QuestionId) -> int | None:
    """For an answer about a picked indicator: which one it is about."""
    asked = survey.questions[question]
    return picked(survey, session.answers, asked.about) if isinstance(asked, Fact) and asked.about else None


def _too_late(question: Question, event: Give) -> Problem | None:
    """A month still to come answers only a question about the future."""
    match question, event.value:
        case MonthFact(future=False), Month(text) if text > f"{event.at:%Y-%m}":
            return NotAMonth(question.year_alone, question.future)
        case _:
            return None


def document(survey: Survey, session: Session, event: Document) -> Step:
    refusal = off_path(survey, session, event.question)
    asked = survey.questions.get(event.question)
    if refusal or not isinstance(asked, Indicator):
        return refused(survey, session, refusal or Closed())
    level = level_of(survey, session.answers, asked)
    old = session.answers.get(event.question)
    if old is None or level is None or not settled(survey, session.answers, event.question):
        return refused(survey, session, Incomplete((event.question,)))
    if level.points == 0:
        return refused(survey, session, NotAChoice())
    if documented(survey, session.answers, event.question) == event.state and old.mark is None:
        return onward(survey, session, session, event.question, None)
    answer = replace(old, documented=event.state, seen=level.points, mark=None, by=event.by, at=event.at)
    return record(survey, session, answer)


def confirm(survey: Survey, session: Session, event: Confirm) -> Step:
    refusal = off_path(survey, session, event.question)
    if refusal:
        return refused(survey, session, refusal)
    if event.carried:
        carried = offered(survey, session, event.question)
        if carried is None:
            return Step(session, None, (current(survey, session),))
        return _still_true(survey, session, event, carried)
    asked = survey.questions[event.question]
    old = session.answers.get(event.question)
    match old.value if old else None:
        case None if isinstance(asked, ComputedIndicator):
            return _approve(survey, session, event, asked)
        case None if isinstance(asked, ChecklistIndicator):
            return give(survey, session, Give(event.question, Checklist(()), False, event.by, event.at))
        case None:
            return refused(survey, session, Incomplete((event.question,)))
        case value if unfinished(value):
            done = finished(value) or value
            return give(survey, session, Give(event.question, done, bool(old and old.estimate), event.by, event.at))
        case _ if old is not None and old.estimate:
            return record(survey, session, replace(old, estimate=False, by=event.by, at=event.at))
        case _:
            return onward(survey, session, session, event.question, None)


def _approve(survey: Survey, session: Session, event: Confirm, asked: ComputedIndicator) -> Step:
    """OK on a computed indicator: it stands for the points the facts give now; 'documented' survives equal points."""
    level = level_of(survey, session.answers, asked)
    if level is None:
        missing = (asked.from_.question, asked.from_.per, asked.from_.share_of)
        open_facts = tuple(id for id in missing if id and stated(session.answers, id) is None)
        return refused(survey, session, Incomplete(open_facts))
    old = session.answers.get(event.question)
    same = old is not None and old.seen == level.points
    if old is not None and same and old.mark is None:
        return onward(survey, session, session, event.question, None)
    fresh = old or Answer(question=event.question, by=event.by, at=event.at)
    answer = replace(
        fresh,
        by=event.by,
        at=event.at,
        seen=level.points,
        mark=None,
        documented=fresh.documented if same else None,
        document=fresh.document if same or fresh.seen is None else None,
    )
    return record(survey, session, answer)


def _still_true(survey: Survey, session: Session, event: Confirm, carried: Answer) -> Step:
    """Value, documents and note together; what was noted or named in this session stays."""
    question = survey.questions[event.question]
    refusal = problem_with(survey, session.answers, question, carried.value) if carried.value is not None else None
    if refusal:
        return refused(survey, session, refusal)
    pick = _pick(survey, session, event.question)
    own = session.answers.get(event.question)
    noted = own if own is not None and own.note is not None else carried
    answer = replace(
        carried,
        by=event.by,
        at=event.at,
        mark=None,
        seen=pick if pick is not None else carried.seen,
        document=own.document if own is not None and own.document else carried.document,
        note=noted.note,
        note_shared=noted.note_shared,
    )
    return record(survey, session, answer)


def skip(survey: Survey, session: Session, event: Skip) -> Step:
    if not being_asked(session.place, event.question):
        return Step(session, None, (current(survey, session),))
    known = session.answers.get(event.question)
    counting = stated(session.answers, event.question)
    if known is not None and unfinished(known.value) and counting is not None:  # the list before the change stands
        return record(survey, session, replace(known, value=counting, by=event.by, at=event.at))
    if complete(survey, session.scope, session.answers, event.question):
        return onward(survey, session, session, event.question, None)
    if known is not None and known.mark == Skipped():
        return onward(survey, session, session, event.question, None)
    old = known or Answer(question=event.question, by=event.by, at=event.at)
    return record(survey, session, replace(old, mark=Skipped(), by=event.by, at=event.at))


def remark(survey: Survey, session: Session, event: Name | Annotate | Abstain) -> Step:
    """What is said beside an answer: a note, a document's name, or that it can't be judged."""
    refusal = off_path(survey, session, event.question) or _remark_problem(session, event)
    if refusal:
        return refused(survey, session, refusal)
    known = session.answers.get(event.question)
    old = known or Answer(question=event.question, by=event.by, at=event.at)
    match event:
        case Name(document=document):
            answer = replace(old, document=document)
        case Annotate(note=note, shared=shared):
            answer = replace(old, note=note, note_shared=shared and note is not None)
        case Abstain(reason=reason):
            answer = replace(old, value=None, documented=None, mark=CannotJudge(reason))
    if answer == old:
        return Step(session, None, (current(survey, session),))
    answer = replace(answer, by=event.by, at=event.at)
    if isinstance(event, Abstain):
        return record(survey, session, answer)
    after = replace(session, answers={**session.answers, event.question: answer})
    return Step(after, answer, (current(survey, after),))


def _remark_problem(session: Session, event: Name | Annotate | Abstain) -> Problem | None:
    match event:
        case Name(document=document):
            parts = (document.title, document.date or "", document.place or "") if document else ()
            return TooLong(NAME_LIMIT) if any(len(part) > NAME_LIMIT for part in parts) else None
        case Annotate(note=note):
            return TooLong(NOTE_LIMIT) if note and len(note) > NOTE_LIMIT else None
        case Abstain(reason=reason):
            if session.kind != "assessment":
                return Closed()
            return TooLong(NOTE_LIMIT) if len(reason) > NOTE_LIMIT else None


def _same_level(survey: Survey, answers: Answers, event: Give, old: Answer) -> bool:
    """Whether a new value leaves the level as it was when documents were spoken of; then what was said still holds.

    A level that isn't known, before or after, is no other level: a list being ticked decides when it is done.
    """
    asked = survey.questions[event.question]
    if not isinstance(asked, Indicator):
        return True
    before = level_of(survey, answers, asked)
    was = old.seen if old.seen is not None else before.points if before else None
    after = level_of(survey, {**answers, event.question: replace(old, value=event.value)}, asked)
    return was is None or after is None or after.points == was
