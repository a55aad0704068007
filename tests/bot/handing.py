"""Packs as somebody gets them, for the tests: chosen, listed, confirmed, unpacked, and every word in them."""

import zipfile
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from bot.packs import MANIFEST, verify
from bot.screens import Attachment
from bot.sent import Sent
from tests.bot.holding import file_of
from tests.bot.proof_files import PDF
from tests.bot.reviewing import Stage

MAKE = {"en": "Make the pack", "de": "Paket erstellen"}
DOCUMENTS = ("report.pdf", "check.json", "tables.xlsx", "evidence-index.xlsx")


async def proof(found: Stage, question: str, shows: str, content: bytes = PDF) -> None:
    """A file of the manager's as a proof; it ends up as a PDF whatever its name."""
    file = file_of(found.talk).with_name("sent.pdf")
    file.write_bytes(content + shows.encode())
    await found.tap("proofs", 0, question)
    await found.talk.enter(Sent("file", str(file), name=f"{shows}.pdf"))
    await found.type(shows)
    await found.type("03/2025")
    await found.tap("menu")


async def recorded(found: Stage) -> None:
    """The check records the proofs that are here now, as if it were submitted now."""
    async with found.talk.store.work() as work:
        await work.evidence.record(1, 1)


async def pack(found: Stage, flags: str = "") -> list[Attachment]:
    """The ZIPs of the manager's check, listed first and then confirmed."""
    await found.tap("pack", 1, "", flags)
    await found.press(MAKE[found.language])
    return chain(found.talk.screens[-1].file)


def chain(file: Attachment | None) -> list[Attachment]:
    """A file and all that go after it."""
    files = []
    while file:
        files.append(file)
        file = file.then
    return files


def unpacked(folder: Path, files: list[Attachment]) -> dict[str, bytes]:
    """All files of the ZIPs but the manifests, which agree with them."""
    found: dict[str, bytes] = {}
    for place, each in enumerate(files, start=1):
        path = folder / each.name
        path.write_bytes(each.data())
        assert (verify(path).parts, verify(path).problems) == ((place, len(files)), ())
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            told = {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}
        assert not set(told) & set(found)
        found |= told
    return found


def words(content: bytes) -> str:
    """Everything that can be read in a file: the text of a PDF, what is inside a workbook, the bytes themselves."""
    found = content.decode(errors="replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return found + "".join(words(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"%PDF") and len(content) > 1000:
        pages = PdfReader(BytesIO(content)).pages
        return found + " ".join(" ".join(page.extract_text().split()) for page in pages).replace("\u200b", "")
    return found
