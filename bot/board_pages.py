"""The trainer's board on a phone: who is how far, the wall's pictures, the group's figures in sentences, files."""

from datetime import UTC, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from zoneinfo import ZoneInfo

from bot.boards import FORMS, Row, join_of, on_wall, rows, table_file, wall_file, walls
from bot.cohort_views import BoardPage, Figures, Files, WallPage
from bot.group_figures import released
from bot.practice_results import band_words, caution_words, percent_words
from bot.reports.case_paper import case_paper, paper
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Attachment, Button, Page, Tap, shortened
from bot.seat_pages import spread_words
from bot.wording import name_of
from surveys.boards import Board, agreement_within
from surveys.coefficients import Corrected, NoVariation, TooFew, band
from surveys.cohort import Stage

LISTED = 40
"""As many names as stand below one word."""
MOST = 3
"""How many of the hardest and of the most disputed are named."""


# --- for the trainer -----------------------------------------------------------------------------------------


def board_page(scene: Scene, page: Page, view: BoardPage) -> None:
    """Who is stuck, going, not begun, done; with how far and how long ago."""
    speech, room = scene.speech, view.room
    found = rows(room, scene.now)
    page.bold(speech.say("For me: “{name}”", name=room.cohort.name))
    opened = [each.title for each in room.sections if room.part(each.id).opened]
    page.line(
        speech.say("Open now: {parts}", parts=speech.listed(opened)) if opened else speech.say("No part is open.")
    )
    if not found:
        page.line(speech.say("Nobody has joined yet"))
    titles = {
        Stage.STUCK: speech.say("Stuck"),
        Stage.GOING: speech.say("Going"),
        Stage.JOINED: speech.say("Not begun"),
        Stage.DONE: speech.say("Done"),
    }
    for stage, title in titles.items():
        here = [each for each in found if each.headway.stage is stage]
        if here:
            page.gap().bold(f"{title}: {len(here)}")
        for each in here[:LISTED]:
            page.line(_row(scene, each))
        if len(here) > LISTED:
            page.line(speech.count("and {n} more", "and {n} more", len(here) - LISTED))
    id = room.cohort.id
    page.row(Button(speech.say("Refresh"), Tap("cohort-board", id)))
    if any(each.headway.stage is not Stage.DONE and each.member.person for each in found):
        page.row(Button(speech.say("Nudge those who are not done"), Tap("cohort-nudge", id)))
    page.row(Button(speech.say("For the wall"), Tap("cohort-wall", id)), Button(speech.say("Back"), Tap("cohort", id)))


def _row(scene: Scene, row: Row) -> str:
    """A name, how far, how long ago, whether on paper."""
    speech, found = scene.speech, row.headway
    parts = [f"{found.rated}/{found.of}"]
    if row.member.role == "guest":
        parts.append(speech.say("on paper"))
    elif found.last and found.stage in (Stage.GOING, Stage.STUCK):
        parts.append(_ago(scene, scene.now - found.last))
    if row.apart:
        parts.append(speech.say("knew the key, so it is in no figure"))
    return f"· {shortened(row.member.name or '–', 40)} {' · '.join(parts)}"


def _ago(scene: Scene, gone: timedelta) -> str:
    minutes = max(int(gone.total_seconds() // 60), 0)
    if minutes < 60:
        return scene.speech.count("{n} minute ago", "{n} minutes ago", minutes)
    if minutes < 48 * 60:
        return scene.speech.count("{n} hour ago", "{n} hours ago", minutes // 60)
    return scene.speech.count("{n} day ago", "{n} days ago", minutes // (24 * 60))


# --- for the wall --------------------------------------------------------------------------------------------


def wall_page(scene: Scene, page: Page, view: WallPage) -> Attachment | None:
    """The picture of a part, without names, and buttons for the others; drawn anew by each tap."""
    speech, room, id = scene.speech, view.room, view.room.cohort.id
    page.bold(speech.say("For the wall: “{name}”", name=room.cohort.name))
    page.line(
        speech.say("One part a picture, without names. It shows only what you released; a tap draws it as it is now.")
    )
    file = None
    if view.section:
        file = wall_file(room, view.section, view.place, scene.language)
        many = len(walls(room, view.section, scene.language))
        page.row(Button(speech.say("Refresh"), Tap("cohort-wall", id, view.section, str(view.place))))
        if many > 1:
            page.row(*(Button(f"{n + 1}/{many}", Tap("cohort-wall", id, view.section, str(n))) for n in range(many)))
    page.rows(
        [Button(each.number or shortened(each.title, 20), Tap("cohort-wall", id, each.id)) for each in room.sections], 5
    )
    if join_of(room):
        page.row(Button(speech.say("Way in, for the wall"), Tap("cohort-code", id, "", "door")))
    page.row(Button(speech.say("For me"), Tap("cohort-board", id)), Button(speech.say("Back"), Tap("cohort", id)))
    return file


# --- the group's figures -------------------------------------------------------------------------------------


def figures_page(scene: Scene, page: Page, view: Figures) -> None:
    """What was released, in sentences: how far all agree, with the key and with each other; hardest, most disputed."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("What “{name}” finds", name=room.cohort.name))
    out = [each.id for each in room.sections if room.part(each.id).spread_at]
    boards = [on_wall(room, section) for section in out]
    spreads = {id: each for section in out for id, each in released(room.part(section)).first.items()}
    if not spreads:
        page.line(speech.say("Nothing is released yet. Figures follow what you release, part by part."))
    else:
        _exact(scene, page, boards)
        _named(scene, page, room, boards)
        group = agreement_within(spreads)
        page.gap().bold(speech.say("How far the group agrees with itself"))
        page.line(_coefficient(scene, speech.say("Fleiss' kappa"), group.fleiss))
        page.line(_coefficient(scene, speech.say("Krippendorff's alpha, which counts how far off"), group.alpha))
        _shift(scene, page, boards)
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)))


def _exact(scene: Scene, page: Page, boards: list[Board]) -> None:
    """How many ratings gave the key's letter, where both are released."""
    told = [each for found in boards for each in found.lines if each.exact is not None and each.spread]
    n = sum(each.spread.n for each in told if each.spread)
    if n:
        exact = sum(each.exact or 0 for each in told)
        page.line(
            scene.speech.say(
                "The same as the key: {exact} of {n} ({percent} %)",
                exact=exact,
                n=n,
                percent=percent_words(scene, Fraction(exact, n)),
            )
        )


def _named(scene: Scene, page: Page, room: Room, boards: list[Board]) -> None:
    """The hardest and the most disputed of all parts."""
    speech = scene.speech
    hardest = sorted(
        (each for found in boards for each in found.hardest), key=lambda each: (each.missed, each.mean_distance)
    )
    if hardest:
        page.gap().bold(speech.say("Hardest"))
    for hard in hardest[: -MOST - 1 : -1]:
        told = speech.say("{exact} of {n} the same as the key", exact=hard.exact, n=hard.n)
        page.line(f"· {name_of(room.survey.indicators[hard.item])}: {told}")
    disputed = sorted(
        (each for found in boards for each in found.disputed), key=lambda each: each.spread or Fraction(0)
    )
    if disputed:
        page.gap().bold(speech.say("Most disputed"))
    for apart in disputed[: -MOST - 1 : -1]:
        page.line(f"· {name_of(room.survey.indicators[apart.item])}: {spread_words(apart.counts)}")


def _coefficient(scene: Scene, name: str, found: Corrected) -> str:
    """A coefficient with its n and what it means, or why there is none; never as more than it is."""
    speech = scene.speech
    if isinstance(found, TooFew):
        return speech.say("{name}: too few indicators with two ratings or more ({n}).", name=name, n=found.n)
    if isinstance(found, NoVariation):
        return speech.say("{name}: not defined, because all ratings are on one level.", name=name)
    said = speech.say(
        "{name}: {value}, from {items} indicators and {raters} people; agreement beyond chance is {word}.",
        name=name, value=speech.plain(Decimal(str(found.rounded))), items=found.items, raters=found.raters,
        word=band_words(scene, band(found)),
    )  # fmt: skip
    return " ".join([said, *(caution_words(scene, each) for each in sorted(found.cautions)[:1])])


def _shift(scene: Scene, page: Page, boards: list[Board]) -> None:
    """Where ratings moved between the rounds, once both spreads and the key are released."""
    moved = [each.shift for each in boards if each.shift]
    if moved:
        page.gap().bold(scene.speech.say("From the first round to the second"))
        page.line(
            scene.speech.say(
                "Of {n} ratings {towards} moved towards the key, {away} away from it, {across} across it; {stayed} "
                "stayed.",
                n=sum(each.n for each in moved),
                towards=sum(each.towards for each in moved),
                away=sum(each.away for each in moved),
                across=sum(each.across for each in moved),
                stayed=sum(each.stayed for each in moved),
            )
        )


# --- files ---------------------------------------------------------------------------------------------------


def files_page(scene: Scene, page: Page, view: Files) -> Attachment | None:
    """The board as tables, and the case on paper."""
    speech, room, id = scene.speech, view.room, view.room.cohort.id
    page.bold(speech.say("Files of “{name}”", name=room.cohort.name))
    page.line(
        speech.say(
            "The board as a workbook or as tables: who is how far, and each indicator as far as it was released; "
            "nobody's single ratings. The case on paper: story, documents and rating sheet, without the key."
        )
    )
    page.row(
        Button(speech.say("Workbook (XLSX)"), Tap("cohort-files", id, "", "xlsx")),
        Button(speech.say("Progress (CSV)"), Tap("cohort-files", id, "", "csv")),
        Button(speech.say("Ratings (CSV)"), Tap("cohort-files", id, "", "ratings")),
    )
    page.row(Button(speech.say("Case on paper (PDF)"), Tap("cohort-files", id, "", "paper")))
    page.row(Button(speech.say("Back"), Tap("cohort", id)))
    if view.form == "paper" and room.case is not None:
        made = paper(room.case, room.survey, scene.language, room.asked)
        return Attachment(f"case-{room.case.id}.pdf", make=partial(case_paper, made))
    if view.form in FORMS:
        zone = ZoneInfo(view.zone) if view.zone else UTC
        return table_file(room, view.form, scene.now, zone, scene.language)
    return None
