"""Practising on a case: choosing one, reading it, rating it on the same cards, and each rating beside the key."""

from dataclasses import replace
from typing import Literal

from bot.cases import OWN, case_of, may_practise, may_see
from bot.scene import Attempts, BesideKey, Card, CaseIntro, PracticeResult, Scene, Story, Train
from bot.screens import Tap, is_number
from bot.turn import Turn
from storage.sessions import Practice, Stored
from surveys.engine import begin
from surveys.path import complete
from surveys.session import Asking, Proving, Scope, Submitted

Mode = Literal["each", "end"]
PRACTISED = {
    "give", "doc", "back", "skip", "goto", "submit", "share", "note", "keep", "use", "why", "overview", "card", "go-on",
    "language", "story", "beside-key", "result", "picture", "erase-note", "ok", "still", "tick", "count",
}  # fmt: skip
"""Taps that are about the practice at hand; all others are about the self-check."""


async def practised(turn: Turn, tap: Tap) -> Scene | None:
    """The scene of a tap about practice; None if it is about something else."""
    match tap.verb:
        case "train":
            return await train_scene(turn)
        case "case" if await _opened(turn, tap.question) and await _alone(turn, tap.question):
            return turn.scene(CaseIntro(tap.question, "each" if tap.choice == "each" else "end"))
        case "story" if await _opened(turn, tap.question):
            page = int(tap.choice) if is_number(tap.choice) else 0
            return turn.scene(Story(tap.question, page, await _alone(turn, tap.question)))
        case "practise" if await _opened(turn, tap.question) and await _alone(turn, tap.question):
            return await _practise(turn, tap)
        case "case" | "practise" | "story":
            return await train_scene(turn)
        case "attempts":
            return replace(await train_scene(turn), view=Attempts())
        case "beside-key" if turn.stored and tap.question in await _open_keys(turn, turn.stored):
            return beside(turn, turn.scene(BesideKey(tap.question)))
        case _:
            return None


async def _alone(turn: Turn, ref: str) -> bool:
    """Whether the person may rate this case alone."""
    return await may_practise(turn.work, ref, turn.person.id)


async def _open_keys(turn: Turn, stored: Stored) -> frozenset[str]:
    """The indicators whose key the person may see: those shown before, and all of a finished round of their own.

    In a group a rating is final as soon as the spread is out; its key is open once that is out too, or was shown
    right after it was rated.
    """
    practice, session = stored.practice, stored.session
    if practice is None:
        return frozenset()
    if practice.member is None:
        return session.shown | (frozenset(session.scope.ids) if turn.is_closed(stored) else frozenset())
    found = await turn.work.cohorts.where_rated(practice.member)
    out = {id for id, part in found[2].items() if part.key_at} if found else set()
    each = practice.mode == "each"
    return frozenset(
        id
        for id in session.shown
        if turn.survey.homes[id].id in out or (each and complete(turn.survey, session.scope, session.answers, id))
    )


def beside(turn: Turn, scene: Scene) -> Scene:
    """With the survey as it is released: a key follows from facts."""
    version = scene.survey.version
    return replace(scene, versions={version: turn.desk.shelf.survey(version, turn.language)})


async def train_scene(turn: Turn) -> Scene:
    """The cases for this person, and their rounds so far."""
    shelf, language = turn.desk.shelf.cases, turn.person.language
    found = [(id, shelf.case(id, language)) for id in shelf.ids]
    for own in await turn.work.own_cases.of(turn.person.id):
        case = await case_of(turn.desk, turn.work, f"{OWN}{own.id}", language)
        found += [(f"{OWN}{own.id}", case)] if case else []
    rounds = [each for each in await turn.work.sessions.practised(turn.person.id, guests=False) if _own(each)]
    versions = {each.version: turn.desk.shelf.survey(each.version, turn.language) for each in rounds}
    await turn.self_check()
    return replace(turn.scene(Train()), cases=tuple(found), checks=tuple(rounds), versions=versions)


def _own(stored: Stored) -> bool:
    """Whether a round is the person's own, and not typed in for a guest or in a cohort."""
    return stored.practice is not None and stored.practice.member is None


async def _opened(turn: Turn, ref: str) -> bool:
    """Whether there is such a case for this person; it is the one at hand then."""
    if not await may_see(turn.work, ref, turn.person.id):
        return False
    case = await case_of(turn.desk, turn.work, ref, turn.language)
    turn.case = case or turn.case
    return case is not None


async def _practise(turn: Turn, tap: Tap) -> Scene:
    """All of the case or one section of it, with feedback after each rating or at the end."""
    section, _, mode = tap.choice.partition(".")
    assert turn.case is not None
    survey = turn.desk.shelf.survey(turn.case.survey.version, turn.language)
    ids = case_ids(turn, section)
    if not ids:
        return turn.scene(CaseIntro(tap.question))
    return await begin_practice(
        turn, tap.question, ids, mode="each" if mode == "each" else "end", version=survey.version
    )


def case_ids(turn: Turn, section: str = "") -> tuple[str, ...]:
    """The indicators of the case at hand that are rated, of one section or of all, in the survey's order."""
    from surveys.keys import rated  # what reads a case is paid for by those who practise

    assert turn.case is not None
    survey = turn.desk.shelf.survey(turn.case.survey.version, turn.language)
    found = rated(survey, turn.case)
    return tuple(id for id in found if section in ("", survey.homes[id].id))


async def begin_practice(
    turn: Turn, case: str, ids: tuple[str, ...], *, member: int | None = None, round: int = 1, mode: Mode = "end",
    version: int | None = None, language: str | None = None,
) -> Scene:  # fmt: skip
    """A round on a case: the open one of the same kind goes on, else a new one begins, in this language."""
    earlier = await turn.work.sessions.practised(turn.person.id, case, guests=False)
    same = [
        each
        for each in earlier
        if each.session.scope.ids == ids
        and each.practice
        and (each.practice.member, each.practice.round) == (member, round)
    ]
    going = next((each for each in reversed(same) if not turn.is_closed(each) and _mode(each) == mode), None)
    if going is None:
        version = version or turn.desk.shelf.latest
        survey = turn.desk.shelf.practised(version, language or turn.language, ids)
        going = await turn.work.sessions.start(
            begin(survey, Scope("indicators", ids), "practice"),
            survey=survey.id,
            version=version,
            language=language or turn.language,
            cluster=0,
            by=turn.person.id,
            at=turn.now,
            practice=Practice(case, member, round, mode, repeat=_seen(earlier, ids)),
        )
    turn.take(going)
    await turn.open_case()
    turn.person = replace(turn.person, live=going.id)
    return turn.scene(Card(), resumed=bool(going.session.answers))


def _mode(stored: Stored) -> Mode | None:
    return stored.practice.mode if stored.practice else None


def _seen(earlier: list[Stored], ids: tuple[str, ...]) -> bool:
    """Whether the key of any of these indicators was seen before, so that the round is a repeat."""
    seen: set[str] = set()
    for each in earlier:
        seen |= each.session.shown
        if isinstance(each.session.place, Submitted) and each.practice and each.practice.member is None:
            seen |= set(each.session.scope.ids)
    return bool(seen & set(ids))


async def rated(turn: Turn, scene: Scene) -> Scene:
    """After a rating: with feedback after each, the key beside it as soon as nothing of it is open; at the end, all."""
    stored = turn.stored
    if stored is None or stored.practice is None:
        return scene
    place, recorded = stored.session.place, scene.recorded
    if isinstance(place, Submitted) and stored.practice.member is not None:
        return scene
    if isinstance(place, Submitted):
        await turn.work.sessions.seen(stored.id, turn.person.id, stored.session.scope.ids)
        return beside(turn, replace(scene, view=PracticeResult()))
    if recorded is None or stored.practice.mode != "each" or recorded.question in stored.session.shown:
        return scene
    if turn.case is None or recorded.question not in turn.case.keyed:  # it is gone, or has another key by now
        return scene
    still = isinstance(place, Asking | Proving) and place.question == recorded.question
    if still or not complete(turn.survey, stored.session.scope, stored.session.answers, recorded.question):
        return scene
    await turn.work.sessions.show(stored.id, [recorded.question])
    await turn.work.sessions.seen(stored.id, turn.person.id, [recorded.question])
    shown = stored.session.shown | {recorded.question}
    turn.stored = replace(stored, session=replace(stored.session, shown=shown))
    return beside(turn, replace(scene, view=BesideKey(recorded.question), stored=turn.stored, notices=()))
