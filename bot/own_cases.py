"""A trainer's own cases: a file becomes a case for their groups, or every problem of it is named."""

from bot.cases import OWN, case_of
from bot.cohort_views import Group, OwnCases
from bot.room_loading import FORM, may_run
from bot.scene import Scene
from bot.screens import Tap, is_number
from bot.sent import Sent
from bot.speech import speech
from bot.turn import Turn
from storage.people import Filling
from surveys.case_files import MOST_BYTES, read_case

MOST = 20
"""As many own cases as somebody may keep."""
LISTED = 12
"""As many problems as are named at once."""


async def own_cases(turn: Turn, note: str = "", problems: tuple[str, ...] = (), wanted: Sent | None = None) -> Scene:
    """A person's own cases; `wanted`: a file that is to be fetched for one more."""
    found = []
    for each in await turn.work.own_cases.of(turn.person.id):
        case = await case_of(turn.desk, turn.work, f"{OWN}{each.id}", turn.language)
        found.append((each.id, case.title if case else f"{OWN}{each.id}"))
    return turn.scene(Group(OwnCases(tuple(found), problems, wanted), note))


async def own_case_tapped(turn: Turn, tap: Tap) -> Scene:
    """The list; or one that no group uses is taken away."""
    if tap.verb == "own-case-drop" and is_number(tap.choice):
        if await turn.work.cohorts.uses(f"{OWN}{tap.choice}"):
            return await own_cases(turn, speech(turn.language).say("A group uses this case, so it stays."))
        await turn.work.own_cases.remove(turn.person.id, int(tap.choice))
    turn.focus(Filling(FORM, "case"))
    return await own_cases(turn)


async def case_sent(turn: Turn, sent: Sent) -> Scene:
    """A file that came for the page of own cases: it is fetched after this turn, if it can be one."""
    turn.focus(Filling(FORM, "case"))
    words = speech(turn.language)
    if sent.size is not None and sent.size > MOST_BYTES:
        return await own_cases(turn, words.say("The file has more than {limit} KB.", limit=MOST_BYTES // 1000))
    return await own_cases(turn, words.say("{file} is being read. If nothing comes, send it again.", file=sent.name),
                           wanted=sent)  # fmt: skip


async def case_brought(turn: Turn, name: str, content: bytes | None) -> Scene:
    """Keeps a case that is right; else says every problem with its place."""
    words = speech(turn.language)
    if not may_run(turn):
        return await own_cases(turn, words.say("Whoever runs this bot has named who may run groups; you are not among "
                                               "them."))  # fmt: skip
    if content is None:
        return await own_cases(turn, words.say("{file} can't be read here.", file=name))
    case, problems = read_case(name, content)
    said = tuple(f"{each.line}:{each.column} {each.code} {each.message}" for each in problems if not each.warning)
    if case is None:
        return await own_cases(turn, words.say("This is no case yet. Mend this, and send it again:"), said[:LISTED])
    kept = await turn.work.own_cases.of(turn.person.id)
    if len(kept) >= MOST:
        return await own_cases(turn, words.say("There can be up to {limit}.", limit=MOST))
    text = content.decode("utf-8-sig")
    if text not in {each.content for each in kept}:
        await turn.work.own_cases.add(turn.person.id, text, turn.now)
    return await own_cases(turn, words.say("“{case}” can be chosen for your groups now.", case=case.title))
