"""What Telegram had before the person could see the card is offered as an answer, never stored unasked."""

import pytest

from tests.bot.telegram.serving import Served, at, begun, given, rows, tap
from tests.telegram_phones import Phone


async def in_a_tunnel(phone: Phone, *texts: str) -> None:
    """Types all of these without a connection; they arrive together."""
    await phone.offline()
    for text in texts:
        await phone.send(text)
    await phone.online()


async def test_a_number_typed_twice_answers_one_question(served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "management-fte")
    await in_a_tunnel(phone, "4", "4")
    await phone.until(lambda phone: "Use “4” as the answer" in phone.captions)
    assert "You sent this before the question below was shown, so it was not stored." in phone.text
    assert given(served, "management-fte") == ['{"number":"4"}']
    assert rows(served, "SELECT count(*) FROM answer") == [(1,)]


async def test_what_is_offered_can_be_used(served: Served, phone: Phone) -> None:
    await begun(phone)
    await in_a_tunnel(phone, "Example 1", "Germany")
    await phone.until(lambda phone: "Use “Germany” as the answer" in phone.captions)
    assert given(served, "country") == []
    await tap(phone, "Use “Germany”")
    assert given(served, "country") == ['{"choice":"de"}']
    assert phone.text.startswith("Facts 3/9")
    assert phone.toasts[-1] == "Saved · Country: Germany"


async def test_several_wait_and_are_used_one_after_the_other(served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "management-fte")
    await in_a_tunnel(phone, "4", "yes", "05/2016")
    await phone.until(lambda phone: len([each for each in phone.captions if "Use" in each]) == 2)
    await tap(phone, "Use “yes”")
    assert given(served, "benchmarked") == ['{"choice":"yes"}']
    await tap(phone, "Use “05/2016”")
    assert given(served, "first-benchmarking") == ['{"month":"2016-05"}']
    assert not any("Use" in each for each in phone.captions)


async def test_what_is_offered_can_be_left(served: Served, phone: Phone) -> None:
    await begun(phone)
    await in_a_tunnel(phone, "Example 1", "Example 1")
    await phone.until(lambda phone: "Use “Example 1” as the answer" in phone.captions)
    await phone.say("Austria")
    assert given(served, "country") == ['{"choice":"at"}']
    assert not any("Use" in each for each in phone.captions)


async def test_what_is_offered_waits_through_a_restart(served: Served, phone: Phone) -> None:
    await begun(phone)
    await in_a_tunnel(phone, "Example 1", "Germany")
    await phone.until(lambda phone: "Use “Germany” as the answer" in phone.captions)
    await served.restart()
    assert rows(served, "SELECT state, count(*) FROM inbox GROUP BY state") == [("shown", 5)]
    await tap(phone, "Use “Germany”")
    assert given(served, "country") == ['{"choice":"de"}']


async def test_a_text_after_a_tap_in_the_tunnel_is_offered_at_the_next_card(served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    assert phone.card is not None
    await phone.offline()
    await phone.tap_data(phone.card.id, "give|1|strategy-documentation|p3")
    await phone.send("yes")
    await phone.online()
    await phone.until(lambda phone: "Use “yes” as the answer" in phone.captions)
    assert rows(served, "SELECT documented FROM answer ORDER BY revision") == [(None,)]
    await tap(phone, "Use “yes”")
    assert rows(served, "SELECT documented FROM answer ORDER BY revision") == [(None,), ("yes",)]


async def test_what_is_typed_after_the_card_was_edited_is_an_answer(served: Served, phone: Phone) -> None:
    await begun(phone)
    await at(phone, "strategy-documentation")
    await tap(phone, "D")
    await phone.say("partly")
    assert rows(served, "SELECT documented FROM answer ORDER BY revision") == [(None,), ("partly",)]


@pytest.mark.parametrize("page", ["note", "documents"])
async def test_on_a_page_for_other_texts_it_is_asked_for_again(served: Served, phone: Phone, page: str) -> None:
    await begun(phone)
    await phone.say("Example 1")
    assert phone.card is not None
    await phone.offline()
    await phone.tap_data(phone.card.id, f"{page}|1|country|")
    await phone.send("4.1.2; Secret thought")
    await phone.online()
    await phone.until(lambda phone: "so nothing was done with it" in phone.text)
    assert rows(served, "SELECT note, document FROM answer") == [(None, None)]
    await phone.say("4.1.2; Secret thought")  # the page still waits for it
    assert ("✓ Note saved" if page == "note" else "✓ 1 line saved.") in phone.text


async def test_commands_are_never_early(phone: Phone) -> None:
    await begun(phone)
    await in_a_tunnel(phone, "Example 1", "/help")
    await phone.until(lambda phone: phone.text.startswith("Help"))
    assert not any("Use" in each for each in phone.captions)
