"""A turn: one person's input within one transaction, who they are, their live session, what is shown after."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cases import case_of
from bot.desk import Desk
from bot.rooms import shut
from bot.scene import (
    Card,
    Menu,
    Scene,
    View,
)
from bot.seats import Beside, Seat, bare, beside_ratings, seat_of, to_confirm
from bot.speech import speech
from bot.wording import answer_words
from storage.clusters import Cluster
from storage.inbox import Aspect, Letter
from storage.people import Focus, Person, Role
from storage.sessions import Stored
from storage.store import Work
from surveys.access import Thing
from surveys.areas import Snapshot
from surveys.engine import advance
from surveys.label_calendar import Standing, calendar, label_facts, last_day, last_said
from surveys.session import (
    Answer,
    Asking,
    Checklist,
    Closed,
    Confirm,
    Counts,
    Document,
    Event,
    Give,
    Refuse,
    Reply,
    Submit,
    Submitted,
)
from surveys.survey import Survey
from surveys.versions import carry

if TYPE_CHECKING:
    from surveys.cases import Case


class Turn:
    """One person's turn within a transaction: who, their live session, and what of it was changed."""

    def __init__(self, desk: Desk, work: Work, person: Person, letter: Letter | None = None) -> None:
        self.desk, self.work = desk, work
        self.person = person
        self.letter = letter
        """The delivery that this turn works, where the channel numbers them."""
        self.stored: Stored | None = None
        self.clusters: tuple[Cluster, ...] = ()
        self.reworded: dict[str, tuple[Answer, str]] = {}
        self.now = desk.clock()
        self.history: tuple[Snapshot, ...] = ()
        self.case: Case | None = None
        """The case at hand, in practice."""
        self.practising: Stored | None = None
        """What is practised or reviewed, while a page of the self-check is shown instead."""
        self.waited = person.focus
        """What a typed text was for before this turn."""
        self.seat: Seat | None = None
        """Where the person sits, while they review somebody's check."""
        self.beside: Beside | None = None
        """What stands beside their ratings then."""
        self.gone = False
        """Whether the person was erased in this turn."""
        self.fetches = self.unkept = self.recalls = False
        """Whether this turn left files to be fetched, bytes to be erased, or opened proof to leave somebody's chat."""

    async def load(self) -> None:
        """The person's clusters and live session as they stand now."""
        self.clusters = tuple(await self.work.clusters.of(self.person.id))
        self.stored, self.reworded = None, {}
        if self.person.cluster not in {each.id for each in self.clusters}:  # they were taken out of it
            self.person = replace(self.person, cluster=self.clusters[0].id if self.clusters else None)
        if self.person.live:
            self.take(await self.work.sessions.load(self.person.live, self.person.id))
            await self.open_case()
            await self.recall()

    def take(self, stored: Stored | None) -> None:
        """Makes this the session at hand, with last time's answers as far as its survey version reads the same."""
        self.stored, self.reworded = stored, {}
        if stored is not None and self.role == "reader":
            self.stored = stored = replace(stored, session=bare(stored.session))
        if stored is None or stored.carried_version in (None, stored.version):
            return
        old = self.desk.shelf.survey(stored.carried_version or 0, self.language)
        found = carry(old, self.survey, stored.session.carried)
        self.stored = replace(stored, session=replace(stored.session, carried=found.same))
        words = speech(self.language)
        for id, answer in found.reworded.items():
            before = self.survey.questions[id].was or id
            question = old.questions[before if before in old.questions else id]
            self.reworded[id] = (answer, answer_words(words, old, stored.session.carried, question))

    async def open_case(self) -> None:
        """The case that the session at hand is about, if it is practice."""
        practice = self.stored.practice if self.stored else None
        self.case = await case_of(self.desk, self.work, practice.case, self.language) if practice else None
        self.seat = self.beside = None
        if self.stored and self.stored.session.kind == "assessment":
            await self._sit(self.stored)

    async def _sit(self, stored: Stored) -> None:
        """The seat that an assessment is made from, with the facts to confirm; what is over is not at hand any more."""
        review = await self.work.reviews.of_session(stored.id)
        self.seat = await seat_of(self.work, review, self.person.id, self.now)
        if self.seat is None or not self.seat.sees(Thing.QUESTIONS):
            await self.self_check()
            self.practising = None
            return
        survey = self.desk.shelf.survey(stored.version, stored.language)
        told = await to_confirm(self.work, self.seat, survey)
        self.stored = replace(stored, session=replace(stored.session, carried=told))
        self.beside = await beside_ratings(self.desk, self.work, self.seat, stored)

    async def self_check(self) -> None:
        """The newest self-check at hand instead of what is practised; the practice goes on where it was."""
        if self.stored is None or self.stored.cluster:
            return
        self.practising, cluster = self.stored, self.person.cluster
        latest = await self.work.sessions.latest(cluster) if cluster else None
        self.take(await self.work.sessions.load(latest, self.person.id) if latest else None)
        self.case = self.seat = self.beside = None

    @property
    def by(self) -> str:
        """Who gives an answer."""
        return str(self.person.id)

    @property
    def number(self) -> int:
        """The live session's number, or 0."""
        return self.stored.id if self.stored else 0

    @property
    def cluster(self) -> int:
        """The number of the cluster at hand, or 0."""
        return (self.stored.cluster if self.stored else 0) or self.person.cluster or 0

    @property
    def role(self) -> Role | None:
        """The person's role in the cluster at hand; in practice and reviews none."""
        here = self.stored.cluster if self.stored else self.person.cluster
        return next((each.role for each in self.clusters if each.id == here), None)

    @property
    def language(self) -> str:
        """The language at hand: the live session's, else the person's; a reader reads in their own."""
        return self.stored.language if self.stored and self.role != "reader" else self.person.language

    @property
    def closed(self) -> bool:
        """Whether the live session is submitted."""
        return self.stored is not None and self.is_closed(self.stored)

    @staticmethod
    def is_closed(stored: Stored) -> bool:
        """Whether a session is submitted."""
        return isinstance(stored.session.place, Submitted)

    @property
    def survey(self) -> Survey:
        """The survey of the session at hand, in its language; in practice and reviews only what is rated."""
        version = self.stored.version if self.stored else self.desk.shelf.latest
        if self.stored and not self.stored.cluster:
            return self.desk.shelf.practised(version, self.language, self.stored.session.scope.ids)
        return self.desk.shelf.survey(version, self.language)

    async def switch(self, cluster: str) -> bool:
        """Another of the person's clusters, its newest check at hand; False if it is none of theirs."""
        if cluster not in {str(each.id) for each in self.clusters}:
            return False
        if int(cluster) != self.cluster or (self.stored is None and self.practising is None):
            latest = await self.work.sessions.latest(int(cluster))
            self.person = replace(self.person, cluster=int(cluster), live=latest)
            await self.load()
        return True

    def focus(self, focus: Focus) -> None:
        """What the next typed text is for."""
        self.person = replace(self.person, focus=focus)

    def scene(self, view: View, *notices: Reply, resumed: bool = False) -> Scene:
        """The view, to be drawn after the commit."""
        return Scene(
            view=view,
            language=self.language,
            now=self.now,
            operator=self.desk.operator,
            channel=self.person.channel,
            survey=self.survey,
            person=self.person,
            stored=self.stored,
            notices=notices,
            history=self.history,
            resumed=resumed,
            clusters=self.clusters,
            reworded=self.reworded,
            case=self.case,
            practising=self.practising,
            files=self.desk.files,
            takes_files=self.desk.files is not None and self.desk.files_on,
            fetches=self.fetches,
            unkept=self.unkept,
            recalls=self.recalls,
            seat=self.seat,
            beside=self.beside,
        )

    async def step(self, event: Event) -> Scene:
        """Advances the live session by an event, stores what it did, and shows its card."""
        if self.stored is None:
            return self.scene(Menu())
        if self.role == "reader":
            return self.scene(Menu(), Refuse(Closed()))
        if await self._overtaken(event):
            return replace(self.scene(Card()), overtaken=True)
        if await shut(self.work, self.stored, self.survey, event, self.now.date()):
            return replace(self.scene(Card()), remark="shut")
        step = advance(self.survey, self.stored.session, event)
        if step.session != self.stored.session:
            self.stored = await self.work.sessions.save(self.stored, step.session, step.recorded, self.now)
        if not any(isinstance(reply, Refuse) for reply in step.replies):
            await self._hear(event)
            if isinstance(event, Submit):
                await self.work.evidence.record(self.stored.id, self.cluster)
        await self.recall()
        dated = step.recorded is not None and step.recorded.question in label_facts(self.survey)
        if dated:
            await self._move_reminders()
        return replace(self.scene(Card(), *step.replies[:-1]), recorded=step.recorded, dated=dated)

    async def _move_reminders(self) -> None:
        """After an answer that a label's dates follow from: reminders move with its end, or go with the label."""
        assert self.stored is not None
        waiting = await self.work.reminders.of_label(self.cluster)
        found = calendar(self.survey, last_said(self.survey, self.stored.session), self.now.date()) if waiting else None
        for each in waiting:
            assert found is not None
            day = last_day(found.end.on, -(each.before or 0)) if found.end else None
            if found.standing is Standing.NONE or (day is not None and day < self.now.date()):
                await self.work.reminders.remove(each.person, [each.id])
            elif day is not None:
                await self.work.reminders.move(each.id, day)

    async def _overtaken(self, event: Event) -> bool:
        """Whether an answer sent later was worked before this one: that one stands."""
        aspect = _aspect(event)
        if self.letter is None or self.stored is None or aspect is None:
            return False
        return await self.work.inbox.overtaken(self.letter, self.stored.id, *aspect)

    async def _hear(self, event: Event) -> None:
        """Remembers which delivery an answer came by."""
        aspect = _aspect(event)
        if self.letter and self.stored and aspect:
            await self.work.inbox.hear(self.letter, self.stored.id, *aspect, self.now)

    async def recall(self) -> None:
        """Loads the cluster's submitted checks, where an improvement area or a result may need them."""
        place = self.stored.session.place if self.stored else None
        home = self.survey.homes.get(place.question) if isinstance(place, Asking) else None
        if home is None or home.indicators:
            return
        await self.remember()

    async def remember(self) -> None:
        """Loads the submitted checks of the same cluster that are older than the one at hand."""
        cluster = self.cluster
        place = self.stored.session.place if self.stored else None
        before = place.at if isinstance(place, Submitted) else self.now
        earlier = await self.work.sessions.submitted(cluster) if cluster else []
        self.history = tuple(
            Snapshot(each.session.place.at, each.session.answers)
            for each in earlier
            if isinstance(each.session.place, Submitted) and each.id != self.number and each.session.place.at <= before
        )


def _aspect(event: Event) -> tuple[str, Aspect] | None:
    """What of a question an answer replaces; ticks and counts add to what is there, and none may be left out."""
    match event:
        case Give(value=Checklist() | Counts()):
            return None
        case Give(question) | Confirm(question):
            return question, "value"
        case Document(question):
            return question, "documented"
        case _:
            return None
