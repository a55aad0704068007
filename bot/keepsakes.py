"""What a participant keeps of a cohort as a PDF: own ratings beside what was released, where the key is out."""

from functools import partial

from bot.group_figures import key_of, mine, released
from bot.practice_results import leaning_words
from bot.reports.keepsake import Chapter, Keepsake, Kept, keepsake
from bot.reports.spreads import HIDDEN, Key, Spread
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Attachment
from surveys.rounds import round_result
from surveys.survey import Section
from surveys.training import Rated, compared, rung


def keepsake_file(scene: Scene, room: Room) -> Attachment | None:
    """The PDF, made when it is sent; none while no key is released."""
    chapters = tuple(_chapter(room, each) for each in room.sections if room.part(each.id).key_at)
    if not chapters or room.case is None:
        return None
    out = [id for each in room.sections if room.part(each.id).key_at for id in room.in_part(each.id)]
    given = {id: each for id, each in mine(room, 1).items() if id in out}
    when = [room.part(each.id).key_at for each in room.sections]
    kept = Keepsake(
        language=scene.language,
        case=room.case.title,
        survey=room.survey.title,
        version=room.survey.version,
        on=max(each for each in when if each is not None).date(),
        tendency=leaning_words(scene, round_result(room.survey, room.case, given)),
        link=f"https://t.me/{room.bot}" if room.bot else "",
        chapters=chapters,
    )
    return Attachment(f"practice-{room.case.id}.pdf", make=partial(keepsake, kept))


def _chapter(room: Room, section: Section) -> Chapter:
    title = f"{section.number} {section.title}" if section.number else section.title
    return Chapter(title, tuple(_kept(room, id) for id in room.in_part(section.id)))


def _kept(room: Room, id: str) -> Kept:
    """One indicator: own rating, in both rounds, the key with its reason, the spread as far as it is released."""
    assert room.case is not None
    indicator, keyed = room.survey.indicators[id], room.case.keyed[id]
    given, again = mine(room, 1).get(id, Rated(None)), mine(room, 2).get(id)
    found = compared(room.survey, room.case, key_of(room), id, given)
    part = room.part(room.survey.homes[id].id)
    spread = released(part).first.get(id) if part.spread_at else None
    return Kept(
        number=indicator.number,
        title=indicator.title,
        levels=tuple((each.points, each.text) for each in indicator.levels),
        own=None if given.points is None else rung(indicator, given.points),
        documented=given.documented,
        closeness=found.closeness,
        key=Key(found.key.rung, found.key.defensible),
        key_documented=found.key.documented,
        reason=found.reason,
        quotes=found.quotes,
        because=keyed.defensible_because or "",
        second=None if again is None or again.points is None else rung(indicator, again.points),
        spread=Spread(spread.counts) if spread else HIDDEN,
    )
