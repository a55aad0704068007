"""What a person practised, which cohorts they are in, and their own cases, in an export. An import leaves it out."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.packing import time_json, value_json
from storage.cohorts import Cohort, Member, Part
from storage.reminders import Reminder
from storage.sessions import Stored
from storage.store import Work
from surveys.session import Submitted

Json = dict[str, Any]


async def training_json(work: Work, person: int) -> Json:
    """Nothing where there is nothing; of other people nothing at all."""
    joined = await work.cohorts.of(person)
    numbers = {member.id: number for number, (_, member) in enumerate(joined, start=1)}
    practised = await work.sessions.practised(person)
    own = await work.own_cases.of(person)
    cohorts = [
        await _cohort_json(work, number, cohort, member) for number, (cohort, member) in enumerate(joined, start=1)
    ]
    told = {
        "practice": [_practice_json(each, numbers) for each in practised],
        "cohorts": cohorts,
        "nudges": [_nudge_json(each, numbers) for each in await work.reminders.nudges(person)],
        "own_cases": [{"content": each.content, "added_at": time_json(each.added_at)} for each in own],
    }
    return {"training": told} if any(told.values()) else {}


def _nudge_json(reminder: Reminder, numbers: dict[int, int]) -> Json:
    return {
        "cohort": numbers.get(reminder.member or 0),
        "on": reminder.on.isoformat(),
        "state": reminder.state,
        "tries": reminder.tries,
        "claimed_at": _time(reminder.claimed_at),
        "sent_at": _time(reminder.sent_at),
    }


def _practice_json(stored: Stored, numbers: dict[int, int]) -> Json:
    practice, place = stored.practice, stored.session.place
    assert practice is not None
    return {
        "case": practice.case,
        "cohort": numbers.get(practice.member or 0),
        "for_a_guest": practice.member is not None and practice.member not in numbers,
        "round": practice.round,
        "feedback": practice.mode,
        "repeat": practice.repeat,
        "survey": stored.survey,
        "survey_version": stored.version,
        "language": stored.language,
        "indicators": list(stored.session.scope.ids),
        "started_at": time_json(stored.started_at),
        "changed_at": time_json(stored.changed_at),
        "submitted_at": time_json(place.at) if isinstance(place, Submitted) else None,
        "shown": sorted(stored.session.shown),
        "ratings": [
            {
                "indicator": each.question,
                "points": value_json(each.value),
                "documented": each.documented.value if each.documented else None,
                "note": each.note,
                "rated_at": time_json(each.at),
            }
            for each in stored.session.answers.values()
        ],
    }


async def _cohort_json(work: Work, number: int, cohort: Cohort, member: Member) -> Json:
    """The cohort as the person knows it; what only its trainers know, only for them."""
    told: Json = {
        "number": number,
        "kind": cohort.kind,
        "name": cohort.name,
        "case": cohort.case,
        "language": cohort.language,
        "role": member.role,
        "your_name": member.name,
        "joined_at": time_json(member.joined_at),
        "nudged_at": _time(member.nudged_at),
        "your_cluster": member.cluster is not None,
        "named": member.named,
        "totals": member.totals,
    }
    if not member.runs:
        return told
    return told | {
        "indicators": {"kind": cohort.scope.kind, "ids": list(cohort.scope.ids)},
        "feedback": cohort.mode,
        "code": cohort.code,
        "invitation": cohort.invitation,
        "begins": _day(cohort.begins),
        "ends": _day(cohort.ends),
        "names_until": _day(cohort.names_until),
        "created_at": time_json(cohort.created_at),
        "parts": _parts_json((await work.cohorts.parts(cohort.id)).values()),
        "editions": [
            {"at": time_json(at), "content": content} for at, content, _ in await work.programmes.editions(cohort.id)
        ],
    }


def _parts_json(parts: Iterable[Part]) -> list[Json]:
    return [
        {
            "section": each.section,
            "open": each.opened,
            "second_round": each.second,
            "spread_at": _time(each.spread_at),
            "second_at": _time(each.second_at),
            "key_at": _time(each.key_at),
            "spread": each.released,
        }
        for each in parts
    ]


def _time(at: datetime | None) -> str | None:
    return time_json(at) if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
