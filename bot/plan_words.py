"""The lines of a plan in words: what a step asks for, what a line aims at."""

from typing import assert_never

from bot.scene import Scene
from bot.screens import shortened
from bot.wording import letter_of, value_words
from storage.plans import PlanLine
from surveys.indicators import Indicator
from surveys.session import Documented
from surveys.simulation import Change, ToFact, ToLevel
from surveys.steps import ChangeFact, Climb, NameDocument, WayStep


def step_words(scene: Scene, step: WayStep) -> str:
    """A step as the text of a line: what is to be done, in the words of the survey."""
    speech, survey = scene.speech, scene.survey
    match step:
        case NameDocument(indicator, points):
            proof = survey.indicators[indicator].proof[0].text
            return speech.say(
                "Document level {letter}. For example: {proof}", letter=letter_of(points), proof=shortened(proof, 120)
            )
        case Climb(indicator, after=points):
            level = survey.indicators[indicator].level(points)
            text = shortened(level.text, 180) if level else ""
            return speech.say("Reach level {letter}, with its document: {text}", letter=letter_of(points), text=text)
        case ChangeFact(fact, value):
            words = value_words(speech, survey, scene.session.answers, survey.questions[fact], value)
            return speech.say("Bring it to {value}", value=words)
        case _:
            assert_never(step)


def aim_words(scene: Scene, line: PlanLine) -> str:
    """What a line changes of the answers once it is done; empty where only its words say it."""
    return scene.speech.listed(filter(None, (_aim(scene, aim) for aim in line.aims)))


def _aim(scene: Scene, aim: Change) -> str:
    speech, survey = scene.speech, scene.survey
    match aim:
        case ToLevel(indicator, points, documented):
            asked = survey.questions.get(indicator)
            if not isinstance(asked, Indicator):
                return ""
            letter = letter_of(points)
            if documented is Documented.YES:
                return speech.say("{number} at level {letter}, documented", number=asked.number, letter=letter)
            return speech.say("{number} at level {letter}", number=asked.number, letter=letter)
        case ToFact(fact, value):
            asked = survey.questions.get(fact)
            if asked is None:
                return ""
            answers = scene.session.answers if scene.stored else {}
            return f"{asked.title}: {value_words(speech, survey, answers, asked, value)}"
        case _:
            assert_never(aim)
