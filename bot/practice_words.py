"""Words that the pages and the papers of practice share."""

from typing import assert_never

from bot.speech import Speech
from surveys.training import Closeness


def closeness_words(speech: Speech, found: Closeness) -> str:
    """How near a rating is to a case's key."""
    match found:
        case Closeness.EXACT:
            return speech.say("the same")
        case Closeness.DEFENSIBLE:
            return speech.say("one off, and defensible")
        case Closeness.NEAR:
            return speech.say("one off")
        case Closeness.FAR:
            return speech.say("further off")
        case Closeness.OPEN:
            return speech.say("not rated")
        case _:
            assert_never(found)
