"""Earlier checks, what to look up, documents' names, and what a new survey version changes."""

from bot.documents import unnamed
from bot.notices import refusals
from bot.scene import DocumentNames, NewVersion, Scene
from bot.screens import TEXT_LIMIT, Attachment, Button, Page, Screen, Tap, shortened, units
from bot.wording import name_lines, name_of, short_name
from storage.sessions import Stored
from surveys.engine import review
from surveys.indicators import Indicator
from surveys.path import counted
from surveys.scoring import percent_floor, score
from surveys.session import Submitted

LISTED = 12
CHECKS = 24
"""Checks on the page, with three buttons each."""
ROOM = 260
"""Units kept free below the list: for its last line, and the cluster's name."""
LOOK_UP_FILE = "clusterready-look-up.txt"


def history_page(scene: Scene) -> Screen:
    """The cluster's checks, newest first, with date, version and totals; trials count nowhere."""
    speech = scene.speech
    page = Page().bold(speech.say("Earlier checks"))
    if not scene.checks:
        page.line(speech.say("No check yet."))
    for check in scene.checks[:CHECKS]:
        page.gap().line(_when(scene, check), "bold").line("   " + _totals(scene, check))
        place = check.session.place
        buttons = [Button(speech.say("Result of {date}", date=_day(scene, check)), Tap("result", check.id))]
        if isinstance(place, Submitted):
            on = "off" if check.trial else "on"
            caption = speech.say("Counts again") if check.trial else speech.say("Was a trial")
            buttons.append(Button(caption, Tap("trial", check.id, choice=on)))
        buttons.append(Button(speech.say("Delete {date}", date=_day(scene, check)), Tap("erase-check", check.id)))
        page.row(*buttons)
        before = _before(scene, check)
        if before:
            caption = speech.say("Compare with {date}", date=_day(scene, before))
            page.row(Button(caption, Tap("compare", check.id, choice=str(before.id))))
    if len(scene.checks) > CHECKS:
        older = len(scene.checks) - CHECKS
        page.gap().line(speech.count("{n} older check is in the export.", "{n} older checks are in the export.", older))
    page.row(Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _before(scene: Scene, check: Stored) -> Stored | None:
    """The submitted check before this one that counts, if this one is submitted."""
    counting = [each for each in scene.checks if isinstance(each.session.place, Submitted) and not each.trial]
    if check not in counting:
        return None
    return next((each for each in counting if each.id < check.id), None)


def _day(scene: Scene, check: Stored) -> str:
    place = check.session.place
    return scene.speech.date((place.at if isinstance(place, Submitted) else check.changed_at).date())


def _when(scene: Scene, check: Stored) -> str:
    speech = scene.speech
    closed = isinstance(check.session.place, Submitted)
    state = speech.say("submitted on {date}", date=_day(scene, check)) if closed else speech.say("open")
    kind = speech.say("Express check") if check.session.scope.kind == "express" else speech.say("Full check")
    trial = speech.say(", a trial that counts nowhere") if check.trial else ""
    return f"{kind}, {state}{trial}"


def _totals(scene: Scene, check: Stored) -> str:
    """Points and percent, cut; no total for an express check, which asks ten of thirty-one."""
    speech = scene.speech
    version = speech.say("survey version {version}", version=check.version)
    if check.session.scope.kind == "express":
        return version
    card = score(scene.versions.get(check.version, scene.survey), check.session.answers)
    shares = [percent_floor(found.low, found.out_of) for found in (card.claimed, card.evidenced)]
    return speech.say(
        "claimed {claimed} ({claimed_percent} %), documented {evidenced} ({evidenced_percent} %) · {version}",
        claimed=speech.number(card.claimed.low, 1),
        evidenced=speech.number(card.evidenced.low, 1),
        claimed_percent=speech.number(shares[0], 1),
        evidenced_percent=speech.number(shares[1], 1),
        version=version,
    )


def look_up_page(scene: Scene) -> Screen:
    """Skipped questions and estimates, each with what counts and whom to ask; plain text, to forward by mail.

    What fits no message stands in a text file as well.
    """
    speech, survey = scene.speech, scene.survey
    page = Page().bold(speech.say("To look up"))
    answers = counted(survey, scene.session.answers)
    skipped = review(survey, scene.session).skipped
    estimates = [id for id, answer in answers.items() if answer.estimate]
    parts = [_look_up_lines(scene, id, id in estimates) for id in dict.fromkeys((*skipped, *estimates))]
    file = None
    for place, lines in enumerate(parts):
        if units(page.screen().text) + sum(units(line) + 1 for line in lines) > TEXT_LIMIT - ROOM:
            left = len(parts) - place
            page.gap().line(speech.count("… and {n} more in the file.", "… and {n} more in the file.", left))
            file = Attachment(LOOK_UP_FILE, "\n\n".join("\n".join(each) for each in parts) + "\n")
            break
        page.gap().bold(lines[0])
        for line in lines[1:]:
            page.line(line)
    if not parts:
        page.line(speech.say("Nothing was skipped or estimated."))
    page.row(Button(speech.say("To the check"), Tap("card", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(file=file)


def _look_up_lines(scene: Scene, id: str, estimated: bool) -> list[str]:
    speech, survey = scene.speech, scene.survey
    question = survey.questions[id]
    name = name_of(question)
    lines = [speech.say("{name} (so far an estimate)", name=name) if estimated else name, question.ask]
    if question.counts:
        lines.append(question.counts)
    role = next((each.title for each in survey.roles if each.id == question.whom), None)
    if role:
        lines.append(speech.say("Ask: {role}.", role=role))
    return lines


def documents_page(scene: Scene, view: DocumentNames) -> Screen:
    """What is documented but not named; title, date and place come in one message, one line each."""
    speech, survey = scene.speech, scene.survey
    page = Page().bold(speech.say("Names of documents"))
    refusals(scene, page)
    if view.saved:
        page.line(speech.count("✓ {n} line saved.", "✓ {n} lines saved.", view.saved), "italic")
    if view.wrong:
        lines = speech.listed(f"“{shortened(line, 60)}”" for line in view.wrong[:3])
        page.line(speech.say("Not understood: {lines}", lines=lines), "italic")
    missing, many = unnamed(scene)
    page.line(speech.say("{named} of {many} documented levels are named.", named=many - len(missing), many=many))
    for line in name_lines(speech, survey, missing, LISTED):
        page.line(line)
    closed = isinstance(scene.session.place, Submitted)
    if not closed:
        number = survey.indicators[missing[0]].number if missing else next(iter(survey.indicators.values())).number
        page.gap().line(speech.say("This is optional. One line each: number; title; date; where it lies. For example:"))
        page.line(speech.say("{number}; Strategy 2025; 03/2025; drive S", number=number))
    page.row(Button(speech.say("To the check"), Tap("card", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    return page.screen(typing=not closed)


def new_version_page(scene: Scene, view: NewVersion) -> Screen:
    """What a newer survey version changes, before the first carried question."""
    speech, survey, told = scene.speech, scene.survey, view.changes
    page = Page().bold(speech.say("The survey has a new version: {version}", version=survey.version))
    page.line(speech.say("Your last answers are shown for confirmation wherever the question reads the same."))
    parts = (
        (speech.say("New"), told.added),
        (speech.say("Renamed"), told.renamed),
        (speech.say("Reworded, to be answered anew"), told.reworded),
    )
    for what, ids in parts:
        if ids:
            names = [_named(scene, id) for id in ids[:LISTED]]
            more = f" (+{len(ids) - LISTED})" if len(ids) > LISTED else ""
            page.line(f"{what}: {speech.listed(names)}{more}")
    if told.removed:
        page.line(speech.count("{n} question is gone.", "{n} questions are gone.", len(told.removed)))
    page.row(Button(speech.say("Go on"), Tap("go-on", scene.number)))
    return page.screen()


def _named(scene: Scene, id: str) -> str:
    question = scene.survey.questions[id]
    return name_of(question) if isinstance(question, Indicator) else short_name(question)
