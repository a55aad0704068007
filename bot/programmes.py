"""Programmes: real self-checks of many clusters, seen by their owner as counts, and as totals in editions."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.cohort_views import AskCode, Campaign, Group, Groups, Programme, ProgrammeSeat, Totals
from bot.room_loading import FORM, enter, may_run
from bot.rooms import Room
from bot.scene import Scene, cluster_name
from bot.screens import Tap
from bot.speech import speech
from bot.turn import Turn
from bot.wording import problem_words
from storage.cohorts import MEMBER_NAME_LIMIT, Cohort, Member
from storage.people import Filling
from storage.programmes import ProgrammeCheck
from surveys.areas import Snapshot
from surveys.editions import LEAST_CLUSTERS, Counted, Entry, counted, edition_due, edition_of, make_edition, text_of
from surveys.labels import readiness
from surveys.scoring import score
from surveys.session import NotAChoice, Submitted, TooLong
from surveys.vocabulary import tidy

if TYPE_CHECKING:
    from storage.sessions import Stored


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody has said so far on the page that invites them: which cluster, and both consents."""

    code: str
    cluster: int
    totals: bool
    name: str
    """Under which the owner may see how far they are; empty: under none."""

    def written(self) -> str:
        """As it waits in the form."""
        return "\n".join((self.code, str(self.cluster), "yes" if self.totals else "no", self.name))


def answered_of(about: str) -> Answered | None:
    """What waits in the form."""
    code, cluster, totals, name = (*about.split("\n"), "", "", "", "")[:4]
    return Answered(code, int(cluster), totals == "yes", name) if cluster.isdigit() else None


# --- joining -------------------------------------------------------------------------------------------------


async def campaign(turn: Turn, cohort: Cohort, answered: Answered, note: str = "") -> Scene:
    """What a programme's owner will see, which cluster takes part, and two consents, each by itself."""
    run_by = [each.name for each in await turn.work.cohorts.members(cohort.id) if each.runs and each.name]
    turn.focus(Filling(FORM, "programme", answered.written()))
    named = {each.id: cluster_name(speech(turn.language), each, n) for n, each in enumerate(turn.clusters)}
    page = Campaign(cohort, ", ".join(run_by), tuple(named.items()), answered.cluster, answered.totals, answered.name)
    return turn.scene(Group(page, note, asks=True))


async def invited(turn: Turn, cohort: Cohort, code: str) -> Scene:
    """The page at first: the cluster at hand, and no to both."""
    return await campaign(turn, cohort, Answered(code, turn.person.cluster or turn.cluster, False, ""))


async def campaign_tapped(turn: Turn, tap: Tap) -> Scene:
    """A choice on the page that invites, or joining with what was chosen."""
    waited = turn.waited
    answered = answered_of(waited.about) if isinstance(waited, Filling) and waited.field == "programme" else None
    cohort = await turn.work.cohorts.by_code(answered.code) if answered else None
    if answered is None or cohort is None:
        turn.focus(Filling(FORM, "code"))
        return turn.scene(Group(AskCode(), asks=True))
    match tap.question, tap.choice:
        case "cluster", choice if choice in {str(each.id) for each in turn.clusters}:
            return await campaign(turn, cohort, replace(answered, cluster=int(choice)))
        case "totals", choice:
            return await campaign(turn, cohort, replace(answered, totals=choice == "yes"))
        case "name", _:
            return await campaign(turn, cohort, replace(answered, name=""))
        case "join", _ if answered.cluster in {each.id for each in turn.clusters}:
            return await _joined(turn, cohort, answered)
        case _:
            return await campaign(turn, cohort, answered)


async def campaign_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A typed name is shown to the owner; an empty text shows the page again."""
    answered = answered_of(filling.about)
    cohort = await turn.work.cohorts.by_code(answered.code) if answered else None
    if answered is None or cohort is None:
        return turn.scene(Group(Groups(tuple(await turn.work.cohorts.of(turn.person.id)), may_run(turn))))
    said = " ".join(tidy(text).split())
    if text and not 0 < len(said) <= MEMBER_NAME_LIMIT:
        problem = TooLong(MEMBER_NAME_LIMIT) if said else NotAChoice()
        return await campaign(turn, cohort, answered, problem_words(speech(turn.language), turn.survey, None, problem))
    return await campaign(turn, cohort, replace(answered, name=said or answered.name))


async def _joined(turn: Turn, cohort: Cohort, answered: Answered) -> Scene:
    name = answered.name or None
    member = await turn.work.cohorts.join(
        cohort.id, turn.person.id, "participant", name, turn.now, cluster=answered.cluster
    )
    await turn.work.cohorts.set_member(
        replace(member, name=name, named=bool(name), totals=answered.totals, cluster=answered.cluster)
    )
    room = await enter(turn, cohort.id)
    assert room is not None
    return await programme_home(turn, room, speech(turn.language).say("Your cluster takes part now."))


# --- within --------------------------------------------------------------------------------------------------


async def programme_home(turn: Turn, room: Room, note: str = "") -> Scene:
    """The programme for its owner, as counts; for a manager with what they agreed to."""
    if not room.me.runs:
        named = {each.id: cluster_name(speech(turn.language), each, n) for n, each in enumerate(turn.clusters)}
        return turn.scene(Group(ProgrammeSeat(room, named.get(room.me.cluster or 0, "–")), note))
    return turn.scene(Group(Programme(room, tuple(await progress(turn, room))), note))


async def consented(turn: Turn, room: Room, tap: Tap) -> Scene:
    """A manager changes a consent: into totals or not, without a name from now on."""
    match tap.question, tap.choice:
        case "totals", "yes" | "no":
            me = replace(room.me, totals=tap.choice == "yes")
        case "name", _:
            me = replace(room.me, name=None, named=False)
        case _:
            return await programme_home(turn, room)
    await turn.work.cohorts.set_member(me)
    return await programme_home(turn, replace(room, me=me))


async def progress(turn: Turn, room: Room) -> list[tuple[Member, str]]:
    """Each cluster once with how far its check is since the programme began: none, open or done."""
    since = room.cohort.begins
    found: dict[int, str] = {}
    for each in await turn.work.programmes.checks(room.cohort.id):
        at = each.submitted_at or each.started_at
        if since is None or at.date() >= since:
            found[each.cluster] = "done" if each.submitted_at else found.get(each.cluster, "open")
    joined = {each.cluster: each for each in room.here if each.cluster}
    return [(member, found.get(cluster or 0, "none")) for cluster, member in joined.items()]


# --- totals --------------------------------------------------------------------------------------------------


async def totals(turn: Turn, room: Room, tap: Tap) -> Scene:
    """The last edition; a new one is made when it is asked for, and enough clusters are new."""
    editions = await turn.work.programmes.editions(room.cohort.id)
    last: Counted = frozenset(editions[-1][2]) if editions else frozenset()
    chosen = await _chosen(turn, room)
    due = (
        edition_due(last, frozenset((each.cluster, each.session) for each in chosen)) and len(chosen) >= LEAST_CLUSTERS
    )
    if due and tap.choice == "new":
        entries = [await _entry(turn, each) for each in chosen]
        survey = turn.desk.shelf.survey(turn.desk.shelf.latest, turn.language)
        content = text_of(make_edition(survey, entries))
        await turn.work.programmes.add_edition(room.cohort.id, turn.now, content, sorted(counted(entries)))
        return await totals(turn, room, replace(tap, choice=""))
    shown = edition_of(editions[-1][1]) if editions else None
    at = editions[-1][0] if editions else None
    survey = turn.desk.shelf.survey(shown.version, turn.language) if shown else turn.survey
    return turn.scene(Group(Totals(room, survey, shown, at, due, tap.choice == "csv")))


async def _chosen(turn: Turn, room: Room) -> list[ProgrammeCheck]:
    """The check that stands for each cluster whose managers all agreed to totals: its last full one, else its last."""
    agreed: dict[int, bool] = {}
    for each in room.here:
        if each.cluster:
            agreed[each.cluster] = agreed.get(each.cluster, True) and each.totals
    found: dict[int, ProgrammeCheck] = {}
    for check in await turn.work.programmes.checks(room.cohort.id):
        since = room.cohort.begins
        if not agreed.get(check.cluster) or check.submitted_at is None or check.version != turn.desk.shelf.latest:
            continue
        if since is not None and check.submitted_at.date() < since:
            continue
        before = found.get(check.cluster)
        if before is None or check.full or not before.full:
            found[check.cluster] = check
    return list(found.values())


async def _entry(turn: Turn, chosen: ProgrammeCheck) -> Entry:
    """A cluster's check, scored."""
    checks = await turn.work.sessions.submitted(chosen.cluster)
    stored = next(each for each in checks if each.id == chosen.session)
    survey = turn.desk.shelf.survey(stored.version, turn.language)
    answers, labels = stored.session.answers, {}
    if chosen.full and chosen.submitted_at is not None:
        found = readiness(survey, answers, _history(checks, stored), chosen.submitted_at.date())
        labels = {each.label: each.status for each in found}
    return Entry(chosen.cluster, chosen.session, score(survey, answers), labels)


def _history(checks: "list[Stored]", stored: "Stored") -> tuple[Snapshot, ...]:
    """The cluster's checks before this one."""
    return tuple(
        Snapshot(each.session.place.at, each.session.answers)
        for each in checks
        if each.id < stored.id and isinstance(each.session.place, Submitted)
    )
