"""A programme of real self-checks: what joining means for a cluster, what was agreed to, and counts for its owner."""

from collections import Counter

from bot.codes import spelled
from bot.cohort_views import Campaign, Programme, ProgrammeSeat
from bot.rooms import over
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened

LISTED = 60
"""As many names as are listed."""


def campaign_page(scene: Scene, page: Page, view: Campaign) -> None:
    """Which cluster takes part, what the owner sees, and two consents, each by itself."""
    speech = scene.speech
    page.bold(speech.say("Take part in “{name}”?", name=view.cohort.name))
    if view.run_by:
        page.line(speech.say("Run by: {names}", names=view.run_by))
    page.gap().line(
        speech.say(
            "Whoever runs this programme sees how many clusters take part and how far their self-checks are: numbers, "
            "no names and no answers. Two things only if you agree to each of them:"
        )
    )
    page.line(speech.say("1. A name, so that they see how far your cluster is. Type it here to agree."))
    page.line(
        speech.say(
            "2. Your results in totals: counted with others', from five clusters on, renewed only when five more have "
            "come or changed."
        )
    )
    page.line(
        speech.say(
            "Both can be taken back at any time, and leaving is one tap. What a total has counted stays in it, without "
            "a name."
        )
    )
    page.gap().line(speech.say("Your cluster: {name}", name=dict(view.clusters).get(view.cluster, "–")), "bold")
    page.line(speech.say("Name they see: {name}", name=view.name or speech.say("none")), "bold")
    page.line(speech.say("In totals: {yes}", yes=speech.say("Yes") if view.totals else speech.say("No")), "bold")
    if len(view.clusters) > 1:
        page.rows(
            [
                Button(shortened(name, 40), Tap("programme-join", 0, "cluster", str(id)))
                for id, name in view.clusters
                if id != view.cluster
            ],
            2,
        )
    label = speech.say("Not into totals") if view.totals else speech.say("Into totals")
    page.row(Button(label, Tap("programme-join", 0, "totals", "no" if view.totals else "yes")))
    if view.name:
        page.row(Button(speech.say("Without a name"), Tap("programme-join", 0, "name")))
    page.row(Button(speech.say("Take part"), Tap("programme-join", 0, "join")),
             Button(speech.say("Never mind"), Tap("cohort")))  # fmt: skip


def programme_seat_page(scene: Scene, page: Page, view: ProgrammeSeat) -> None:
    """What a manager agreed to, each to be taken back."""
    speech, room, id = scene.speech, view.room, view.room.cohort.id
    page.bold(room.cohort.name)
    page.line(speech.say("Your cluster: {name}", name=view.cluster))
    page.line(speech.say("Name they see: {name}", name=(room.me.name if room.me.named else None) or speech.say("none")))
    page.line(speech.say("In totals: {yes}", yes=speech.say("Yes") if room.me.totals else speech.say("No")))
    if over(room.cohort, scene.now.date()):
        page.line(speech.say("It has ended."), "italic")
    label = speech.say("Not into totals") if room.me.totals else speech.say("Into totals")
    page.row(Button(label, Tap("programme-set", id, "totals", "no" if room.me.totals else "yes")))
    if room.me.named:
        page.row(Button(speech.say("Without a name"), Tap("programme-set", id, "name")))
    page.row(Button(speech.say("To the self-check"), Tap("check")))
    page.row(Button(speech.say("Leave the programme"), Tap("leave", id)))
    page.row(Button(speech.say("All groups"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))


def programme_page(scene: Scene, page: Page, view: Programme) -> None:
    """How many take part and how far they are; names only of those who agreed."""
    speech, room, id = scene.speech, view.room, view.room.cohort.id
    page.bold(room.cohort.name)
    counts = Counter(stage for _, stage in view.progress)
    page.line(speech.count("{n} cluster takes part", "{n} clusters take part", len(view.progress)))
    page.line(
        speech.say(
            "Not begun: {none} · under way: {open} · submitted: {done}",
            none=counts["none"],
            open=counts["open"],
            done=counts["done"],
        )
    )
    words = {
        "none": speech.say("not begun"),
        "open": speech.say("under way"),
        "done": speech.say("submitted"),
    }
    named = [(member.name, stage) for member, stage in view.progress if member.named and member.name]
    if named:
        page.gap().bold(speech.say("Those who agreed to a name"))
    for name, stage in named[:LISTED]:
        page.line(f"· {shortened(name or '', 60)}: {words[stage]}")
    if len(named) > LISTED:
        page.line(speech.count("and {n} more", "and {n} more", len(named) - LISTED))
    if over(room.cohort, scene.now.date()):
        page.line(speech.say("It has ended."), "italic")
    elif room.cohort.code:
        page.line(speech.say("Code: {code}", code=spelled(room.cohort.code)))
    page.row(
        Button(speech.say("Totals"), Tap("programme-totals", id)), Button(speech.say("Refresh"), Tap("cohort", id))
    )
    page.row(
        Button(speech.say("Way in"), Tap("cohort-code", id)), Button(speech.say("Settings"), Tap("cohort-set", id))
    )
    page.row(Button(speech.say("Who runs it"), Tap("cohort-invite", id)))
    owns = room.me.role == "owner"
    label = speech.say("Remove the programme") if owns else speech.say("Leave the programme")
    page.row(Button(label, Tap("cohort-remove" if owns else "leave", id)))
    page.row(Button(speech.say("All groups"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))
