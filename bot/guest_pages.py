"""Guests on paper for their trainer: who they are, what to type, and a line read back before it is stored."""

from bot.cohort_views import Guests
from bot.guest_sheets import Sheet, read_sheet
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.wording import documented_words, letter_of
from storage.cohorts import MEMBER_NAME_LIMIT
from surveys.training import Rated

DROPPED = 30
"""As many guests as have a button of their own."""


def guests_page(scene: Scene, page: Page, view: Guests) -> None:
    """The guests so far and how to type one; or what was typed, with a button that stores it."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("Guests on paper"))
    if view.wrong:
        page.line(view.wrong, "italic")
    sheet = read_sheet(view.line, len(room.asked), MEMBER_NAME_LIMIT) if view.line else None
    if isinstance(sheet, Sheet):
        _read_back(scene, page, room, sheet)
        return
    guests = [each for each in room.here if each.role == "guest"]
    for each in guests:
        rated = len({found.question for found in room.ratings if found.member == each.id})
        page.line(f"· {each.name or '–'}: {speech.say('{done} of {many} rated', done=rated, many=len(room.asked))}")
    page.gap().line(
        speech.say(
            "Type a guest's letters in one message, in the order of the sheet, with - where nothing was rated: "
            "Guest 3: C D B A - E. Behind a letter y, p or n says whether it is documented: Cy Dp B. The same name "
            "again corrects it."
        )
    )
    order = speech.listed(room.survey.indicators[id].number for id in room.asked)
    page.line(speech.say("The order: {numbers}", numbers=order), "italic")
    page.rows(
        [
            Button(
                speech.say("Remove {name}", name=shortened(each.name or "–", 20)),
                Tap("guest-drop", room.cohort.id, "", str(each.id)),
            )
            for each in guests[:DROPPED]
        ],
        2,
    )
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)))


def _read_back(scene: Scene, page: Page, room: Room, sheet: Sheet) -> None:
    speech = scene.speech
    page.line(sheet.name, "bold")
    for id, each in zip(room.asked, sheet.ratings, strict=True):
        page.line(f"{room.survey.indicators[id].number}  {_rated(scene, each)}")
    page.gap().line(speech.say("Is that right? To correct it, type the message again."))
    page.row(Button(speech.say("Yes, store it"), Tap("guest-store", room.cohort.id)))
    page.row(Button(speech.say("Never mind"), Tap("cohort-guests", room.cohort.id)))


def _rated(scene: Scene, rated: Rated | None) -> str:
    if rated is None or rated.points is None:
        return scene.speech.say("not rated")
    documented = documented_words(scene.speech, rated.documented) if rated.documented else ""
    return ", ".join(filter(None, (letter_of(rated.points), documented)))
