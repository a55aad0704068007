"""The words people type, in English and German, and a survey with a question of every form to type them at."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from surveys.files import load
from surveys.reading import Reading, read
from surveys.session import Answer, Problem, Value
from surveys.survey import Survey
from surveys.vocabulary import Vocabulary
from tests.surveys.written import texts, write

_ENGLISH = """
    january february march april may june july august september october november december
"""
_GERMAN = """
    januar februar märz april mai juni juli august september oktober november dezember
"""

ENGLISH = Vocabulary(
    yes=frozenset({"yes", "y"}),
    no=frozenset({"no", "n"}),
    not_sure=frozenset({"not sure", "don't know"}),
    partly=frozenset({"partly"}),
    none=frozenset({"none", "none yet", "nothing"}),
    about=frozenset({"about", "approx", "approx.", "around", "circa", "ca", "ca.", "~", "≈"}),
    of=frozenset({"of", "out of"}),
    go_on=frozenset({"ok"}),
    months={name: place for place, name in enumerate(_ENGLISH.split(), 1)} | {"sept": 9},
)
GERMAN = Vocabulary(
    yes=frozenset({"ja", "j"}),
    no=frozenset({"nein", "n"}),
    not_sure=frozenset({"nicht sicher", "weiss nicht"}),
    partly=frozenset({"teilweise"}),
    none=frozenset({"keine", "keiner", "noch keiner", "nichts"}),
    about=frozenset({"etwa", "ungefähr", "rund", "circa", "ca", "ca.", "~", "≈"}),
    of=frozenset({"von"}),
    go_on=frozenset({"ok", "weiter"}),
    months={name: place for place, name in enumerate(_GERMAN.split(), 1)} | {"mrz": 3, "sept": 9, "jänner": 1},
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN}


@cache
def every_form() -> Mapping[str, Survey]:
    """The tiny survey with one question of every form, in English and German."""
    with TemporaryDirectory() as folder:
        return load(write(Path(folder), texts("valid", "every-form"))).languages


def answers(**values: Value) -> dict[str, Answer]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return {id: Answer(question=id, by="me", at=at, value=value) for id, value in values.items()}


def typed(survey: Survey, question: str, text: str, **known: Value) -> Reading | Problem:
    """What this text is understood as, in the survey's language, when these values were answered before."""
    return read(survey, answers(**known), survey.questions[question], text, LANGUAGES[survey.language])
