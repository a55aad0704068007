"""Settings from environment variables `CLUSTERREADY_…` and `.env`; wrong ones are named at start, all at once."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.desk import Desk, Operator, cluster_label
from storage.migrating import sqlite_file
from storage.proof_files import ProofFiles
from storage.store import Store
from surveys.problems import did_you_mean

PREFIX = "CLUSTERREADY_"
OPERATOR_LIMIT = 300
Bars = Literal["auto", "always", "never"]
"""When a terminal's result has bars: where they can be seen, into a pipe as well, never."""
TOKEN = re.compile(r"[0-9]{6,12}:[A-Za-z0-9_-]{10,}")
"""What a bot token looks like. None may reach a log."""


class WrongSettings(Exception):
    """What is wrong with the settings, one line each; no value of a secret is repeated."""


class Settings(BaseSettings):
    """What whoever runs this bot can set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    database_url: str = "sqlite+aiosqlite:///clusterready.db"
    files_dir: Path = Path("clusterready-files")
    bars: Bars = "auto"
    operator: str = ""
    operator_contact: str = ""
    privacy_page: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    messages_per_second: int = Field(default=30, ge=1, le=100_000)
    cases_dir: Path | None = None
    trainer_ids: str = ""
    evidence_dir: Path | None = None
    files: Literal["on", "off"] = "on"

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str) -> str:
        file = url.removeprefix("sqlite+aiosqlite:///")
        if file == url or not file or "?" in file or file.startswith(":memory:"):
            raise ValueError("must look like sqlite+aiosqlite:///clusterready.db, a file and nothing after it")
        return url

    @field_validator("files_dir")
    @classmethod
    def _folder(cls, folder: Path) -> Path:
        folder = _expanded(folder)
        if folder.exists() and not folder.is_dir():
            raise ValueError("is a file; name a folder")
        return folder

    @field_validator("evidence_dir", mode="before")
    @classmethod
    def _evidence(cls, folder: object) -> Path | None:
        return cls._folder(Path(str(folder))) if folder else None

    @field_validator("operator", "operator_contact", "privacy_page")
    @classmethod
    def _short(cls, words: str) -> str:
        if len(words) > OPERATOR_LIMIT:
            raise ValueError(f"takes up to {OPERATOR_LIMIT} characters; name a page that says more")
        return words.strip()

    @field_validator("privacy_page")
    @classmethod
    def _page(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return url

    @field_validator("telegram_token", mode="before")
    @classmethod
    def _token(cls, token: object) -> object:
        told = token.get_secret_value() if isinstance(token, SecretStr) else token
        told = told.strip(" \t\r\n\"'“”„‘’") if isinstance(told, str) else told
        if told and not (isinstance(told, str) and TOKEN.fullmatch(told)):
            raise ValueError("is no bot token: it looks like 123456789:letters-and-digits; copy it from @BotFather")
        return told or None

    @field_validator("telegram_api_url")
    @classmethod
    def _web(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return url.rstrip("/")

    @field_validator("cases_dir", mode="before")
    @classmethod
    def _cases(cls, folder: object) -> Path | None:
        if not folder:
            return None
        known = _expanded(Path(str(folder)))
        if not known.is_dir():
            raise ValueError(f"there is no folder {folder}; make one for your practice cases, or mend the path")
        return known

    @field_validator("trainer_ids")
    @classmethod
    def _ids(cls, ids: str) -> str:
        if ids.strip() and not all(each.strip() for each in ids.split(",")):
            raise ValueError("must be ids or names with a comma between two of them")
        return ids

    @property
    def trainers(self) -> frozenset[str]:
        """Who may run cohorts; empty: anybody."""
        return frozenset(each.strip() for each in self.trainer_ids.split(",") if each.strip())

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @field_validator("bars", "files", mode="before")
    @classmethod
    def _when(cls, when: object) -> object:
        return when.lower() if isinstance(when, str) else when


def _expanded(folder: Path) -> Path:
    """The folder with `~` written out."""
    try:
        return folder.expanduser()
    except RuntimeError as error:
        raise ValueError("names a home folder that is not known; write the whole path") from error


def operator_of(settings: Settings) -> Operator:
    """Who runs this, as the settings tell."""
    return Operator(settings.operator, settings.operator_contact, settings.privacy_page)


def desk_of(settings: Settings) -> Desk:
    """All that a conversation needs, as the settings tell. Raises `BrokenSurvey`."""
    return Desk(
        Store(settings.database_url),
        cluster_label(settings.cases_dir),
        operator_of(settings),
        trainers=settings.trainers,
        files=ProofFiles(evidence_folder(settings)),
        files_on=settings.files == "on",
    )


def evidence_folder(settings: Settings) -> Path:
    """Where the files of proofs go: as set, else beside the database and named after it."""
    if settings.evidence_dir is not None:
        return settings.evidence_dir.absolute()
    file = Path(sqlite_file(settings.database_url) or "clusterready.db").absolute()
    return file.with_name(f"{file.stem}-evidence")


def load_settings(needed: Iterable[str] = (), given: Mapping[str, str] | None = None) -> Settings:
    """The settings. `given` beats the environment. Raises `WrongSettings` naming every wrong and missing one."""
    problems = [_unknown(name) for name in sorted(_named()) if name.startswith(PREFIX) and not _known(name)]
    settings: Settings | None = None
    try:
        settings = Settings(**dict(given or {}))  # type: ignore[arg-type]  # pydantic reads the words
    except ValidationError as error:
        problems += [_problem(str(each["loc"][0]), each["msg"]) for each in error.errors(include_input=False)]
    if settings is not None:
        problems += [f"{PREFIX}{name.upper()} is missing; set it" for name in needed if not getattr(settings, name)]
    if problems or settings is None:
        raise WrongSettings("\n".join(problems))
    return settings


def _named() -> set[str]:
    """The names set in the environment and in `.env`."""
    return {*os.environ, *(name.upper() for name in dotenv_values(".env"))}


def _known(name: str) -> bool:
    return name.removeprefix(PREFIX).lower() in Settings.model_fields


def _unknown(name: str) -> str:
    return f"{name} is no setting; {did_you_mean(name, [PREFIX + field.upper() for field in Settings.model_fields])}"


def _problem(field: str, message: str) -> str:
    words = message.removeprefix("Value error, ")
    return f"{PREFIX}{field.upper()}: {words[:1].lower()}{words[1:]}"
