"""Last time's answer, where it can still be confirmed with one tap."""

from surveys.definition import Fact
from surveys.indicators import ComputedIndicator
from surveys.quantities import level_of, stated
from surveys.session import Answer, Choice, QuestionId, Session
from surveys.survey import Survey


def offered(survey: Survey, session: Session, question: QuestionId) -> Answer | None:
    """The carried answer to offer: not once there is one of this session, and only where it still says something.

    What was said about a picked indicator is offered for that indicator only. A computed indicator has no value to
    carry, but what was said of its documents, as long as the facts give the same points.
    """
    carried, own = session.carried.get(question), session.answers.get(question)
    if carried is None or (own is not None and (own.value is not None or own.seen is not None)):
        return None
    asked = survey.questions[question]
    if isinstance(asked, ComputedIndicator):
        level = level_of(survey, session.answers, asked)
        same = level is not None and carried.seen == level.points
        return carried if same and (carried.documented or carried.note) else None
    if isinstance(asked, Fact) and asked.about is not None:
        then = carried_pick(session, asked.about)
        return carried if then is not None and then == stated(session.answers, asked.about) else None
    return carried if carried.value is not None else None


def carried_pick(session: Session, question: QuestionId) -> Choice | None:
    """The indicator that last time's answer picked."""
    last = session.carried.get(question)
    return last.value if last is not None and isinstance(last.value, Choice) else None
