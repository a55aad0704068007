"""A peer review from start to end on four phones: manager, two assessors, colleague; in two languages at once."""

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from bot.packs import verify
from storage.access_log import AGAIN
from tests.bot.handing import words as text_of
from tests.bot.proof_files import PDF, PNG
from tests.bot.telegram.peers import PLAN, STRATEGY, Peer, checked, code_on
from tests.bot.telegram.serving import Served, rows
from tests.telegram_phones import Message

COMMENT, ASK, DOUBT = "Badger comment", "Badger question for the meeting", "Badger was shown nothing"
FIRST = (COMMENT, ASK, DOUBT)
"""What only the first assessor wrote."""
PAIRS = [("en", "de"), ("de", "en")]
"""The language of the manager and the first assessor, and that of the second one and the colleague."""


@dataclass(frozen=True)
class Round:
    """Who takes part."""

    manager: Peer
    one: Peer
    two: Peer
    colleague: Peer

    @property
    def all(self) -> tuple[Peer, ...]:
        return (self.manager, self.one, self.two, self.colleague)


# --- before it is shared -------------------------------------------------------------------------------------


async def proofs_sent(manager: Peer) -> None:
    """A PDF and a photo, for two indicators."""
    for number, name in (("4.1.2", "Strategie.pdf"), ("4.6.2", "")):
        await manager.type("/evidence")
        while number not in manager.captions:
            await manager.press("›")
        await manager.press(number)
        if name:
            await manager.phone.document(name, PDF, "Badger strategy paper")
        else:
            await manager.phone.photo("Badger home page", PNG)
        await fetched(manager)
        await manager.press("Without a date")
    assert rows(manager.served, "SELECT state FROM proof_file") == [("kept",), ("kept",)]


async def fetched(manager: Peer) -> None:
    """A file on its way is here, and the card says so."""
    await manager.phone.until(lambda _: "1 KB" in manager.text)
    await manager.settled()


async def colleague_asked(manager: Peer, colleague: Peer) -> None:
    """One question goes out by link; the answer that comes back is taken over."""
    await manager.type("/share")
    await manager.press("Ask a colleague")
    for words in ("4 ", "4.1.3", "Make a link"):
        await manager.press(words)
    await colleague.agree(code_on(manager))
    await colleague.press("Accept")
    assert colleague.words("Thank you, {name}.", name="Treasurer") in await colleague.type("Treasurer")
    await manager.type("/share")
    await manager.press("Answers of colleagues")
    assert "Treasurer" in await manager.press("Let in: {n}", n=1)
    await colleague.type("/review")
    for words in ("Answer: {cluster}", "4.1.3", "D"):
        await colleague.press(words, cluster="")
    await manager.type("/share")
    shown = await manager.press(manager.speech.count("{n} answer of colleagues", "{n} answers of colleagues", 1))
    assert manager.words("{name} says: {answer}", name="Treasurer", answer="D") in shown
    await manager.press("Take over: {n}", n=1)
    assert rows(manager.served, "SELECT value FROM answer WHERE question = ?", PLAN) == [('{"points":3}',)]


async def submitted(manager: Peer) -> None:
    """The check is reviewed and submitted."""
    await manager.type("/overview")
    for words in ("4 ", "4.1.3", "D", "Yes"):
        await manager.press(words)
    await manager.type("/overview")
    for words in ("Review", "Submit", "Yes, submit"):
        await manager.press(words)
    assert rows(manager.served, "SELECT count(*) FROM session WHERE submitted_at IS NOT NULL") == [(1,)]


# --- the assessors come in -----------------------------------------------------------------------------------


async def shared(manager: Peer) -> None:
    """The newest check is shared, with its facts and proofs, and without notes."""
    await manager.type("/share")
    await manager.press("Share the newest check")
    await manager.press("Notes you switched for reports")
    assert "☑ " + manager.words("Notes you switched for reports") in manager.text
    await manager.press("Notes you switched for reports")
    assert "☐ " + manager.words("Notes you switched for reports") in manager.text
    await manager.press("Share it")
    assert manager.words("The check is shared. Invite an assessor.") in manager.phone.toasts


async def came_in(manager: Peer, assessor: Peer, name: str, number: int) -> None:
    """By a link, with both declarations, under a name; before they are let in they see nothing."""
    await manager.press("Invite an assessor")
    code = code_on(manager)
    shown = await assessor.agree(code)
    assert assessor.words("No conflict of interest") in shown
    await assessor.press("I declare that and accept")
    assert assessor.words("Thank you, {name}.", name=name) in await assessor.type(name)
    assert assessor.words("waits to be let in") in await assessor.type("/review")
    assert not [each for each in assessor.captions if assessor.words("Rate: {cluster}", cluster="") in each]
    await manager.type("/share")
    await manager.press("Check of {date}", date="")
    assert name in manager.text
    await manager.press("Let in: {n}", n=number)
    await assessor.type("/review")
    await assessor.press("Rate: {cluster}", cluster="")


# --- rating --------------------------------------------------------------------------------------------------


async def rated(assessor: Peer, levels: dict[str, str], otherwise: str = "E") -> None:
    """Goes through all cards by their buttons; `levels`: the letter by number, and a reason that can't be judged."""
    for _ in range(80):
        if assessor.words("That is right") in assessor.captions:
            await assessor.press("That is right")
        elif assessor.words("Partly") in assessor.captions:
            await assessor.press("Yes")
        elif "E" in assessor.captions:
            number = next((each for each in levels if f" {each} " in assessor.text.split("\n")[0]), "")
            letter = levels.get(number, otherwise)
            await (assessor.press(letter) if len(letter) == 1 else not_judged(assessor, letter))
        else:
            return
    raise AssertionError(assessor.text)


async def not_judged(assessor: Peer, reason: str) -> None:
    await assessor.press("Can't judge")
    await assessor.type(reason)


async def remarks(assessor: Peer) -> None:
    """What stands beside a rating, and that proof is asked for."""
    await assessor.type("/review")
    await assessor.press("Rate: {cluster}", cluster="")
    await assessor.press("Overview")
    for words in ("4 ", "4.1.2", "document seen", "Comment"):
        await assessor.press(words)
    await assessor.type(COMMENT)
    await assessor.press("For the meeting")
    await assessor.type(ASK)
    await assessor.press("Ask for proof")
    for words in (COMMENT, ASK, assessor.words("document seen")):
        assert words in assessor.text


async def proof_opened(assessor: Peer) -> None:
    """One file of a proof, and all of them as one: files that can't be passed on, the very bytes that were sent."""
    await assessor.press("What is shared")
    await assessor.press("Proof {number}", number="4.1.2")
    await assessor.press("File {n}", n=1)
    await arrived(assessor, 1)
    await assessor.press("What is shared")
    await assessor.press("All proof as one file")
    await arrived(assessor, 2)
    one, pack = documents(assessor)
    assert one.content == PDF
    with zipfile.ZipFile(BytesIO(pack.content or b"")) as archive:
        assert {PDF, PNG} <= {archive.read(each) for each in archive.namelist()}
    sent = [each for each in assessor.served.server.called("sendDocument") if each.applied]
    assert [each.parameters.get("protect_content") for each in sent] == [True, True]
    await assessor.press("To the card")


def documents(person: Peer) -> list[Message]:
    """The files that the bot sent, and that are still in the chat."""
    return [each for each in person.phone.messages if each.from_bot and each.kind == "document"]


async def arrived(person: Peer, many: int) -> None:
    """Waits until there are so many files; they are made beside the conversation."""
    await person.phone.until(lambda _: len(documents(person)) == many)
    await person.settled()


async def handed_in(assessor: Peer) -> None:
    """Submits the ratings."""
    await assessor.press("Submit the ratings")
    assert assessor.words("Submit the ratings") not in assessor.captions
    assert assessor.words("My reviews") in assessor.captions


async def nothing_shown_yet(found: Round, *others: Peer) -> None:
    """Nobody but who wrote it saw anything of the first one's ratings, and the sides are refused to all."""
    for person in found.all:
        await person.tap("sides|||1")
        await person.tap(f"sides||{STRATEGY}|1")
        await person.tap("sides||agreement|1")
        assert person.words("Readiness") not in person.text
    for person in others:
        assert not [each for each in FIRST if each in person.seen()]
    await found.manager.type("/share")
    await found.manager.press("Check of {date}", date="")
    assert not [each for each in found.manager.captions if found.manager.words("Side by side") in each]
    asked = found.manager.words("Proof is asked for")
    assert asked in found.manager.text


# --- side by side --------------------------------------------------------------------------------------------


async def sides_by_buttons(found: Round) -> None:
    """On all three phones, each by the buttons of their own pages; the colleague has none."""
    await found.manager.type("/share")
    await found.manager.press("Check of {date}", date="")
    await found.manager.press("Side by side")
    for assessor in (found.one, found.two):
        await assessor.type("/review")
        await assessor.press("Side by side: {cluster}", cluster="")
    for person in (found.manager, found.one, found.two):
        assert person.words("Readiness") in person.text
        assert "A peer from the north" in person.text
        assert "4.1.2" in person.captions
        agreement = await person.press("How far they agree")
        assert person.words("Gwet's AC2") in agreement or "AC2" in agreement
        await person.press("Side by side")
    await found.colleague.tap("sides|||1")
    assert found.colleague.words("Readiness") not in found.colleague.text


async def lead_named(manager: Peer) -> None:
    """With two assessors the owner says who settles for them."""
    await manager.type("/share")
    await manager.press("Check of {date}", date="")
    await manager.press("Lead: {n}", n=1)
    assert manager.words(" (lead)") in manager.text


async def settled_by(found: Round) -> None:
    """A proposal is accepted, taken back by a new one, and accepted again by the other side."""
    manager, one = found.manager, found.one
    await manager.press("Side by side")
    await manager.press("4.1.2")
    await manager.press("D ✓")
    await manager.type("It has measures.")
    await one.press("4.1.2")
    assert COMMENT in one.text
    await one.press("Agree to {rating}", rating="")
    agreed = one.words("Settled: {rating}", rating="")
    assert agreed in one.text
    await one.press("C ✓")
    await one.type("Not each goal has one.")
    assert agreed not in one.text
    await manager.type("/share")
    for words in ("Check of {date}", "Side by side", "4.1.2"):
        await manager.press(words, date="")
    assert manager.words("Settled: {rating}", rating="") not in manager.text
    await manager.press("Agree to {rating}", rating="")
    assert manager.words("Settled: {rating}", rating="") in manager.text


async def readiness_agreed(found: Round) -> None:
    """The other differences are settled too; then what is agreed has its readiness, with nothing left open."""
    for number, rating in (("4.6.2", "D ✓"), ("4.1.3", "E ✓")):
        await found.manager.press("Side by side")
        await found.manager.press(number)
        await found.manager.press(rating)
        await found.manager.type("As the assessors say.")
        await found.one.type("/review")
        for words in ("Side by side: {cluster}", number, "Agree to {rating}"):
            await found.one.press(words, cluster="", rating="")
    shown = await found.one.press("Side by side")
    one = found.one
    left = one.speech.count("{n} indicator is not agreed yet and counts as open.",
                            "{n} indicators are not agreed yet and count as open.", 1)  # fmt: skip
    assert left not in shown
    assert one.words("Agreed") in shown


async def agenda_made(person: Peer, assessor: bool = False) -> None:
    """The agenda of the meeting, as a PDF with what both wrote down for it; an assessor's can't be passed on."""
    before = len(documents(person))
    await person.type("/review" if assessor else "/share")
    for words in ("Side by side: {cluster}",) if assessor else ("Check of {date}", "Side by side"):
        await person.press(words, date="", cluster="")
    await person.press("Agenda (PDF)")
    await arrived(person, before + 1)
    assert person.served.server.called("sendDocument")[-1].parameters.get("protect_content", False) is assessor
    text = "".join(text_of(documents(person)[-1].content or b"").split())
    for words in ("4.1.2", ASK, COMMENT, "Second one", person.words("Settled: {rating}", rating="")):
        assert "".join(words.split()) in text


async def pack_made(person: Peer, folder: Path) -> None:
    """What goes in is listed and confirmed; the ZIP that comes is as its manifest says, and has the proofs in it."""
    await person.type("/share")
    await person.press("Check of {date}", date="")
    await person.press("Hand-off pack (ZIP)")
    assert "evidence/" in person.text
    assert "report.pdf" in await person.press("What assessors say")
    await person.press("Make the pack")
    await arrived(person, 2)
    file = folder / "pack.zip"
    file.write_bytes(documents(person)[1].content or b"")
    found = verify(file)
    assert found.problems == ()
    assert {"report.pdf", "check.json", "tables.xlsx", "evidence-index.xlsx"} <= set(found.files)
    with zipfile.ZipFile(file) as archive:
        contents = {each: archive.read(each) for each in archive.namelist()}
    assert {PDF, PNG} <= set(contents.values())
    assert "Second one" in text_of(contents["report.pdf"])


# --- the end -------------------------------------------------------------------------------------------------


async def withdrawn(found: Round) -> None:
    """At once nothing of it is left for the assessors, whatever old button they press; the tries are in the log."""
    manager = found.manager
    manager.served.clock = lambda: datetime.now(UTC) + AGAIN  # who was refused before is written down again
    await manager.type("/share")
    for words in ("Check of {date}", "Withdraw", "Yes"):
        await manager.press(words, date="")
    for assessor, session in ((found.one, 2), (found.two, 3)):
        before = len(assessor.seen())
        for data in ("sides|||1", f"sides||{STRATEGY}|1", f"goto|{session}|{STRATEGY}|", f"told|{session}||",
                     f"card|{session}||", f"settle|1|{STRATEGY}|p3yes", f"agree-to|1|{STRATEGY}|p3yes"):  # fmt: skip
            await assessor.tap(data)
        after = assessor.seen()[before:]
        await assessor.phone.until(lambda _, assessor=assessor: documents(assessor) == [])  # type: ignore[misc]  # bound now
        assert assessor.words("withdrawn or ended") in await assessor.type("/review")
        assert not [each for each in (*FIRST, "Treasurer", "AC2") if each in after]
        assert assessor.words("Readiness") not in after
    await manager.type("/share")
    logged = await manager.press("Access log")
    while [each for each in manager.captions if "›" in each]:
        logged += await manager.press("›")
    for name in ("A peer from the north", "Second one"):
        assert f"{name} · {manager.words('REFUSED: tried to open what is not theirs')}" in logged
    for what in ("submitted ratings", "opened side by side", "agreed to a settlement", "withdrew the share"):
        assert manager.words(what) in logged


@pytest.mark.parametrize(("mine", "other"), PAIRS)
async def test_a_review_from_the_first_consent_to_the_withdrawal(
    served: Served, tmp_path: Path, mine: str, other: str
) -> None:
    found = Round(Peer(served, mine), Peer(served, mine), Peer(served, other), Peer(served, other))
    manager, one, two = found.manager, found.one, found.two
    await manager.agree()
    await checked(served, manager, {STRATEGY: 4}, left=(PLAN,))
    await proofs_sent(manager)
    await colleague_asked(manager, found.colleague)
    await submitted(manager)
    await shared(manager)
    await came_in(manager, one, "A peer from the north", 1)
    await came_in(manager, two, "Second one", 2)
    await proof_opened(one)
    await rated(one, {"4.1.2": "B", "4.6.2": "D", "2.4": DOUBT})
    await remarks(one)
    await one.type("/overview")
    await one.press("Review")
    await handed_in(one)
    await nothing_shown_yet(found, manager, two, found.colleague)
    await two.type("/review")
    await two.press("Rate: {cluster}", cluster="")
    await rated(two, {"4.1.2": "C"})
    await handed_in(two)
    await sides_by_buttons(found)
    await lead_named(manager)
    await settled_by(found)
    await readiness_agreed(found)
    await agenda_made(manager)
    await agenda_made(one, assessor=True)
    await pack_made(manager, tmp_path)
    await withdrawn(found)
    assert [call for call in served.server.calls if call.status != 200] == []
