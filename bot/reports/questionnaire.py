"""The blank questionnaire for a team meeting: every question with its levels, what proves them, and boxes to tick."""

from datetime import date

from bot.reports import typesetting
from bot.reports.chapters import Content
from bot.reports.conditions import condition_words
from bot.reports.document import head
from bot.speech import Speech, speech
from bot.wording import letter_of, name_of, option_words
from surveys.definition import ChoiceFact, CountsFact, IndicatorFact, LevelFact, MonthFact, TextFact, YesNoFact
from surveys.fitting import YES_NO
from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    LevelIndicator,
    Question,
    RatioIndicator,
)
from surveys.path import needs
from surveys.survey import Section, Survey
from surveys.vocabulary import LETTERS

PRINTED = date(2026, 1, 1)
"""The date in the file: a blank questionnaire is of no day, and equal bytes for an equal survey."""
MANY = 6
"""From so many options on they stand in three columns."""
LINE = 120
"""Letters that fit a line by hand."""


def questionnaire(survey: Survey, language: str) -> bytes:
    """The survey's cards as a tagged PDF, facts first. `language` is the language of the bot's own sentences."""
    said = speech(language)
    title = said.say("{survey}: questionnaire to fill in", survey=survey.title)
    version = said.say("Survey {survey}, version {version}.", survey=survey.id, version=survey.version)
    sections = sorted(survey.sections, key=lambda each: (_areas(each), bool(each.indicators)))
    content = {
        **head(said, language, title, f"{survey.title} · {version}"),
        "about": survey.about,
        "points": survey.points,
        "evidence": survey.evidence.about,
        "basis": said.say(
            "Wording, levels and points are ours; survey {survey}, version {version}.",
            survey=survey.id,
            version=survey.version,
        ),
        "sections": [_section(said, survey, each) for each in sections],
        "words": {
            "cluster": said.say("Cluster organisation"),
            "date": said.say("Date"),
            "present": said.say("Present"),
            "documented": said.say("Is that documented?"),
            "states": [said.say("Yes"), said.say("Partly"), said.say("No")],
            "document": said.say("Document, its date, where it lies"),
            "proof": said.say("What proves it"),
        },
    }
    return typesetting.pdf("questionnaire.typ", content, PRINTED)


def _areas(section: Section) -> bool:
    """Whether a section is about indicators picked in it: it comes last."""
    return any(isinstance(each, IndicatorFact) for each in section.questions)


def _section(said: Speech, survey: Survey, section: Section) -> Content:
    title = f"{section.number} {section.title}" if section.number else section.title
    return {"title": title, "cards": [_card(said, survey, each) for each in section.asked]}


def _card(said: Speech, survey: Survey, question: Question) -> Content:
    """One question: words, hints, what to tick or write, what proves it."""
    role = next((each.title for each in survey.roles if each.id == question.whom), None)
    hints = [
        condition_words(said, survey, question.when) if question.when else "",
        _ladder(said, question),
        _period(said, question),
        question.counts or "",
        said.say("Ask: {role}.", role=role) if role else "",
    ]
    indicator = isinstance(question, Indicator)
    return {
        "name": name_of(question),
        "ask": question.ask,
        "hints": [each for each in hints if each],
        "blanks": _blanks(said, survey, question),
        "lines": -(-question.high // LINE) if isinstance(question, TextFact) else 0,
        **_options(said, survey, question),
        "proof": _proof(said, question) if isinstance(question, Indicator) else [],
        "indicator": indicator,
    }


def _ladder(said: Speech, question: Question) -> str:
    if not isinstance(question, LevelIndicator) or question.ladder != "adds":
        return ""
    return said.say("Pick the highest letter for which it and all below it, from B on, are true; if B is not true, A.")


def _period(said: Speech, question: Question) -> str:
    period = question.period
    if period is None:
        return ""
    months = period.months
    match period.end:
        case "today":
            return said.say("Period: the last {months} months, up to today.", months=months)
        case "last_month":
            return said.say("Period: the {months} months up to the end of last month.", months=months)
        case _ if months == 12:
            return said.say("Period: the last completed financial year.")
        case _:
            return said.say("Period: the {months} months up to the end of the last financial year.", months=months)


def _blanks(said: Speech, survey: Survey, question: Question) -> list[Content]:
    """What is written by hand: a label before the line, a unit behind it."""
    match question:
        case CountsFact():
            return [{"label": item.text, "unit": ""} for item in question.items]
        case RatioIndicator():
            return [{"label": question.of.part, "unit": ""}, {"label": question.of.whole, "unit": ""}]
        case ComputedIndicator():
            return [{"label": survey.questions[id].title, "unit": ""} for id in dict.fromkeys(needs(question))]
        case MonthFact():
            return [{"label": said.say("Month and year"), "unit": ""}]
        case IndicatorFact():
            return [{"label": said.say("Number of the indicator"), "unit": ""}]
        case TextFact() | ChoiceFact() | YesNoFact() | LevelFact() | LevelIndicator() | ChecklistIndicator():
            return []
        case _:
            return [{"label": said.say("Number"), "unit": question.unit or ""}]


def _options(said: Speech, survey: Survey, question: Question) -> Content:
    """What is ticked, in one column or three; for a checklist also the levels that the ticks make."""
    levels: list[Content] = []
    if isinstance(question, Indicator):
        levels = [{"letter": letter_of(each.points), "text": each.text} for each in question.levels]
    match question:
        case ChecklistIndicator():
            options = [{"letter": LETTERS[n], "text": item.text} for n, item in enumerate(question.items)]
            return {"options": options, "columns": 1, "levels": levels}
        case Indicator():
            return {"options": levels, "columns": 1, "levels": []}
        case ChoiceFact():
            texts = [each.text for each in question.options]
        case YesNoFact():
            texts = [option_words(said, survey, question, each) for each in YES_NO]
        case IndicatorFact():
            texts = [question.none]
        case LevelFact():
            texts = [letter_of(points) for points in range(max(each.most for each in survey.indicators.values()) + 1)]
        case _:
            texts = []
    wide = len(texts) > MANY or not isinstance(question, ChoiceFact)
    return {"options": [{"letter": "", "text": text} for text in texts], "columns": 3 if wide else 1, "levels": []}


def _proof(said: Speech, indicator: Indicator) -> list[str]:
    return [
        proof.text
        + (
            said.count(" (at most {n} month old)", " (at most {n} months old)", proof.max_age_months)
            if proof.max_age_months
            else ""
        )
        for proof in indicator.proof
    ]
