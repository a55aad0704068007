"""A cohort as its trainer sees it: where it stands, the way in, who else runs it."""

from bot.boards import door_file, qr_file
from bot.codes import link, spelled
from bot.cohort_views import Run, Trainers, WayIn
from bot.making_pages import field_words, scope_words
from bot.rooms import Room, over
from bot.scene import Scene
from bot.screens import Attachment, Button, Page, Tap, shortened


def run_page(scene: Scene, page: Page, view: Run) -> None:
    """Where a cohort stands and what a trainer can do; or the question whether to remove it."""
    speech, room = scene.speech, view.room
    id = room.cohort.id
    page.bold(room.cohort.name)
    if view.sure:
        if room.cohort.kind == "programme":
            page.line(speech.say("Remove this programme, with all who joined and its totals? Their self-checks stay."))
        else:
            page.line(speech.say("Remove this group, with all who joined and everything they rated in it?"))
        page.line(speech.say("This can't be undone."))
        page.row(
            Button(speech.say("Yes, remove"), Tap("cohort-remove", id, "", "yes")),
            Button(speech.say("No"), Tap("cohort", id)),
        )
        return
    _facts(scene, page, room)
    page.row(Button(speech.say("Parts"), Tap("cohort-parts", id)), Button(speech.say("Way in"), Tap("cohort-code", id)))
    page.row(
        Button(speech.say("For me"), Tap("cohort-board", id)),
        Button(speech.say("For the wall"), Tap("cohort-wall", id)),
        Button(speech.say("Figures"), Tap("cohort-figures", id)),
    )
    page.row(
        Button(speech.say("Guests on paper"), Tap("cohort-guests", id)),
        Button(speech.say("Rehearse"), Tap("cohort-rehearse", id)),
        Button(speech.say("Files"), Tap("cohort-files", id)),
    )
    page.row(
        Button(speech.say("Settings"), Tap("cohort-set", id)),
        Button(speech.say("Trainers"), Tap("cohort-invite", id)),
    )
    last = Tap("cohort-remove", id) if room.me.role == "owner" else Tap("leave", id)
    words = speech.say("Remove the group") if room.me.role == "owner" else speech.say("Leave the group")
    page.row(Button(words, last))
    page.row(Button(speech.say("All groups"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))


def _facts(scene: Scene, page: Page, room: Room) -> None:
    speech, cohort = scene.speech, room.cohort
    if room.case is None:
        page.line(speech.say("No case is chosen yet: open the settings."))
    else:
        page.line(speech.say("Case: {case}", case=room.case.title))
        page.line(shortened(scope_words(speech, room), 200))
    page.line(speech.say("They see the key {when}.", when=field_words(scene, room, "mode")))
    joined = [each for each in room.here if each.role == "participant"]
    guests = len(room.here) - len(joined)
    page.line(speech.count("{n} person has joined", "{n} people have joined", len(joined)))
    if guests:
        page.line(speech.count("{n} guest on paper", "{n} guests on paper", guests))
    opened = [each.title for each in room.sections if room.part(each.id).opened]
    page.line(
        speech.say("Open now: {parts}", parts=speech.listed(opened)) if opened else speech.say("No part is open.")
    )
    if over(cohort, scene.now.date()):
        page.line(speech.say("It has ended: nobody joins and nothing is rated any more."), "bold")
    elif cohort.code:
        page.line(speech.say("Code: {code}", code=spelled(cohort.code)))
    else:
        page.line(speech.say("The way in is closed."))


def way_in_page(scene: Scene, page: Page, view: WayIn) -> Attachment | None:
    """Code, link and pictures; closing it, and a new code."""
    speech, cohort = scene.speech, view.room.cohort
    page.bold(speech.say("The way into “{name}”", name=cohort.name))
    if cohort.code:
        page.line(spelled(cohort.code), "bold")
        address = link(view.room.bot, cohort.code)
        if address:
            page.line(address)
            page.line(speech.say("Send the link, show the picture, or have the code typed to the bot."))
            page.row(Button(speech.say("QR code for a slide"), Tap("cohort-code", cohort.id, "", "qr")),
                     Button(speech.say("Picture for the wall"), Tap("cohort-code", cohort.id, "", "door")))  # fmt: skip
        else:
            page.line(speech.say("Whoever types this code at their own prompt can join."))
        page.row(Button(speech.say("New code"), Tap("cohort-code", cohort.id, "", "new")),
                 Button(speech.say("Close it"), Tap("cohort-code", cohort.id, "", "close")))  # fmt: skip
    else:
        page.line(speech.say("It is closed: nobody can join. Those who are in stay in."))
        page.row(Button(speech.say("Open it with a new code"), Tap("cohort-code", cohort.id, "", "new")))
    page.row(Button(speech.say("Back"), Tap("cohort", cohort.id)))
    match view.picture:
        case "qr":
            return qr_file(view.room, scene.language)
        case "door":
            return door_file(view.room, scene.language)
        case "":
            return None


def trainers_page(scene: Scene, page: Page, view: Trainers) -> None:
    """Who runs it, and the code for one more."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("Trainers of “{name}”", name=room.cohort.name))
    for each in room.trainers:
        page.line(f"· {each.name or '–'}")
    page.gap()
    if room.cohort.invitation:
        address = link(room.bot, room.cohort.invitation)
        page.line(speech.say("With this code one more trainer comes in, once:"))
        page.line(spelled(room.cohort.invitation), "bold")
        if address:
            page.line(address)
        page.row(Button(speech.say("Take the code back"), Tap("cohort-invite", room.cohort.id, "", "close")))
    else:
        page.line(speech.say("Who runs this with you does all that you can do, but for removing the group."))
        page.row(Button(speech.say("Invite one more"), Tap("cohort-invite", room.cohort.id, "", "new")))
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)))
