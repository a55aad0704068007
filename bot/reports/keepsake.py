"""What everyone keeps of a practice after the release: own ratings beside the key, its reasons, the group's spread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.practice_words import closeness_words
from bot.reports import typesetting
from bot.reports.chapters import Content
from bot.reports.spreads import HIDDEN, Key, Spread
from bot.speech import Speech, speech
from bot.wording import documented_words, letter_of
from surveys.session import Documented
from surveys.training import Closeness

SIGNS = {
    Closeness.EXACT: "●",
    Closeness.DEFENSIBLE: "◐",
    Closeness.NEAR: "○",
    Closeness.FAR: "✗",
    Closeness.OPEN: "–",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One indicator: the own rating (None: not rated), in the second round too where there was one; the key.

    `levels` are points and text of each level, lowest first, and all ratings are places in it; `because` says why the
    key's neighbour is defensible.
    """

    number: str
    title: str
    levels: tuple[tuple[int, str], ...]
    own: int | None
    documented: Documented | None
    closeness: Closeness
    key: Key
    key_documented: Documented | None
    reason: str
    quotes: tuple[str, ...]
    because: str = ""
    second: int | None = None
    spread: Spread = HIDDEN


@dataclass(frozen=True, slots=True)
class Chapter:
    """A dimension with its indicators."""

    title: str
    entries: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Keepsake:
    """A practice to keep: of which case, on which day; the tendency in a sentence; a link to the own self-check."""

    language: str
    case: str
    survey: str
    version: int
    on: date
    tendency: str
    link: str
    """Empty where there is none."""
    chapters: tuple[Chapter, ...]

    @property
    def entries(self) -> tuple[Kept, ...]:
        """All indicators."""
        return tuple(each for chapter in self.chapters for each in chapter.entries)


def keepsake(kept: Keepsake) -> bytes:
    """The practice as a tagged PDF; equal bytes for equal input."""
    said = speech(kept.language)
    day = said.say("practised on {date}", date=said.date(kept.on))
    version = said.say("survey version {version}", version=kept.version)
    content: Content = {
        "language": kept.language,
        "title": said.say("What you practised: {case}", case=kept.case),
        "provisional": said.say("Practice on an invented case: no certificate, not an ESCA or EUCLES result"),
        "footer": f"{kept.case} · {day} · {version}",
        "case": kept.case,
        "state": f"{day} · {kept.survey}, {version}",
        "none": said.say(
            "This is no certificate. It is yours, for learning: it shows how your ratings of an invented case lie "
            "beside the key of that case, and says nothing about you or your cluster."
        ),
        "tendency": kept.tendency,
        "tally": _tally(said, kept.entries),
        "link": kept.link,
        "chapters": [
            {"title": each.title, "entries": [_entry(said, entry) for entry in each.entries]} for each in kept.chapters
        ],
        "words": _words(said),
    }
    return typesetting.pdf("keepsake.typ", content, kept.on)


def _tally(said: Speech, entries: Sequence[Kept]) -> list[Content]:
    """How many there are of each verdict, exact first; none of those that did not occur."""
    counts = Counter(each.closeness for each in entries)
    return [
        {"sign": sign, "count": counts[closeness], "words": closeness_words(said, closeness)}
        for closeness, sign in SIGNS.items()
        if counts[closeness]
    ]


def _entry(said: Speech, kept: Kept) -> Content:
    defended = ""
    if kept.key.defensible is not None:
        letter = letter_of(kept.key.defensible)
        defended = said.say("{letter} can be defended too: {why}", letter=letter, why=kept.because)
    return {
        "number": kept.number,
        "title": kept.title,
        "own": _letter(kept.own),
        "key": letter_of(kept.key.level),
        "sign": SIGNS[kept.closeness],
        "verdict": closeness_words(said, kept.closeness),
        "rated": _rated(said, kept),
        "held": _level(said, kept, kept.key.level, kept.key_documented, again=kept.own == kept.key.level),
        "second": "" if kept.second is None else letter_of(kept.second),
        "reason": kept.reason,
        "quotes": [said.say("“{quote}”", quote=each) for each in kept.quotes],
        "defensible": defended,
        "cells": _cells(said, kept),
        "shown": kept.spread.shown is not None,
    }


def _rated(said: Speech, kept: Kept) -> str:
    return said.say("not rated") if kept.own is None else _level(said, kept, kept.own, kept.documented)


def _level(said: Speech, kept: Kept, level: int, documented: Documented | None, again: bool = False) -> str:
    """A level by letter, points and text, the text once only, and whether it is documented where that was said."""
    points, text = kept.levels[level]
    words = said.count("{letter} ({n} point)", "{letter} ({n} points)", points, letter=letter_of(level))
    words = words if again else f"{words} {text}"
    return f"{words} · {documented_words(said, documented)}" if documented else words


def _letter(level: int | None) -> str:
    return "–" if level is None else letter_of(level)


def _cells(said: Speech, kept: Kept) -> list[Content]:
    """Every letter with how many chose it, and whose it is."""
    counts = kept.spread.shown
    found: list[Content] = []
    for level in range(len(kept.levels)):
        marks = {
            said.say("you"): level == kept.own,
            said.say("key"): level == kept.key.level,
            said.say("defensible"): level == kept.key.defensible,
        }
        found.append(
            {
                "letter": letter_of(level),
                "count": counts[level] if counts else None,
                "share": counts[level] / max(counts) if counts else 0,
                "kind": kept.key.kind(level),
                "marks": [word for word, here in marks.items() if here],
            }
        )
    return found


def _words(said: Speech) -> Content:
    return {
        "glance": said.say("At a glance"),
        "indicator": said.say("Indicator"),
        "you": said.say("You"),
        "key": said.say("Key"),
        "beside": said.say("Beside the key"),
        "your": said.say("Your rating"),
        "second": said.say("Second round"),
        "quotes": said.say("From the case"),
        "group": said.say("The group"),
        "hidden": said.say("The group's spread is shown from five ratings on."),
        "own": said.say("Your own cluster"),
        "check": said.say("How does your own organisation stand? The self-check is here:"),
    }
