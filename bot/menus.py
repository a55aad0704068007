"""The pages around a check: welcome and consent, the menu, which check, help, privacy, languages."""

from bot.commands import COMMANDS
from bot.notices import refusals
from bot.questions import header
from bot.scene import Scene
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.speech import LANGUAGES
from surveys.path import complete, path
from surveys.session import Asking, Proving, Submitted


def welcome(scene: Scene, code: str = "") -> Screen:
    """What this is, that it is unofficial, what is stored, who runs it; consent by a button. `code` rides along."""
    speech = scene.speech
    page = Page().bold(speech.say("ClusterReady – a self-check for cluster organisations"))
    page.line(
        speech.say(
            "You walk through 31 quality indicators and see how ready you are for the Bronze, Silver and Gold "
            "label of European cluster management. Every point comes with its reason."
        )
    )
    page.gap().line(
        speech.say(
            "The result is provisional and unofficial. It is not an ESCA or EUCLES result, and nothing here "
            "awards a label."
        )
    )
    page.gap().line(_stored(scene))
    _operator(scene, page)
    page.row(Button(speech.say("I agree, begin"), Tap("consent", 0, code, scene.language)))
    others = [Button(name, Tap("welcome", 0, code, id)) for id, name in LANGUAGES.items() if id != scene.language]
    page.row(Button(speech.say("Privacy"), Tap("privacy", 0, code, scene.language)), *others)
    return page.screen()


def _stored(scene: Scene) -> str:
    speech = scene.speech
    if scene.channel == "terminal":
        return speech.say(
            "Stored in a file on this computer: a name for you there (me, unless you chose one), your language, your "
            "clusters, your answers and notes with their dates. Nothing is stored before you agree."
        )
    return speech.say(
        "Stored once you agree: your Telegram id (a number), your language, your clusters, your answers and notes with "
        "their dates. Before, a message is kept only until it is worked, a few seconds as a rule. You can withdraw at "
        "any time with /delete; then all of it is erased."
    )


def _operator(scene: Scene, page: Page) -> None:
    """Who runs this and how to reach them, and who can see what is stored."""
    speech, operator = scene.speech, scene.operator
    page.line(
        speech.say(
            "Who runs this: {operator}. Who sees your answers: you, those you let in yourself, and whoever administers "
            "the computer it runs on.",
            operator=operator.name or speech.say("not named"),
        )
    )
    if operator.contact:
        page.line(speech.say("Contact: {contact}", contact=operator.contact))
    if operator.privacy_page:
        page.line(speech.say("Privacy page: {page}", page=operator.privacy_page))
    if scene.channel == "telegram":
        page.line(
            speech.say(
                "Your messages pass through Telegram, without end-to-end encryption. The operator's administrators can "
                "technically read the database."
            )
        )


def menu(scene: Scene) -> Screen:
    """Where one stands and what one can do."""
    speech, number = scene.speech, scene.number
    page = Page().bold(speech.say("Menu"))
    refusals(scene, page)
    stored = scene.stored
    closed = stored is not None and isinstance(stored.session.place, Submitted)
    if stored is None:
        page.line(speech.say("No check yet. Which one do you want to begin?"))
    elif closed:
        page.line(speech.say("Your last check was submitted on {date}.", date=speech.date(scene.on)))
    else:
        page.line(standing(scene))
        page.row(Button(speech.say("Continue"), Tap("card", number)))
    if stored is None or closed:
        page.rows(checks(scene), 1)
    elif stored.session.scope.kind == "express":
        page.row(checks(scene)[1])
    if stored:
        page.row(
            Button(speech.say("Overview"), Tap("overview", number)), Button(speech.say("Result"), Tap("result", number))
        )
    if stored:
        page.row(
            Button(speech.say("Plan"), Tap("plan")),
            Button(speech.say("Proof"), Tap("evidence", number)),
            Button(speech.say("Label calendar"), Tap("calendar", number)),
        )
    if scene.practising and not isinstance(scene.practising.session.place, Submitted):
        rating = scene.practising.practice is None
        caption = speech.say("Go on reviewing") if rating else speech.say("Go on practising")
        page.row(Button(caption, Tap("card", scene.practising.id)))
    page.row(Button(speech.say("Practise"), Tap("train")), Button(speech.say("Share and review"), Tap("sharing")))
    page.row(Button(speech.say("Earlier checks"), Tap("history")), Button(speech.say("Clusters"), Tap("clusters")))
    page.row(
        Button(speech.say("Language"), Tap("languages")),
        Button(speech.say("Privacy"), Tap("privacy")),
        Button(speech.say("Help"), Tap("help")),
    )
    return page.screen()


def standing(scene: Scene) -> str:
    """'You were at 14 of 31, last on 3 May': where the open check stands."""
    speech, session = scene.speech, scene.session
    day = speech.date(scene.stored.changed_at.date()) if scene.stored else ""
    asked = path(scene.survey, session.scope, session.answers)
    done = sum(complete(scene.survey, session.scope, session.answers, id) for id in asked)
    kind = speech.say("Express check") if session.scope.kind == "express" else speech.say("Full check")
    if isinstance(session.place, Asking | Proving):
        at = header(scene, scene.survey.questions[session.place.question])
        return speech.say(
            "{check}: you were at {place}, last on {date}. {done} of {many} questions are done.",
            check=kind, place=shortened(at, 80), date=day, done=done, many=len(asked),
        )  # fmt: skip
    return speech.say(
        "{check}: all asked, last on {date}. {done} of {many} questions are done.",
        check=kind,
        date=day,
        done=done,
        many=len(asked),
    )


def checks(scene: Scene) -> list[Button]:
    """The two checks, each with what it takes."""
    speech, express = scene.speech, scene.survey.express
    minutes, full = (express.minutes, express.full_minutes) if express else (5, 45)
    return [
        Button(speech.say("Express check – {minutes} minutes", minutes=minutes), Tap("begin", choice="express")),
        Button(speech.say("Full check – about {minutes} minutes", minutes=full), Tap("begin", choice="full")),
    ]


def choose(scene: Scene) -> Screen:
    """Express or full."""
    speech = scene.speech
    page = Page().bold(speech.say("Which check?"))
    page.line(
        speech.say(
            "The express check asks ten indicators and says which label is worth a full check. The full check "
            "asks all 31 and what documents prove, in five parts; you can stop and go on at any time. Everything "
            "answered in the express check is kept in the full one."
        )
    )
    page.rows(checks(scene), 1)
    page.row(Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def help_page(scene: Scene, unknown: str) -> Screen:
    """How this works, made from the table of commands."""
    speech = scene.speech
    page = Page().bold(speech.say("Help"))
    if unknown:
        page.line(speech.say("There is no command {command}. These are:", command=unknown), "italic")
    for command in COMMANDS:
        page.line(f"/{command.name} – {speech.say(command.about)}")
    page.gap().line(
        speech.say(
            "Answer with a button, or type: the letter of a statement, a number (12, 12.5, 65 %), “about 12” "
            "for an estimate, a month (05/2022). Every answer is kept at once; you can stop anywhere and go on "
            "later."
        )
    )
    if scene.channel == "terminal":
        page.line(
            speech.say(
                "In this window: type the word, letter or number in brackets. “quit” or Ctrl-D ends, and all is kept."
            )
        )
    page.line(
        speech.say(
            "Back goes one question back. Skip leaves a question open. Why? explains it. Note keeps a private remark."
        )
    )
    _way_on(scene, page)
    return page.screen()


def privacy(scene: Scene, code: str = "") -> Screen:
    """What is stored, by whom, who sees it."""
    speech = scene.speech
    page = Page().bold(speech.say("Privacy")).line(_stored(scene))
    page.line(
        speech.say("Notes are private: they go into no report and are not shared unless you switch that for a note.")
    )
    page.line(
        speech.say(
            "Proofs (files, links, words that say where something lies) are kept only if you add some, until you "
            "remove them; those with a role in your cluster see them."
        )
    )
    if scene.channel == "telegram":
        page.line(
            speech.say(
                "Also kept for a short time: what you send until it is worked (a few seconds as a rule), what could "
                "not be worked because of a fault (30 days), and the numbers of this chat's messages (48 hours)."
            )
        )
    _operator(scene, page)
    page.line(
        speech.say(
            "Nothing is sent to ESCA, EUCLES or anybody else. What an assessor, your team or a colleague sees is said "
            "where you let them in, and you can take it back."
        )
    )
    if scene.person:
        page.row(
            Button(speech.say("Export my data"), Tap("export")), Button(speech.say("Erase everything"), Tap("erase"))
        )
        _way_on(scene, page)
    else:
        page.row(Button(speech.say("Back"), Tap("welcome", 0, code, scene.language)))
    return page.screen()


def languages(scene: Scene) -> Screen:
    """Which language; nothing is lost by switching."""
    speech = scene.speech
    page = Page().bold(speech.say("Language")).line(speech.say("Every answer stays as it is when you switch."))
    page.row(*(Button(name, Tap("language", choice=code)) for code, name in LANGUAGES.items()))
    page.row(Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _way_on(scene: Scene, page: Page) -> None:
    """Back to the open check, if there is one, and the menu."""
    buttons = [Button(scene.speech.say("Menu"), Tap("menu"))]
    if scene.stored:
        buttons.insert(0, Button(scene.speech.say("Continue"), Tap("card", scene.number)))
    page.row(*buttons)
