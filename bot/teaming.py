"""The team of a cluster: inviting editors and readers, roles, removing, handing over, leaving, who changed what."""

from dataclasses import replace
from typing import Literal

from bot.inviting import INVITATIONS_LIMIT, invited, room_for_one_more
from bot.inviting_codes import link, new_code
from bot.peer_log import cluster_called, log, refused
from bot.review_views import ChangesSeen, InvitationMade, Peer, Team
from bot.rights import changes, owns
from bot.scene import Erased, Menu, Scene
from bot.screens import Tap
from bot.speech import speech
from bot.telling import seated_at, tell
from bot.turn import Turn
from storage.clusters import Cluster, Member
from storage.news import News
from surveys.session import Closed, Refuse, TooMany

Sure = Literal["", "remove", "hand", "leave", "erase"]
NEWEST = 40
"""Changes that are shown; the export has all."""


async def teamed(turn: Turn, tap: Tap) -> Scene:
    """The scene of a tap about the team. `session` names the cluster; without one it is the one at hand."""
    cluster = tap.session or turn.cluster
    here = next((each for each in turn.clusters if each.id == cluster), None)
    if here is None:
        known = bool(await turn.work.clusters.members(cluster))
        return await refused(turn, cluster if known else None)
    member = await _member(turn, cluster, tap.question)
    match tap.verb:
        case "team-changes" if changes(turn, cluster):
            return await _changes(turn, cluster)
        case "team-leave" if here.role != "owner":
            return await _leave(turn, here, tap.choice == "yes")
        case "team":
            return await team_scene(turn, cluster)
        case _ if not owns(turn, cluster):
            return await refused(turn, cluster)
        case "team-invite":
            return await _invite(turn, cluster, "editor" if tap.choice == "editor" else "reader")
        case "team-erase":
            return await _erase(turn, cluster, tap.choice == "yes")
        case "team-role" | "team-remove" | "team-hand" if member is not None and member.person != turn.person.id:
            return await _of_member(turn, cluster, member, tap)
        case _:
            return await team_scene(turn, cluster)


async def _member(turn: Turn, cluster: int, number: str) -> Member | None:
    members = await turn.work.clusters.members(cluster)
    return next((each for each in members if str(each.person) == number), None)


async def team_scene(
    turn: Turn, cluster: int, sure: Sure = "", about: int = 0, word: str = "", leaving: bool = False
) -> Scene:
    """Who works in a cluster; invitations are the owner's to see."""
    here = next((each for each in turn.clusters if each.id == cluster), None)
    if here is None:
        return turn.scene(Menu(), Refuse(Closed()))
    members = tuple(await turn.work.clusters.members(cluster))
    invited = await turn.work.invitations.of_cluster(cluster) if here.role == "owner" else []
    going = tuple(each for each in invited if each.share is None and (each.free(turn.now) or each.waiting))
    page = Team(here, turn.person.id, members, going, sure, about, leaving)
    return replace(turn.scene(Peer(page)), about=here, word=word)


async def _invite(turn: Turn, cluster: int, role: Literal["editor", "reader"]) -> Scene:
    if not await room_for_one_more(turn, cluster):
        return replace(await team_scene(turn, cluster), notices=(Refuse(TooMany(INVITATIONS_LIMIT)),))
    code = new_code()
    made = await invited(turn, "team", cluster, code, role=role)
    name = await cluster_called(turn, cluster)
    return turn.scene(Peer(InvitationMade(made, code, link(turn.desk.bot, code), name, "team")))


async def _of_member(turn: Turn, cluster: int, member: Member, tap: Tap) -> Scene:
    """Another role, out of the team, or the owner from now on; the last two are asked back."""
    words, name = speech(turn.language), member.name
    match tap.verb, tap.choice:
        case "team-role", _:
            role: Literal["editor", "reader"] = "reader" if member.role == "editor" else "editor"
            await turn.work.clusters.join(cluster, member.person, role, None, turn.now)
            await log(turn, "role", cluster)
            await tell(turn, News.ROLE, [member.person], cluster)
            return await team_scene(turn, cluster, word=words.say("Changed"))
        case "team-remove", "yes":
            await turn.work.clusters.leave(cluster, member.person)
            await _end_invitation(turn, cluster, member.person)
            await log(turn, "removed", cluster)
            await tell(turn, News.REMOVED, [member.person], cluster)
            return await team_scene(turn, cluster, word=words.say("{name} is out.", name=name or "–"))
        case "team-hand", "yes":
            await turn.work.clusters.join(cluster, member.person, "owner", None, turn.now)
            await turn.work.clusters.join(cluster, turn.person.id, "editor", None, turn.now)
            await log(turn, "handed-over", cluster)
            await tell(turn, News.HANDED, [member.person], cluster)
            await turn.load()
            return await team_scene(turn, cluster, word=words.say("Handed over. You are an editor now."))
        case "team-remove", _:
            return await team_scene(turn, cluster, "remove", member.person)
        case _:
            return await team_scene(turn, cluster, "hand", member.person)


async def _end_invitation(turn: Turn, cluster: int, person: int) -> None:
    """The invitation that somebody came by is over with their role."""
    for each in await turn.work.invitations.of_cluster(cluster):
        if each.kind == "team" and each.person == person:
            await turn.work.invitations.end(each.id, turn.now)


async def _leave(turn: Turn, here: Cluster, sure: bool) -> Scene:
    """Leaves a cluster of others; what one did there stays."""
    if not sure:
        return await team_scene(turn, here.id, "leave")
    await log(turn, "left", here.id)
    await turn.work.clusters.leave(here.id, turn.person.id)
    await _end_invitation(turn, here.id, turn.person.id)
    turn.person = replace(turn.person, cluster=None, live=None)
    await turn.load()
    return replace(turn.scene(Menu(), resumed=True), word=speech(turn.language).say("You left the cluster."))


async def _erase(turn: Turn, cluster: int, sure: bool) -> Scene:
    """Erases a cluster for everybody who works in it."""
    if not sure:
        return await team_scene(turn, cluster, "erase")
    left = await seated_at(turn, cluster)
    await turn.work.erasing.cluster(cluster)
    await tell(turn, News.GONE, left, None)
    turn.person = replace(turn.person, cluster=None, live=None)
    await turn.load()
    return turn.scene(Erased("cluster"))


async def _changes(turn: Turn, cluster: int) -> Scene:
    """Who changed what in the cluster's newest check, newest first, by the names they go by."""
    latest = await turn.work.sessions.latest(cluster)
    stored = await turn.work.sessions.load(latest, turn.person.id) if latest else None
    steps = await turn.work.sessions.steps(stored.id) if stored else []
    words = speech(turn.language)
    names = {
        str(each.person): each.name or words.say("the owner") for each in await turn.work.clusters.members(cluster)
    }
    names[turn.by] = words.say("you")
    gone = words.say("somebody who left")
    lines = tuple((names.get(answer.by, gone), answer) for _, answer in reversed(steps[-NEWEST:]))
    version = stored.version if stored else turn.desk.shelf.latest
    zone = (await turn.work.reminders.local(turn.person.id)).zone
    return turn.scene(Peer(ChangesSeen(lines, turn.desk.shelf.survey(version, turn.language), zone)))


async def owned_with_others(turn: Turn) -> list[Cluster]:
    """The clusters that the person owns and others work in: to be handed over or erased before they leave."""
    mine = [each for each in turn.clusters if each.role == "owner"]
    return [each for each in mine if len(await turn.work.clusters.members(each.id)) > 1]
