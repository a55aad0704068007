"""An overlay gives every word of a survey in another language, and nothing else of it changes."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from surveys.files import LIBRARY, load
from surveys.survey import Survey
from surveys.translation import translated
from surveys.yaml_text import read_yaml
from tests.surveys.written import completed, texts

Path = tuple[str | int, ...]


def english() -> Survey:
    data = read_yaml(completed(texts("valid", "translation")["survey.yaml"], "survey.yaml")).data
    return Survey.model_validate(data)


def german() -> dict[str, Any]:
    data = read_yaml(completed(texts("valid", "translation")["de.yaml"], "de.yaml")).data
    assert isinstance(data, dict)
    return data


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every text of an overlay with its path."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from leaves(inner, (*path, index))
    else:
        yield path, data


HEAD = ("language", "survey", "version")
WORDS = [path for path, _ in leaves(german()) if path[0] not in HEAD]


def changed(path: Path, value: Any) -> dict[str, Any]:
    """The German overlay with another value at a path; `...` removes it."""
    data = copy.deepcopy(german())
    part: Any = data
    for step in path[:-1]:
        part = part[step]
    if value is ...:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    return data


def found(overlay: dict[str, Any]) -> list[tuple[Path, str]]:
    return [(finding.path, finding.code) for finding in translated(english(), "de", overlay)[1]]


def test_every_word_is_replaced_and_nothing_else() -> None:
    survey, findings = translated(english(), "de", german())
    assert findings == []
    assert (survey.id, survey.version, survey.status, survey.language) == ("tiny", 1, "draft", "de")
    strategy, ours = survey.indicators["strategy"], english().indicators["strategy"]
    assert [level.text for level in strategy.levels] == ["Unter 10.", "10 bis 19.", "20 oder mehr."]
    assert [level.step for level in strategy.levels] == [level.step for level in ours.levels]
    assert [level.from_ for level in strategy.levels] == [level.from_ for level in ours.levels]
    assert (strategy.proof[0].text, strategy.example.because) == ("Ein Papier.", "So ist es.")
    assert (strategy.number, strategy.threshold) == (ours.number, ours.threshold)


def test_the_words_of_the_survey_are_those_of_the_overlay() -> None:
    """No English is left over: the sets of texts have only what is the same word in both languages in common."""
    english_words = set(words_of(english()))
    german_words = set(words_of(translated(english(), "de", german())[0]))
    assert english_words & german_words == set()


def words_of(survey: Survey) -> Iterator[str]:
    german_shape = german()
    data = survey.model_dump(by_alias=True)
    for path in WORDS:
        yield str(at(data, path, german_shape))


def at(data: Any, path: Path, overlay: Any) -> Any:
    """The text of a dumped survey at an overlay's path: ids become places in lists."""
    for step in path:
        if isinstance(data, list | tuple) and isinstance(step, str):
            data = next(part for part in data if part["id"] == step)
        else:
            data = data[step]
    return data["text"] if isinstance(data, dict) else data


@pytest.mark.parametrize("path", WORDS, ids=lambda path: ".".join(map(str, path)))
def test_each_text_is_needed(path: Path) -> None:
    findings = found(changed(path, ...))
    if isinstance(path[-1], int):
        assert findings == [(path[:-1], "T05")]
    else:
        assert findings == [(path, "T01")]


@pytest.mark.parametrize("path", WORDS, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize(
    ("value", "codes"), [("  ", {"T04"}), ("", {"T04"}), (12, {"T03", "T01"}), ([], {"T03", "T01"})]
)
def test_each_text_is_words(path: Path, value: Any, codes: set[str]) -> None:
    findings = found(changed(path, value))
    assert [place[: len(path)] for place, _ in findings] == [path]
    assert {code for _, code in findings} <= codes


@pytest.mark.parametrize(
    "path", [(), ("meanings",), ("sections",), ("sections", "basics"), ("sections", "basics", "indicators", "strategy")]
)
def test_a_text_of_nothing_is_named_wherever_it_stands(path: Path) -> None:
    assert found(changed((*path, "extra"), "Mehr")) == [((*path, "extra"), "T02")]


@pytest.mark.parametrize("path", sorted({path[:depth] for path in WORDS for depth in range(1, len(path))}, key=str))
@pytest.mark.parametrize("value", ["ein Text", 12, True, ["a"] * 9, None, {"x": "y"}])
def test_whatever_stands_in_the_place_of_a_part_is_a_finding_not_a_crash(path: Path, value: Any) -> None:
    findings = found(changed(path, value))
    assert findings
    assert all(place[: len(path)] == path for place, _ in findings)


def test_a_missing_text_stays_in_the_other_language_so_that_the_rest_can_be_checked() -> None:
    survey, findings = translated(english(), "de", changed(("title",), ...))
    assert len(findings) == 1
    assert (survey.title, survey.about) == ("A tiny survey", "Sie zeigt eine Sache.")


@pytest.mark.parametrize(("key", "value"), [("language", "fr"), ("survey", "tidy"), ("version", 2), ("version", "1")])
def test_an_overlay_of_another_survey_version_or_language_is_refused(key: str, value: Any) -> None:
    assert found(changed((key,), value)) == [((key,), "T06")]


@pytest.mark.parametrize("key", HEAD)
def test_an_overlay_says_what_it_is_for(key: str) -> None:
    assert found(changed((key,), ...)) == [((key,), "T06")]


def test_a_hint_names_the_word_that_was_meant() -> None:
    overlay = changed(("sections", "basics", "indicators", "strategy", "imrove"), "Tun Sie mehr.")
    findings = translated(english(), "de", overlay)[1]
    assert [finding.message.rpartition("; ")[2] for finding in findings] == ["remove it, or did you mean `improve`?"]


def test_ids_conditions_and_points_are_the_same_in_every_language_of_the_library() -> None:
    """What scores is in survey.yaml alone; only the texts differ."""
    one, other = load(LIBRARY / "cluster-label" / "1").languages.values()
    assert list(one.questions) == list(other.questions)
    for id, question in one.questions.items():
        twin = other.questions[id]
        assert type(question) is type(twin)
        assert question.when == twin.when
    for id, indicator in one.indicators.items():
        twin_indicator = other.indicators[id]
        assert [(level.points, level.from_, level.below, level.step) for level in indicator.levels] == [
            (level.points, level.from_, level.below, level.step) for level in twin_indicator.levels
        ]
        assert (indicator.threshold, indicator.number, indicator.silver_audit) == (
            twin_indicator.threshold,
            twin_indicator.number,
            twin_indicator.silver_audit,
        )
