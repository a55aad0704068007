"""A class to draw: the way in, the library's cases, a section on the wall at every stage."""

from dataclasses import replace
from functools import cache

from bot.reports.qr import Join
from bot.reports.spreads import Key, Spread
from bot.reports.wall import Wall
from bot.reports.wall_lines import Line
from surveys.case_files import CASES, in_library, load_cases
from surveys.cases import Case
from tests.bot.staging import survey

JOIN = Join("https://t.me/ClusterReadyTrainingBot?start=c-7Hk2mQ9xTbVw4Zp", "K7QM-4RTX", "@ClusterReadyTrainingBot", 28)
STAGES = ("before", "spread", "key", "key alone")
SECTIONS = ("1", "2", "3", "4", "5")
SPREADS = ((0, 3, 12, 9, 5, 1), (1, 1, 1, 0, 0, 0), (120, 3, 4, 5, 6, 62), (0, 0, 0, 30, 0, 0), (1, 1, 1, 1, 1, 0))
"""Of 30, 3, 200, 30 and 5 people."""


@cache
def cases() -> dict[str, dict[str, Case]]:
    """The library's cases by id and language."""
    return load_cases(CASES, in_library)


def line(number: str, title: str, place: int, stage: str) -> Line:
    """An indicator at a stage; which ratings it has depends on its place."""
    counts = SPREADS[place % len(SPREADS)]
    rated = sum(counts)
    found = Line(number, title, rated, max(30, rated))
    level = place % 6
    key = Key(level, None if place % 2 else (level + 1) % 6)
    told = replace(found, spread=Spread(counts), hardest=place == 0, disputed=place in (0, 3))
    match stage:
        case "before":
            return found
        case "spread":
            return told
        case "key":
            return replace(told, key=key, exact=counts[level])
        case _:
            return replace(found, key=key)


def wall(number: str, language: str, stage: str) -> Wall:
    """A section of the shipped survey on the wall."""
    section = next(each for each in survey(language).sections if each.number == number)
    found = tuple(line(each.number, each.title, place, stage) for place, each in enumerate(section.indicators))
    return Wall(language, f"{number} {section.title}", cases()["tisovina-timber"][language].title, found)
