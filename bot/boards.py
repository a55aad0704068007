"""The trainer's board: how far everybody is, for the trainer; what a wall may show of a part, as pictures and files."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Literal

from bot.codes import link, spelled
from bot.group_figures import apart, key_of, released, trainees
from bot.reports import group_tables
from bot.reports.qr import Join
from bot.reports.qr import picture as qr_picture
from bot.reports.spreads import HIDDEN, Key, Spread
from bot.reports.wall import Wall, door, picture, split
from bot.reports.wall_lines import Line
from bot.rooms import Room, counts, round_of
from bot.screens import Attachment, shortened
from bot.seat_pages import release_of
from storage.cohorts import Member
from surveys.boards import Board, BoardLine, board
from surveys.cohort import Headway, Trainee, Viewer, headway, visible
from surveys.tallies import Distribution
from surveys.training import Rated

FORMS = ("xlsx", "csv", "ratings")


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in the group and how far they are with what is open now."""

    member: Member
    headway: Headway
    apart: bool = False
    """Whether they knew the key before, so that their first round is in no figure."""


def rows(room: Room, now: datetime) -> tuple[Row, ...]:
    """Everybody who takes part now. The parts that are open count, each in the round it is in; if none is, all."""
    open_now = [each.id for each in room.sections if room.part(each.id).opened]
    wanted = open_now or [each.id for each in room.sections]
    asked = [id for section in wanted for id in room.in_part(section)]
    done = _finished(room)
    current = [_current(room, each, asked, done) for each in trainees(room, repeats=True)]
    found = {each.id: each for each in headway(current, asked, now)}
    knew = {each.member for each in room.ratings if apart(each)}
    here = (each for each in room.members if counts(each) and each.left_at is None)
    return tuple(Row(each, found[each.id], each.id in knew) for each in here)


def _finished(room: Room) -> frozenset[tuple[int, str, int]]:
    """Who has finished which part in which round, also with something left open."""
    homes = room.survey.homes
    return frozenset(
        (each.member, homes[each.question].id, each.round) for each in room.ratings if each.session in room.finished
    )


def _current(room: Room, trainee: Trainee, asked: list[str], done: frozenset[tuple[int, str, int]]) -> Trainee:
    """Somebody with what they rated in the round that each part is in; what they left open for good is no longer to do.

    As if it were their first round: that is how far they are.
    """
    found: dict[str, Rated] = {}
    for id in asked:
        section = room.survey.homes[id].id
        round = round_of(room.part(section))
        if id in trainee.ratings(round):
            found[id] = trainee.ratings(round)[id]
        elif (trainee.id, section, round) in done:
            found[id] = Rated(None)
    return Trainee(trainee.id, found, {}, trainee.last)


def on_wall(room: Room, section: str) -> Board:
    """What everybody may see of a part now."""
    part = room.part(section)
    sights = visible(Viewer.WALL, release_of(part))
    return board(trainees(room), room.in_part(section), released(part), key_of(room), sights)


# --- pictures ------------------------------------------------------------------------------------------------


def join_of(room: Room) -> Join | None:
    """The way in, for a picture; none while it is closed, and where no link leads to the bot."""
    address = link(room.bot, room.cohort.code or "")
    if not address or not room.cohort.code:
        return None
    joined = sum(each.role == "participant" for each in room.here)
    return Join(address, spelled(room.cohort.code), f"@{room.bot}", joined)


def walls(room: Room, section: str, language: str) -> tuple[Wall, ...]:
    """The pictures of a part, as few as can be read."""
    home = next(each for each in room.sections if each.id == section)
    second = room.part(section).second
    title = f"{home.number} {home.title}" if home.number else home.title
    case = room.case.title if room.case else ""
    whole = Wall(language, title, case, lines(room, section, 2 if second else 1), join_of(room), second)
    return split(whole)


def lines(room: Room, section: str, round: Literal[1, 2]) -> tuple[Line, ...]:
    """One line an indicator, as far as it was released."""
    found = on_wall(room, section)
    hardest = {each.item for each in found.hardest} if round == 1 else set()
    disputed = {each.item for each in found.disputed} if round == 1 else set()
    part = room.part(section)
    out = part.spread_at if round == 1 else part.second_at
    return tuple(
        _line(room, each, round, found.joined, out is not None, (each.indicator in hardest, each.indicator in disputed))
        for each in found.lines
    )


def _line(room: Room, found: BoardLine, round: Literal[1, 2], joined: int, out: bool, marks: tuple[bool, bool]) -> Line:
    indicator = room.survey.indicators[found.indicator]
    first = round == 1
    return Line(
        number=indicator.number,
        title=indicator.title,
        rated=found.rated if first else found.rated_again,
        of=joined,
        spread=_spread(found.spread if first else found.second) if out else None,
        key=Key(found.key.rung, found.key.defensible) if found.key else None,
        exact=found.exact if first else found.exact_again,
        hardest=marks[0],
        disputed=marks[1],
        levels=len(indicator.levels),
    )


def _spread(found: Distribution | None) -> Spread:
    return Spread(found.counts) if found else HIDDEN


def wall_file(room: Room, section: str, place: int, language: str) -> Attachment:
    """One picture of a part, drawn when it is sent."""
    found = walls(room, section, language)
    wall = found[min(place, len(found) - 1)]
    number = f"-{place + 1}" if len(found) > 1 else ""
    caption = f"{room.cohort.name}: {wall.title}"
    return Attachment(f"wall-{section}{number}.png", make=partial(picture, wall), caption=shortened(caption, 200))


def door_file(room: Room, language: str) -> Attachment | None:
    """The picture while people are joining; none where there is no link."""
    join = join_of(room)
    if join is None:
        return None
    make = partial(door, join, room.cohort.name, language)
    return Attachment("way-in.png", make=make, caption=shortened(f"{room.cohort.name}: {join.code}", 200))


def qr_file(room: Room, language: str) -> Attachment | None:
    """The QR code with the short code, for a slide; none where there is no link."""
    join = join_of(room)
    if join is None:
        return None
    name = shortened(f"{room.cohort.name}: {join.code}", 200)
    return Attachment("qr-code.png", make=partial(qr_picture, join, language), caption=name)


# --- files ---------------------------------------------------------------------------------------------------


def tables(room: Room, now: datetime, zone: tzinfo, language: str) -> group_tables.GroupBoard:
    """The board as tables: who is how far, and every part as far as it was released. Times by the trainer's clock."""
    members = tuple(
        group_tables.Member(
            each.member.name,
            each.member.joined_at.astimezone(zone),
            each.headway.rated,
            each.headway.of,
            each.headway.last.astimezone(zone) if each.headway.last else None,
        )
        for each in rows(room, now)
    )
    first = tuple(line for section in room.sections for line in lines(room, section.id, 1))
    again = [section.id for section in room.sections if room.part(section.id).second]
    second = tuple(line for section in again for line in lines(room, section, 2))
    return group_tables.GroupBoard(language, members, first, second)


def table_file(room: Room, form: str, now: datetime, zone: tzinfo, language: str) -> Attachment:
    """The board as a workbook, or one of its sheets as CSV."""

    def make() -> bytes:
        found = tables(room, now, zone, language)
        match form:
            case "xlsx":
                return group_tables.xlsx(found)
            case "csv":
                return group_tables.table(group_tables.progress(found))
            case _:
                return group_tables.table(group_tables.ratings(found))

    name = {"xlsx": "group.xlsx", "csv": "group-progress.csv"}.get(form, "group-ratings.csv")
    return Attachment(name, make=make)
