"""Where a person is, shown again without changing anything: after a restart, or after something that can't be read."""

from typing import assert_never

from bot.scene import Card, DocumentNames, Doubted, Keep, Menu, NameCluster, NoteCard, Scene
from bot.turn import Turn
from storage.people import Answering, Counting, Doubting, Keeping, Listing, Naming, Noting


async def standing(turn: Turn) -> Scene:
    """The page that the next typed text is for, else the card, else the menu."""
    focus, known = turn.person.focus, turn.survey.questions
    if isinstance(focus, Naming):
        return turn.scene(NameCluster(focus.cluster))
    if turn.stored is None or turn.closed:
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
        case Answering() | Counting() | Noting() | Keeping() | Doubting():
            return turn.scene(Card())
        case _:
            assert_never(focus)
