"""A practice case on paper: its story, its documents, questions to discuss, and a sheet to rate it; never its key."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.reports import typesetting
from bot.reports.chapters import Content
from bot.speech import Speech, speech
from bot.wording import letter_of, option_words
from surveys.cases import Case
from surveys.definition import ChoiceFact
from surveys.indicators import ChecklistIndicator, ComputedIndicator, Indicator, LevelIndicator, NumberIndicator
from surveys.keys import rated
from surveys.path import needs
from surveys.session import QuestionId
from surveys.survey import Survey

HALF, THIRD = 44, 26
"""Letters that a level may have where two or three of them stand beside each other."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the story; each line of the text is a paragraph."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document that exists: its month or year (`YYYY-MM` or `YYYY`), what it shows."""

    title: str
    dated: str
    shows: str


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator to rate: what is asked, what counts, the items that are counted, the levels from the lowest."""

    number: str
    title: str
    ask: str
    hints: tuple[str, ...]
    items: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """The indicators of one dimension that are rated."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CasePaper:
    """What stands on the paper. There is no place in it for a key."""

    language: str
    title: str
    about: str
    field: str
    judged_on: date
    minutes: int
    survey: str
    version: int
    passages: tuple[Passage, ...]
    exhibits: tuple[Exhibit, ...]
    topics: tuple[str, ...]
    definitions: tuple[Passage, ...]
    dimensions: tuple[Dimension, ...]


def paper(case: Case, survey: Survey, language: str, ids: Collection[QuestionId] | None = None) -> CasePaper:
    """The paper of a case, with the indicators that it rates, or with those of them that are wanted.

    Case and survey are in that language already; the survey with its facts, whose definitions the sheet begins with.
    """
    said = speech(language)
    wanted = {id for id in rated(survey, case) if ids is None or id in ids}
    dimensions = (
        Dimension(
            f"{section.number} {section.title}" if section.number else section.title,
            tuple(_card(said, each) for each in section.indicators if each.id in wanted),
        )
        for section in survey.sections
    )
    places = [("sector", case.sector), ("country", case.country)]
    return CasePaper(
        language=language,
        title=case.title,
        about=case.about,
        field=said.listed(_option(said, survey, id, option) for id, option in places if option),
        judged_on=case.judged_on,
        minutes=case.minutes,
        survey=survey.title,
        version=survey.version,
        passages=tuple(Passage(each.title, each.text) for each in case.narrative),
        exhibits=tuple(Exhibit(each.title, each.dated, each.shows) for each in case.documents),
        topics=tuple(each.text for each in case.questions),
        definitions=tuple(_definitions(survey, wanted)),
        dimensions=tuple(each for each in dimensions if each.cards),
    )


def _option(said: Speech, survey: Survey, question: str, option: str) -> str:
    """An option of a question in words; as it is written where the survey does not have it."""
    asked = survey.questions.get(question)
    known = isinstance(asked, ChoiceFact) and any(each.id == option for each in asked.options)
    return option_words(said, survey, asked, option) if asked and known else option


def _definitions(survey: Survey, wanted: Collection[QuestionId]) -> Iterator[Passage]:
    """What counts in the facts that the rated indicators follow from, each once."""
    computed = (
        each
        for each in survey.indicators.values()
        if isinstance(each, ComputedIndicator | NumberIndicator) and each.id in wanted
    )
    for id in dict.fromkeys(id for each in computed for id in needs(each)):
        fact = survey.questions[id]
        if fact.counts:
            yield Passage(fact.title, fact.counts)


def _card(said: Speech, indicator: Indicator) -> Card:
    hints = [indicator.counts or ""]
    if isinstance(indicator, LevelIndicator) and indicator.ladder == "adds":
        hints.append(
            said.say("Pick the highest letter for which it and all below it, from B on, are true; if B is not true, A.")
        )
    items = tuple(each.text for each in indicator.items) if isinstance(indicator, ChecklistIndicator) else ()
    levels = tuple(each.text for each in indicator.levels)
    return Card(indicator.number, indicator.title, indicator.ask, tuple(filter(None, hints)), items, levels)


def case_paper(paper: CasePaper) -> bytes:
    """The paper as a tagged PDF; equal bytes for equal input."""
    said = speech(paper.language)
    version = said.say("survey version {version}", version=paper.version)
    content: Content = {
        "language": paper.language,
        "title": said.say("Practice case: {case}", case=paper.title),
        "provisional": said.say(
            "Invented case for practice, with invented names and numbers. Not an ESCA or EUCLES paper"
        ),
        "footer": f"{paper.title} · {paper.survey} · {version}",
        "case": paper.title,
        "field": paper.field,
        "about": paper.about,
        "told": [
            said.say("Judged as things stood on {date}", date=said.date(paper.judged_on)),
            said.count("about {n} minute", "about {n} minutes", paper.minutes),
            said.count(
                "{n} indicator to rate", "{n} indicators to rate", sum(len(each.cards) for each in paper.dimensions)
            ),
        ],
        "passages": _passages(paper.passages),
        "exhibits": [
            {"title": each.title, "dated": said.month(each.dated), "paragraphs": _paragraphs(each.shows)}
            for each in paper.exhibits
        ],
        "topics": list(paper.topics),
        "rate": _rate(said, paper),
        "definitions": _passages(paper.definitions),
        "dimensions": [
            {"title": each.title, "cards": [_drawn(card) for card in each.cards]} for each in paper.dimensions
        ],
        "words": _words(said),
    }
    return typesetting.pdf("case-paper.typ", content, paper.judged_on)


def _rate(said: Speech, paper: CasePaper) -> str:
    return said.say(
        "Tick one letter for each indicator, as things stood on {date}. Then tick whether the documents of the case "
        "prove that letter, and note in a word why. Copy your letters to the page for handing in.",
        date=said.date(paper.judged_on),
    )


def _drawn(card: Card) -> Content:
    longest = max(map(len, card.levels), default=0)
    return {
        "number": card.number,
        "title": card.title,
        "ask": card.ask,
        "hints": list(card.hints),
        "items": list(card.items),
        "columns": 3 if longest <= THIRD else 2 if longest <= HALF else 1,
        "levels": [{"letter": letter_of(points), "text": text} for points, text in enumerate(card.levels)],
    }


def _passages(found: Sequence[Passage]) -> list[Content]:
    return [{"title": each.title, "paragraphs": _paragraphs(each.text)} for each in found]


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n") if each.strip()]


def _words(said: Speech) -> Content:
    return {
        "story": said.say("The story"),
        "exhibits": said.say("Documents that exist, and what they show"),
        "topics": said.say("Questions to discuss, once everybody has rated"),
        "sheet": said.say("Rating sheet"),
        "counts": said.say("What counts"),
        "letters": said.say("Your letters, to hand in"),
        "name": said.say("Name or nickname"),
        "group": said.say("Group and date"),
        "documented": said.say("Is that documented?"),
        "states": [said.say("Yes"), said.say("Partly"), said.say("No")],
        "why": said.say("Why"),
        "indicator": said.say("Indicator"),
        "letter": said.say("Letter"),
        "note": said.say("Only this page is needed for your ratings to be counted."),
    }
