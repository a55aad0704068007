"""docs/survey-files.md and docs/survey.schema.json say what the code does: every example loads, every code is there."""

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from surveys.files import LIBRARY, folders, load, read_folder
from surveys.indicators import AnyFact, AnyIndicator
from surveys.rules import AnyLabel
from surveys.schema import schema
from surveys.survey import Survey
from surveys.yaml_text import read_yaml
from tests.surveys.written import codes_of_survey_files, completed, texts, tiny, write

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "survey-files.md"
SCHEMA = ROOT / "docs" / "survey.schema.json"


@cache
def blocks() -> tuple[str, ...]:
    """The YAML on the page, block by block."""
    return tuple(re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))


def beginning(word: str) -> list[str]:
    return [block for block in blocks() if block.startswith(word)]


def data(text: str) -> Any:
    document = read_yaml(text)
    assert document.errors == []
    return copy.deepcopy(document.data)


def forms(union: Any) -> set[str]:
    """The words for `form` or `kind` in a union of models."""
    found = set()
    for model in union.__args__[0].__args__ if hasattr(union, "__metadata__") else union.__args__:
        field = model.model_fields.get("form") or model.model_fields["kind"]
        found.add(field.annotation.__args__[0])
    return found


# --- the page ------------------------------------------------------------------------------------------------


def test_the_example_and_its_translation_load_with_no_problem_and_no_warning(tmp_path: Path) -> None:
    [survey], [overlay] = beginning("id: "), beginning("language: ")
    (tmp_path / "survey.yaml").write_text(survey, encoding="utf-8")
    (tmp_path / "de.yaml").write_text(overlay, encoding="utf-8")
    languages, problems = read_folder(tmp_path)
    assert [str(problem) for problem in problems] == []
    assert [survey.title for survey in languages.values()] == ["A tiny self-check", "Ein winziger Selbstcheck"]
    assert languages["en"].out_of == 4


def test_every_other_example_fits_into_the_survey_of_the_page(tmp_path: Path) -> None:
    """Facts in the order of the page, indicators with the keys they share from the example, conditions at the end."""
    facts = [entry for block in beginning("- id: ") for entry in data(block)]
    indicators = [data(block) for block in beginning("form: ")]
    conditions = [data(block)["when"] for block in beginning("when:")]
    assert {fact["form"] for fact in facts} == forms(AnyFact)
    assert {indicator["form"] for indicator in indicators} == forms(AnyIndicator)
    assert len(conditions) == 5
    assert len(blocks()) == 2 + len(beginning("- id: ")) + len(indicators) + len(conditions)
    Survey.model_validate(merged(facts, indicators, conditions))
    (tmp_path / "survey.yaml").write_text(json.dumps(merged(facts, indicators, conditions), default=float))
    assert [str(problem) for problem in read_folder(tmp_path)[1]] == []


def merged(facts: list[Any], indicators: list[Any], conditions: list[Any]) -> Any:
    survey = data(beginning("id: ")[0])
    base = survey["sections"][1]["indicators"][0]
    own = ("form", "ladder", "levels")
    shared = {key: value for key, value in base.items() if key not in own}
    survey["sections"][1]["indicators"] += [
        {**shared, **indicator, "id": f"more-{place}", "number": f"2.{place}"}
        for place, indicator in enumerate(indicators)
    ]
    survey["sections"][0]["questions"] += facts + [
        {"id": f"asked-{place}", "form": "text", "title": "Asked", "ask": "Why?", "when": condition}
        for place, condition in enumerate(conditions)
    ]
    return survey


def table() -> list[tuple[str, str, str]]:
    rows = re.findall(r"^\| ([A-Z]\d\d) \| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(code, meaning, remedy) for code, meaning, remedy in rows]


def test_every_code_stands_in_the_table_once_and_none_is_left_over() -> None:
    codes = [code for code, _, _ in table()]
    assert sorted(codes) == sorted(codes_of_survey_files())
    assert len(codes) == len(set(codes))


def test_the_codes_of_one_kind_are_numbered_without_a_gap() -> None:
    for letter in {code[0] for code, _, _ in table()}:
        numbers = [int(code[1:]) for code, _, _ in table() if code[0] == letter]
        assert numbers == list(range(1, len(numbers) + 1)), letter


def test_every_key_an_author_can_write_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z]+(?:_[a-z]+)*", page))
    keys = {key for part in schema()["$defs"].values() for key in part.get("properties", {})}
    assert keys | set(schema()["properties"]) <= words


@pytest.mark.parametrize("kind", sorted(forms(AnyLabel)))
def test_every_kind_of_label_is_on_the_page(kind: str) -> None:
    assert f"| `{kind}` |" in PAGE.read_text(encoding="utf-8")


def test_every_link_on_the_page_leads_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.M)
    }
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert len(links) > 10
    for link in links:
        assert link.removeprefix("#") in headings if link.startswith("#") else (PAGE.parent / link).exists(), link


def test_the_line_for_editors_points_at_the_schema() -> None:
    [relative] = re.findall(r"\$schema=(\S+)", PAGE.read_text(encoding="utf-8"))
    assert (LIBRARY / "cluster-label" / "1" / relative).resolve() == SCHEMA


# --- the schema ----------------------------------------------------------------------------------------------


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_schema_in_the_docs_is_that_of_the_models() -> None:
    """If this fails, the format has changed: `make schema` writes the file anew."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_library_is_valid_by_the_schema() -> None:
    found = list(folders([LIBRARY]))
    assert found
    for folder in found:
        assert list(validator().iter_errors(data((folder / "survey.yaml").read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("name", tiny("valid"))
def test_valid_tiny_surveys_are_valid_by_the_schema(name: str) -> None:
    text = completed(texts("valid", name)["survey.yaml"], "survey.yaml")
    assert list(validator().iter_errors(data(text))) == []


SHAPE = ["missing-key", "missing-form", "missing-kind", "unknown-key", "unknown-form", "unknown-word", "bad-ids"]
SHAPE += ["truth-for-a-word", "number-for-a-word", "word-for-a-number", "outside-limits"]


@pytest.mark.parametrize("name", SHAPE)
def test_an_editor_marks_what_has_the_wrong_shape(name: str) -> None:
    text = completed(texts("invalid", name)["survey.yaml"], "survey.yaml")
    assert list(validator().iter_errors(data(text)))


def test_the_example_of_the_page_is_valid_by_the_schema(tmp_path: Path) -> None:
    [survey] = beginning("id: ")
    assert list(validator().iter_errors(data(survey))) == []
    assert load(write(tmp_path, {"survey.yaml": survey})).survey.id == "tiny-check"
