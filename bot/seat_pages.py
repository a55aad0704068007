"""A cohort as a participant sees it: what can be rated now, and one's own ratings beside what was released."""

from bot.cohort_views import Nudge, Seat, Seen
from bot.group_figures import key_of, mine, released
from bot.keepsakes import keepsake_file
from bot.rooms import Room, over, rateable, round_of
from bot.scene import Scene
from bot.screens import Attachment, Button, Page, Tap, shortened
from bot.speech import Speech
from bot.wording import letter_of, name_of
from storage.cohorts import Part
from surveys.boards import BoardLine, board
from surveys.cohort import Release, Viewer, visible
from surveys.survey import Section
from surveys.training import Rated


def seat_page(scene: Scene, page: Page, view: Seat) -> Attachment | None:
    """The parts: to be rated, closed, or released."""
    speech, room = scene.speech, view.room
    cohort, today = room.cohort, scene.now.date()
    page.bold(cohort.name)
    if room.case:
        page.line(speech.say("Case: {case}", case=room.case.title))
    page.line(speech.say("You are here as {name}.", name=room.me.name or "–"))
    if over(cohort, today):
        page.line(speech.say("It has ended: nobody joins and nothing is rated any more."), "italic")
    elif cohort.begins and cohort.begins > today:
        page.line(speech.say("It begins on {date}.", date=speech.date(cohort.begins)))
    for section in room.sections:
        _part(scene, page, room, section)
    if room.case:
        page.row(Button(speech.say("Read the case"), Tap("story", 0, cohort.case or "", "0")))
    kept = keepsake_file(scene, room)
    if kept:
        page.row(Button(speech.say("My PDF to keep"), Tap("keep-practice", cohort.id)))
    page.row(Button(speech.say("Leave the group"), Tap("leave", cohort.id)))
    page.row(Button(speech.say("All groups"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))
    return kept if view.kept else None


def _part(scene: Scene, page: Page, room: Room, section: Section) -> None:
    """One part with how far one is, and its buttons."""
    speech, part, ids = scene.speech, room.part(section.id), room.in_part(section.id)
    round = round_of(part)
    rated = sum(id in mine(room, round) for id in ids)
    title = shortened(f"{section.number} {section.title}", 44)
    states = [speech.say("{done} of {many} rated", done=rated, many=len(ids))]
    can_rate = rateable(room.cohort, part, round, scene.now.date())
    if part.second:
        states.insert(0, speech.say("second round"))
    if not can_rate:
        states.append(speech.say("closed"))
    page.line(f"· {title}: {speech.listed(states)}")
    if can_rate:
        page.row(Button(speech.say("Rate: {part}", part=title), Tap("rate", room.cohort.id, section.id)))
    if part.spread_at or part.second_at or part.key_at:
        page.row(Button(speech.say("Released: {part}", part=title), Tap("seen", room.cohort.id, section.id)))


def nudge_page(scene: Scene, page: Page, view: Nudge) -> None:
    """A nudge as it comes, with a way on for each part that is open, and one tap that stops them all."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("Reminder"))
    page.line(speech.say("“{name}” goes on: not all of what is open is rated yet.", name=room.cohort.name))
    for section in room.sections:
        part, ids = room.part(section.id), room.in_part(section.id)
        rated = sum(id in mine(room, round_of(part)) for id in ids)
        if rateable(room.cohort, part, round_of(part), scene.now.date()) and rated < len(ids):
            title = shortened(f"{section.number} {section.title}", 44)
            page.line(f"· {title}: {speech.say('{done} of {many} rated', done=rated, many=len(ids))}")
            page.row(Button(speech.say("Rate: {part}", part=title), Tap("rate", room.cohort.id, section.id)))
    page.row(Button(speech.say("Stop all reminders"), Tap("quiet")))


# --- what was released ---------------------------------------------------------------------------------------


def seen_page(scene: Scene, page: Page, view: Seen) -> None:
    """One part, indicator by indicator: one's own letters, the spread, the key with its reason."""
    speech, room = scene.speech, view.room
    section = next(each for each in room.sections if each.id == view.section)
    part, ids = room.part(view.section), room.in_part(view.section)
    sights = visible(Viewer.TRAINEE, release_of(part))
    found = board((), ids, released(part), key_of(room), sights)
    page.bold(f"{section.number} {section.title}")
    first, second = mine(room, 1), mine(room, 2)
    for line in found.lines:
        indicator = room.survey.indicators[line.indicator]
        page.gap().line(name_of(indicator), "bold")
        page.line(_own(speech, first.get(line.indicator), second.get(line.indicator), part))
        _group(speech, page, line, part)
        if line.key and room.case:
            page.line(speech.say("Key: {letter}", letter=letter_of(line.key.points)), "bold")
            page.line(room.case.keyed[line.indicator].reason)
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)), Button(speech.say("Menu"), Tap("menu")))


def release_of(part: Part) -> Release:
    """What a trainer has released of a part."""
    return Release(part.spread_at is not None, part.key_at is not None, part.second_at is not None)


def _own(speech: Speech, first: Rated | None, second: Rated | None, part: Part) -> str:
    once = _letter(first)
    if not part.second:
        return speech.say("You: {letter}", letter=once)
    return speech.say("You: {letter}, in the second round {second}", letter=once, second=_letter(second))


def _letter(rated: Rated | None) -> str:
    return "–" if rated is None or rated.points is None else letter_of(rated.points)


def _group(speech: Speech, page: Page, line: BoardLine, part: Part) -> None:
    """The group's letters, in both rounds; or that too few have rated."""
    if part.spread_at:
        shown = spread_words(line.spread.counts) if line.spread else speech.say("too few, so it is hidden")
        page.line(speech.say("Group: {spread}", spread=shown))
    if part.second_at:
        shown = spread_words(line.second.counts) if line.second else speech.say("too few, so it is hidden")
        page.line(speech.say("Group in the second round: {spread}", spread=shown))


def spread_words(counts: tuple[int, ...]) -> str:
    """How many gave each letter, as A 1 · C 4; letters that nobody gave are left out."""
    return " · ".join(f"{letter_of(level)} {many}" for level, many in enumerate(counts) if many)
