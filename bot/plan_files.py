"""Plans and reminders in an export document, and back. Left out where there are none. Fields: docs/export.md."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.packing import time_json
from bot.unpacking import one_of, time_from
from bot.zones import allowed, known_zone, wall_of
from storage.encoding import decode_changes, encode_changes
from storage.plans import PlanLine
from storage.reminders import LocalTime, Reminder
from storage.store import Work
from surveys.planning import WHAT_LIMIT, WHO_LIMIT
from surveys.session import NotATime

Json = dict[str, Any]
STATES: tuple[Any, ...] = ("waiting", "claimed", "sent")


async def plan_json(work: Work, cluster: int) -> Json:
    """A cluster's plan, oldest line first."""
    lines = lines_json(await work.plans.of(cluster))
    return {"plan": lines} if lines else {}


def lines_json(lines: Iterable[PlanLine]) -> list[Json]:
    """Lines of a plan, oldest first."""
    return [_line_json(number, line) for number, line in enumerate(_by_age(lines), start=1)]


def _by_age(lines: Iterable[PlanLine]) -> list[PlanLine]:
    return sorted(lines, key=lambda line: line.id)


def _line_json(number: int, line: PlanLine) -> Json:
    return {
        "number": number,
        "question": line.question,
        "aims": json.loads(encode_changes(line.aims)),
        "what": line.what,
        "who": line.who,
        "due": line.due.isoformat() if line.due else None,
        "done_at": _time(line.done_at),
        "added_at": time_json(line.added_at),
    }


def _time(at: datetime | None) -> str | None:
    return time_json(at) if at else None


async def plan_from(work: Work, told: Mapping[str, Any], cluster: int, by: int) -> dict[int, int]:
    """Stores a cluster's plan; the lines' numbers here by their numbers in the document."""
    numbers: dict[int, int] = {}
    for each in told.get("plan", []):
        what, who = str(each["what"]), None if each["who"] is None else str(each["who"])
        if not 0 < len(what) <= WHAT_LIMIT or len(who or "") > WHO_LIMIT:
            raise ValueError("a line without words, or one that is too long")
        line = await work.plans.add(
            cluster,
            by,
            time_from(each["added_at"]),
            what=what,
            question=None if each["question"] is None else str(each["question"]),
            aims=decode_changes(json.dumps(each["aims"])),
            due=date.fromisoformat(each["due"]) if each["due"] else None,
        )
        done = time_from(each["done_at"]) if each["done_at"] else None
        await work.plans.change(replace(line, who=who, done_at=done))
        numbers[each["number"]] = line.id
    return numbers


async def reminders_json(work: Work, person: int, homes: Mapping[int, int]) -> Json:
    """The person's local time and reminders of these clusters; all by their numbers there."""
    local, found = await work.reminders.local(person), await work.reminders.of(person)
    places: dict[int, int] = {}
    for cluster in homes:
        places |= {line.id: n for n, line in enumerate(_by_age(await work.plans.of(cluster)), start=1)}
    told: Json = {}
    if local != LocalTime():
        told["local_time"] = {"zone": local.zone, "remind_at": local.wall, "stopped": local.stopped}
    if found:
        told["reminders"] = [
            {
                "cluster": homes[each.cluster],
                "plan_line": places[each.line] if each.line else None,
                "before": each.before,
                "on": each.on.isoformat(),
                "state": each.state,
                "tries": each.tries,
                "claimed_at": _time(each.claimed_at),
                "sent_at": _time(each.sent_at),
            }
            for each in found
            if each.cluster in homes
        ]
    return told


async def reminders_from(
    work: Work,
    told: Mapping[str, Any],
    person: int,
    clusters: Mapping[int, int],
    lines: Mapping[int, Mapping[int, int]],
) -> None:
    """Stores a person's local time and reminders."""
    if "local_time" in told:
        local = told["local_time"]
        zone, wall = None if local["zone"] is None else str(local["zone"]), str(local["remind_at"])
        if (zone and not known_zone(zone)) or isinstance(allowed(wall_of(wall)), NotATime):
            raise ValueError("a clock that can't be read, or a time at night")
        await work.reminders.set_local(person, LocalTime(zone, wall, local["stopped"] is True))
    for each in told.get("reminders", []):
        line = lines[each["cluster"]][each["plan_line"]] if each["plan_line"] else None
        await work.reminders.restore(
            Reminder(
                id=0,
                person=person,
                cluster=clusters[each["cluster"]],
                line=line,
                before=None if each["before"] is None else int(each["before"]),
                on=date.fromisoformat(each["on"]),
                state=one_of(each["state"], STATES),
                tries=int(each["tries"]),
                claimed_at=time_from(each["claimed_at"]) if each["claimed_at"] else None,
                sent_at=time_from(each["sent_at"]) if each["sent_at"] else None,
            )
        )
