"""The reasons behind a result, in the very words of the chat: so that a report and the bot cannot differ."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time

from bot.desk import Operator
from bot.explaining import method_page
from bot.label_page import label_page
from bot.reports.standing import Standing
from bot.scene import Result, Scene
from bot.screens import Page, Span, Style
from bot.why import threshold_words
from storage.sessions import Stored
from surveys.indicators import Indicator
from surveys.session import FULL, Reviewing, Session, Submitted

Paragraph = dict[str, str | bool]
"""Words, a style, and whether they stand below the paragraph before (`inner`) or in a list (`item`)."""


def label_reasons(standing: Standing, label: str) -> list[Paragraph]:
    """Every rule behind a label's status, and what only ESCA can confirm."""
    return _paragraphs(standing, lambda scene, page: label_page(scene, page, label))[1:]


def method(standing: Standing) -> list[Paragraph]:
    """How points, documents, words and colours are counted, and the public sources."""
    return _paragraphs(standing, method_page)[1:]


def threshold(standing: Standing, indicator: Indicator) -> str:
    """The threshold of an indicator and its basis."""
    return threshold_words(scene_of(standing), indicator)


def _paragraphs(standing: Standing, write: Callable[[Scene, Page], None]) -> list[Paragraph]:
    page = Page()
    write(scene_of(standing), page)
    return paragraphs(page.screen().spans)


def paragraphs(spans: Sequence[Span]) -> list[Paragraph]:
    """The words of a screen as paragraphs of a document."""
    return [_paragraph(span.text, span.style) for span in spans if span.text.strip()]


def _paragraph(line: str, style: Style) -> Paragraph:
    inner, bare = line.startswith("   "), line.strip()
    return {"text": bare.removeprefix("• "), "style": style, "inner": inner, "item": bare.startswith("• ")}


def scene_of(standing: Standing) -> Scene:
    """The standing as a scene of the chat, on the day it is drawn."""
    at, now = (datetime.combine(day, time(12), tzinfo=UTC) for day in (standing.on, standing.today))
    place = Submitted(at) if standing.submitted else Reviewing()
    stored = Stored(
        id=0,
        cluster=0,
        started_by=0,
        survey=standing.survey.id,
        version=standing.survey.version,
        language=standing.language,
        revision=0,
        carried_from=None,
        carried_version=None,
        started_at=at,
        changed_at=at,
        trial=False,
        session=Session("self", FULL, place, standing.answers, {}),
    )
    return Scene(
        Result(), standing.language, now, Operator(), "report", standing.survey, None, stored, history=standing.history
    )
