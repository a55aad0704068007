"""Taps that manage rather than answer: clusters, earlier checks, trials, documents' names, export, erasing."""

import json
from dataclasses import replace
from typing import Literal

from bot.exporting import export
from bot.rights import changes, owns
from bot.scene import (
    Clusters,
    Compare,
    DocumentNames,
    Erase,
    Erased,
    Exported,
    History,
    LookUp,
    Menu,
    NameCluster,
    Scene,
)
from bot.screens import Tap
from bot.teaming import owned_with_others, team_scene
from bot.telling import seated_at, tell
from bot.turn import Turn
from storage.clusters import NAME_LIMIT
from storage.news import News
from storage.people import Listing, Naming
from surveys.session import Closed, Name, Named, NotAChoice, Refuse, TooLong, TooMany
from surveys.vocabulary import tidy

MOST_CLUSTERS = 20
"""As many as one page can show with their buttons."""
PARTS = 4
"""Of a line that names a document: number; title; date; where it lies."""


async def managed(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a managing tap; None if it is none."""
    match tap.verb:
        case "history":
            return await history(turn)
        case "compare":
            return await _compare(turn, tap)
        case "trial":
            return await _trial(turn, tap)
        case "lookup":
            return turn.scene(LookUp())
        case "documents" if turn.stored:
            if not turn.closed:
                turn.focus(Listing())
            return turn.scene(DocumentNames())
        case "clusters":
            return turn.scene(Clusters())
        case "cluster":
            return await _switch(turn, tap)
        case "name-cluster":
            return _ask_name(turn, tap)
        case "export" if tap.choice in ("xlsx", "csv"):
            return await _tables(turn, "xlsx" if tap.choice == "xlsx" else "csv")
        case "export":
            return await exported(turn)
        case "erase" | "erase-check" | "erase-note":
            return await _erase(turn, tap)
        case _:
            return None


# --- earlier checks ------------------------------------------------------------------------------------------


async def history(turn: Turn) -> Scene:
    """The cluster's checks, newest first."""
    checks = await turn.work.sessions.of_cluster(turn.person.cluster or 0)
    versions = {check.version: turn.desk.shelf.survey(check.version, turn.language) for check in checks}
    return replace(turn.scene(History()), checks=tuple(reversed(checks)), versions=versions)


async def _compare(turn: Turn, tap: Tap) -> Scene:
    """Two submitted checks of one cluster, the older one first; without two the history."""
    newer = await turn.work.sessions.load(tap.session, turn.person.id)
    newer = newer if newer and changes(turn, newer.cluster) else None
    checks = await turn.work.sessions.submitted(newer.cluster) if newer else []
    chosen = sorted(each.id for each in checks if each.id == tap.session or str(each.id) == tap.choice)
    if newer is None or len(chosen) != 2:
        return await history(turn)
    turn.take(newer)  # its cluster's name stands on the page
    versions = {check.version: turn.desk.shelf.survey(check.version, turn.language) for check in checks}
    scene = turn.scene(Compare(chosen[0], chosen[1]))
    return replace(scene, checks=tuple(reversed(checks)), versions=versions)


async def _trial(turn: Turn, tap: Tap) -> Scene:
    """A submitted check that counts nowhere, or counts again."""
    stored = await turn.work.sessions.load(tap.session, turn.person.id)
    if stored is None or not turn.is_closed(stored) or not changes(turn, stored.cluster):
        return turn.scene(Menu())
    await turn.work.sessions.mark_trial(stored.id, tap.choice == "on")
    return await history(turn)


# --- documents' names ----------------------------------------------------------------------------------------


async def named(turn: Turn, text: str) -> Scene:
    """Names documents, one a line: `4.1.2; Strategy 2025; 03/2025; drive S`; `4.1.2;` takes a name away.

    Every line that can be read is kept, and those that can't are said.
    """
    saved, wrong, refused = 0, [], []
    for line in filter(None, (line.strip() for line in tidy(text).splitlines())):
        found = _named_line(turn, line)
        scene = await turn.step(Name(*found, turn.by, turn.now)) if found else None
        refusals = [reply for reply in scene.notices if isinstance(reply, Refuse)] if scene else []
        refused += refusals
        if scene is None or refusals:
            wrong.append(line)
        else:
            saved += 1
    turn.focus(Listing())
    return turn.scene(DocumentNames(saved, tuple(wrong)), *refused[:1])


def _named_line(turn: Turn, line: str) -> tuple[str, Named | None] | None:
    number, *parts = [part.strip() for part in line.split(";", PARTS - 1)]
    ids = {indicator.number: id for id, indicator in turn.survey.indicators.items()}
    if number not in ids or not parts:
        return None
    title, date, place = [*parts, "", ""][:3]
    return ids[number], Named(title, date or None, place or None) if title else None


# --- clusters ------------------------------------------------------------------------------------------------


async def _switch(turn: Turn, tap: Tap) -> Scene:
    """Another cluster of this person: its newest check is the one at hand."""
    return turn.scene(Menu() if await turn.switch(tap.choice) else Clusters())


def _ask_name(turn: Turn, tap: Tap) -> Scene:
    renamed = tap.choice in {str(cluster.id) for cluster in turn.clusters}
    turn.focus(Naming(int(tap.choice) if renamed else 0))
    return turn.scene(NameCluster(int(tap.choice) if renamed else 0))


async def name_cluster(turn: Turn, cluster: int, text: str) -> Scene:
    """A new cluster with this name, or a new name for one; a new one is the one at hand from now on."""
    name = " ".join(tidy(text).split())
    if not cluster and len(turn.clusters) >= MOST_CLUSTERS:
        return turn.scene(Clusters(), Refuse(TooMany(MOST_CLUSTERS)))
    if not name or len(name) > NAME_LIMIT:
        turn.focus(Naming(cluster))
        return turn.scene(NameCluster(cluster), Refuse(TooLong(NAME_LIMIT) if name else NotAChoice()))
    if cluster:
        if not changes(turn, cluster):
            return turn.scene(Clusters(), Refuse(Closed()))
        await turn.work.clusters.rename(cluster, name)
    else:
        new = await turn.work.clusters.add(turn.person.id, name, turn.now)
        turn.person = replace(turn.person, cluster=new, live=None)
    await turn.load()
    return turn.scene(Clusters())


# --- export and erasing --------------------------------------------------------------------------------------


async def exported(turn: Turn) -> Scene:
    """Everything held about the person, as a file."""
    document = await export(turn.desk, turn.work, turn.person)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return turn.scene(Exported(f"clusterready-{turn.now:%Y-%m-%d}.json", text))


async def _tables(turn: Turn, form: Literal["xlsx", "csv"]) -> Scene:
    """The checks of all clusters as tables; drawn when they are sent."""
    mine = [each for each in turn.clusters if each.role != "reader"]
    checks = [each for cluster in mine for each in await turn.work.sessions.of_cluster(cluster.id)]
    versions = {check.version: turn.desk.shelf.survey(check.version, turn.language) for check in checks}
    scene = turn.scene(Exported(f"clusterready-{turn.now:%Y-%m-%d}.{form}", form=form))
    plan = [line for cluster in mine for line in await turn.work.plans.of(cluster.id)]
    return replace(scene, checks=tuple(checks), versions=versions, plan=tuple(plan))


async def _erase(turn: Turn, tap: Tap) -> Scene:
    """Asks once, naming what goes; the second tap erases. The files are scrubbed after the commit."""
    if tap.choice != "yes":
        return await _asked_to_erase(turn, tap)
    match tap.verb:
        case "erase" if owned := await owned_with_others(turn):
            return await team_scene(turn, owned[0].id, leaving=True)
        case "erase":
            mine = [each.id for each in turn.clusters if each.role == "owner"]
            left = [person for cluster in mine for person in await seated_at(turn, cluster)]
            await turn.work.erasing.person(turn.person.id)
            await tell(turn, News.GONE, left, None)
            turn.gone = True
            return turn.scene(Erased("person"))
        case "erase-check":
            stored = await turn.work.sessions.load(tap.session, turn.person.id)
            if stored is None or not owns(turn, stored.cluster):  # nor a round of practice: its key is known
                return await history(turn)
            left = await seated_at(turn, stored.cluster, stored.id)
            await turn.work.erasing.session(stored.id)
            await tell(turn, News.GONE, left, None)
            if turn.person.live == stored.id:
                latest = await turn.work.sessions.latest(stored.cluster)
                turn.person = replace(turn.person, live=latest)
            await turn.load()
            return turn.scene(Erased("check"))
        case _:
            stored = await turn.work.sessions.load(tap.session, turn.person.id)
            if stored is not None and (changes(turn, stored.cluster) or not stored.cluster):
                await turn.work.erasing.note(stored.id, tap.question)
                await turn.load()
            return turn.scene(Erased("note", tap.question))


async def _asked_to_erase(turn: Turn, tap: Tap) -> Scene:
    checks = []
    for cluster in turn.clusters:
        checks += await turn.work.sessions.of_cluster(cluster.id)
    owned = await owned_with_others(turn)
    if tap.verb == "erase" and owned:
        return await team_scene(turn, owned[0].id, leaving=True)
    view = Erase("person")
    if tap.verb == "erase-check":
        carried = any(check.carried_from == tap.session and not turn.is_closed(check) for check in checks)
        checks = [check for check in checks if check.id == tap.session]
        view = Erase("check", tap.session, carried)
        if not checks:
            return await history(turn)
    return replace(turn.scene(view), checks=tuple(checks))
