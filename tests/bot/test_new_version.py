"""A version 2 of a tiny survey: open checks stay on version 1, a new one says what changed and carries what it can."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation import Typed
from bot.desk import Desk, Shelf
from bot.importing import take_in
from bot.screens import Tap
from storage.migrating import migrate
from storage.store import Store
from surveys.session import Asking, Documented, Number, Points
from tests.bot.holding import Json, captions, exported, held, loaded, press, told
from tests.bot.talking import Talk
from tests.surveys.test_versions import FACT, ladder
from tests.surveys.written import write


def text(version: int, facts: str, indicators: list[str]) -> str:
    return (
        f"id: tiny\nversion: {version}\nsections:\n"
        f"  - id: facts\n    title: Facts\n    questions:\n{facts}\n"
        "  - id: things\n    title: Things\n    indicators:\n" + "\n".join(indicators) + "\n"
    )


ONE = text(
    1,
    FACT.format(id="members", form="number", more="low: 0\n        high: 99"),
    [
        ladder("gone", "1.1"),
        ladder("same", "1.2"),
        ladder("titled", "1.3"),
        ladder("reworded", "1.4"),
        ladder("old-name", "1.5"),
    ],
)
TWO = text(
    2,
    FACT.format(id="members", form="text", more="high: 20"),
    [
        ladder("same", "1.2"),
        ladder("titled", "1.3", title="A better title", months=3),
        ladder("reworded", "1.4", lowest="Nothing at all."),
        ladder("new-name", "1.5", was="old-name"),
        ladder("added", "1.6"),
    ],
)


class Versions(Talk):
    """A conversation whose shelf can get a new version at a restart."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "tiny"
        write(self.folder / "1", {"survey.yaml": ONE})
        super().__init__(folder / "talk.db")

    def _open(self) -> None:
        self.store = Store(self.url)
        self.desk = Desk(self.store, Shelf(self.folder), clock=self._clock)

    async def upgrade(self) -> None:
        """The program is updated: it has version 2 now."""
        write(self.folder / "2", {"survey.yaml": TWO})
        await self.restart()


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Versions]:
    """A stranger, and version 1."""
    talk = Versions(tmp_path)
    yield talk
    await talk.close()


async def first(talk: Versions, submit: bool = True) -> None:
    """A check on version 1: twelve members, all levels B with documents, a note."""
    await talk.begin()
    await talk.enter(Tap("goto", 1, "members"))
    await talk.type("12")
    for id in ("gone", "same", "titled", "reworded", "old-name"):
        await talk.enter(Tap("give", 1, id, "p1"))
        await talk.enter(Tap("doc", 1, id, "yes"))
    await talk.enter(Tap("note", 1, "old-name"))
    await talk.type("as before")
    if submit:
        await talk.enter(Tap("submit", 1))


async def second(talk: Versions) -> str:
    """The update, and a new check; what it says first."""
    await first(talk)
    await talk.upgrade()
    talk.time = talk.time.replace(year=2027)
    return await talk.enter(Tap("begin", choice="full"))


async def test_an_open_check_goes_on_with_its_version(talk: Versions) -> None:
    await first(talk, submit=False)
    await talk.upgrade()
    await talk.enter(Typed("/check"))
    assert "None." in await talk.enter(Tap("goto", 1, "reworded"))  # as version 1 has it
    assert "Nothing at all." not in talk.text
    await talk.enter(Tap("give", 1, "gone", "p0"))
    stored = await loaded(talk, 1)
    assert (stored.version, stored.session.answers["gone"].value) == (1, Points(0))
    assert stored.session.answers["members"].value == Number(stored.session.answers["members"].value.amount)  # type: ignore[union-attr]  # a number in version 1
    assert "survey version 1" in await talk.enter(Tap("result", 1))
    await talk.enter(Tap("submit", 1))
    assert (await loaded(talk, 1)).version == 1


async def test_what_changed_is_said_before_the_first_carried_question(talk: Versions) -> None:
    shown = await second(talk)
    assert shown.startswith("The survey has a new version: 2")
    assert "New: 1.6 Plan" in shown
    assert "Renamed: 1.5 Plan" in shown
    assert "Reworded, to be answered anew: Members, 1.4 Plan" in shown
    assert "1 question is gone." in shown
    assert captions(talk.screens[-1]) == ["Go on"]
    stored = await loaded(talk, 2)
    assert (stored.version, stored.carried_from, stored.session.answers) == (2, 1, {})
    assert "Members" in (await press(talk, "Go on")).splitlines()[0]


async def test_it_is_said_in_german_too(talk: Versions) -> None:
    await first(talk)
    await talk.enter(Tap("language", choice="de"))
    await talk.upgrade()
    shown = await talk.enter(Tap("begin", choice="full"))
    assert shown.startswith("Der Fragebogen hat eine neue Version: 2")
    for words in ("Neu: 1.6", "Umbenannt: 1.5", "Anders formuliert, neu zu beantworten: ", "1 Frage"):
        assert words in shown


async def test_it_is_said_once_and_not_without_a_change(talk: Versions) -> None:
    await second(talk)
    await talk.enter(Tap("give", 2, "same", "p1"))
    await talk.enter(Tap("submit", 2))
    assert "new version" not in await talk.enter(Tap("begin", choice="full"))


@pytest.mark.parametrize("id", ["same", "titled", "new-name"])
async def test_a_question_that_reads_the_same_is_offered_for_confirmation(talk: Versions, id: str) -> None:
    await second(talk)
    await talk.enter(Tap("goto", 2, id))
    assert "On 7 April 2026 you answered: B" in talk.text
    await press(talk, "Still true")
    found = (await loaded(talk, 2)).session.answers[id]
    assert (found.value, found.documented) == (Points(1), Documented.YES)
    assert found.note == ("as before" if id == "new-name" else None)
    assert (await loaded(talk, 2)).session.place != Asking(id)


@pytest.mark.parametrize(("id", "last"), [("reworded", "B"), ("members", "12")])
async def test_a_reworded_question_shows_last_time_s_answer_as_text_only(talk: Versions, id: str, last: str) -> None:
    await second(talk)
    shown = await talk.enter(Tap("goto", 2, id))
    assert f"This question reads differently now. On 7 April 2026 you answered: {last}" in shown
    assert "Still true" not in " ".join(captions(talk.screens[-1])) + shown
    await talk.enter(Tap("ok", 2, id))
    assert id not in (await loaded(talk, 2)).session.answers


@pytest.mark.parametrize("id", ["added"])
async def test_a_new_question_has_no_last_time(talk: Versions, id: str) -> None:
    await second(talk)
    shown = await talk.enter(Tap("goto", 2, id))
    assert "you answered" not in shown
    assert "Still true" not in captions(talk.screens[-1])


async def test_what_is_gone_can_t_be_answered(talk: Versions) -> None:
    await second(talk)
    await talk.enter(Tap("give", 2, "gone", "p1"))
    await talk.enter(Tap("ok", 2, "gone"))
    assert (await loaded(talk, 2)).session.answers == {}


async def test_it_stays_so_after_a_restart(talk: Versions) -> None:
    await second(talk)
    await talk.restart()
    await talk.enter(Tap("goto", 2, "reworded"))
    assert "This question reads differently now." in talk.text
    await talk.enter(Tap("goto", 2, "new-name"))
    await press(talk, "Still true")
    assert (await loaded(talk, 2)).session.answers["new-name"].note == "as before"


async def test_the_history_shows_each_check_with_its_own_version_s_totals(talk: Versions) -> None:
    await second(talk)
    for id in ("same", "added"):
        await talk.enter(Tap("give", 2, id, "p1"))
    shown = await talk.enter(Typed("/history"))
    newer, older = shown.split("survey version 2", 1)
    assert "claimed 2 (40 %), documented 0 (0 %)" in newer
    assert "claimed 5 (100 %), documented 5 (100 %) · survey version 1" in older
    assert "survey version 1" in await press(talk, "Result of 7 April 2026")


async def test_the_export_names_each_version_and_comes_back(talk: Versions, tmp_path: Path) -> None:
    await second(talk)
    await talk.enter(Tap("goto", 2, "new-name"))
    await press(talk, "Still true")
    document = await exported(talk)
    assert [each["survey_version"] for each in document["assessments"]] == [1, 2]
    assert [list(each["result"]["indicators"]) for each in document["assessments"]] == [
        ["gone", "same", "titled", "reworded", "old-name"],
        ["same", "titled", "reworded", "new-name", "added"],
    ]
    again = await taken(talk, document, tmp_path)
    assert again["assessments"] == document["assessments"]


async def test_proofs_are_seen_from_either_version(talk: Versions) -> None:
    await first(talk, submit=False)
    for id in ("gone", "same", "old-name"):
        await talk.enter(Tap("proofs", 1, id))
        await talk.type(f"Of {id}")
        await talk.type("1")
        await talk.type("2026")
    await talk.upgrade()
    talk.time = talk.time.replace(year=2027)
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("begin", choice="full"))
    for id, known in (("same", "Of same"), ("new-name", "Of old-name")):
        shown = await talk.enter(Tap("proofs", 2, id))
        assert "Nothing of the list is missing." in shown
        await press(talk, "Proof 1")
        assert known in talk.text
    assert "Of gone" not in await talk.enter(Tap("proofs", 2, "added"))
    await press(talk, "Use one that is here")
    assert "Of gone" in talk.text
    await talk.enter(Tap("proof", 0, "new-name", "3"))
    await press(talk, "☑ 1")
    assert told(talk, "SELECT question, covers, version FROM proof_use WHERE proof = 3") == [("new-name", "[]", 2)]
    await talk.enter(Tap("proofs", 2, "new-name"))
    await talk.type("Of new-name")
    await talk.type("1")
    await talk.type("2027")
    shown = await talk.enter(Tap("proofs", 1, "old-name"))
    assert "Proof 2" in captions(talk.screens[-1]), shown


async def taken(talk: Versions, document: Json, folder: Path) -> Json:
    url = f"sqlite+aiosqlite:///{folder / 'new.db'}"
    migrate(url)
    store = Store(url)
    try:
        desk = Desk(store, Shelf(talk.folder), clock=lambda: talk.time)
        await take_in(desk, document)
        return await held(desk, talk.visitor)
    finally:
        await store.close()
