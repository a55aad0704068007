"""People around a shared check, on their phones: they press what their cards show, each in their own language."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.speech import speech
from storage.sessions import Stored
from surveys.engine import begin
from surveys.session import FULL, Submitted
from tests.bot.talking import SHELF
from tests.bot.telegram.serving import Served, rows
from tests.surveys.filling import filled
from tests.telegram_phones import Message, Phone

STRATEGY, WEB, PLAN = "strategy-documentation", "web-presence", "implementation-plan"
SURVEY = SHELF.survey(SHELF.latest, "en")
LINK = re.compile(r"https://t\.me/\w+\?start=(i-[A-Za-z0-9_-]+)")
BUSY = "SELECT count(*) FROM inbox WHERE state IN ('waiting', 'worked')"


class Peer:
    """Somebody with a phone. `call` waits until the bot has shown what it had to."""

    def __init__(self, served: Served, language: str, id: int | None = None) -> None:
        self.served, self.language = served, language
        self.phone: Phone = served.server.phone(id, language, "Somebody")
        self.speech = speech(language)

    def words(self, english: str, **values: object) -> str:
        """What the bot says in this person's language; words of the survey stay as they are."""
        return self.speech.say(english, **values)

    @property
    def card(self) -> Message:
        """The bot's newest message that is no news: news come by themselves, beside what somebody does."""
        quiet = self.words("Stop all reminders")
        shown = [each for each in self.phone.messages if each.from_bot and quiet not in each.captions]
        assert shown, "nothing shown yet"
        return shown[-1]

    @property
    def text(self) -> str:
        """What it says."""
        return self.card.text

    @property
    def captions(self) -> list[str]:
        """What stands on its buttons."""
        return self.card.captions

    async def settled(self) -> None:
        """Waits until everything sent is worked and shown."""
        await settled(self.served)

    async def type(self, text: str) -> str:
        """Sends a text; the card after it."""
        await self.phone.send(text)
        await self.settled()
        return self.text

    async def press(self, english: str, **values: object) -> str:
        """Presses the button of the card with these words, in this person's language; the card after it."""
        said = self.words(english, **values)
        found = next((each for each in self.captions if said in each), None)
        assert found is not None, (said, self.captions, self.text)
        await self.phone.tap_on(self.card.id, said)
        await self.settled()
        return self.text

    async def tap(self, data: str) -> str:
        """A tap that no button has to have; the card after it."""
        await self.phone.tap_data(self.card.id, data)
        await self.settled()
        return self.text

    async def agree(self, payload: str = "") -> str:
        """Comes to the bot, by a link or not, and agrees."""
        await self.type(f"/start {payload}".strip())
        return await self.press("I agree, begin")

    def seen(self) -> str:
        """All that ever reached this phone: messages, what they said before they were edited, toasts and files."""
        shown = [call.parameters for call in self.served.server.calls if call.applied]
        mine = [
            json.dumps(each, ensure_ascii=False) for each in shown if str(each.get("chat_id")) == str(self.phone.id)
        ]
        files = [
            each.content.decode(errors="replace") for each in self.phone.messages if each.from_bot and each.content
        ]
        return "\n".join([*mine, *self.phone.toasts, *files])


async def settled(served: Served) -> None:
    """Waits until every update was taken, worked and shown."""
    async with asyncio.timeout(20):
        while served.server.updates.waiting or rows(served, BUSY) != [(0,)]:
            await asyncio.sleep(0.004)


async def checked(
    served: Served, person: Peer, levels: Mapping[str, int], left: tuple[str, ...] = (), submitted: bool = False
) -> int:
    """A check of a person with all at four points but those in `levels` and, unanswered, those in `left`."""
    async with served.desk.store.work() as work:
        known = await work.people.find("telegram", str(person.phone.id))
        assert known is not None
        cluster = known.cluster or await work.clusters.add(known.id, None, served.clock())
        stored: Stored = await work.sessions.start(
            begin(SURVEY, FULL), survey=SURVEY.id, version=SURVEY.version, language=person.language,
            cluster=cluster, by=known.id, at=served.clock(),
        )  # fmt: skip
        session = stored.session
        for answer in filled(4, levels).values():
            if answer.question not in left:
                mine = replace(answer, by=str(known.id), at=served.clock())
                session = replace(session, answers={**session.answers, mine.question: mine})
                stored = await work.sessions.save(stored, session, mine, served.clock())
        if submitted:
            done = replace(session, place=Submitted(served.clock()))
            stored = await work.sessions.save(stored, done, None, served.clock())
        await work.people.save(replace(known, live=stored.id, cluster=cluster))
        return stored.id


def code_on(person: Peer) -> str:
    """The code of the invitation that the card shows."""
    found = LINK.search(person.text)
    assert found, person.text
    return found[1]
