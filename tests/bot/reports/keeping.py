"""What somebody keeps of a case of the library: some ratings right, one a level off, one far off, one left out."""

from datetime import date

from bot.reports.keepsake import Chapter, Keepsake, Kept
from bot.reports.spreads import Key, Spread
from surveys.cases import Case
from surveys.keys import key_points
from surveys.session import Documented
from surveys.training import Closeness
from tests.bot.reports.rehearsing import JOIN, cases
from tests.bot.staging import survey

TENDENCY = {
    "en": "On average you were 0.3 levels stricter than the key.",
    "de": "Im Mittel waren Sie 0,3 Stufen strenger als die Musterlösung.",
}
ON = date(2027, 3, 4)
BOLD, UNRATED, FAR = 1, 2, 4
"""Which indicator of a section was rated a level off, which was left out, which is three levels off."""


def kept(id: str, language: str, people: int) -> Keepsake:
    """What somebody keeps of a case, in a group of so many."""
    case, asked = cases()[id][language], survey(language)
    chapters = (
        Chapter(
            f"{section.number} {section.title}",
            tuple(
                _kept(case, language, each.id, people, place)
                for place, each in enumerate(each for each in section.indicators if each.id in case.keyed)
            ),
        )
        for section in asked.sections
    )
    found = tuple(each for each in chapters if each.entries)
    return Keepsake(language, case.title, asked.title, asked.version, ON, TENDENCY[language], JOIN.link, found)


def _kept(case: Case, language: str, id: str, people: int, place: int) -> Kept:
    asked, key = survey(language).indicators[id], case.keyed[id]
    level = key_points(survey(language), case)[id]
    own: int | None = level
    closeness = Closeness.EXACT
    if place == BOLD:
        own = level + 1 if level < 5 else level - 1
        closeness = Closeness.DEFENSIBLE if own == key.defensible else Closeness.NEAR
    elif place == UNRATED:
        own, closeness = None, Closeness.OPEN
    elif place == FAR:
        own, closeness = (level + 3) % 6, Closeness.FAR
    return Kept(
        number=asked.number,
        title=asked.title,
        levels=tuple((each.points, each.text) for each in asked.levels),
        own=own,
        documented=Documented.PARTLY if own else None,
        closeness=closeness,
        key=Key(level, key.defensible),
        key_documented=Documented(key.documented) if key.documented else None,
        reason=key.reason,
        quotes=key.quotes,
        because=key.defensible_because or "",
        second=level if place == BOLD else None,
        spread=Spread(tuple(people if each == level else 0 for each in range(6))),
    )
