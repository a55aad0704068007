"""What a button means, for ever: an event on its session, or something to show."""

from dataclasses import replace

from bot.answering import used
from bot.cohort_views import GROUP_TAPS
from bot.events import event_of
from bot.evidence import evidenced
from bot.managing import managed
from bot.peer_log import refused, stray
from bot.peering import peered
from bot.planning import planned
from bot.practising import PRACTISED, beside, practised, rated
from bot.proofs import with_proofs
from bot.reminding import calendar_scene
from bot.report_pages import decode
from bot.reporting import reported, with_checks
from bot.review_views import PEER_TAPS, REVIEWED
from bot.reviewing import after_submitting, at_hand
from bot.rights import reads_only
from bot.scene import (
    Card,
    ChooseCheck,
    Keep,
    Languages,
    Menu,
    NewVersion,
    NoteCard,
    Overview,
    PracticeResult,
    Privacy,
    Result,
    Scene,
    SureToSubmit,
    View,
    WayTo,
    WhatIf,
    Why,
)
from bot.scene import Help as HelpView
from bot.screens import Tap, value_of
from bot.speech import LANGUAGES
from bot.turn import Turn
from bot.way_pages import months_of
from storage.people import Answering, Counting, Doubting, Keeping, Noting
from surveys.engine import begin
from surveys.moving import being_asked
from surveys.sanity import second_looks
from surveys.session import (
    EXPRESS,
    FULL,
    Annotate,
    Asking,
    Closed,
    Final,
    GoTo,
    Points,
    Proving,
    Refuse,
    Scope,
    Widen,
)
from surveys.versions import changes

_DOCUMENTS = {"report", "make-report", "questionnaire", "bronze-sheet", "areas"}
_LOOKS = {"why", "overview", "result", "picture", "way", "what-if", "calendar", "take", *_DOCUMENTS}
_CARDS = {"note", "count", "keep", "use", "sure", "card", "documents", "go-on", "lookup", *_LOOKS}
_OF_CHECKS = {"erase-note", "erase-check", "trial", "history", "compare", "evidence", "proofs", "others"}
"""Taps that name a check and fall back to what is the person's own where it is not theirs."""
_EVENTS = {"give", "tick", "doc", "ok", "still", "back", "skip", "goto", "widen", "submit", "share"}


async def tapped(turn: Turn, tap: Tap) -> Scene:
    """What a button said it means, wherever the session stands now."""
    keeping = turn.person.focus
    turn.focus(Answering())
    if tap.verb in PEER_TAPS:
        return await peered(turn, tap)
    if tap.verb in GROUP_TAPS:  # their number is a cohort's
        await turn.self_check()
    elif turn.stored and not turn.stored.cluster and tap.verb not in _aside(turn):
        at_hand_now = tap.session in (0, turn.number)
        await turn.self_check()
        tap = replace(tap, session=turn.number) if at_hand_now else tap
    only_read = 0 if tap.verb in GROUP_TAPS else await reads_only(turn, tap)
    if only_read:
        return await refused(turn, only_read)
    if tap.verb in _OF_CHECKS and tap.session and await turn.work.sessions.load(tap.session, turn.person.id) is None:
        await stray(turn, tap.session)
    if (tap.verb in _EVENTS or tap.verb in _CARDS) and not await _opened(turn, tap):
        return turn.scene(Menu())
    if tap.verb in _EVENTS:
        event = event_of(turn, tap)
        scene = await rated(turn, await turn.step(event)) if event else turn.scene(Card())
        scene = await after_submitting(turn, scene) if tap.verb == "submit" else scene
        return _shared(turn, tap, scene) if tap.verb == "share" and event else scene
    match tap.verb:
        case "note" if tap.question in turn.survey.questions:
            return _note(turn, tap)
        case "count":
            return await _count(turn, tap)
        case "use" if isinstance(keeping, Doubting) and keeping.question == tap.question:
            return await used(turn, keeping, tap.choice)
        case "keep" if isinstance(keeping, Keeping) and keeping.question == tap.question:
            return await _keep(turn, keeping)
        case _:
            return await _look(turn, tap)


def _note(turn: Turn, tap: Tap) -> Scene:
    """The note's page; in a closed check there is nothing to type."""
    if not turn.closed:
        turn.focus(Noting(tap.question))
    return turn.scene(NoteCard(tap.question))


def _shared(turn: Turn, tap: Tap, scene: Scene) -> Scene:
    """The note's page again, after its switch: a text typed there still replaces the note."""
    again = _note(turn, tap)
    return replace(again, notices=scene.notices, recorded=scene.recorded, noted=scene.recorded is not None)


async def _count(turn: Turn, tap: Tap) -> Scene:
    """The next number is for this count; an old button brings its card back first, and the place after it."""
    assert turn.stored is not None
    place = turn.stored.session.place
    scene = turn.scene(Card())
    if turn.closed:
        return turn.scene(Card(), Refuse(Final()))
    if not being_asked(place, tap.question):
        here = place.question if isinstance(place, Asking | Proving) else None
        scene = await turn.step(GoTo(tap.question, here))
    turn.focus(Counting(tap.question, tap.choice))
    return replace(scene, person=turn.person)


async def _keep(turn: Turn, keeping: Keeping) -> Scene:
    """Adds the text that waits to the question's note; what stood there stays. Where both are too long, it waits on."""
    answer = turn.stored.session.answers.get(keeping.question) if turn.stored else None
    note = f"{answer.note}\n{keeping.text}" if answer and answer.note else keeping.text
    shared = bool(answer and answer.note and answer.note_shared)
    scene = await turn.step(Annotate(keeping.question, note, shared, turn.by, turn.now))
    if scene.recorded is None:
        turn.focus(keeping)
        return turn.scene(Keep(keeping.question, keeping.text), *scene.notices)
    return replace(scene, noted=True)


async def _look(turn: Turn, tap: Tap) -> Scene:
    """The taps that only show something, or begin."""
    if turn.stored and turn.stored.practice and tap.verb in ("result", "picture"):
        alone = turn.stored.practice.member is None
        return beside(turn, turn.scene(PracticeResult(tap.question) if turn.closed and alone else Card()))
    match tap.verb:
        case "language" if tap.choice in LANGUAGES:
            return await _speak(turn, tap)
        case "begin":
            return await _begin(turn, EXPRESS if tap.choice == "express" else FULL)
        case "check":
            if turn.stored is None or turn.closed:
                return turn.scene(ChooseCheck())
            turn.person = replace(turn.person, live=turn.number)
            return turn.scene(Card(), resumed=True)
        case "why" if tap.question in turn.survey.questions:
            return turn.scene(Why(tap.question))
        case "overview" if turn.stored:
            return turn.scene(Overview(tap.choice))
        case "result" if turn.stored:
            await turn.remember()
            return await with_proofs(turn, turn.scene(_page(turn, tap)))
        case "calendar" if turn.stored:
            return await calendar_scene(turn, tap.choice == "ics")
        case "what-if" if turn.stored and tap.question in turn.survey.indicators:
            await turn.remember()
            picked = value_of(tap.choice)
            points = picked[0].points if picked and isinstance(picked[0], Points) else None
            return turn.scene(WhatIf(tap.question, points))
        case "way" if turn.stored and tap.question in turn.survey.labels:
            await turn.remember()
            return turn.scene(WayTo(tap.question, months_of(tap.choice)))
        case "picture" if turn.stored:
            return await with_proofs(turn, await with_checks(turn, Result(pictured=True)))
        case verb if verb in _DOCUMENTS and turn.stored:
            return await reported(turn, verb, decode(tap.choice))
        case "go-on" if turn.stored:
            return turn.scene(Card())
        case "sure" if turn.stored:
            steps = await turn.work.sessions.steps(turn.stored.id)
            return turn.scene(SureToSubmit(second_looks(turn.survey, turn.stored.session.answers, steps)))
        case "card" if turn.stored:
            await turn.recall()
            return turn.scene(Card())
        case "renew" if await turn.switch(tap.question):
            calendared = tap.choice == "calendar" and turn.stored is not None
            return await (calendar_scene(turn, False) if calendared else _begin(turn, FULL))
        case "languages":
            return turn.scene(Languages())
        case "privacy":
            return turn.scene(Privacy())
        case "help":
            return turn.scene(HelpView())
        case "choose":
            return turn.scene(ChooseCheck())
        case _:
            return (
                await managed(turn, tap)
                or await planned(turn, tap)
                or await evidenced(turn, tap)
                or await practised(turn, tap)
                or await _in_group(turn, tap)
                or turn.scene(Menu())
            )


async def _in_group(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about cohorts; None if it is about something else."""
    if tap.verb not in GROUP_TAPS:
        return None
    from bot.cohorts import cohorted  # what reads a case is paid for by those who practise

    return await cohorted(turn, tap)


async def _speak(turn: Turn, tap: Tap) -> Scene:
    """The language of the check or round that the button names, else of the one at hand; without one, of the person.

    A check belongs to those who work on it: a reader changes their own language only.
    """
    if tap.session and not await _opened(turn, tap):
        return turn.scene(Menu())
    if turn.stored is None or turn.role == "reader":
        turn.person = replace(turn.person, language=tap.choice)
        return turn.scene(Menu())
    await turn.work.sessions.speak(turn.stored.id, tap.choice)
    turn.take(await turn.work.sessions.load(turn.stored.id, turn.person.id))
    await turn.open_case()
    await turn.recall()
    return turn.scene(Card())


def _page(turn: Turn, tap: Tap) -> View:
    """A page of the result, if there is such a page."""
    survey = turn.survey
    known = {"label": survey.labels, "section": {each.id for each in survey.sections}, "indicator": survey.indicators}
    match tap.choice:
        case "label" | "section" | "indicator" as page if tap.question in known[page]:
            return Result(page, tap.question)
        case "open" | "method" as page:
            return Result(page)
        case _:
            return Result()


async def _opened(turn: Turn, tap: Tap) -> bool:
    """Whether the tapped session is at hand now: the live one, or another of this person's clusters.

    Working on it makes it the live one; looking at it does not.
    """
    if turn.stored is None or tap.session not in (0, turn.stored.id):
        stored = await turn.work.sessions.load(tap.session, turn.person.id) if tap.session else None
        if stored is None:
            await stray(turn, tap.session)
            return False
        if not stored.cluster and tap.verb not in (PRACTISED if stored.practice else REVIEWED):
            return False
        if stored.session.kind == "assessment" and await at_hand(turn, stored.id) is None:
            return False
        if stored.session.kind != "assessment":
            turn.take(stored)
            await turn.open_case()
    if turn.stored and tap.verb not in _LOOKS and not turn.closed:
        turn.person = replace(turn.person, live=turn.number, cluster=turn.stored.cluster or turn.person.cluster)
    return True


def _aside(turn: Turn) -> set[str]:
    """The taps that are about the practice or the review at hand."""
    return PRACTISED if turn.stored and turn.stored.practice else REVIEWED


async def _begin(turn: Turn, scope: Scope) -> Scene:
    """A new session, or the open one: widened from express to full, never narrowed."""
    if turn.stored is not None and not turn.closed:
        turn.person = replace(turn.person, live=turn.number)
        wider = turn.stored.session.scope != FULL and scope == FULL
        return await turn.step(Widen(FULL)) if wider else turn.scene(Card())
    cluster = turn.person.cluster
    if turn.role == "reader":
        return turn.scene(Menu(), Refuse(Closed()))
    if cluster is None:
        cluster = await turn.work.clusters.add(turn.person.id, None, turn.now)
        turn.person = replace(turn.person, cluster=cluster)
    language = turn.language
    version = turn.desk.shelf.latest
    survey = turn.desk.shelf.survey(version, language)
    earlier = await turn.work.sessions.submitted(cluster)
    last = next(reversed(earlier), None)
    stored = await turn.work.sessions.start(
        begin(survey, scope, "self", last.session.answers if last else None),
        survey=survey.id,
        version=version,
        language=language,
        cluster=cluster,
        by=turn.person.id,
        at=turn.now,
        carried_from=last.id if last else None,
    )
    turn.take(stored)
    turn.person = replace(turn.person, live=stored.id)
    if last is not None and last.version != version:
        told = changes(turn.desk.shelf.survey(last.version, language), survey)
        if told.any:
            return turn.scene(NewVersion(told))
    return turn.scene(Card())
