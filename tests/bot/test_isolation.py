"""Whatever one person taps or types, everybody else's rows and the person's other checks stay as they were.

And restarting the program between any two turns changes nothing in what is shown.
"""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.codes import code_of
from bot.commands import COMMANDS
from bot.conversation import Entered, Typed, Visitor, take
from bot.review_views import PEER_TAPS
from bot.screens import Screen, Tap
from bot.sent import Sent
from storage.cohorts import Cohort, Member, Part
from storage.offers import Offer
from storage.people import Person
from storage.reminders import LocalTime
from storage.sessions import Practice, Stored
from storage.shares import Share
from storage.store import Work
from surveys.engine import begin
from surveys.session import EXPRESS, FULL, Answer, Points, Scope, Submitted, Text
from tests.bot.talking import BEGIN, SHELF, Talk

EXAMPLES, TURNS = 30, 12
ME, OTHERS = "me", ("anna", "ben")
OTHERS_CODE, MY_CODE, INVITATION = "ACD-EFG-HJK", "KMNPQRTVW", "XY3479ACD"
SURVEY = SHELF.survey(SHELF.latest, "en")
QUESTIONS = (
    "",
    "nowhere",
    "gold",
    "7",
    "2026-12-01",
    "who",
    "strategy",
    "ends",
    "scope",
    "alvar-food",
    *list(SURVEY.questions)[:12],
    *list(SURVEY.indicators)[::4],
)
KEYED = SHELF.cases.case("alvar-food", "en").keyed
RATED = tuple(id for id in SURVEY.indicators if id in KEYED and SURVEY.homes[id].id == "strategy")
Row: TypeAlias = tuple[object, ...]
Rows: TypeAlias = dict[str, dict[Row, Row]]

VERBS = [
    "give",
    "tick",
    "doc",
    "ok",
    "back",
    "skip",
    "goto",
    "widen",
    "submit",
    "share",
    "note",
    "count",
    "keep",
    "use",
    "picture",
    "report",
    "make-report",
    "questionnaire",
    "bronze-sheet",
    "areas",
    "way",
    "what-if",
    "calendar",
    "plan",
    "take",
    "line",
    "line-new",
    "line-ask",
    "line-done",
    "line-open",
    "line-due",
    "line-remove",
    "remind",
    "unremind",
    "reminders",
    "forget-reminder",
    "zone",
    "wall",
    "quiet",
    "loud",
    "remind-label",
    "unremind-label",
    "renew",
    "compare",
    "still",
    "why",
    "overview",
    "result",
    "go-on",
    "sure",
    "card",
    "language",
    "languages",
    "begin",
    "check",
    "choose",
    "history",
    "trial",
    "lookup",
    "documents",
    "clusters",
    "cluster",
    "name-cluster",
    "export",
    "erase",
    "erase-check",
    "erase-note",
    "evidence",
    "proofs",
    "others",
    "also",
    "proof",
    "shows",
    "covers",
    "proof-ask",
    "proof-date",
    "proof-remove",
    "proof-for",
    "not-for",
    "proof-file",
    "fetch",
    "menu",
    *sorted(PEER_TAPS),
    "privacy",
    "help",
    "consent",
    "welcome",
    "train",
    "case",
    "practise",
    "story",
    "cohort",
    "cohort-new",
    "cohort-join",
    "own-cases",
    "own-case-drop",
    "programme-new",
    "programme-join",
    "programme-set",
    "programme-totals",
    "join",
    "leave",
    "rate",
    "seen",
    "keep-practice",
    "cohort-make",
    "cohort-set",
    "cohort-code",
    "cohort-invite",
    "cohort-remove",
    "cohort-names",
    "cohort-parts",
    "cohort-guests",
    "cohort-rehearse",
    "cohort-board",
    "cohort-wall",
    "cohort-figures",
    "cohort-files",
    "cohort-nudge",
    "part",
    "guest-store",
    "guest-drop",
    "nonsense",
]
CHOICES = [
    "",
    "yes",
    "no",
    "partly",
    "on",
    "off",
    "full",
    "express",
    "de",
    "en",
    "p0",
    "p3",
    "p9",
    "n12",
    "n-1",
    "r1/2",
]
CHOICES += [
    "fp.60",
    "editor",
    "p3yes",
    "website",
    "full-gaps-de",
    "ics",
    "xlsx",
    "12",
    "r1/0",
    "ode",
    "m2020-05",
    "+a",
    "-a",
    "label",
    "section",
    "open",
    "x" * 20,
    "1",
    "2",
    "3",
    "9",
    "nNaN",
    "~",
    "Europe/Berlin",
    "new",
    "close",
    "spread-yes",
    "key-yes",
    "second-yes",
    "again",
    "+strategy",
    "alvar-food",
    ".each",
    "09:00",
    "-",
    "1.0",
    "2.1",
    "2.name",
    "1.replace",
    "3.-",
]
WORDS = [
    "A",
    "b",
    "yes",
    "partly",
    "12",
    "34/52",
    "65 %",
    "05/2016",
    "Germany",
    "about 12",
    "1 2 3 4 5 6 7 8 9",
    "SME 3",
]
WORDS += [f"/{command.name}" for command in COMMANDS] + ["/nonsense", "4.1.2; Strategy; 03/2025", "a note", "ß" * 1100]
WORDS += [OTHERS_CODE, f"/start {OTHERS_CODE}", f"/start {INVITATION}", f"Guest 1: {'C' * 8}", "Guest 2: CD"]

shown = st.integers(0, 40).map(lambda place: ("shown", place))
forged = st.builds(Tap, st.sampled_from(VERBS), st.integers(0, 8), st.sampled_from(QUESTIONS), st.sampled_from(CHOICES))
typed = st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=30)).map(Typed)
files = st.builds(
    Sent, st.sampled_from(("photo", "file", "voice")), st.just("/nowhere"), group=st.sampled_from(("", "7"))
)
Step: TypeAlias = tuple[str, int] | Tap | Typed | Sent
steps: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(shown, shown, shown, typed, forged, files), min_size=1, max_size=TURNS
)


# --- a database with several people in it --------------------------------------------------------------------


@cache
def _template() -> bytes:
    """Three people; each has a submitted check, an open one, and another cluster with an open one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "talk.db"
        asyncio.run(_peopled(file))
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.read_bytes()


async def _peopled(file: Path) -> None:
    talk = Talk(file)
    for name in (OTHERS[0], ME, OTHERS[1]):
        async with talk.store.work() as work:
            person = await work.people.add("terminal", name, "en", "1", BEGIN)
            first, second = person.cluster or 0, await work.clusters.add(person.id, f"Second of {name}", BEGIN)
            submitted = await _check(work, person, first, FULL)
            closed = replace(submitted.session, place=Submitted(BEGIN))
            await work.sessions.save(submitted, closed, None, BEGIN)
            await _check(work, person, second, EXPRESS)
            live = await _check(work, person, first, FULL, submitted)
            line = await work.plans.add(first, person.id, BEGIN, what=f"Plan of {name}", due=BEGIN.date())
            await work.reminders.add(person.id, first, BEGIN.date(), line.id, 0)
            await work.reminders.set_local(person.id, LocalTime("Europe/Berlin"))
            proof = await work.evidence.add(first, person.id, BEGIN, "link", f"https://{name}.example")
            await work.evidence.prove(proof, "strategy-documentation", [0], SURVEY.version)
            await work.evidence.record(submitted.id, first)
            await work.people.save(replace(person, live=live.id))
            await _shared(work, person, submitted)
    await _grouped(talk)
    await talk.close()


async def _shared(work: Work, person: Person, check: Stored) -> None:
    """Their submitted check is shared, with invitations that wait and an answer of a colleague."""
    home, name = check.cluster, person.external
    scope = Scope("indicators", ("strategy-documentation",))
    share = await work.shares.add(Share(0, home, check.id, BEGIN, BEGIN.date(), scope), person.id)
    await work.invitations.add("assessor", home, f"i-{name}", person.id, BEGIN, share=share.id)
    await work.invitations.add(
        "colleague", home, f"i-{name}-2", person.id, BEGIN, session=check.id, questions=["sector"]
    )
    await work.offers.add(
        Offer(0, home, None, check.id, "strategy-documentation", Points(2), False, "The treasurer", BEGIN)
    )


async def _grouped(talk: Talk) -> None:
    """Two groups: one that the first person runs and all are in, one that I run, with the last person in it."""
    async with talk.store.work() as work:
        people = [await work.people.find("terminal", name) for name in (OTHERS[0], ME, OTHERS[1])]
        for code, runs, joined in ((code_of(OTHERS_CODE), 0, (1, 2)), (MY_CODE, 1, (2,))):
            owner = people[runs]
            assert owner is not None
            draft = Cohort(0, "training", f"Group {code}", "alvar-food", "en", FULL, "end", code, None, None, None,
                           BEGIN, INVITATION if runs == 0 else None)  # fmt: skip
            cohort = await work.cohorts.add(draft, owner.id, owner.external)
            await work.cohorts.set_part(cohort.id, Part("strategy", opened=True))
            for place in joined:
                person = people[place]
                assert person is not None
                member = await work.cohorts.join(cohort.id, person.id, "participant", person.external, BEGIN)
                await _rated(work, person, member)


async def _rated(work: Work, person: Person, member: Member) -> None:
    """A round of a part of a group with one rating."""
    session = begin(SHELF.practised(1, "en", RATED), Scope("indicators", RATED), "practice")
    stored = await work.sessions.start(
        session, survey=SURVEY.id, version=1, language="en", cluster=0, by=person.id, at=BEGIN,
        practice=Practice("alvar-food", member.id),
    )  # fmt: skip
    answer = Answer(RATED[0], str(person.id), BEGIN, Points(2))
    await work.sessions.save(stored, replace(session, answers={RATED[0]: answer}), answer, BEGIN)


async def _check(work: Work, person: Person, cluster: int, scope: Scope, last: Stored | None = None) -> Stored:
    """A check with a few answers."""
    stored = await work.sessions.start(
        begin(SURVEY, scope, "self", last.session.answers if last else None),
        survey=SURVEY.id, version=SURVEY.version, language="en", cluster=cluster, by=person.id, at=BEGIN,
        carried_from=last.id if last else None,
    )  # fmt: skip
    by = str(person.id)
    for answer in (
        Answer("organisation-name", by, BEGIN, Text(f"Cluster of {person.external}")),
        Answer("strategy-documentation", by, BEGIN, Points(3), note="a note"),
    ):
        session = replace(stored.session, answers={**stored.session.answers, answer.question: answer})
        stored = await work.sessions.save(stored, session, answer, BEGIN)
    return stored


@contextmanager
def copied(count: int) -> Iterator[list[Talk]]:
    """So many conversations of the same person, each on its own copy."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.db" for number in range(count)]
        for file in files:
            file.write_bytes(_template())
        yield [Talk(file) for file in files]
        shutil.rmtree(folder, ignore_errors=True)


class Watched:
    """A look at all rows of a conversation's file, from outside."""

    def __init__(self, talk: Talk) -> None:
        self._file = talk.url.removeprefix("sqlite+aiosqlite:///")

    def rows(self) -> Rows:
        """Every row of every table, by its key."""
        with closing(sqlite3.connect(self._file)) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: dict(_keyed(connection, name)) for name in sorted(names)}

    def _run(self, rows: Rows, me: int) -> tuple[set[object], set[object]]:
        """The groups that somebody runs, and the members of those."""
        members = rows["cohort_member"]
        run = {row[1] for row in members.values() if row[2] == me and row[3] in ("owner", "trainer")}
        return run, {key[0] for key, row in members.items() if row[1] in run}

    def in_my_groups(self, rows: Rows, me: int) -> set[int]:
        """The sessions in the groups that somebody runs."""
        inside = self._run(rows, me)[1]
        return {int(str(key[0])) for key, row in rows["practice"].items() if row[2] in inside}

    def theirs(self, rows: Rows, me: int) -> Rows:
        """Everything that belongs to somebody else."""
        clusters = {key[0] for key in rows["membership"] if key[1] == me}
        run, inside = self._run(rows, me)
        mine = {key for key, row in rows["session"].items() if row[1] in clusters or (row[1] is None and row[2] == me)}
        mine |= {key for key, row in rows["practice"].items() if row[2] in inside}
        return {
            "person": {key: row for key, row in rows["person"].items() if key != (me,)},
            "cluster": {key: row for key, row in rows["cluster"].items() if key[0] not in clusters},
            "membership": {key: row for key, row in rows["membership"].items() if key[1] != me},
            "session": {key: row for key, row in rows["session"].items() if key not in mine},
            "answer": {key: row for key, row in rows["answer"].items() if (row[1],) not in mine},
            "plan_line": {key: row for key, row in rows["plan_line"].items() if row[1] not in clusters},
            **self._proofs(rows, clusters, mine),
            "local_time": {key: row for key, row in rows["local_time"].items() if key != (me,)},
            "reminder": {key: row for key, row in rows["reminder"].items() if row[1] != me and row[10] not in inside},
            "cohort": {key: row for key, row in rows["cohort"].items() if key[0] not in run},
            "cohort_part": {key: row for key, row in rows["cohort_part"].items() if key[0] not in run},
            "cohort_member": {
                key: row for key, row in rows["cohort_member"].items() if row[1] not in run and row[2] != me
            },
            "practice": {key: row for key, row in rows["practice"].items() if key not in mine},
            **{
                table: {
                    key: row for key, row in rows[table].items() if row[1 + (table == "invitation")] not in clusters
                }
                for table in ("share", "invitation", "offer")
            },
            **{table: rows[table] for table in ("review", "review_remark", "proof_request", "settlement")},
            "wrong_code": {key: row for key, row in rows["wrong_code"].items() if row[1] != me},
        }

    def _proofs(self, rows: Rows, clusters: set[object], mine: set[Row]) -> Rows:
        proofs = {key[0] for key, row in rows["proof"].items() if row[1] in clusters}
        return {
            "proof": {key: row for key, row in rows["proof"].items() if key[0] not in proofs},
            "proof_file": {key: row for key, row in rows["proof_file"].items() if row[1] not in proofs},
            "proof_use": {key: row for key, row in rows["proof_use"].items() if key[0] not in proofs},
            "proof_record": {key: row for key, row in rows["proof_record"].items() if key[:1] not in mine},
        }


def _keyed(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Row, Row]]:
    width = {"membership": 2, "cohort_part": 2, "proof_use": 2, "proof_record": 3}.get(table, 1)
    for row in connection.execute(f"SELECT * FROM {table}"):
        yield row[:width], row


def checks(rows: Rows) -> dict[int, tuple[Row, ...]]:
    """Each check's own row with all its answers."""
    found: dict[int, list[Row]] = {}
    for key, row in rows["session"].items():
        found[int(str(key[0]))] = [row]
    for row in rows["answer"].values():
        found[int(str(row[1]))].append(row)
    return {id: tuple(those) for id, those in found.items()}


def meant(step: Step, screens: tuple[Screen, ...]) -> Entered:
    """A button that is really shown, or what was made up."""
    match step:
        case ("shown", int(place)):
            buttons = [button for screen in screens for button in screen.buttons]
            return buttons[place % len(buttons)].tap if buttons else Typed("/start")
        case Tap() | Typed() | Sent():
            return step
        case _:
            raise AssertionError(step)


# --- nobody else's rows --------------------------------------------------------------------------------------


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps)
def test_one_session_leaves_all_others_as_they_were(taken: list[Step]) -> None:
    _template()
    asyncio.run(_isolated(taken))


async def _isolated(taken: list[Step]) -> None:
    with copied(1) as (talk,):
        talk.visitor = Visitor("terminal", ME, "en")
        watched = Watched(talk)
        try:
            await talk.enter(Typed("/start"))
            for step in taken:
                before, entered = watched.rows(), meant(step, talk.screens)
                await talk.enter(entered)
                assert talk.screens, "something is always shown"
                _only_mine_changed(watched, before, watched.rows(), entered)
        finally:
            await talk.close()


def _only_mine_changed(watched: Watched, before: Rows, after: Rows, entered: Entered) -> None:
    row = next((row for row in before["person"].values() if row[2] == ME), None)
    if row is None:  # erased before this turn: what was left is everybody else's
        assert all(before[table].items() <= after[table].items() for table in before)
        return
    me, live = int(str(row[0])), row[6]
    assert watched.theirs(after, me) == watched.theirs(before, me)
    if isinstance(entered, Tap) and entered.verb == "erase" and entered.choice == "yes":
        assert not [each for each in after["person"].values() if each[2] == ME]
        return
    if isinstance(entered, Tap) and entered.verb == "team-erase":  # all checks of one cluster of mine
        return
    named = entered.session if isinstance(entered, Tap) else None
    was, now = checks(before), checks(after)
    changed = {id for id in was if now.get(id) != was[id]}
    if isinstance(entered, Tap) and entered.verb in ("cohort-remove", "guest-store", "guest-drop"):
        changed -= watched.in_my_groups(before, me)
    erased = isinstance(entered, Tap) and entered.verb == "erase-check" and entered.choice == "yes"
    if erased and named not in now:  # a later check no longer carries from it
        changed -= {id for id in changed if id in now and _but_carried(was[id]) == _but_carried(now[id])}
    assert changed <= {live, named}, (entered, changed)
    for id in changed & set(now):
        assert set(was[id][1:]) <= set(now[id][1:]) or (isinstance(entered, Tap) and entered.verb == "erase-note")


def _but_carried(check: tuple[Row, ...]) -> tuple[Row, ...]:
    """A check without what it carries from."""
    first, *answers = check
    return (first[:10] + first[11:], *answers)


# --- restarts ------------------------------------------------------------------------------------------------


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps)
def test_restarting_between_any_two_turns_changes_nothing(taken: list[Step]) -> None:
    _template()
    asyncio.run(_restarted(taken))


async def _restarted(taken: list[Step]) -> None:
    with copied(2) as (steady, restarting):
        for talk in (steady, restarting):
            talk.visitor = Visitor("terminal", ME, "en")
        try:
            screens = await _both(steady, restarting, Typed("/start"))
            for step in taken:
                screens = await _both(steady, restarting, meant(step, screens))
            assert Watched(steady).rows() == Watched(restarting).rows()
        finally:
            await steady.close()
            await restarting.close()


async def _both(steady: Talk, restarting: Talk, entered: Entered) -> tuple[Screen, ...]:
    """The same turn in both; the second program was started anew before it."""
    await steady.enter(entered)
    await restarting.restart()
    await restarting.enter(entered)
    assert restarting.screens == steady.screens
    return steady.screens


# --- the watch itself ----------------------------------------------------------------------------------------


def test_the_watch_would_notice() -> None:
    _template()
    before, after = asyncio.run(_others())
    assert before != after


async def _others() -> tuple[object, object]:
    """What the watch sees of others before and after one of them changes something."""
    with copied(1) as (talk,):
        watched = Watched(talk)
        before = watched.rows()
        await take(talk.desk, Visitor("terminal", OTHERS[0], "en"), Typed("/language"))
        await take(talk.desk, Visitor("terminal", OTHERS[0], "en"), Tap("language", choice="de"))
        me = next(int(str(row[0])) for row in before["person"].values() if row[2] == ME)
        after = watched.rows()
        await talk.close()
        return watched.theirs(before, me), watched.theirs(after, me)
