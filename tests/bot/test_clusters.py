"""Clusters: several, named, switched; the name on every card; a check belongs to its cluster."""

from pathlib import Path

import pytest

from bot.conversation import Typed, Visitor
from bot.screens import Tap
from surveys.session import Choice, Points
from tests.bot.holding import answer, captions, held, loaded, press, talking, told
from tests.bot.talking import Talk


async def two(talk: Talk) -> None:
    """Two clusters with an open check each: 1 in *North*, 2 in *South*, which is at hand."""
    language = talk.visitor.language
    await talk.enter(Tap("consent", choice=language))
    await talk.enter(Tap("begin", choice="full"))
    await talk.enter(Tap("name-cluster", choice="1"))
    await talk.enter(Typed("North"))
    await talk.enter(Tap("name-cluster"))
    await talk.enter(Typed("South"))
    await talk.enter(Tap("begin", choice="full"))


async def at_hand(talk: Talk) -> tuple[int | None, int | None]:
    """The cluster and the check at hand."""
    person = (await held(talk.desk, talk.visitor))["person"]
    return person["current_cluster"], person["current_assessment"]


async def test_with_one_cluster_no_name_is_asked_or_shown(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("name-cluster", choice="1"))
    await talk.type("North")
    for tap in (Tap("card", 1), Tap("menu"), Tap("goto", 1)):
        assert "North" not in await talk.enter(tap)


@pytest.mark.parametrize(
    ("language", "title", "rename", "another"),
    [("en", "Clusters", "Rename ", "Another cluster"), ("de", "Cluster", "umbenennen", "Weiterer Cluster")],
)
async def test_clusters_are_added_named_and_listed(
    tmp_path: Path, language: str, title: str, rename: str, another: str
) -> None:
    async with talking(tmp_path, language) as talk:
        await two(talk)
        shown = await talk.enter(Typed("/clusters"))
        assert shown.startswith(title)
        assert "· North" in shown
        assert "▸ South" in shown
        assert "North" in captions(talk.screens[-1])
        assert any(rename in caption for caption in captions(talk.screens[-1]))
        assert another in captions(talk.screens[-1])


async def test_a_cluster_without_a_name_has_a_number_and_can_be_renamed(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("name-cluster"))
    shown = await talk.type("  South \t side ")
    assert "· Cluster 1" in shown
    assert "▸ South side" in shown
    await press(talk, "Rename Cluster 1")
    assert "· North" in await talk.type("North")
    assert told(talk, "SELECT name FROM cluster ORDER BY id") == [("North",), ("South side",)]


@pytest.mark.parametrize("name", ["x" * 121, " "])
async def test_a_name_too_long_or_empty_is_refused_and_can_be_typed_again(talk: Talk, name: str) -> None:
    await talk.begin()
    await talk.enter(Tap("name-cluster"))
    await talk.enter(Typed(name))
    assert told(talk, "SELECT count(*) FROM cluster") == [(1,)]
    await talk.restart()
    await talk.enter(Typed("x" * 120))
    assert told(talk, "SELECT count(*) FROM cluster") == [(2,)]


async def test_never_mind_names_nothing(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Tap("name-cluster"))
    await press(talk, "Never mind")
    await talk.enter(Tap("card", 1))
    await talk.type("Example")
    assert told(talk, "SELECT count(*) FROM cluster") == [(1,)]
    assert "organisation-name" in (await loaded(talk, 1)).session.answers


async def test_the_name_stands_on_every_card(talk: Talk) -> None:
    await two(talk)
    await answer(talk, 2, "strategy-documentation", "d")
    cards = {
        "question": Tap("goto", 2, "country"),
        "documented?": Tap("goto", 2, "strategy-documentation"),
        "review": Tap("goto", 2),
        "menu": Tap("menu"),
        "history": Tap("history"),
    }
    for what, tap in cards.items():
        shown = await talk.enter(tap)
        assert "South" in shown.splitlines()[1], what
        assert "North" not in shown, what


@pytest.mark.parametrize(
    "tap", [Tap("sure", 2), Tap("note", 2, "country"), Tap("overview", 2), Tap("result", 2),
            Tap("why", 2, "country"), Tap("documents", 2), Tap("lookup", 2)], ids=lambda tap: tap.verb,
)  # fmt: skip
async def test_the_name_stands_on_every_page_of_a_check(talk: Talk, tap: Tap) -> None:
    await two(talk)
    await answer(talk, 2, "strategy-documentation", "d", "yes")
    assert "South" in await talk.enter(tap)
    assert "North" not in talk.text


async def test_switching_goes_to_that_cluster_s_newest_check(talk: Talk) -> None:
    await two(talk)
    await talk.enter(Typed("/clusters"))
    shown = await press(talk, "North")
    assert shown.splitlines()[1] == "North"
    assert await at_hand(talk) == (1, 1)
    await talk.type("continue")
    await talk.type("Northern Agency")
    assert "organisation-name" in (await loaded(talk, 1)).session.answers
    assert (await loaded(talk, 2)).session.answers == {}


async def test_a_new_cluster_carries_nothing_from_another(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "country", "A")
    await talk.enter(Tap("submit", 1))
    await talk.enter(Tap("name-cluster"))
    await talk.type("South")
    assert "No check yet" in await talk.enter(Typed("/start"))
    assert "No check yet" in await talk.enter(Typed("/history"))
    await talk.enter(Tap("begin", choice="full"))
    stored = await loaded(talk, 2)
    assert (stored.cluster, stored.carried_from, stored.session.carried) == (2, None, {})


async def test_a_button_of_another_cluster_s_check_means_that_check_and_goes_there(talk: Talk) -> None:
    await two(talk)
    shown = await talk.enter(Tap("give", 1, "country", "oat"))
    assert "Saved" in shown
    assert "North" in shown
    assert (await loaded(talk, 1)).session.answers["country"].value == Choice("at")
    assert (await loaded(talk, 2)).session.answers == {}
    assert await at_hand(talk) == (1, 1)


async def test_looking_at_another_cluster_s_check_does_not_go_there(talk: Talk) -> None:
    await two(talk)
    for tap in (Tap("result", 1), Tap("overview", 1), Tap("why", 1, "country")):
        await talk.enter(tap)
        assert await at_hand(talk) == (2, 2)
    await talk.enter(Tap("card", 2))
    await talk.type("Southern Agency")
    assert (await loaded(talk, 1)).session.answers == {}


async def test_a_button_of_another_cluster_s_submitted_check_changes_nothing(talk: Talk) -> None:
    await two(talk)
    await talk.enter(Tap("give", 1, "strategy-documentation", "p2"))
    await talk.enter(Tap("submit", 1))
    before = await loaded(talk, 1)
    await talk.enter(Tap("cluster", choice="2"))
    assert "does not change" in await talk.enter(Tap("give", 1, "strategy-documentation", "p5"))
    assert await loaded(talk, 1) == before
    assert before.session.answers["strategy-documentation"].value == Points(2)
    assert await at_hand(talk) == (2, 2)


async def test_a_cluster_of_somebody_else_is_out_of_reach(talk: Talk) -> None:
    await two(talk)
    talk.visitor = Visitor("terminal", "stranger", "en")
    await talk.enter(Tap("consent", choice="en"))
    for tap in (Tap("cluster", choice="1"), Tap("give", 1, "country", "oat"), Tap("trial", 1, choice="on"), Tap("erase-check", 1, choice="yes")):  # fmt: skip  # noqa: E501
        shown = await talk.enter(tap)
        assert "North" not in shown
    await talk.enter(Tap("name-cluster", choice="1"))
    await talk.type("Mine now")
    assert told(talk, "SELECT name FROM cluster WHERE id IN (1, 2) ORDER BY id") == [("North",), ("South",)]
    assert (await held(talk.desk, talk.visitor))["clusters"][0]["name"] is None


async def test_every_answer_keeps_who_gave_it(talk: Talk) -> None:
    await two(talk)
    await talk.enter(Tap("give", 1, "country", "oat"))
    talk.visitor = Visitor("terminal", "colleague", "en")
    await talk.enter(Tap("consent", choice="en"))
    told(talk, "INSERT INTO membership VALUES (1, 2, 'editor', '2026-04-08 09:00:00.000000', NULL)")
    await talk.enter(Tap("give", 1, "sector", "oict"))
    answers = (await loaded(talk, 1)).session.answers
    assert [answers["country"].by, answers["sector"].by] == ["1", "2"]
    assert told(talk, "SELECT cluster, person, role FROM membership ORDER BY cluster, person") == [
        (1, 1, "owner"), (1, 2, "editor"), (2, 1, "owner"), (3, 2, "owner"),
    ]  # fmt: skip


async def test_each_check_has_its_own_language(talk: Talk) -> None:
    await two(talk)
    assert "Angaben 1/9" in await talk.enter(Tap("language", choice="de"))
    assert [(await loaded(talk, id)).language for id in (1, 2)] == ["en", "de"]
    assert (await held(talk.desk, talk.visitor))["person"]["language"] == "en"
    assert (await talk.enter(Tap("cluster", choice="1"))).startswith("Menu\n")
    assert (await talk.enter(Tap("cluster", choice="2"))).startswith("Menü\n")


async def test_without_a_check_the_language_is_the_person_s(talk: Talk) -> None:
    await talk.enter(Tap("consent", choice="en"))
    assert (await talk.enter(Tap("language", choice="de"))).startswith("Menü")
    await talk.enter(Tap("begin", choice="full"))
    assert (await loaded(talk, 1)).language == "de"
