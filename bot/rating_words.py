"""A rating in words, and what stands beside it: the same on cards, side by side and on paper."""

from bot.screens import shortened
from bot.speech import Speech
from bot.wording import documented_words, letter_of
from storage.reviews import Remark, RestsOn
from surveys.review import Rating


def rests_words(speech: Speech, rests: RestsOn) -> str:
    """What a rating rests on."""
    match rests:
        case RestsOn.DOCUMENT:
            return speech.say("document seen")
        case RestsOn.WEBSITE:
            return speech.say("website")
        case RestsOn.NOT_SHOWN:
            return speech.say("not shown")


def rating_words(speech: Speech, rating: Rating) -> str:
    """A rating in one line."""
    if rating.points is None:
        return speech.say("open, or can't be judged")
    proof = f", {documented_words(speech, rating.documented)}" if rating.documented else ""
    return f"{letter_of(rating.points)}{proof}"


def remark_lines(speech: Speech, remark: Remark) -> list[str]:
    """What stands beside a rating, a line each."""
    lines = [speech.say("Rests on: {basis}", basis=rests_words(speech, remark.rests_on))] if remark.rests_on else []
    lines += [speech.say("Comment: {text}", text=shortened(remark.comment, 300))] if remark.comment else []
    lines += [speech.say("For the meeting: {text}", text=shortened(remark.ask, 300))] if remark.ask else []
    return lines
