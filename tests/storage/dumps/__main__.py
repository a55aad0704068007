"""Writes the dump of the newest migration: a person with two clusters, a submitted check and an open one."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from storage.cohorts import Cohort, Part
from storage.evidence import ProofKind
from storage.migrating import head, migrate
from storage.people import Keeping, Person
from storage.reminders import LocalTime
from storage.sessions import Practice
from storage.store import Store, Work
from surveys.session import (
    FULL,
    Answer,
    Asking,
    Checklist,
    Choice,
    Counts,
    Documented,
    Month,
    Named,
    Number,
    Points,
    Ratio,
    Scope,
    Session,
    Skipped,
    Submitted,
    Text,
)
from surveys.simulation import ToFact, ToLevel
from tests.bot.review_map import reviewing
from tests.bot.talking import BEGIN
from tests.storage.dumps import DUMPS
from tests.surveys.making import number


def answers(by: str) -> list[Answer]:
    """One answer of every kind of value, mark and proof, and a second one to the same question."""
    given = [
        Answer("organisation-name", by, BEGIN, Text("Beispielcluster – ß, ü und „Zeichen“; 'quoted'")),
        Answer("country", by, BEGIN, Choice("de")),
        Answer("founded", by, BEGIN, Month("2016-05")),
        Answer("committed-participants", by, BEGIN, Counts((("sme", 60), ("research", 8)), done=False)),
        Answer("committed-participants", by, BEGIN, Counts((("sme", 61), ("research", 8)))),
        Answer("management-fte", by, BEGIN, number("2.50"), estimate=True),
        Answer("strategy-documentation", by, BEGIN, Points(4), documented=Documented.YES, seen=4),
        Answer("strategy-building", by, BEGIN, Points(0), note="ask the board\nin May"),
        Answer("role-clarity", by, BEGIN, Points(3), documented=Documented.PARTLY, note="shared", note_shared=True),
        Answer("staff-stability", by, BEGIN, Ratio(*(each.amount for each in (number("3"), number("4.5"))))),
        Answer("cluster-communication", by, BEGIN, Checklist(("a", "b"), done=False)),
        Answer("direct-contacts", by, BEGIN, mark=Skipped()),
        Answer("participant-number", by, BEGIN, seen=3, documented=Documented.NO),
    ]
    named = replace(given[6], document=Named("Strategie 2025", "2025-03", "Laufwerk S"))
    return [replace(each, at=BEGIN + timedelta(minutes=n)) for n, each in enumerate([*given, named])]


async def fill(url: str) -> None:
    """Two clusters, a submitted check and an open one that carries from it; a word waits to be kept as a note."""
    store = Store(url)
    async with store.work() as work:
        person = await work.people.add("terminal", "me", "de", "1", BEGIN)
        other = await work.clusters.add(person.id, "Zweiter", BEGIN)
        first = person.cluster or 0
        await work.clusters.rename(first, "Erster")
        empty = Session("self", FULL, Asking("organisation-name"), {}, {})
        told = {"survey": "cluster-label", "version": 1, "language": "de", "by": person.id, "at": BEGIN}
        stored = await work.sessions.start(empty, cluster=first, **told)  # type: ignore[arg-type]  # as in `told`
        for answer in answers(str(person.id)):
            stored = await work.sessions.save(stored, stored.session, answer, answer.at)
        end = BEGIN + timedelta(hours=1)
        closed = replace(stored.session, place=Submitted(end))
        await work.sessions.save(stored, closed, None, end)
        again = await work.sessions.start(empty, cluster=first, carried_from=stored.id, **told)  # type: ignore[arg-type]  # as in `told`
        place = replace(again.session, place=Asking("country", "founded"))
        await work.sessions.save(again, place, replace(answers(str(person.id))[0], at=end), end)
        elsewhere = await work.sessions.start(empty, cluster=other, **told)  # type: ignore[arg-type]  # as in `told`
        await work.sessions.mark_trial(elsewhere.id, True)
        aims = (ToLevel("strategy-documentation", 5, Documented.YES), ToFact("management-fte", Number(Decimal("2.5"))))
        line = await work.plans.add(
            first, person.id, BEGIN, what="Zahlen – „jährlich“", question="strategy-documentation", aims=aims,
            due=date(2026, 9, 30),
        )  # fmt: skip
        await work.plans.change(replace(line, who="Schatzmeister", done_at=end))
        await work.reminders.set_local(person.id, LocalTime("Europe/Berlin", "17:00", True))
        await work.reminders.add(person.id, first, date(2026, 9, 23), line.id, 7)
        await work.reminders.add(person.id, first, date(2026, 9, 30), None, 6)
        await trained(work, person.id, first, stored.id)
        await proven(work, person, first, stored.id)
        await reviewing(work, person, "Nord – „ß“", stored.id)
        await work.people.save(replace(person, live=again.id, focus=Keeping("country", "Ein Satz, der wartet")))
    await store.close()


async def proven(work: Work, person: Person, cluster: int, check: int) -> None:
    """A file that is here, one on its way, a link; what a check recorded of them, one of them removed since."""
    kinds: tuple[ProofKind, ...] = ("file", "file", "link", "text")
    for place, kind in enumerate(kinds, start=1):
        words = None if kind == "file" else "https://agency.example"
        proof = await work.evidence.add(cluster, person.id, BEGIN, kind, words, "7")
        await work.evidence.change(proof, shows=f"Nachweis {place} – „ß“", refers="2025-03")
        await work.evidence.prove(proof, "strategy-documentation", (0, 2), 1)
        if kind == "file":
            await work.fetches.bring(proof, "photo", "Plakat.jpg", 7, "terminal", "Plakat.jpg", BEGIN)
    found = await work.fetches.waiting("terminal", BEGIN, BEGIN)
    fetch = await work.fetches.claim(found[0], BEGIN)
    assert fetch is not None
    assert await work.fetches.placing(fetch, "0" * 64)
    assert await work.fetches.kept(fetch, "Plakat.jpg", "jpeg", 7)
    await work.evidence.record(check, cluster)
    await work.evidence.remove(4, BEGIN)
    await work.evidence.replace(3, "text", "Schrank", None)
    other = await work.evidence.add(cluster, person.id, BEGIN, "file")
    await work.fetches.restore(
        other, kind="file", name="x.pdf", type="pdf", size=7, hash="1" * 64, here=True, reason=None, at=BEGIN
    )
    await work.evidence.remove(other, BEGIN)


async def trained(work: Work, person: int, cluster: int, check: int) -> None:
    """A group with a guest, a round in it, an edition, a nudge, a case of one's own."""
    day = BEGIN.date()
    await work.own_cases.add(person, "title: „Fall“", BEGIN)
    await work.cohorts.add_wrong_code(person, BEGIN)
    group = Cohort(
        0, "training", "Gruppe – „Nord“", "alvar-food", "de", FULL, "each", "CODE", day, day, day, BEGIN, "NEXT"
    )
    cohort = await work.cohorts.add(group, person, "Trainerin")
    (member,) = await work.cohorts.members(cohort.id)
    await work.cohorts.set_member(replace(member, nudged_at=BEGIN, cluster=cluster, named=True, totals=True))
    await work.cohorts.set_part(cohort.id, Part("strategy", True, True, BEGIN, BEGIN, BEGIN, "{}"))
    await work.cohorts.leave(await work.cohorts.join(cohort.id, None, "guest", "Gast", BEGIN), BEGIN)
    await work.programmes.add_edition(cohort.id, BEGIN, "{}", [(cluster, check)])
    await work.reminders.nudge(person, member.id, day)
    scope = Scope("indicators", ("strategy-documentation",))
    session = Session(
        "practice", scope, Asking("strategy-documentation"), {}, {}, frozenset({"strategy-documentation"})
    )
    practice = Practice("alvar-food", member.id, 2, "each", True)
    told = {"survey": "cluster-label", "version": 1, "language": "de", "cluster": 0, "by": person, "at": BEGIN}
    stored = await work.sessions.start(session, practice=practice, **told)  # type: ignore[arg-type]  # as in `told`
    rated = Answer("strategy-documentation", str(person), BEGIN, Points(2), documented=Documented.PARTLY, seen=2)
    await work.sessions.save(stored, stored.session, rated, BEGIN)


def main() -> None:
    """Writes `NNNN.sql`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dump.db"
        url = f"sqlite+aiosqlite:///{file}"
        migrate(url)
        asyncio.run(fill(url))
        with closing(sqlite3.connect(file)) as connection:
            text = "\n".join(connection.iterdump()) + "\n"
    (DUMPS / f"{head()}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
