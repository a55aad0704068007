"""Golden transcripts: whole conversations, compared line by line. `UPDATE_TALKS=1 make test` writes them anew."""

import os
from pathlib import Path

import pytest

from tests.bot.talking import replay

TALKS = Path(__file__).parent.parent / "talks"
ALL = sorted(TALKS.glob("*.talk"))


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
async def test_talk(file: Path, tmp_path: Path) -> None:
    """Each talk comes out as it is written."""
    written = file.read_text(encoding="utf-8").rstrip().split("\n")
    played = await replay(tmp_path / "talk.db", written)
    if os.environ.get("UPDATE_TALKS"):
        file.write_text("\n".join(played).rstrip() + "\n", encoding="utf-8")
    else:
        assert "\n".join(played).rstrip().split("\n") == written


def test_both_languages_have_every_talk() -> None:
    """Each conversation is held in English and in German."""
    names = {file.stem.rsplit("-", 1)[0] for file in ALL}
    assert names == {"express", "full", "mind", "recheck", "refusals"}
    assert {file.stem for file in ALL} == {f"{name}-{language}" for name in names for language in ("en", "de")}
