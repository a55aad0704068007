"""All-day entries as an iCalendar file (RFC 5545), for the calendar on a phone."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple


class Entry(NamedTuple):
    """An all-day entry. The same `uid` (ASCII, unique in the world) replaces the entry of an earlier file."""

    uid: str
    on: date
    title: str
    text: str


def ics(entries: Sequence[Entry], stamp: datetime, product: str = "-//ClusterReady//Label calendar//EN") -> str:
    """The entries as iCalendar text, made at `stamp`. Raises ValueError for a stamp without zone, or no entries."""
    if stamp.tzinfo is None or not entries:
        raise ValueError("a calendar needs entries, and a time with its zone")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_escaped(product)}"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", f"UID:{_escaped(entry.uid)}", f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"]
        lines += [f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}", f"SUMMARY:{_escaped(entry.title)}"]
        lines += [f"DESCRIPTION:{_escaped(entry.text)}", "TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11; control characters, which it forbids, are left out."""
    text = re.sub(r"\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text)
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """RFC 5545, 3.1: no line over 75 octets; one that goes on begins with a space. No character is torn."""
    parts = [""]
    for each in line:
        if len((parts[-1] + each).encode()) > (74 if len(parts) > 1 else 75):
            parts.append("")
        parts[-1] += each
    return "\r\n ".join(parts)
