"""The pages around a cohort become screens. Pure, as `bot.drawing`."""

from typing import assert_never

from bot.board_pages import board_page, figures_page, files_page, wall_page
from bot.cohort_pages import run_page, trainers_page, way_in_page
from bot.cohort_views import (
    AskCode,
    BoardPage,
    Campaign,
    Figures,
    Files,
    Group,
    Groups,
    GroupView,
    Guests,
    Joining,
    Made,
    Nudge,
    OwnCases,
    PartPage,
    Parts,
    Programme,
    ProgrammeSeat,
    Rehearse,
    Run,
    Seat,
    Seen,
    Set,
    Totals,
    Trainers,
    WallPage,
    WayIn,
)
from bot.guest_pages import guests_page
from bot.joining_pages import ask_code_page, groups_page, joining_page, own_cases_page
from bot.making_pages import made_page, set_page
from bot.part_pages import part_page, parts_page, rehearse_page
from bot.programme_pages import campaign_page, programme_page, programme_seat_page
from bot.scene import Scene
from bot.screens import Attachment, Page, Screen
from bot.seat_pages import nudge_page, seat_page, seen_page
from bot.totals_page import totals_page


def group_page(scene: Scene, view: Group) -> Screen:
    """A page around a cohort, with what else is to be said above it."""
    page = Page()
    if view.note:
        page.line(view.note, "italic").gap()
    file = _drawn(scene, page, view.page)
    return page.screen(typing=view.asks, file=file, asks=_asked_for(view.page) if view.asks else "")


def _asked_for(page: GroupView) -> str:
    """What a typed text would be for, so that a channel knows whether that was seen."""
    return f"group-{page.field}" if isinstance(page, Made) else f"group-{type(page).__name__.lower()}"


def _drawn(scene: Scene, page: Page, view: GroupView) -> Attachment | None:
    """Draws a page; gives the file that goes with it."""
    match view:
        case Groups():
            groups_page(scene, page, view)
        case Made():
            made_page(scene, page, view)
        case Run():
            run_page(scene, page, view)
        case Set():
            set_page(scene, page, view)
        case WayIn():
            return way_in_page(scene, page, view)
        case Trainers():
            trainers_page(scene, page, view)
        case Parts():
            parts_page(scene, page, view)
        case PartPage():
            part_page(scene, page, view)
        case Guests():
            guests_page(scene, page, view)
        case Rehearse():
            rehearse_page(scene, page, view)
        case BoardPage():
            board_page(scene, page, view)
        case WallPage():
            return wall_page(scene, page, view)
        case Figures():
            figures_page(scene, page, view)
        case Files():
            return files_page(scene, page, view)
        case OwnCases():
            own_cases_page(scene, page, view)
        case Campaign():
            campaign_page(scene, page, view)
        case Programme():
            programme_page(scene, page, view)
        case ProgrammeSeat():
            programme_seat_page(scene, page, view)
        case Totals():
            return totals_page(scene, page, view)
        case AskCode():
            ask_code_page(scene, page, view)
        case Joining():
            joining_page(scene, page, view)
        case Seat():
            return seat_page(scene, page, view)
        case Seen():
            seen_page(scene, page, view)
        case Nudge():
            nudge_page(scene, page, view)
        case _:
            assert_never(view)
    return None
