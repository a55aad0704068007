"""A cohort as one turn needs it: loaded once, with its parts, who is in it, its case, and what was rated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from storage.cohorts import Cohort, Member, Part
from storage.group_ratings import RatedIn
from storage.sessions import Stored
from storage.store import Work
from surveys.session import Confirm, Document, Event, Give, Skip
from surveys.survey import Section, Survey

if TYPE_CHECKING:
    from surveys.cases import Case


@dataclass(frozen=True)
class Room:
    """A cohort and who is looking at it. `case` and `survey` are in the reader's language, as far as there is one."""

    cohort: Cohort
    me: Member
    parts: Mapping[str, Part]
    members: tuple[Member, ...]
    survey: Survey
    case: "Case | None" = None
    bot: str = ""
    """The bot's name on its channel, for links; empty in a terminal."""
    ratings: tuple[RatedIn, ...] = field(default=(), repr=False)
    finished: frozenset[int] = frozenset()
    """The sessions that their raters have finished."""

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The indicators that are rated, in the survey's order."""
        return asked(self.cohort, self.case, self.survey)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in which something is rated: the parts, opened or not."""
        wanted = {self.survey.homes[id].id for id in self.asked}
        return tuple(each for each in self.survey.sections if each.id in wanted)

    def in_part(self, section: str) -> tuple[str, ...]:
        """The indicators of a part."""
        return tuple(id for id in self.asked if self.survey.homes[id].id == section)

    def part(self, section: str) -> Part:
        """A part; one that was never opened as it is before that."""
        return self.parts.get(section) or Part(section)

    @property
    def here(self) -> tuple[Member, ...]:
        """Who takes part now and counts: participants and guests on paper, no trainers."""
        return tuple(each for each in self.members if counts(each) and each.left_at is None)

    @property
    def trainers(self) -> tuple[Member, ...]:
        """Who runs it."""
        return tuple(each for each in self.members if each.runs)


def counts(member: Member) -> bool:
    """Whether what somebody rates counts: a trainer only rehearses."""
    return member.role in ("participant", "guest")


def asked(cohort: Cohort, case: "Case | None", survey: Survey) -> tuple[str, ...]:
    """The indicators that are rated in a cohort: of its case those in its scope, in the survey's order."""
    if case is None:
        return ()
    wanted = set(cohort.scope.ids)
    return tuple(
        id
        for id in survey.indicators
        if id in case.keyed
        and (
            cohort.scope.kind == "full"
            or (cohort.scope.kind == "sections" and survey.homes[id].id in wanted)
            or (cohort.scope.kind == "indicators" and id in wanted)
        )
    )


def over(cohort: Cohort, today: date) -> bool:
    """Whether a cohort has ended: nobody joins and nothing is rated any more."""
    return cohort.ends is not None and cohort.ends < today


def round_of(part: Part) -> Literal[1, 2]:
    """The round that a part is in: 1 or 2."""
    return 2 if part.second else 1


async def shut(work: Work, stored: Stored, survey: Survey, event: Event, today: date) -> bool:
    """Whether an event would rate something in a part of a cohort that is not open for that (any more)."""
    member = stored.practice.member if stored.practice else None
    if member is None or not isinstance(event, Give | Document | Confirm | Skip):
        return False
    found = await work.cohorts.where_rated(member)
    if found is None or found[1].left_at is not None:
        return True
    cohort, rater, parts = found
    home = survey.homes.get(event.question)
    if rater.runs or home is None or stored.practice is None:
        return False
    return not rateable(cohort, parts.get(home.id) or Part(home.id), stored.practice.round, today)


def rateable(cohort: Cohort, part: Part, round: int, today: date) -> bool:
    """Whether a round of a part can be rated now. A released spread ends its round, the key both."""
    released = part.key_at or (part.second_at if part.second else part.spread_at)
    begun = cohort.begins is None or cohort.begins <= today
    return part.opened and released is None and round == round_of(part) and begun and not over(cohort, today)
