"""The team on a phone: who, in which role, what can be done about it, and who changed what."""

from bot.notices import refusals
from bot.review_views import ChangesSeen, Invited, Team
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.share_pages import invitation_buttons
from bot.speech import Speech
from bot.wording import documented_words, short_name, value_words
from bot.zones import moment_words
from storage.clusters import Member
from storage.people import Role


def role_words(speech: Speech, role: Role) -> str:
    """A role in a word."""
    match role:
        case "owner":
            return speech.say("owner")
        case "editor":
            return speech.say("editor")
        case "reader":
            return speech.say("reader")


def team_page(scene: Scene, page: Page, view: Team) -> None:
    """Who works in the cluster, and what can be done."""
    speech, cluster = scene.speech, view.cluster
    page.bold(speech.say("Team: {cluster}", cluster=cluster.name or speech.say("your cluster")))
    refusals(scene, page)
    if view.leaving:
        page.line(
            speech.say(
                "Others work in this cluster, and you own it. Hand it over first, or erase it for everybody; then you "
                "can erase everything about you."
            ),
            "bold",
        )
    owns = cluster.role == "owner"
    for number, each in enumerate(view.members, start=1):
        page.line(f"{number}. {_called(scene, view, each)} · {role_words(speech, each.role)}")
        if owns and each.person != view.me and not view.sure:
            _member_buttons(scene, page, view, each, number)
    for number, held in enumerate(view.invited, start=len(view.members) + 1):
        role = role_words(speech, held.role) if held.role else speech.say("answers questions")
        if held.waiting:
            page.line(f"{number}. {held.name} · {role} · " + speech.say("waits to be let in"))
        else:
            page.line(f"{number}. {speech.say('Invitation')} · {role} · "
                      + speech.say("not taken yet, until {date}", date=speech.date(held.until.date())))  # fmt: skip
        if not view.sure:
            page.row(*invitation_buttons(scene, Invited(held, None, 0, False), number))
    if view.sure:
        _sure(scene, page, view)
    else:
        _buttons(scene, page, view)
    page.row(Button(speech.say("Menu"), Tap("menu")))


def _called(scene: Scene, view: Team, each: Member) -> str:
    if each.person == view.me:
        return scene.speech.say("you")
    return each.name or scene.speech.say("without a name")


def _member_buttons(scene: Scene, page: Page, view: Team, each: Member, number: int) -> None:
    speech, home, who = scene.speech, view.cluster.id, str(each.person)
    other = speech.say("editor") if each.role == "reader" else speech.say("reader")
    page.row(
        Button(speech.say("{n}: {role}", n=number, role=other), Tap("team-role", home, who)),
        Button(speech.say("{n}: remove", n=number), Tap("team-remove", home, who)),
        Button(speech.say("{n}: hand over", n=number), Tap("team-hand", home, who)),
    )


def _buttons(scene: Scene, page: Page, view: Team) -> None:
    speech, home = scene.speech, view.cluster.id
    if view.cluster.role == "owner":
        page.gap().line(
            speech.say(
                "Editors answer, name documents and plan, and see all of the checks. Readers see the result only."
            ),
            "italic",
        )
        page.row(
            Button(speech.say("Invite an editor"), Tap("team-invite", home, "", "editor")),
            Button(speech.say("Invite a reader"), Tap("team-invite", home, "", "reader")),
        )
        if len(view.members) > 1:
            page.row(Button(speech.say("Erase the cluster for all"), Tap("team-erase", home)))
    else:
        page.row(Button(speech.say("Leave this cluster"), Tap("team-leave", home)))
    if view.cluster.role != "reader":
        page.row(Button(speech.say("Who changed what"), Tap("team-changes", home)))


def _sure(scene: Scene, page: Page, view: Team) -> None:
    """Asks once."""
    speech, home = scene.speech, view.cluster.id
    about = next((_called(scene, view, each) for each in view.members if each.person == view.about), "")
    who = str(view.about or "")
    match view.sure:
        case "remove":
            page.gap().bold(speech.say("Remove {name}? What they did stays, without their name.", name=about))
        case "hand":
            page.gap().bold(
                speech.say("Hand the cluster over to {name}? They decide about it from then on.", name=about)
            )
        case "leave":
            page.gap().bold(speech.say("Leave? What you did stays, without your name."))
        case _:
            page.gap().bold(
                speech.say("Erase this cluster with all checks, plans and reviews, for everybody who works in it?")
            )
    verb = f"team-{view.sure}"
    page.row(Button(speech.say("Yes"), Tap(verb, home, who, "yes")), Button(speech.say("No"), Tap("team", home)))


def changes_page(scene: Scene, page: Page, view: ChangesSeen) -> None:
    """Who changed what, newest first."""
    speech, survey = scene.speech, view.survey
    page.bold(speech.say("Who changed what"))
    if not view.lines:
        page.line(speech.say("Nothing yet."))
    for who, answer in view.lines:
        asked = survey.questions.get(answer.question)
        if asked is None:
            continue
        value = value_words(speech, survey, {answer.question: answer}, asked, answer.value) if answer.value else "–"
        proof = f", {documented_words(speech, answer.documented)}" if answer.documented else ""
        time = moment_words(speech, answer.at, view.zone)
        page.line(f"{time} · {who} · {shortened(short_name(asked), 40)}: {shortened(value, 60)}{proof}")
    page.row(Button(speech.say("Team"), Tap("team")), Button(speech.say("Menu"), Tap("menu")))
