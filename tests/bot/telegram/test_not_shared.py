"""Nobody reads what is not shared with them: every verb of a button, commands, files, codes, forwarded buttons."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

import storage.access_log
from bot.review_views import PEER_TAPS, REVIEWED
from storage.invitations import SERVES
from tests.bot.proof_files import PDF
from tests.bot.telegram.peers import STRATEGY as Q
from tests.bot.telegram.peers import Peer, code_on, settled
from tests.bot.telegram.serving import Served, rows, serving
from tests.bot.telegram.shared_world import CHECK, DONE, ENDED, IDS, LATER, MARKERS, ONE, OPEN, OTHERS, World
from tests.telegram_server import TelegramServer

OUTSIDE = ("one", "ended", "waiting", "colleague", "stranger")
TAPS: Mapping[str, tuple[str, ...]] = {
    # the owner's
    "sharing": ("||",), "share-new": (f"{CHECK}||fpn.60", f"{OPEN}||"), "share-make": (f"{CHECK}||fpng.60",),
    "shared": ("||1",), "share-withdraw": ("|yes|1", "||1"), "share-close": ("|yes|1", "||1"), "lead": ("|2|1",),
    "invite-assessor": ("||1",), "let-in": ("||6", "||1"), "uninvite": ("||8", "||3", "||7"),
    "proof-done": (f"|{Q}|1",), "access-log": ("||", "||1"),
    "pack": (f"{CHECK}||", f"{CHECK}||pnha", f"{DONE}||a"), "pack-send": (f"{CHECK}||.", f"{CHECK}||pnha.0"),
    # another assessor's
    "review": ("||",), "review-open": ("||2", "||3", "||4"), "told": (f"{DONE}||", f"{CHECK}||"),
    "shared-proofs": (f"{DONE}|{Q}|", f"{CHECK}|{Q}|"), "open-proof": (f"{DONE}|{Q}|1", f"{CHECK}|{Q}|1"),
    "all-proofs": (f"{DONE}||", f"{CHECK}||"),
    "rests": (f"{DONE}|{Q}|website",), "remark": (f"{DONE}|{Q}|comment",), "ask-proof": (f"{DONE}|{Q}|",),
    # the sides
    "sides": ("||1", f"|{Q}|1", "|agreement|1"), "settle": (f"1|{Q}|p3yes",), "agree-to": (f"1|{Q}|p3yes",),
    "agenda": ("||1", f"|{Q}|1"),
    # the team's
    "team": ("1||",), "team-invite": ("1||editor", "1||reader"), "team-role": ("1|3|",), "team-remove": ("1|3|yes",),
    "team-hand": ("1|3|yes", "1|2|"), "team-leave": ("1||yes",), "team-erase": ("1||yes",), "team-changes": ("1||",),
    # a colleague's
    "ask": (f"{OPEN}||", f"{OPEN}|strategy|00"), "ask-link": (f"{OPEN}||00",), "ask-mail": (f"{OPEN}||00",),
    "ask-type": (f"{OPEN}|{Q}|",), "questions": ("||3", "||7"), "offer": (f"3|{Q}|", "7|organisation-name|"),
    "offers": ("||",), "offer-give": ("7|founded|m2016",), "offer-take": ("||1",), "offer-drop": ("||1",),
    "accept": ("||i-none",),
    # of a check, or of somebody else's assessment
    **{verb: tuple(f"{session}|{Q}|{choice}" for session in (CHECK, DONE))
       for verb, choice in {
           "give": "p1", "doc": "yes", "back": "", "skip": "", "goto": "", "submit": "", "note": "", "keep": "",
           "use": "here", "why": "", "overview": "", "card": "", "go-on": "", "share": "on", "language": "de",
           "erase-note": "yes", "ok": "", "still": "", "count": "sme", "tick": "english",
       }.items()},
    # what else there is of a cluster
    **dict.fromkeys(("what-if", "result", "picture", "way", "calendar", "lookup", "widen"), (f"{CHECK}|{Q}|",)),
    **dict.fromkeys(("report", "make-report", "questionnaire", "bronze-sheet", "areas", "take"), (f"{CHECK}||",)),
    "compare": (f"{CHECK}||1",), "history": (f"{CHECK}||",), "trial": (f"{CHECK}||on",),
    "documents": (f"{CHECK}||",), "evidence": (f"{CHECK}||",), "proofs": (f"{CHECK}|{Q}|",), "also": (f"|{Q}|1",),
    "proof": ("||1", f"|{Q}|1"), "proof-file": ("||1",), "fetch": ("||1",), "proof-remove": ("|yes|1",),
    "plan": ("|1|",), "line": ("||1",), "line-done": ("||1",), "line-ask": ("|who|1",), "line-remove": ("||1",),
    "renew": ("|1|", "|1|calendar"), "cluster": ("||1",), "name-cluster": ("||1",), "erase-check": (f"{CHECK}||yes",),
}  # fmt: skip
"""Buttons that are not theirs, by their verb, with other people's numbers."""
OWN = {"sharing", "access-log", "review", "offers", "accept"}
"""Those that carry no number of somebody else's, so that there is nothing to be refused."""
QUIET = {
    "also", "proof", "proof-file", "fetch", "proof-remove", "plan", "line", "line-done", "line-ask", "line-remove",
    "renew", "cluster", "name-cluster",
}  # fmt: skip
"""Those that are about no share and no check: what is theirs is shown instead, and nothing is written down."""
READ = {"result", "picture", "team", "team-leave", "cluster", "name-cluster"}
"""Those that readers may press."""
OFFICE = ("share-new", "share-make", "shared", "share-withdraw", "share-close", "lead", "invite-assessor", "let-in",
          "uninvite", "proof-done", "team-invite", "team-role", "team-remove", "team-hand", "team-erase",
          "pack", "pack-send")  # fmt: skip
"""What only the owner does."""
COMMANDS = ("plan", "history", "result", "report", "export", "evidence", "overview", "share", "team", "review",
            "calendar", "clusters", "documents", "check", "start")  # fmt: skip
THEIRS = "answer session share invitation review review_remark proof_request settlement offer membership cluster proof"
UNTOUCHED = [*THEIRS.split(), "plan_line"]


@pytest.fixture(autouse=True)
def every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every refusal is written down, not only one in a while."""
    monkeypatch.setattr(storage.access_log, "AGAIN", timedelta(0))


@asynccontextmanager
async def there(server: TelegramServer, world: World, folder: Path) -> AsyncIterator[Served]:
    async with serving(server, world.copied(folder)) as served:
        served.clock = lambda: LATER
        yield served


async def person(served: Served, name: str) -> Peer:
    """Somebody of the world, who opened the chat."""
    found = Peer(served, "en", IDS[name])
    await found.type("/help")
    return found


def kept(served: Served) -> dict[str, list[object]]:
    """All that belongs to the cluster, its assessors and its colleague."""
    return {name: list(rows(served, f'SELECT * FROM "{name}"')) for name in UNTOUCHED}


def refusals(served: Served, who: str) -> int:
    """How many lines the cluster's log has of somebody who was refused."""
    number = list(IDS).index(who) + 1
    bad = "('refused', 'old-code', 'own-cluster')"
    statement = f"SELECT count(*) FROM access WHERE cluster = 1 AND person = ? AND what IN {bad}"
    return int(rows(served, statement, number)[0][0])


def test_every_verb_around_reviews_is_tried() -> None:
    assert (PEER_TAPS | REVIEWED) - TAPS.keys() == set()


@pytest.mark.parametrize("name", OUTSIDE)
async def test_no_button_shows_changes_or_hides_that_it_was_tried(
    server: TelegramServer, world: World, tmp_path: Path, name: str
) -> None:
    async with there(server, world, tmp_path) as served:
        they = await person(served, name)
        before, unlogged = kept(served), []
        tried = TAPS.keys() if name in ("one", "stranger") else PEER_TAPS | REVIEWED
        for verb in sorted(tried):
            for data in TAPS[verb]:
                count = refusals(served, name)
                await they.tap(f"{verb}|{data}")
                unlogged += [verb] if refusals(served, name) == count else []
        seen = they.seen()
        assert [each for each in (*MARKERS, *OTHERS) if each in seen] == []
        assert differing(before, kept(served)) == []
        assert set(unlogged) - {"questions", "offer", "offer-give"} == OWN | (QUIET & tried)
        assert ("offer" in unlogged) is (name == "colleague")


async def test_a_reader_reads_the_result_only(server: TelegramServer, world: World, tmp_path: Path) -> None:
    async with there(server, world, tmp_path) as served:
        they = await person(served, "reader")
        await they.tap("cluster|||1")
        before, logged = kept(served), []
        for verb, taps in TAPS.items():
            for data in () if verb == "team-leave" else taps:
                count = refusals(served, "reader")
                await they.tap(f"{verb}|{data}")
                logged += [verb] if refusals(served, "reader") > count else []
        seen = they.seen()
        assert [each for each in ("Badger", "Wombat", "Otter of") if each in seen] == []
        assert differing(before, kept(served)) == []
        assert TAPS.keys() - set(logged) - OWN == READ


def differing(before: dict[str, list[object]], after: dict[str, list[object]]) -> list[object]:
    """What there is after and was not before, and the other way round."""
    return [(name, row) for name in before for row in (*after[name], *before[name])
            if (row in after[name]) != (row in before[name])]  # fmt: skip


async def test_an_editor_does_nothing_of_the_owner_s_and_sees_no_rating(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path) as served:
        they = await person(served, "editor")
        await they.tap("cluster|||1")
        before = kept(served)
        for verb, data in [(each, data) for each in (*OFFICE, "access-log") for data in TAPS[each]]:
            count = refusals(served, "editor")
            await they.tap(f"{verb}|{data}")
            assert refusals(served, "editor") == count + 1, (verb, data)
        for data in assessments():
            await they.tap(data)
        await they.type("/export")
        seen = they.seen()
        assert "Badger" in seen  # of what editors work with
        assert [each for each in ("Wombat", "Otter of") if each in seen] == []
        assert differing(before, kept(served)) == []


async def test_the_owner_sees_no_rating_and_no_remark_before_the_sides(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path) as served:
        they = await person(served, "manager")
        before = kept(served)
        for data in (
            *assessments(),
            "shared|||1",
            "review-open|||1",
            "access-log|||",
            "team-changes|1||",
            "sharing|||",
        ):
            await they.tap(data)
        await they.type("/export")
        await they.type("/report")
        seen = they.seen()
        assert [each for each in ("Wombat", "Otter of") if each in seen] == []
        assert differing(before, kept(served)) == []


def assessments() -> list[str]:
    """Every button of an assessor's cards, of every assessment, and the sides."""
    rated = (*REVIEWED, "told", "rests", "remark", "ask-proof")
    of_cards = [f"{verb}|{session}|{Q}|p1" for verb in rated for session in (ONE, DONE, ENDED)]
    return [*of_cards, *(f"sides|{data}" for data in TAPS["sides"]), f"settle|1|{Q}|p3yes", f"agree-to|1|{Q}|p3yes"]


# --- commands, files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*OUTSIDE, "done"])
async def test_no_command_tells_and_no_file_is_taken(
    server: TelegramServer, world: World, tmp_path: Path, name: str
) -> None:
    async with there(server, world, tmp_path) as served:
        they = await person(served, name)
        before = kept(served)
        for command in COMMANDS:
            await they.type(f"/{command}")
        for at in ("review|||", "review-open|||1", f"told|{ONE}||", "questions|||7", "menu|||"):
            await they.tap(at)
            await they.phone.document("minutes.pdf", PDF)
            await they.phone.photo("A poster")
            await they.settled()
        for format in ("xlsx", "csv"):
            await they.tap(f"export|||{format}")
        assert [each for each in (*MARKERS, *OTHERS) if each in they.seen()] == ([] if name != "done" else ["Wombat"])
        files = [each for each in they.phone.messages if each.from_bot and each.content]
        assert len(files) >= 2
        assert differing(before, kept(served)) == []
        assert rows(served, "SELECT count(*) FROM proof_file") == [(0,)]


# --- codes ---------------------------------------------------------------------------------------------------


async def test_no_code_opens_anything_but_to_the_one_who_holds_it(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path) as served:
        stranger = await person(served, "stranger")
        before = kept(served)
        used = [code for name, code in world.codes.items() if name != "free"]
        guessed = [f"i-{'a' * 23}{sign}" for sign in "bcdefghijklm"]
        for code in (*used, *guessed):
            await stranger.type(f"/start {code}")
            assert stranger.text.startswith("Menu")
            await stranger.tap(f"accept|||{code}")
            assert "invited" not in stranger.text
        assert refusals(served, "stranger") == 2 * len(used)
        held = rows(served, "SELECT count(*) FROM access WHERE what = 'wrong-code' AND cluster IS NULL")
        assert held == [(2 * len(guessed),)]
        for name in ("manager", "editor", "reader"):
            inside = await person(served, name)
            await inside.type(f"/start {world.codes['free']}")
            assert "so you can't review it" in inside.text
            await inside.tap(f"accept|||{world.codes['free']}")
            await inside.type("Somebody else")
            assert refusals(served, name) == 2
        again = await person(served, "one")
        await again.type(f"/start {world.codes['free']}")
        assert "You review this check already" in again.text
        await again.tap(f"accept|||{world.codes['free']}")
        await again.type("The same one")
        assert differing(before, kept(served)) == []


@pytest.mark.parametrize("end", ["share-withdraw||yes|1", "share-close||yes|1", "uninvite|||8", "late"])
async def test_a_code_ends_with_what_it_is_for(server: TelegramServer, world: World, tmp_path: Path, end: str) -> None:
    async with there(server, world, tmp_path) as served:
        manager, stranger = await person(served, "manager"), await person(served, "stranger")
        await stranger.type(f"/start {world.codes['free']}")
        await stranger.press("I declare that and accept")  # the text is open, and the name is asked for
        if end == "late":
            served.clock = lambda: LATER + SERVES
        else:
            await manager.tap(end)
        for act in ("Late one", f"/start {world.codes['free']}"):
            count = refusals(served, "stranger")
            await stranger.type(act)
            assert stranger.text.startswith("Menu")
            assert refusals(served, "stranger") == count + 1, act
        assert rows(served, "SELECT person, name FROM invitation WHERE id = 8") == [(None, None)]


async def test_an_assessor_who_joins_the_team_is_out_at_once(
    server: TelegramServer, world: World, tmp_path: Path
) -> None:
    async with there(server, world, tmp_path) as served:
        manager, one = await person(served, "manager"), await person(served, "one")
        await one.tap("review-open|||1")
        await manager.tap("team-invite|1||reader")
        await one.type(f"/start {code_on(manager)}")
        await one.press("Accept")
        await one.type("Name of one")
        await one.tap(f"goto|{ONE}|{Q}|")
        assert "Review: " in one.text  # not let in yet
        await manager.tap("let-in|||9")
        count = refusals(served, "one")
        for data in (f"goto|{ONE}|{Q}|", f"give|{ONE}|{Q}|p1", "review-open|||1"):
            await one.tap(data)
            assert "Review: " not in one.text
        assert refusals(served, "one") == count + 3
        assert rows(served, "SELECT count(*) FROM answer WHERE session = ? AND value = '{\"points\":1}'", ONE) == [(0,)]


# --- buttons that travel -------------------------------------------------------------------------------------


async def test_a_forwarded_button_is_whoever_presses_it(server: TelegramServer, world: World, tmp_path: Path) -> None:
    """The tap of a message forwarded from the manager's chat, of one in the manager's own chat, and in a group."""
    async with there(server, world, tmp_path) as served:
        manager, stranger = await person(served, "manager"), await person(served, "stranger")
        await manager.tap("shared|||1")
        group = server.group()
        card = manager.phone.history[manager.card.id]
        before = kept(served)
        forwarded = {"forward_origin": {"type": "user", "sender_user": manager.phone.user, "date": 1}}
        for chat in ({"chat": stranger.phone.raw} | forwarded, {"chat": manager.phone.raw}, {"chat": group.raw}):
            for data in ("share-withdraw||yes|1", "let-in|||6", f"told|{ONE}||", "invite-assessor|||1", "shared|||1"):
                query = server.next_tap(stranger.phone)
                pressed = {"id": query, "from": stranger.phone.user, "message": card | chat, "chat_instance": "1"}
                server.post({"callback_query": pressed | {"data": data}})
                await settled(served)
                assert server.is_answered(query)
        assert [each for each in MARKERS if each in stranger.seen()] == []
        assert differing(before, kept(served)) == []
        assert refusals(served, "stranger") >= 5
        assert manager.text.startswith("Check of")
