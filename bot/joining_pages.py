"""Joining on a phone: the groups one is in, a code to type, what joining means."""

from bot.codes import spelled
from bot.cohort_views import AskCode, Groups, Joining, OwnCases
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened

MOST = 20
"""As many groups as one page can show with their buttons."""


def groups_page(scene: Scene, page: Page, view: Groups) -> None:
    """Those one runs, those one is in, and how to come to one more."""
    speech = scene.speech
    page.bold(speech.say("Groups"))
    if not view.found:
        page.line(
            speech.say(
                "A trainer runs a group: everybody rates the same case, and you look at it together. Join one with its "
                "code."
            )
        )
    for cohort, member in view.found[:MOST]:
        role = speech.say("you run it") if member.runs else speech.say("you take part")
        page.line(f"· {cohort.name} ({role})")
        page.row(Button(shortened(cohort.name, 50), Tap("cohort", cohort.id)))
    page.row(Button(speech.say("Join with a code"), Tap("cohort-join")))
    if view.may_run:
        page.row(Button(speech.say("New group"), Tap("cohort-new")), Button(speech.say("Own cases"), Tap("own-cases")))
        page.row(Button(speech.say("New programme of self-checks"), Tap("programme-new")))
    else:
        page.line(speech.say("Whoever runs this bot has named who may run groups; you are not among them."), "italic")
    page.row(Button(speech.say("Practise alone"), Tap("train")), Button(speech.say("Menu"), Tap("menu")))


def own_cases_page(scene: Scene, page: Page, view: OwnCases) -> None:
    """A trainer's own cases, how one more is brought, and what is wrong with a file."""
    speech = scene.speech
    for each in view.problems:
        page.line(shortened(each, 300))
    page.gap().bold(speech.say("Own cases"))
    for number, title in view.cases:
        page.line(f"· {title}")
        page.row(
            Button(speech.say("Remove {name}", name=shortened(title, 40)), Tap("own-case-drop", choice=str(number)))
        )
    page.line(speech.say("Only you, and those in a group that uses one, can see them."))
    if scene.channel == "telegram":
        page.line(speech.say("To bring one, send its file here, such as case.yaml. Files pass through Telegram."))
    else:
        page.line(
            speech.say("To bring one, type /cohort and the path of its file, such as /cohort cases/mine/case.yaml")
        )
    page.row(Button(speech.say("Groups"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))


def ask_code_page(scene: Scene, page: Page, view: AskCode) -> None:
    """Asks for a code, or says that too many wrong ones were tried."""
    speech = scene.speech
    page.bold(speech.say("Join with a code"))
    if view.spent:
        page.line(speech.say("Too many codes that there are not. Try again in an hour, or ask for the link."))
    else:
        page.line(
            speech.say("Type the code, like {code}. Dashes and capitals don't matter.", code=spelled("K7MQPT3RA"))
        )
    page.row(Button(speech.say("Groups"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))


def joining_page(scene: Scene, page: Page, view: Joining) -> None:
    """Who runs the group, what they see, until when names are kept; then the name, read back before one joins."""
    speech, cohort = scene.speech, view.cohort
    page.bold(speech.say("Run “{name}” too?", name=cohort.name) if view.trains else
              speech.say("Join “{name}”?", name=cohort.name))  # fmt: skip
    if view.run_by:
        page.line(speech.say("Run by: {names}", names=view.run_by))
    if view.case:
        page.line(speech.say("Case: {case}", case=view.case))
    page.gap()
    if view.trains:
        page.line(
            speech.say("You open parts, release spread and key, and see who is how far. Who joins sees your name.")
        )
    else:
        page.line(
            speech.say(
                "What the trainers see: the name you give here, when you joined and how far you are. Your ratings they "
                "see only together with everybody's, from five people on; the others see no name and no single rating."
            )
        )
    until = speech.date(cohort.names_until) if cohort.names_until else "–"
    page.line(
        speech.say(
            "You can leave with one tap: your name goes at once, and what you rated stays counted without it. At the "
            "latest, names go after {date}, unless that is renewed.",
            date=until,
        )
    )
    page.gap()
    if view.name:
        page.line(speech.say("Your name there: {name}", name=view.name), "bold")
        page.line(speech.say("Type another one to change it."), "italic")
        page.row(Button(speech.say("I agree, join"), Tap("join")), Button(speech.say("Never mind"), Tap("cohort")))
    else:
        page.line(speech.say("Type the name to be shown; a nickname will do."))
        page.row(Button(speech.say("Never mind"), Tap("cohort")))
