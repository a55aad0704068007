"""The access log on a phone: who opened what of a cluster, when, and who was refused."""

from bot.review_views import Log
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.wording import name_of
from bot.zones import moment_words
from storage.access_log import Access

PER_PAGE = 15
"""Lines of the log on a page."""


def log_page(scene: Scene, page: Page, view: Log) -> None:
    """Who opened what, when, newest first; refusals stand out."""
    speech = scene.speech
    page.bold(speech.say("Access log"))
    if not view.lines:
        page.line(speech.say("Nothing yet."))
    pages = max(1, -(-len(view.lines) // PER_PAGE))
    at = min(view.page, pages - 1)
    for each in view.lines[at * PER_PAGE : (at + 1) * PER_PAGE]:
        page.line(_logged(scene, view, each), "bold" if each.what in REFUSED else "plain")
    if pages > 1:
        turns = [(speech.say("‹ Page {n}", n=at), at - 1), (speech.say("Page {n} ›", n=at + 2), at + 1)]
        page.row(*(Button(name, Tap("access-log", choice=str(to))) for name, to in turns if 0 <= to < pages))
    page.row(Button(speech.say("All shares"), Tap("sharing")), Button(speech.say("Menu"), Tap("menu")))


_BY_ITSELF = {"closed"}
"""What happens because of somebody, and not as something that they do."""
REFUSED = {"refused", "old-code", "own-cluster"}


def _logged(scene: Scene, view: Log, each: Access) -> str:
    speech = scene.speech
    who = speech.say("you") if each.person == view.me else each.name or speech.say("somebody")
    asked = view.survey.questions.get(each.question or "")
    about = f": {name_of(asked)}" if asked else f": {each.name}" if each.person == view.me and each.name else ""
    did = f"{what_words(scene, each.what)}{shortened(about, 80)}"
    time = moment_words(speech, each.at, view.zone)
    return f"{time} · {did}" if each.what in _BY_ITSELF else f"{time} · {who} · {did}"


def what_words(scene: Scene, what: str) -> str:
    """A line of the log in words."""
    speech = scene.speech
    words = {
        "shared": speech.say("shared the check"),
        "withdrawn": speech.say("withdrew the share"),
        "invited": speech.say("made an invitation"),
        "opened-invitation": speech.say("opened the invitation's text"),
        "took": speech.say("took the invitation"),
        "let-in": speech.say("let in"),
        "turned-away": speech.say("turned away"),
        "ended": speech.say("ended an invitation"),
        "opened": speech.say("opened the review"),
        "fact": speech.say("opened what is shared"),
        "asked": speech.say("asked a colleague"),
        "proof-request": speech.say("asked for proof"),
        "submitted": speech.say("submitted ratings"),
        "closed": speech.say("the sides are shown"),
        "sides": speech.say("opened side by side"),
        "refused": speech.say("REFUSED: tried to open what is not theirs"),
        "old-code": speech.say("REFUSED: a code that serves no more"),
        "own-cluster": speech.say("REFUSED: works in this cluster"),
        "lead": speech.say("named the lead assessor"),
        "proposed": speech.say("proposed a settlement"),
        "accepted": speech.say("agreed to a settlement"),
        "role": speech.say("changed a role"),
        "removed": speech.say("removed from the team"),
        "handed-over": speech.say("handed the cluster over"),
        "answered": speech.say("answered a question"),
        "left": speech.say("left the cluster"),
        "proof-opened": speech.say("opened proof"),
        "all-proofs": speech.say("took all proof as one file"),
        "packed": speech.say("made a hand-off pack"),
    }
    return words.get(what, what)
