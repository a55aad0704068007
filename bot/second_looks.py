"""What is worth a second look before a check is submitted, said as questions: never a block."""

from typing import assert_never

from bot.scene import Scene
from bot.wording import letter_of, name_of, short_name
from surveys.sanity import Contradicted, FastStill, Misfit, RoseBefore, SameLetter, SecondLook, TopWithoutDocument
from surveys.session import QuestionId

NAMED = 8
"""How many indicators one of them names."""


def question_about(scene: Scene, look: SecondLook) -> str:
    """What is asked back about a check."""
    speech, survey = scene.speech, scene.survey
    match look:
        case TopWithoutDocument(indicators):
            return speech.count(
                "{n} indicator stands at its highest level without a document: {names}. Is there nothing to show?",
                "{n} indicators stand at their highest level without a document: {names}. Is there nothing to show?",
                len(indicators),
                names=_names(scene, indicators),
            )
        case SameLetter(indicators, points):
            return speech.say(
                "{letter} was picked {n} times running, from {first} to {last}. Does each of them fit?",
                letter=letter_of(points),
                n=len(indicators),
                first=short_name(survey.questions[indicators[0]]),
                last=short_name(survey.questions[indicators[-1]]),
            )
        case FastStill(indicators):
            return speech.say(
                "{n} answers of last time were confirmed within seconds: {names}. Are they all still true?",
                n=len(indicators),
                names=_names(scene, indicators),
            )
        case Contradicted(id):
            return next(each.text for each in survey.contradictions if each.id == id)
        case Misfit(part, whole):
            return speech.say(
                "“{part}” is more than “{whole}”, which it is a part of. Which of the two is right?",
                part=name_of(survey.questions[part]),
                whole=name_of(survey.questions[whole]),
            )
        case RoseBefore(month, since):
            return speech.say(
                "“{month}” is earlier than “{since}”. Only what rose after that counts for Silver. Are both right?",
                month=name_of(survey.questions[month]),
                since=name_of(survey.questions[since]),
            )
        case _:
            assert_never(look)


def first_of(look: SecondLook) -> QuestionId | None:
    """The question to go to."""
    match look:
        case TopWithoutDocument(indicators) | SameLetter(indicators) | FastStill(indicators):
            return indicators[0]
        case Misfit(part):
            return part
        case RoseBefore(month):
            return month
        case Contradicted():
            return None
        case _:
            assert_never(look)


def _names(scene: Scene, indicators: tuple[QuestionId, ...]) -> str:
    names = [short_name(scene.survey.questions[id]) for id in indicators[:NAMED]]
    return scene.speech.listed([*names, "…"] if len(indicators) > NAMED else names)
