"""What the README shows is true: its transcript is part of an executed talk, its pictures are the real screens."""

import re
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings
from tests.bot.pictures import pictures

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_transcript_is_part_of_an_executed_talk() -> None:
    found = re.findall(r"<!-- from (\S+) -->\n```text\n(.*?)```", README, re.DOTALL)
    assert found
    for file, excerpt in found:
        assert excerpt in (ROOT / file).read_text(encoding="utf-8")


async def test_the_pictures_are_the_real_screens(tmp_path: Path) -> None:
    drawn = await pictures(tmp_path)
    assert {file.name for file in drawn} == {"question.svg", "result.svg"}
    for file, text in drawn.items():
        assert file.read_text(encoding="utf-8") == text, "run `make pictures`"
        assert f"docs/pictures/{file.name}" in README


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", *(f"docs/{each.name}" for each in ROOT.glob("docs/*.md"))]
)
def test_links_lead_somewhere(document: str) -> None:
    file = ROOT / document
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), f"{document} links to {target}"


def test_the_commands_in_the_readme_are_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", README)) <= targets


def test_every_setting_is_documented() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"`{PREFIX}(\w+)`", operating)) >= {name.upper() for name in Settings.model_fields}
