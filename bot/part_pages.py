"""The parts of a cohort for its trainer: what is open, how many are done, what was released, and the steps."""

from bot.cohort_views import PartPage, Parts, Rehearse, Step
from bot.group_figures import trainees
from bot.parts import ended
from bot.rooms import Room, round_of
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.speech import Speech
from surveys.cohort import Stage, headway, stages
from surveys.survey import Section


def parts_page(scene: Scene, page: Page, view: Parts) -> None:
    """All parts, each with its state."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("Parts of “{name}”", name=room.cohort.name))
    if not room.sections:
        page.line(speech.say("No case is chosen yet: open the settings."))
    for section in room.sections:
        page.line(_title(section), "bold")
        page.line("   " + speech.listed(_states(scene, room, section)))
    page.rows([Button(each.number or each.title, Tap("part", room.cohort.id, each.id)) for each in room.sections], 5)
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)))


def _title(section: Section) -> str:
    return shortened(f"{section.number or ''} {section.title}".strip(), 80)


def _states(scene: Scene, room: Room, section: Section) -> list[str]:
    """Open or not, which round, how many are done, what is out."""
    speech, part = scene.speech, room.part(section.id)
    states = [speech.say("open") if part.opened else speech.say("closed")]
    if part.second:
        states.append(speech.say("second round"))
    states.append(_done(scene, room, section.id))
    if part.spread_at:
        states.append(speech.say("spread released"))
    if part.second_at:
        states.append(speech.say("second spread released"))
    if part.key_at:
        states.append(speech.say("key released"))
    return states


def _done(scene: Scene, room: Room, section: str) -> str:
    """How many of those who joined have rated all of it."""
    group = trainees(room, repeats=True)
    found = stages(headway(group, room.in_part(section), scene.now, round_of(room.part(section))))
    return scene.speech.say("{done} of {many} are done", done=found[Stage.DONE], many=len(group))


def part_page(scene: Scene, page: Page, view: PartPage) -> None:
    """One part and what can be done with it; or the question before what can't be undone."""
    speech, room = scene.speech, view.room
    section = next(each for each in room.sections if each.id == view.section)
    part, id = room.part(section.id), room.cohort.id
    page.bold(_title(section))
    page.line(speech.listed(_states(scene, room, section)))
    if view.sure:
        page.gap().line(_sure(speech, view.sure))
        page.row(
            Button(_yes(speech, view.sure), Tap("part", id, section.id, f"{view.sure}-yes")),
            Button(speech.say("No"), Tap("part", id, section.id)),
        )
        return
    if not ended(part):
        label = speech.say("Close") if part.opened else speech.say("Open")
        page.row(Button(label, Tap("part", id, section.id, "close" if part.opened else "open")))
        page.row(Button(speech.say("Release the spread"), Tap("part", id, section.id, "spread")))
    if part.second_at or (part.spread_at and not part.second):
        page.row(Button(speech.say("Take newcomers into the spread"), Tap("part", id, section.id, "again")))
    if not part.key_at:
        page.row(Button(speech.say("Release the key"), Tap("part", id, section.id, "key")))
        if not part.second:
            page.row(Button(speech.say("Begin the second round"), Tap("part", id, section.id, "second")))
    page.row(Button(speech.say("All parts"), Tap("cohort-parts", id)), Button(speech.say("Back"), Tap("cohort", id)))


def _sure(speech: Speech, step: Step) -> str:
    match step:
        case "spread":
            return speech.say(
                "Release how the group's letters lie? After that nobody can rate this part in this round any more, "
                "also who is not done. Type in guests on paper first. This can't be undone."
            )
        case "key":
            return speech.say(
                "Release the key? After that nobody can rate this part any more, in any round. Type in guests on paper "
                "first. This can't be undone."
            )
        case "second":
            return speech.say(
                "Begin the second round? Everybody rates this part once more; what was rated in the first round stays "
                "and is final. This can't be undone."
            )


def _yes(speech: Speech, step: Step) -> str:
    match step:
        case "spread":
            return speech.say("Yes, release the spread")
        case "key":
            return speech.say("Yes, release the key")
        case "second":
            return speech.say("Yes, begin it")


def rehearse_page(scene: Scene, page: Page, view: Rehearse) -> None:
    """The parts, to be rated without being counted."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("Rehearse"))
    page.line(speech.say("Rate as those who join will, open or closed. What you rate is never counted."))
    for section in room.sections:
        page.row(Button(_title(section), Tap("rate", room.cohort.id, section.id)))
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)))
