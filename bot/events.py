"""The event that a button stands for, for ever; taps that only show something are none."""

from bot.screens import Tap, value_of
from bot.turn import Turn
from surveys.fitting import options
from surveys.indicators import ChecklistIndicator
from surveys.moving import being_asked
from surveys.session import (
    FULL,
    Annotate,
    Back,
    Checklist,
    Confirm,
    Document,
    Documented,
    Event,
    Give,
    GoTo,
    Skip,
    Submit,
    Value,
    Widen,
)


def event_of(turn: Turn, tap: Tap) -> Event | None:
    """The event a button stands for; None for one that can't be made by our buttons."""
    question, by, at = tap.question, turn.by, turn.now
    match tap.verb:
        case "give":
            found = value_of(tap.choice)
            return Give(question, found[0], found[1], by, at) if found else None
        case "tick":
            return _tick(turn, tap)
        case "doc":
            return Document(question, Documented(tap.choice), by, at) if tap.choice in set(Documented) else None
        case "ok":
            return Confirm(question, by, at)
        case "still":
            return Confirm(question, by, at, carried=True)
        case "back":
            return Back(question or None)
        case "skip":
            return Skip(question, by, at)
        case "goto":
            return GoTo(question or None, tap.choice or None)
        case "widen":
            return Widen(FULL)
        case "submit":
            return Submit(by, at)
        case "share":
            return _note_event(turn, tap)
        case _:
            return None


def _tick(turn: Turn, tap: Tap) -> Event | None:
    """Ticks (+) or unticks (-) one item; tapping the same button twice is the same as once."""
    asked = turn.survey.questions.get(tap.question)
    if turn.stored is None or not isinstance(asked, ChecklistIndicator):
        return None
    answer = turn.stored.session.answers.get(tap.question)
    ticked = set(answer.value.items) if answer and isinstance(answer.value, Checklist) else set()
    item = tap.choice[1:]
    ticked = ticked | {item} if tap.choice.startswith("+") else ticked - {item}
    items = tuple(id for id in options(turn.survey, asked) if id in ticked)
    done = answer is not None and _is_done(answer.value) and not being_asked(turn.stored.session.place, tap.question)
    return Give(tap.question, Checklist(items, done), False, turn.by, turn.now)


def _is_done(value: Value | None) -> bool:
    return isinstance(value, Checklist) and value.done


def _note_event(turn: Turn, tap: Tap) -> Event | None:
    answer = turn.stored.session.answers.get(tap.question) if turn.stored else None
    if answer is None or answer.note is None:
        return None
    return Annotate(tap.question, answer.note, tap.choice == "on", turn.by, turn.now)
