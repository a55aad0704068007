"""Settings: everything wrong or missing is named at once, and no secret is repeated."""

from pathlib import Path

import pytest

from bot.settings import WrongSettings, desk_of, evidence_folder, load_settings

FILE = "sqlite+aiosqlite:///"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_fine() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite+aiosqlite:///clusterready.db"
    assert settings.operator == ""
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_the_folder_for_files_and_the_bars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load_settings().files_dir, load_settings().bars) == (Path("clusterready-files"), "auto")
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = load_settings(given={"files_dir": "~/results", "bars": "ALWAYS"})
    assert (settings.files_dir, settings.bars) == (tmp_path / "results", "always")
    (tmp_path / "taken").write_text("x")
    with pytest.raises(WrongSettings) as error:
        load_settings(given={"files_dir": str(tmp_path / "taken"), "bars": "sometimes"})
    lines = str(error.value).splitlines()
    assert lines[0] == "CLUSTERREADY_FILES_DIR: is a file; name a folder"
    assert lines[1].startswith("CLUSTERREADY_BARS: ")
    with pytest.raises(WrongSettings, match="CLUSTERREADY_FILES_DIR: names a home folder that is not known"):
        load_settings(given={"files_dir": "~nobody-of-this-name/x"})


def test_where_proofs_go_and_whether_files_are_taken(tmp_path: Path) -> None:
    settings = load_settings()
    assert evidence_folder(settings) == tmp_path / "clusterready-evidence"
    assert settings.files == "on"
    settings = load_settings(given={"database_url": f"{FILE}{tmp_path}/sub/my.db", "files": "OFF"})
    assert (evidence_folder(settings), settings.files) == (tmp_path / "sub" / "my-evidence", "off")
    assert evidence_folder(load_settings(given={"evidence_dir": "proofs"})) == tmp_path / "proofs"
    (tmp_path / "taken").write_text("x")
    with pytest.raises(WrongSettings) as error:
        load_settings(given={"evidence_dir": str(tmp_path / "taken"), "files": "some"})
    lines = str(error.value).splitlines()
    assert lines[0] == "CLUSTERREADY_EVIDENCE_DIR: is a file; name a folder"
    assert lines[1].startswith("CLUSTERREADY_FILES: ")


async def test_the_settings_make_the_desk(tmp_path: Path) -> None:
    desk = desk_of(load_settings(given={"files": "off"}))
    assert desk.files is not None
    assert (desk.files.folder, desk.files_on) == (tmp_path / "clusterready-evidence", False)
    await desk.store.close()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERREADY_OPERATOR", "Agency")
    monkeypatch.setenv("CLUSTERREADY_LOG_LEVEL", "info")
    settings = load_settings()
    assert (settings.operator, settings.log_level) == ("Agency", "INFO")


def test_a_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CLUSTERREADY_OPERATOR=From the file\nOTHER=1\n")
    assert load_settings().operator == "From the file"


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERREADY_DATABASE_URL", "mysql://x")
    monkeypatch.setenv("CLUSTERREADY_LOG_LEVEL", "loud")
    monkeypatch.setenv("CLUSTERREADY_OPERATER", "typo")
    with pytest.raises(WrongSettings) as error:
        load_settings()
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    assert "CLUSTERREADY_OPERATER is no setting; did you mean `CLUSTERREADY_OPERATOR`?" in lines[0]
    assert any(line.startswith("CLUSTERREADY_DATABASE_URL: must look like") for line in lines)
    assert any(line.startswith("CLUSTERREADY_LOG_LEVEL: ") for line in lines)


def test_what_the_command_needs_is_named() -> None:
    with pytest.raises(WrongSettings, match="CLUSTERREADY_TELEGRAM_TOKEN is missing; set it"):
        load_settings(needed=["telegram_token"])


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERREADY_TELEGRAM_TOKEN", "123456789:secret-token-of-ours")
    assert "secret" not in repr(load_settings(needed=["telegram_token"]))


def test_what_is_given_beats_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERREADY_DATABASE_URL", "sqlite+aiosqlite:///one.db")
    assert load_settings(given={"database_url": "sqlite+aiosqlite:///two.db"}).database_url.endswith("two.db")


@pytest.mark.parametrize("url", ["sqlite:///x.db", "x.db", FILE, f"{FILE}:memory:", f"{FILE}x.db?timeout=5"])
def test_a_database_that_can_t_be_meant_is_refused(url: str) -> None:
    with pytest.raises(WrongSettings, match="CLUSTERREADY_DATABASE_URL"):
        load_settings(given={"database_url": url})


def test_a_mistyped_name_in_the_env_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CLUSTERREADY_OPERATR=ACME\n")
    with pytest.raises(WrongSettings, match="CLUSTERREADY_OPERATR is no setting; did you mean `CLUSTERREADY_OPERATOR`"):
        load_settings()


def test_an_operator_that_fits_no_card_is_refused() -> None:
    with pytest.raises(WrongSettings, match="CLUSTERREADY_OPERATOR: takes up to 300 characters"):
        load_settings(given={"operator": "x" * 301})
