"""The index of a pack's proofs as a workbook: what proves each indicator, under which name, and since when."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.handed import Entry
from bot.proofs import period_words, reason_words
from bot.reports.sheet import Cell, Sheet
from bot.reports.spreadsheet import workbook
from bot.speech import Speech, speech
from surveys.survey import Survey


def evidence_index(entries: Sequence[Entry], survey: Survey, left_out: Sequence[str] = ()) -> bytes:
    """One row for each file, link or place of a proof of an indicator, in the survey's language.

    `left_out`: the names of files that are too large for any ZIP.
    """
    said = speech(survey.language)
    rows = tuple(row for each in entries for row in _rows(said, survey, each, left_out))
    return workbook([Sheet(said.say("Proof"), _columns(said), rows)], survey.language)


def _columns(said: Speech) -> tuple[tuple[str, str], ...]:
    return (
        (said.say("Number of the indicator"), said.say("Its number.")),
        (said.say("Indicator"), said.say("Its title.")),
        (said.say("What it shows"), said.say("In the cluster's words.")),
        (said.say("What it is on the list"), said.say("Which proofs of the indicator's list it covers.")),
        (said.say("Date"), said.say("Which day, month or year it is of.")),
        (said.say("File or place"), said.say("The file's name in the pack, a link, or where it lies.")),
        (said.say("Size"), said.say("In bytes.")),
        (said.say("SHA-256"), said.say("The sum of the file, as in the manifest.")),
        (said.say("Added on"), said.say("The day it was added.")),
        (said.say("When the check was submitted"), said.say("Whether it was there then, as it is now.")),
    )


def _rows(said: Speech, survey: Survey, entry: Entry, left_out: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    asked = survey.indicators.get(entry.question)
    first = (asked.number, asked.title) if asked else ("–", "–")
    proof = entry.proof
    if proof is None:
        yield (*first, None, None, None, None, None, None, None, state_words(said, entry))
        return
    use = proof.use(entry.question)
    covers = (
        "; ".join(each.text for place, each in enumerate(asked.proof) if use and place in use.covers) if asked else ""
    )
    refers = period_words(said, proof.refers) if proof.refers else None
    about = (*first, proof.shows, covers or None, refers)
    last = (proof.added_at.date(), state_words(said, entry))
    if proof.words is not None:
        yield (*about, proof.words, None, None, *last)
    for each in entry.files:
        where = each.name
        if not where or where in left_out:
            where = f"{each.file.name}: {_why_not(said, where, each.file.reason)}"
        yield (*about, where, each.file.size, each.file.sha256, *last)
    if proof.words is None and not entry.files:
        yield (*about, None, None, None, *last)


def _why_not(said: Speech, name: str, reason: str | None) -> str:
    """Why a file is not in the pack."""
    if name:
        return said.say("left out, too large for a ZIP")
    return said.say("not stored: {reason}", reason=reason_words(said, reason)) if reason else said.say("not here")


def state_words(said: Speech, entry: Entry) -> str:
    """Whether the submitted check recorded it, and what became of it since."""
    match entry.state:
        case "removed":
            at = entry.recorded.removed_at if entry.recorded else None
            return said.say("removed on {date}", date=said.date(at.date())) if at else said.say("not here")
        case "recorded":
            return said.say("recorded")
        case "replaced":
            return said.say("recorded, replaced since")
        case "taken-off":
            return said.say("recorded, taken off this indicator since")
        case "elsewhere":
            return said.say("recorded for another indicator, named for this one later")
        case "later":
            added = entry.proof.added_at if entry.proof else None
            return said.say("ADDED LATER, on {date}", date=said.date(added.date()) if added else "–")
        case _:
            assert_never(entry.state)
