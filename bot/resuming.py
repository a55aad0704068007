"""Where a person is, shown again without changing anything: after a restart, or after something that can't be read."""

from typing import assert_never

from bot.cohort_views import Group
from bot.filling import form_standing
from bot.review_views import Peer
from bot.scene import (
    Card,
    DocumentNames,
    Doubted,
    Keep,
    LinePage,
    Menu,
    NameCluster,
    NewLine,
    NoteCard,
    ProofPage,
    Proofs,
    Reminding,
    Scene,
    Why,
)
from bot.turn import Turn
from storage.people import Answering, Counting, Doubting, Filling, Keeping, Listing, Looking, Naming, Noting
from surveys.session import Asking, Proving


async def standing(turn: Turn) -> Scene:
    """The page that the next typed text is for, else the card, else one's reviews after one of them, else the menu."""
    focus, known = turn.person.focus, turn.survey.questions
    if isinstance(focus, Naming):
        return turn.scene(NameCluster(focus.cluster))
    if isinstance(focus, Filling):
        return await form_standing(turn, focus)
    if turn.closed and turn.seat is not None:
        from bot.reviewing import seats_scene  # what reviews need is paid for by those who review

        return await seats_scene(turn)
    if turn.stored is None or turn.closed or turn.role == "reader":
        await turn.self_check()
        return turn.scene(Menu())
    await turn.recall()
    match focus:
        case Listing():
            return turn.scene(DocumentNames())
        case Noting(question) if question in known:
            return turn.scene(NoteCard(question))
        case Keeping(question, text) if question in known:
            return turn.scene(Keep(question, text))
        case Doubting(question, texts) if question in known:
            return turn.scene(Doubted(question, texts))
        case Answering() | Looking() | Counting() | Noting() | Keeping() | Doubting():
            return turn.scene(Card())
        case _:
            assert_never(focus)


def asks(scene: Scene) -> bool:
    """Whether the page asks for the text that comes next: a question, or the reason why it is asked."""
    match scene.view:
        case Card() | Keep() | Doubted() | NoteCard() | NameCluster() | DocumentNames():
            return True
        case LinePage(asks=field) | Reminding(asks=field):
            return field not in ("", "remove")
        case NewLine(asks=asked) | Group(asks=asked):
            return asked
        case Proofs(others=others):
            return not others
        case ProofPage(asks=field):
            return field in ("shows", "name", "date", "replace")
        case Peer(asks=what):
            return bool(what)
        case Why(question):
            place = scene.stored.session.place if scene.stored else None
            return isinstance(place, Asking | Proving) and place.question == question
        case _:
            return False
