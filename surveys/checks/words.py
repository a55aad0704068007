"""Words: what fits a phone's card, and what two people would read differently."""

import re
from collections.abc import Iterator

from surveys.checks.references import placed
from surveys.indicators import Indicator, Question
from surveys.problems import Finding
from surveys.survey import Survey

CARD = 3400
"""UTF-16 units of one card's texts: a message holds 4096, the rest is for the card's own lines and a note."""

VAGUE = {
    "en": r"regular(ly)?|several|adequate(ly)?|(?<!at )most(ly)?",
    "de": r"regelmäßig\w*|einige[rnms]?|angemessen\w*|größtenteils",
}


def word_findings(survey: Survey, overlay: bool = False) -> Iterator[Finding]:
    """Empty texts and cards too long for a message (errors), words read differently (warnings)."""
    for path, question in placed(survey):
        here = _overlay_path(survey, question) if overlay else path
        for name, text in _card(question).items():
            if not text.strip():
                yield Finding(here, "S05", f"`{name}` of `{question.id}` is empty; write the text")
        for name, size in (("question", _units(_card(question))), ("Why?", _units(_why(question)))):
            if size > CARD:
                message = f"the {name} card of `{question.id}` has {size} units, {CARD} fit one message; shorten it"
                yield Finding(here, "F01", message)
        yield from _vague(survey, question, here)


def _overlay_path(survey: Survey, question: Question) -> tuple[str | int, ...]:
    kind = "indicators" if isinstance(question, Indicator) else "questions"
    return ("sections", survey.homes[question.id].id, kind, question.id)


def _vague(survey: Survey, question: Question, path: tuple[str | int, ...]) -> Iterator[Finding]:
    words = VAGUE.get(survey.language)
    if words is None:
        return
    for name, text in _card(question).items():
        found = re.search(rf"\b({words})\b", text, re.IGNORECASE)
        if found:
            message = (
                f"two people read `{found[0]}` in `{name}` of `{question.id}` differently; say how much or how often"
            )
            yield Finding(path, "W01", message)


def _card(question: Question) -> dict[str, str]:
    """The texts of the question card."""
    texts = {"title": question.title, "ask": question.ask, "counts": question.counts or "-"}
    for index, level in enumerate(question.levels if isinstance(question, Indicator) else ()):
        texts[f"levels.{index}"] = level.text
    for option in getattr(question, "items", None) or getattr(question, "options", None) or ():
        texts[f"items.{option.id}"] = option.text
    return texts


def _why(question: Question) -> dict[str, str]:
    """The texts of the card behind Why?"""
    texts = {"title": question.title, "why": question.why or "-"}
    if isinstance(question, Indicator):
        texts |= {"example": question.example.text, "because": question.example.because, "improve": question.improve}
        texts |= {f"proof.{index}": proof.text for index, proof in enumerate(question.proof)}
    return texts


def _units(texts: dict[str, str]) -> int:
    return sum(len(text.encode("utf-16-le")) // 2 + 2 for text in texts.values())
