"""The pages around sharing, reviewing, the team and colleagues, drawn."""

from typing import assert_never

from bot.ask_pages import ask_page, mail_page, offers_page, questions_page, typing_page
from bot.drawings import agenda_of
from bot.log_page import log_page
from bot.news_pages import news_page
from bot.news_views import NewsSeen
from bot.review_pages import invitation_page, remark_page, seats_page, told_page, waiting_page
from bot.review_views import (
    AskPage,
    ChangesSeen,
    HandOff,
    InvitationMade,
    InvitationText,
    Log,
    MailText,
    Offers,
    Peer,
    PeerPage,
    Questions,
    RemarkPage,
    Seats,
    SharedProofs,
    SharePlan,
    ShareSeen,
    Sharing,
    SidesSeen,
    Team,
    Told,
    Typing,
    Waiting,
)
from bot.scene import Scene
from bot.screens import Attachment, Page, Screen
from bot.share_pages import made_page, share_page, sharing_page
from bot.share_plan_page import plan_page
from bot.shared_proof_files import opened
from bot.shared_proof_pages import shared_proofs_page
from bot.sides_pages import sides_page
from bot.team_pages import changes_page, team_page


def peer_page(scene: Scene, view: Peer) -> Screen:
    """The screen of one of these pages."""
    if isinstance(view.page, HandOff):
        from bot.handoff_page import handoff_page  # what draws its documents is paid for by those who hand off

        return handoff_page(scene, view.page)
    page = Page()
    _draw(scene, page, view.page)
    return page.screen(typing=bool(view.asks), file=_file(scene, view.page), asks=view.asks)


def _file(scene: Scene, view: PeerPage) -> Attachment | None:
    """What goes with a page."""
    return agenda_of(scene, view) if isinstance(view, SidesSeen) and view.agenda else opened(scene, view)


def _draw(scene: Scene, page: Page, view: PeerPage) -> None:
    match view:
        case Sharing():
            sharing_page(scene, page, view)
        case SharePlan():
            plan_page(scene, page, view)
        case ShareSeen():
            share_page(scene, page, view)
        case InvitationMade():
            made_page(scene, page, view)
        case HandOff():
            pass  # drawn above, with its files
        case Log():
            log_page(scene, page, view)
        case InvitationText():
            invitation_page(scene, page, view)
        case Waiting():
            waiting_page(scene, page, view)
        case Seats():
            seats_page(scene, page, view)
        case Told():
            told_page(scene, page, view)
        case SharedProofs():
            shared_proofs_page(scene, page, view)
        case RemarkPage():
            remark_page(scene, page, view)
        case SidesSeen():
            sides_page(scene, page, view)
        case Team():
            team_page(scene, page, view)
        case ChangesSeen():
            changes_page(scene, page, view)
        case AskPage():
            ask_page(scene, page, view)
        case MailText():
            mail_page(scene, page, view)
        case Typing():
            typing_page(scene, page, view)
        case Questions():
            questions_page(scene, page, view)
        case Offers():
            offers_page(scene, page, view)
        case NewsSeen():
            news_page(scene, page, view)
        case _:
            assert_never(view)
