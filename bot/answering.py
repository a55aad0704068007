"""What a typed text means: an answer, a note, a count, or something to ask back about. Never lost unasked."""

from dataclasses import replace

from bot.filling import filled
from bot.managing import name_cluster, named
from bot.practising import rated
from bot.resuming import standing
from bot.scene import (
    Card,
    Doubt,
    Doubted,
    Keep,
    Menu,
    NoteCard,
    Scene,
)
from bot.screens import trace
from bot.speech import speech
from bot.turn import Turn
from storage.people import Answering, Counting, Doubting, Filling, Keeping, Listing, Looking, Naming, Noting
from surveys.amounts import stated_counts
from surveys.definition import CountsFact
from surveys.fitting import options
from surveys.indicators import ComputedIndicator
from surveys.moving import unfinished
from surveys.reading import read
from surveys.session import (
    NOTE_LIMIT,
    Annotate,
    Asking,
    Closed,
    Confirm,
    Counts,
    Document,
    Documented,
    Final,
    Give,
    Incomplete,
    NotAChoice,
    NotAMonth,
    Problem,
    Proving,
    Refuse,
    Submitted,
    TooLong,
    Value,
)
from surveys.vocabulary import Reading, Vocabulary, tidy


async def typed(turn: Turn, text: str) -> Scene:
    """What a typed text means depends on the focus, then on the card. Text that is no answer is never lost unasked."""
    focus = turn.person.focus
    turn.focus(Answering())
    if isinstance(focus, Naming):
        return await name_cluster(turn, focus.cluster, text)
    if isinstance(focus, Filling):
        return await filled(turn, focus, text)
    if turn.stored is None:
        return turn.scene(Menu(), Refuse(NotAChoice()))
    match focus:
        case Looking() if text.casefold().strip(" .!") in speech(turn.language).vocabulary.go_on:
            return turn.scene(Card())
        case Looking():
            return await doubted(turn, text, "elsewhere")
        case Listing():
            return await named(turn, text)
        case Noting(question):
            return await _note(turn, question, text)
        case Counting(question, item):
            return await _count(turn, question, item, text)
        case Keeping() | Doubting() | Answering():
            return await _answer(turn, text)


DOUBTS = 5
"""How many texts in doubt wait at most; the newest ones."""


async def doubted(turn: Turn, text: str, doubt: Doubt) -> Scene:
    """A text that may not be meant for the card is offered as its answer, never stored unasked."""
    focus, place = turn.person.focus, turn.stored.session.place if turn.stored else None
    if not isinstance(focus, Answering | Looking | Keeping | Doubting) or not isinstance(place, Asking | Proving):
        return replace(await standing(turn), remark=doubt)
    before = focus.texts if isinstance(focus, Doubting) and focus.question == place.question else ()
    return replace(in_doubt(turn, place.question, (*before, text)), remark=doubt)


def in_doubt(turn: Turn, question: str, texts: tuple[str, ...]) -> Scene:
    """The question's card with texts that may be meant for it, each with a button that makes it the answer."""
    kept = tuple(text for text in (tidy(text).strip() for text in texts) if text)[-DOUBTS:]
    turn.focus(Doubting(question, kept))
    return turn.scene(Doubted(question, kept))


async def used(turn: Turn, doubting: Doubting, choice: str) -> Scene:
    """A text in doubt becomes the answer, as if typed now; the others wait on, at the question that comes next."""
    place = turn.stored.session.place if turn.stored else None
    meant = next((text for text in doubting.texts if trace(text) == choice), None)
    if meant is None or not isinstance(place, Asking | Proving) or place.question != doubting.question:
        return turn.scene(Card())
    scene = await _answer(turn, meant)
    rest = tuple(text for text in doubting.texts if text != meant)
    place = turn.stored.session.place if turn.stored else None
    if not rest or scene.recorded is None or not isinstance(place, Asking | Proving):
        return scene
    again = in_doubt(turn, place.question, rest)
    return replace(again, notices=scene.notices, recorded=scene.recorded, history=scene.history)


async def _answer(turn: Turn, text: str) -> Scene:
    assert turn.stored is not None
    session = turn.stored.session
    words = speech(turn.language).vocabulary
    match session.place:
        case Proving(question) if (state := _documented(text, words)) is not None:
            return await rated(turn, await turn.step(Document(question, state, turn.by, turn.now)))
        case Asking(question) | Proving(question) if text.casefold().strip(" .!") in words.go_on:
            return await _go_on(turn, question)
        case Asking(question) | Proving(question):
            found = read(turn.survey, session.answers, turn.survey.questions[question], text, words)
            if isinstance(found, Reading):
                estimate = found.estimate or _still_about(turn, question, found.value)
                return await rated(turn, await turn.step(Give(question, found.value, estimate, turn.by, turn.now)))
            return _no_answer(turn, question, text, found)
        case Submitted():
            return turn.scene(Card(), Refuse(Final()))
        case _:
            return turn.scene(Card(), Refuse(NotAChoice()))


async def _go_on(turn: Turn, question: str) -> Scene:
    """'ok': OK on a computed indicator, Done on a list, and past a question that is answered already."""
    assert turn.stored is not None
    answer = turn.stored.session.answers.get(question)
    unfinished_list = answer is not None and unfinished(answer.value)
    computed = isinstance(turn.survey.questions[question], ComputedIndicator) and isinstance(
        turn.stored.session.place, Asking
    )
    if computed or unfinished_list:
        return await turn.step(Confirm(question, turn.by, turn.now))
    if answer is not None and answer.value is not None and isinstance(turn.stored.session.place, Asking):
        return await turn.step(Give(question, answer.value, answer.estimate, turn.by, turn.now))
    return turn.scene(Card(), Refuse(NotAChoice()))


def _no_answer(turn: Turn, question: str, text: str, problem: Problem) -> Scene:
    """Says what is wrong; a text that reads like nothing on the card may be kept as a note."""
    text = tidy(text).strip()
    worth = isinstance(problem, NotAChoice | NotAMonth | Closed | Incomplete) and any(each.isalpha() for each in text)
    if not worth:
        return turn.scene(Card(), Refuse(problem))
    if len(text) > NOTE_LIMIT:
        return turn.scene(Card(), Refuse(problem), Refuse(TooLong(NOTE_LIMIT)))
    turn.focus(Keeping(question, text))
    return turn.scene(Keep(question, text), Refuse(problem))


def _documented(text: str, words: Vocabulary) -> Documented | None:
    said = text.casefold().strip(" .!")
    for state, known in zip(Documented, (words.yes, words.partly, words.no), strict=True):
        if said in known:
            return state
    return None


async def _note(turn: Turn, question: str, text: str) -> Scene:
    if len(text.strip()) > NOTE_LIMIT:
        turn.focus(Noting(question))
        return turn.scene(NoteCard(question), Refuse(TooLong(NOTE_LIMIT)))
    scene = await turn.step(Annotate(question, tidy(text).strip() or None, False, turn.by, turn.now))
    return replace(scene, noted=scene.recorded is not None)


async def _count(turn: Turn, question: str, item: str, text: str) -> Scene:
    """A number for the count that was tapped; anything else is read as an answer to the whole card."""
    assert turn.stored is not None
    plain = text.strip()
    asked = turn.survey.questions.get(question)
    if not isinstance(asked, CountsFact) or not (plain.isascii() and plain.isdigit() and len(plain) < 7):
        return await _answer(turn, text)
    known = stated_counts(turn.stored.session.answers, question) | {item: int(plain)}
    amounts = tuple((id, known[id]) for id in options(turn.survey, asked) if id in known)
    counts = Counts(amounts, done=False)
    return await turn.step(Give(question, counts, _still_about(turn, question, counts), turn.by, turn.now))


def _still_about(turn: Turn, question: str, value: Value) -> bool:
    """One more count makes no exact sum of estimated ones."""
    old = turn.stored.session.answers.get(question) if turn.stored else None
    return isinstance(value, Counts) and old is not None and old.estimate
