"""A trainer's own case as a file on Telegram: read, checked, kept; what is wrong with it is said."""

from surveys.files import LIBRARY
from tests.bot.telegram.serving import Served, rows
from tests.bot.telegram.test_class import agreed, to
from tests.telegram_phones import Phone

CASE = (LIBRARY / "cases" / "alvar-food" / "case.yaml").read_bytes()
OWN = CASE.replace(b"Serra de Alvar Food Cluster", b"Cluster of my own")


async def asked(phone: Phone) -> None:
    """At the page of own cases."""
    await agreed(phone)
    await phone.until(lambda phone: phone.text.startswith("Menu"))
    await to(phone, "own-cases|||", "send its file here")


def said(phone: Phone, words: str) -> bool:
    return any(words in each.text for each in phone.messages)


async def test_a_case_sent_as_a_file_is_kept(phone: Phone, served: Served) -> None:
    await asked(phone)
    await phone.document("case.yaml", OWN)
    await phone.until(lambda phone: said(phone, "“Cluster of my own” can be chosen for your groups now."))
    assert rows(served, "SELECT content FROM own_case") == [(OWN.decode(),)]
    await to(phone, "own-cases|||", "· Cluster of my own")


async def test_what_is_wrong_with_it_is_said(phone: Phone, served: Served) -> None:
    await asked(phone)
    await phone.document("case.yaml", OWN.replace(b"judged_on:", b"judged_in:"))
    await phone.until(lambda phone: said(phone, "This is no case yet. Mend this, and send it again:"))
    await phone.document("case.yaml", b"x" * 200_001)
    await phone.until(lambda phone: said(phone, "The file has more than 200 KB."))
    assert rows(served, "SELECT count(*) FROM own_case") == [(0,)]


async def test_a_file_on_another_page_is_no_case(phone: Phone, served: Served) -> None:
    await asked(phone)
    await to(phone, "cohort|||", "A trainer runs a group")
    await phone.document("case.yaml", OWN)
    await phone.say("/help")
    assert rows(served, "SELECT count(*) FROM own_case") == [(0,)]
