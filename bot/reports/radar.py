"""The picture of a result: read in ten seconds on a phone, in any of the bot's languages, and the same in words."""

from bot.reports import typesetting
from bot.reports.lettering import fitting, width, wrapped
from bot.reports.shapes import (
    BEFORE,
    CLAIMED,
    DOCUMENTED,
    FAINT,
    INK,
    OPEN,
    PANEL,
    PAPER,
    SOFT,
    Point,
    box,
    diamond,
    document,
    leading,
    line,
    lines,
    square,
    text,
    triangle,
)
from bot.reports.spider import Web, radar
from bot.reports.standing import Standing
from bot.screens import shortened, units
from bot.wording import points_words, provisional, score_words
from surveys.labels import LabelReadiness, Status

WIDE, HIGH, EDGE = 1080.0, 1350.0, 48.0
CAPTION_LIMIT = 1024
"""UTF-16 units of the words below a picture."""
SIGNS = {Status.MET: "●", Status.IN_REACH: "◐", Status.NOT_YET: "○"}
STATUS_INKS = {Status.MET: "#00594f", Status.IN_REACH: "#8a4b00", Status.NOT_YET: "#3d4756"}


def radar_svg(standing: Standing) -> str:
    """The picture as SVG, 1080 by 1350: provisional line, whose result, labels, radar, legend, totals."""
    parts = [box(0, 0, WIDE, HIGH, fill=PANEL)]
    parts += _head(standing)
    parts += _labels(standing, 246)
    parts += radar(standing, Web((WIDE / 2, 790), 258, WIDE, 27))
    parts += _legend(standing, 1150)
    parts += _totals(standing)
    return document(WIDE, HIGH, parts)


def figure_svg(standing: Standing) -> str:
    """The radar alone with its legend, for a document: its words are larger, because it is printed small."""
    wide = 1240.0
    parts = radar(standing, Web((wide / 2, 420), 280, wide, 36))
    return document(wide, 1000, [*parts, *_legend(standing, 858, 33, 600)])


def picture(standing: Standing) -> bytes:
    """The picture as PNG, 1080 by 1350 pixels; equal bytes for an equal standing."""
    return typesetting.png(radar_svg(standing))


def caption(standing: Standing) -> str:
    """The picture in words, at most 1024 UTF-16 units; long titles are cut until it fits."""
    for room in (200, 60, 40, 20):
        words = "\n".join(told(standing, room))
        if units(words) <= CAPTION_LIMIT:
            return words
    return words[: CAPTION_LIMIT // 2]


def told(standing: Standing, room: int = 200) -> list[str]:
    """The picture in words, line by line, with titles of at most so many letters."""
    said = standing.speech
    name = f"{shortened(standing.cluster, room)} · " if standing.cluster else ""
    found = [provisional(said), name + state_words(standing), ""]
    for label in standing.labels:
        title, status = shortened(standing.title_of(label), room), shortened(status_words(standing, label), room)
        found.append(f"{SIGNS[label.status]} {title}: {status}")
    found += ["", said.say("Claimed: {points}", points=score_words(said, standing.claimed))]
    found.append(said.say("Documented, by own statement: {points}", points=score_words(said, standing.evidenced)))
    found += open_words(standing)
    for each in standing.dimensions:
        points = said.say(
            "claimed {claimed}, documented {evidenced} of {most}",
            claimed=points_words(said, each.claimed),
            evidenced=points_words(said, each.evidenced),
            most=each.claimed.out_of,
        )
        found.append(f"{each.number} {shortened(each.title, room)}: {points}")
        if each.before and standing.before:
            then = said.say(
                "documented on {date}: {points}",
                date=said.date(standing.before),
                points=points_words(said, each.before),
            )
            found[-1] += f" ({then})"
    return found


def open_words(standing: Standing) -> list[str]:
    """How many indicators have no level yet, and for how many levels it is open whether they are documented."""
    said = standing.speech
    still = sum(each.level is None for each in standing.lines)
    if still == len(standing.lines):
        return [undecided(standing)]
    found = []
    if still:
        found.append(said.count("{n} indicator has no level yet.", "{n} indicators have no level yet.", still))
    if standing.unproved:
        found.append(
            said.count(
                "For {n} level it is open whether it is documented.",
                "For {n} levels it is open whether they are documented.",
                len(standing.unproved),
            )
        )
    return found


def undecided(standing: Standing) -> str:
    """What is to be said before anything is answered."""
    return standing.speech.say("No indicator is answered yet: nothing is decided, so everything still looks possible.")


def status_words(standing: Standing, found: LabelReadiness) -> str:
    """One of the three words for a label."""
    return standing.meaning(found.status).title


def state_words(standing: Standing) -> str:
    """The day, and whether the check is submitted or a trial."""
    said = standing.speech
    day = said.date(standing.on)
    trial = said.say(", a trial that counts nowhere") if standing.trial else ""
    if standing.submitted:
        return said.say("submitted on {date}", date=day) + trial
    return said.say("as of {date}, not submitted", date=day) + trial


def _head(standing: Standing) -> list[str]:
    """That it is provisional, whose it is, of when."""
    said = standing.speech
    first = provisional(said)
    size, words = fitting(first, (32, 30, 28, 26), WIDE - 2 * EDGE, 2, bold=True)
    parts = [box(0, 0, WIDE, 88, fill=INK)]
    top = 44 + size * 0.36 - leading(size) * (len(words) - 1) / 2
    parts += lines(words, (WIDE / 2, top), size, ink=PAPER, bold=True, anchor="middle")
    title = standing.cluster or standing.survey.title
    room = WIDE - 2 * EDGE
    size = next((each for each in (46.0, 42.0, 38.0) if width(title, each, True) <= room), 0.0)
    size, words = (size, [title]) if size else fitting(title, (35, 31, 27), room, 2, bold=True)
    parts += lines(words, (EDGE, 156 if len(words) == 1 else 136), size, bold=True)
    version = said.say("survey version {version}", version=standing.survey.version)
    size, state = fitting(f"{state_words(standing)} · {version}", (28, 25, 22), room, 1)
    return [*parts, *lines(state, (EDGE, 218), size, ink=SOFT)]


def _labels(standing: Standing, top: float) -> list[str]:
    """A panel for each label: its sign, its name, its status in words."""
    many = max(len(standing.labels), 1)
    wide = (WIDE - 2 * EDGE - 20 * (many - 1)) / many
    parts = []
    for place, found in enumerate(standing.labels):
        x = EDGE + place * (wide + 20)
        ink = STATUS_INKS[found.status]
        parts += [box(x, top, wide, 148, fill=PAPER, ink=FAINT, round_=12), box(x, top + 14, 8, 120, fill=ink)]
        title = wrapped(standing.title_of(found), 34, wide - 90, 1, bold=True)
        parts += [
            text(SIGNS[found.status], (x + 28, top + 50), 36, ink=ink),
            *lines(title, (x + 72, top + 50), 34, bold=True),
        ]
        size, words = fitting(status_words(standing, found), (30, 27, 24), wide - 46, 2)
        parts += lines(words, (x + 28, top + 91), size, ink=ink)
    return parts


def _legend(standing: Standing, top: float, size: float = 26, apart: float = 520) -> list[str]:
    """What each line and marker means, two in a row."""
    said = standing.speech
    entries = [("documented", said.say("documented, by own statement")), ("claimed", said.say("claimed"))]
    if standing.mark is not None:
        entries.append(
            (
                "mark",
                said.say("{percent} % line ({label}: of the total)", percent=standing.mark, label=standing.marked_by),
            )
        )
    if standing.before:
        entries.append(("before", said.say("documented on {date}", date=said.date(standing.before))))
    if any(not score.exact for each in standing.dimensions for score in (each.claimed, each.evidenced)):
        entries.append(("open", said.say("still open: lowest to highest")))
    fits = [fitting(each, (size, size * 0.9, size * 0.8), apart - 110, 1) for _, each in entries]
    same = min(fit for fit, _ in fits)
    parts = []
    for place, ((kind, _), (_, found)) in enumerate(zip(entries, fits, strict=True)):
        at = (EDGE + (place % 2) * apart, top + (place // 2) * size * 1.46)
        parts += [*_sample(kind, at), text(found[0], (at[0] + 92, at[1] + 9), same)]
    return parts


def _sample(kind: str, at: Point) -> list[str]:
    """A short piece of a line, as the radar has it."""
    x, y = at
    end, middle = (x + 76, y), (x + 38, y)
    match kind:
        case "documented":
            return [line(at, end, DOCUMENTED, 5), square(middle, 9, DOCUMENTED)]
        case "claimed":
            return [line(at, end, CLAIMED, 4.5, 'stroke-dasharray="16 10"'), diamond(middle, 9, CLAIMED)]
        case "before":
            return [line(at, end, BEFORE, 4, 'stroke-dasharray="22 8 4 8"'), triangle(middle, 7, BEFORE)]
        case "mark":
            return [line(at, end, INK, 4, 'stroke-dasharray="0.1 10" stroke-linecap="round"')]
        case _:
            return [line((x + 9, y), (x + 67, y), OPEN, 18, 'stroke-opacity="0.45" stroke-linecap="round"')]


def _totals(standing: Standing) -> list[str]:
    """The two totals at the foot; before anything is answered, that nothing is decided."""
    said = standing.speech
    parts = [line((EDGE, 1248), (WIDE - EDGE, 1248), FAINT, 2)]
    if all(each.level is None for each in standing.lines):
        size, found = fitting(undecided(standing), (28, 26, 24, 22), WIDE - 2 * EDGE, 2, bold=True)
        return [*parts, *lines(found, (EDGE, 1287), size, bold=True)]
    documented = said.say("Documented, by own statement: {points}", points=score_words(said, standing.evidenced))
    claimed = said.say("Claimed: {points}", points=score_words(said, standing.claimed))
    room = WIDE - 2 * EDGE - 40
    sizes = (
        each for each in (28.0, 26.0, 24.0) if max(width(words, each, True) for words in (documented, claimed)) < room
    )
    size = next(sizes, 22.0)
    for y, marker, ink, words in ((1286, square, DOCUMENTED, documented), (1324, diamond, CLAIMED, claimed)):
        parts += [marker((EDGE + 12, y - 10), 9, ink), text(words, (EDGE + 40, y), size, bold=True)]
    return parts
