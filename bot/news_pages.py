"""News as they come: what happened, where to look, and how to stop them all."""

from bot.news_views import NewsSeen, Tiding
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.speech import Speech
from bot.team_pages import role_words

IN_SHARE = {"shared", "offers"}
"""Where a button's page is found under /share; without buttons its command is said."""


def news_page(scene: Scene, page: Page, view: NewsSeen) -> None:
    """All that is told of one share, or of one cluster, in one message."""
    speech = scene.speech
    page.bold(speech.say("News"))
    for line in filter(None, (scene.cluster_name if scene.about else "", _what(scene, view))):
        page.line(line)
    page.gap()
    for each in view.tidings:
        page.line(_words(speech, each))
        for name in each.about:
            page.line(f"• {name}")
    taps = list(dict.fromkeys(each.tap for each in view.tidings if each.tap))
    if scene.channel == "terminal" and taps:
        commands = dict.fromkeys(_command(scene, each) for each in taps)
        page.line(speech.say("More: {command}", command=speech.listed(commands)), "italic")
    for tap in taps:
        page.row(Button(_caption(speech, view, tap), tap))
    page.row(Button(speech.say("Stop all reminders"), Tap("quiet")))


def _what(scene: Scene, view: NewsSeen) -> str:
    """Which check or review it is about; of what is over nothing."""
    speech = scene.speech
    if view.day:
        return speech.say("Check of {date}", date=speech.date(view.day))
    if view.whose and any(each.said == "asked" for each in view.tidings):
        return speech.say("Questions for {cluster}", cluster=view.whose)
    return speech.say("Review: {cluster}", cluster=view.whose) if view.whose else ""


def _command(scene: Scene, tap: Tap) -> str:
    if tap.verb == "team":
        return "/team"
    return "/share" if tap.verb in IN_SHARE or (tap.verb == "sides" and scene.about) else "/review"


def _caption(speech: Speech, view: NewsSeen, tap: Tap) -> str:
    match tap.verb:
        case "shared":
            return speech.say("To the share")
        case "sides":
            return speech.say("Side by side")
        case "team":
            return speech.say("Team")
        case "offers":
            return speech.say("Answers of colleagues")
        case "questions":
            return speech.say("Answer: {cluster}", cluster=shortened(view.whose, 30))
        case _:
            return speech.say("My reviews")


def _words(speech: Speech, each: Tiding) -> str:
    many, names = len(each.names), speech.listed(each.names)
    match each.said:
        case "came":
            return speech.count(
                "{names} accepted an invitation and waits to be let in.",
                "{names} accepted an invitation and wait to be let in.",
                many, names=names,
            )  # fmt: skip
        case "proof":
            return speech.say("Proof is asked for")
        case "submitted":
            return speech.count("{names} has submitted.", "{names} have submitted.", many, names=names)
        case "shown":
            return speech.say("The sides are shown: the check beside what was rated.")
        case "proposed":
            return speech.say("The other side proposes how to settle:")
        case "agreed":
            return speech.say("The other side agrees with you on:")
        case "answered":
            return speech.count(
                "{names} answered. It counts once you take it over.",
                "{names} answered. It counts once you take it over.",
                many, names=names,
            )  # fmt: skip
        case "dealt":
            return speech.say("The cluster has dealt with your request for proof:")
        case "let-in" | "let-in-team" | "asked" | "lead" | "role" | "handed":
            return _right(speech, each)
        case _:
            return _end(speech, each)


def _right(speech: Speech, each: Tiding) -> str:
    """What one may do now."""
    role = role_words(speech, each.role) if each.role else ""
    match each.said:
        case "let-in":
            return speech.say("You are let in and can rate now.")
        case "let-in-team":
            return speech.say("You are let in to the team. Your role: {role}.", role=role)
        case "asked":
            return speech.say("You are let in and can answer now.")
        case "lead":
            return speech.say("You settle the differences for the assessors from now on.")
        case "role":
            return speech.say("Your role is another one now: {role}.", role=role)
        case _:
            return speech.say("The cluster was handed over to you. You own it now and decide about it.")


def _end(speech: Speech, each: Tiding) -> str:
    """What is over, without a word on what it was about."""
    match each.said:
        case "withdrawn":
            return speech.say("A check that was shared with you is withdrawn. Nothing of it can be seen any more.")
        case "turned-away":
            return speech.say("You were not let in where you had accepted an invitation.")
        case "ended":
            return speech.say("An invitation that you had come in by was ended. Nothing of it can be seen any more.")
        case "without":
            return speech.say("The sides were shown before you submitted. Nothing can be rated there any more.")
        case "removed":
            return speech.say("The owner of a cluster took you out of its team. What you did there stays.")
        case _:
            raise ValueError(each.said)
