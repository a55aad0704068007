"""Values and problems in a person's words: what was answered, and what to do next when it could not be."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from bot.screens import shortened
from bot.speech import Speech
from surveys.definition import Asked, ChoiceFact, CountsFact, IndicatorFact
from surveys.fitting import NONE_YET
from surveys.indicators import ChecklistIndicator, ComputedIndicator, Indicator, NumberIndicator, Question
from surveys.quantities import PERCENT, Nothing, level_of, measured, quantity, stated
from surveys.scoring import Light, Score, percent_floor
from surveys.session import (
    Ambiguous,
    Answers,
    Checklist,
    Choice,
    Closed,
    Counts,
    Documented,
    Final,
    Incomplete,
    Month,
    NotAChoice,
    NotADate,
    NotADay,
    NotAMonth,
    NotATime,
    NotInRange,
    Number,
    OffPath,
    Points,
    Problem,
    QuestionId,
    Ratio,
    Text,
    TooLong,
    TooMany,
    Value,
)
from surveys.survey import Survey
from surveys.vocabulary import LETTERS


def name_of(question: Asked) -> str:
    """How a question is named in a sentence: number and title."""
    return f"{question.number} {question.title}" if isinstance(question, Indicator) else question.title


def short_name(question: Asked) -> str:
    """The number of an indicator, the title of a fact."""
    return question.number if isinstance(question, Indicator) else question.title


def letter_of(points: int) -> str:
    """The letter of a level."""
    return LETTERS[points]


def value_words(speech: Speech, survey: Survey, answers: Answers, question: Question, value: Value) -> str:
    """What was answered, in one line."""
    match value:
        case Points(points):
            return letter_of(points)
        case Number(amount):
            return _number_words(speech, survey, answers, question, value, speech.plain(amount))
        case Ratio(part, whole) if whole == PERCENT:
            return f"{speech.number(part)} %"
        case Ratio(part, whole):
            share = f" = {speech.number(part / whole * PERCENT, 1)} %" if whole else ""
            return speech.say("{part} of {whole}", part=speech.plain(part), whole=speech.plain(whole)) + share
        case Counts() as counts:
            return speech.number(counts.total)
        case Checklist(items):
            ids = [item.id for item in question.items] if isinstance(question, ChecklistIndicator) else []
            ticked = " ".join(LETTERS[ids.index(item)] for item in items if item in ids)
            return ticked or speech.say("none of them")
        case Choice(option):
            return option_words(speech, survey, question, option)
        case Month(text):
            return speech.month(text)
        case Text(text):
            return text
        case _:
            assert_never(value)


def _number_words(
    speech: Speech, survey: Survey, answers: Answers, question: Question, value: Number, typed: str
) -> str:
    """A number with its unit, or with the fact it is a share of."""
    fact = (question.whole or question.part) if isinstance(question, NumberIndicator) else None
    other = measured(survey, answers, fact) if fact else None
    if isinstance(question, NumberIndicator) and other is not None:
        known = speech.number(other)
        part, whole = (typed, known) if question.whole else (known, typed)
        share = quantity(survey, answers, question)
        percent = f" = {speech.number(share, 1)} %" if isinstance(share, Fraction) else ""
        return speech.say("{part} of {whole}", part=part, whole=whole) + percent
    unit = getattr(question, "unit", None)
    return f"{typed} {unit}" if unit else typed


def option_words(speech: Speech, survey: Survey, question: Question, option: str) -> str:
    """An option in words."""
    match question:
        case ChoiceFact():
            return next((each.text for each in question.options if each.id == option), option)
        case IndicatorFact():
            if option == NONE_YET:
                return question.none
            return name_of(survey.indicators[option]) if option in survey.indicators else option
        case _:
            words = {"yes": speech.say("Yes"), "no": speech.say("No"), "not_sure": speech.say("Not sure")}
            return words.get(option, option)


def answer_words(speech: Speech, survey: Survey, answers: Answers, question: Question) -> str:
    """The present answer of a question in one line, with the letter where it gives points; empty while open."""
    value = stated(answers, question.id)
    level = level_of(survey, answers, question) if isinstance(question, Indicator) else None
    about = answers[question.id].estimate if question.id in answers else False
    if isinstance(question, ComputedIndicator) and value is None:
        found = quantity(survey, answers, question)
        if level is None or found is None:
            return ""
        unit = " %" if question.from_.share_of else f" {question.unit}" if question.unit else ""
        amount = "–" if isinstance(found, Nothing) else speech.number(found, 1) + unit
        return f"{amount} ({letter_of(level.points)})"
    if value is None:
        return ""
    words = value_words(speech, survey, answers, question, value)
    words = speech.say("about {number}", number=words) if about else words
    needs_letter = level is not None and not isinstance(value, Points)
    return f"{words} ({letter_of(level.points)})" if needs_letter and level else words


def documented_words(speech: Speech, state: Documented | None) -> str:
    """Whether a level is documented."""
    match state:
        case Documented.YES:
            return speech.say("documented")
        case Documented.PARTLY:
            return speech.say("partly documented")
        case Documented.NO:
            return speech.say("not documented")
        case None:
            return speech.say("documented: still open")


def light_words(speech: Speech, survey: Survey, colour: Light) -> str:
    """A colour's name, with a sign of its own shape so that it is never colour alone."""
    match colour:
        case Light.GREEN:
            return f"● {survey.meanings.green.title}"
        case Light.YELLOW:
            return f"◐ {survey.meanings.yellow.title}"
        case Light.RED:
            return f"○ {survey.meanings.red.title}"
        case Light.OPEN:
            return speech.say("… open")


def score_words(speech: Speech, found: Score) -> str:
    """Points out of the maximum, as an interval while something is open; percent cut, never rounded up."""
    low, high = (speech.number(points, 1) for points in (found.low, found.high))
    percents = (percent_floor(points, found.out_of) for points in (found.low, found.high))
    low_percent, high_percent = (speech.number(percent, 1) for percent in percents)
    if found.exact:
        return speech.say("{points} of {most} points ({percent} %)", points=low, most=found.out_of, percent=low_percent)
    return speech.say(
        "{low} to {high} of {most} points ({low_percent} to {high_percent} %)",
        low=low, high=high, most=found.out_of, low_percent=low_percent, high_percent=high_percent,
    )  # fmt: skip


def points_words(speech: Speech, found: Score) -> str:
    """Points alone: '2.5', or '2–3.5' while something is open."""
    low, high = (speech.number(points, 1) for points in (found.low, found.high))
    return low if found.exact else f"{low}–{high}"


def name_lines(speech: Speech, survey: Survey, questions: Sequence[QuestionId], most: int) -> list[str]:
    """A line for each question's name, the first `most` of them, and how many more there are."""
    lines = [f"• {shortened(name_of(survey.questions[id]), 70)}" for id in questions[:most]]
    more = len(questions) - most
    return lines if more <= 0 else [*lines, speech.count("• and {n} more", "• and {n} more", more)]


def provisional(speech: Speech) -> str:
    """The line that begins every result."""
    return speech.say("Provisional self-check, not an ESCA or EUCLES result")


def problem_words(
    speech: Speech, survey: Survey, question: Question | None, problem: Problem, proving: bool = False
) -> str:
    """A refusal, phrased as the next thing to do."""
    match problem:
        case NotAChoice() if proving:
            return speech.say("Type yes, partly or no; or another letter or number to change the level.")
        case NotAChoice():
            return _not_a_choice(speech, question)
        case NotInRange() if getattr(question, "form", "") == "ratio":
            return speech.say("Type two numbers like 34/52, the first not larger than the second, the second above 0.")
        case NotInRange(low, high, unit, whole):
            named = {"low": speech.plain(low), "high": speech.plain(high), "unit": f" {unit}" if unit else ""}
            if whole:
                return speech.say("Type a whole number from {low} to {high}{unit}.", **named)
            return speech.say("Type a number from {low} to {high}{unit}.", **named)
        case NotAMonth(year_alone, future):
            return _not_a_month(speech, year_alone, future)
        case NotADay(past):
            if past:
                return speech.say("That day has passed. Type one that is to come, like 15.5.2027.")
            return speech.say("Type a day like 15.5.2027, or a month like 05/2027.")
        case NotADate():
            return speech.say("Type the date on it, like 15.3.2025, 03/2025 or 2025. It can't be still to come.")
        case NotATime(night):
            if night:
                return speech.say("Nobody is written to at night. Type a time from 7:00 to 21:00, like 9:00.")
            return speech.say("Type a time like 9:00 or 14:30.")
        case Ambiguous():
            return speech.say("That can be read in more than one way. Which one do you mean?")
        case TooMany(limit):
            return speech.say("There can be up to {limit}.", limit=limit)
        case TooLong(limit):
            return speech.say("That is too long: up to {limit} characters fit.", limit=limit)
        case Incomplete(missing):
            names = speech.listed(name_of(survey.questions[id]) for id in missing)
            return speech.say("First answer: {names}.", names=names)
        case OffPath():
            return speech.say("That question does not apply, given your other answers. Here is where you are.")
        case Final():
            return speech.say("This check is submitted and does not change any more. Begin a new one with /check.")
        case Closed():
            return speech.say("That is not possible here. Use the buttons of this card.")
        case _:
            assert_never(problem)


def _not_a_choice(speech: Speech, question: Question | None) -> str:
    if question is None or not getattr(question, "levels", None):
        return speech.say("That is no answer to this card. Use a button, or type what the card asks for.")
    if getattr(question, "form", "") == "ratio":
        return speech.say("Type two numbers like 34/52, or a percentage like 65 %.")
    if getattr(question, "form", "") == "number":
        return speech.say("Type a number, like 12.")
    if getattr(question, "form", "") == "checklist":
        return speech.say("Type the letters that are true, like A C, or “none”.")
    return speech.say("That is no answer to this question. Type a letter, or words that stand in one statement only.")


def _not_a_month(speech: Speech, year_alone: bool, future: bool) -> str:
    if year_alone:
        return speech.say("Type a month like 05/2016, or a year like 2016, not in the future.")
    if future:
        return speech.say("Type a month like 10/2027.")
    return speech.say("Type a month like 05/2022, not in the future.")


def counts_lines(speech: Speech, question: CountsFact, known: dict[str, int]) -> list[str]:
    """Each count with its letter, and the sum."""
    lines = [
        f"{LETTERS[place]}  {item.text}: {speech.number(known[item.id]) if item.id in known else '–'}"
        for place, item in enumerate(question.items)
    ]
    return [*lines, speech.say("Sum: {sum}", sum=speech.number(sum(known.values())))]
