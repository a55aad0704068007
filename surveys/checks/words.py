"""Words: a card fits a phone's message, and no two people would read it differently."""

import re
from collections.abc import Iterator

from surveys.checks.references import placed
from surveys.indicators import Indicator, Question
from surveys.problems import Finding, Path
from surveys.survey import Survey

CARD = 3400
"""UTF-16 units of one card's texts: a message holds 4096, the rest is for the card's own lines and a note."""

VAGUE = {
    "en": r"regular(ly)?|several|adequate(ly)?|(?<!at )most(ly)?",
    "de": r"regelmäßig\w*|einige[rnms]?|angemessen\w*|größtenteils",
}

Card = dict[Path, str]


def word_findings(survey: Survey, overlay: bool = False) -> Iterator[Finding]:
    """Cards too long for a message (errors), words read differently (warnings)."""
    for path, question in placed(survey):
        here = _overlay_path(survey, question) if overlay else path
        card, why = _card(question, overlay), _why(question)
        for name, size in (("question", _units(card)), ("Why?", _units(why))):
            if size > CARD:
                message = f"the {name} card of `{question.id}` has {size} units, {CARD} fit one message; shorten it"
                yield Finding(here, "F01", message)
        yield from _vague(survey.language, card, here)


def _overlay_path(survey: Survey, question: Question) -> Path:
    kind = "indicators" if isinstance(question, Indicator) else "questions"
    return ("sections", survey.homes[question.id].id, kind, question.id)


def _vague(language: str, card: Card, path: Path) -> Iterator[Finding]:
    words = VAGUE.get(language)
    if words is None:
        return
    for inner, text in card.items():
        found = dict.fromkeys(each[0] for each in re.finditer(rf"\b({words})\b", text, re.IGNORECASE))
        for word in found:
            message = f"two people read `{word}` differently; write how much or how often"
            yield Finding((*path, *inner), "W01", message)


def _card(question: Question, overlay: bool) -> Card:
    """The texts of the question card, by where they stand in the question."""
    card: Card = {("title",): question.title, ("ask",): question.ask, ("counts",): question.counts or "-"}
    for index, level in enumerate(question.levels if isinstance(question, Indicator) else ()):
        card["levels", index, "text"] = level.text
    for name in ("items", "options"):
        for index, option in enumerate(getattr(question, name, ())):
            card[name, option.id if overlay else index, "text"] = option.text
    return card


def _why(question: Question) -> Card:
    """The texts of the card behind Why?"""
    why: Card = {("title",): question.title, ("why",): question.why or "-"}
    if isinstance(question, Indicator):
        example = question.example
        why |= {("text",): example.text, ("because",): example.because, ("improve",): question.improve}
        why |= {("proof", index): proof.text for index, proof in enumerate(question.proof)}
    return why


def _units(card: Card) -> int:
    return sum(len(text.encode("utf-16-le", "surrogatepass")) // 2 + 2 for text in card.values())
