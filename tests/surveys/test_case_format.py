"""docs/case-files.md and docs/case.schema.json say what the code does: every example loads, every code is there."""

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from surveys.case_files import CASES, case_folders, in_library, read_case_folder
from surveys.checks import case_words
from surveys.given import Misgiven, given_value
from surveys.schema import case_schema
from surveys.session import Checklist, Number, Points, Ratio, Value
from surveys.yaml_text import read_yaml
from tests.surveys.casing import FULL, SHORT, changed, put
from tests.surveys.making import shipped
from tests.surveys.written import codes_of_case_files

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "case-files.md"
SCHEMA = ROOT / "docs" / "case.schema.json"


@cache
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def block(beginning: str) -> str:
    """The only YAML block on the page that begins like this."""
    [found] = [
        text
        for text in re.findall(r"^```yaml\n(.*?)^```$", page(), re.MULTILINE | re.DOTALL)
        if text.startswith(beginning)
    ]
    return str(found)


def data(text: str) -> Any:
    document = read_yaml(text)
    assert document.errors == []
    return document.data


# --- the page ------------------------------------------------------------------------------------------------


def test_the_example_and_its_translation_have_no_problem(tmp_path: Path) -> None:
    languages, wrong = read_case_folder(
        put(tmp_path / "harbour", case=block("id: "), de=block("language: ")), in_library
    )
    assert [str(each) for each in wrong] == []
    assert [each.title for each in languages.values()] == ["Harbour Machines", "Hafenmaschinen"]


def test_the_facts_and_the_outcome_of_the_page_are_those_of_the_survey(tmp_path: Path) -> None:
    """As part of a case they miss others, but none is unknown or misgiven."""
    whole = data(block("id: "))
    del whole["indicators"]
    whole["key"] |= data(block("facts:"))
    whole |= data(block("outcome:"))
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "case.yaml").write_text(json.dumps(whole, default=float))
    wrong = read_case_folder(tmp_path / "harbour", in_library)[1]
    assert {each.code for each in wrong} == {"C03", "C04", "C06"}
    assert [each.message for each in wrong if each.code == "C03"] == [
        "`3` is no number answer; write `{number: 12}`"  # the short case's last indicator
    ]
    assert len(re.findall(r"^```yaml$", page(), re.MULTILINE)) == 4


FORMS = [
    ("strategy-documentation", "3", Points(3)),
    ("success-stories", "{number: 12.5}", None),  # 12 stories would do: the survey takes no half ones
    ("staff-stability", "{part: 30, whole: 80}", Ratio(Decimal(30), Decimal(80))),
    ("web-presence", "{items: [english, news]}", Checklist(("english", "news"))),
    ("web-presence", "{items: []}", Checklist(())),
    ("human-resources", "{points: 3}", Points(3)),
]


def test_the_values_on_the_page_are_taken() -> None:
    rows = re.findall(r"^\| .+ \| (.*`(?:\d|\{).*) \|$", page(), re.MULTILINE)
    assert [value for row in rows for value in re.findall(r"`([^`]+)`", row)] == [written for _, written, _ in FORMS]
    for id, written, meant in FORMS:
        if meant is None:
            with pytest.raises(Misgiven, match="write a whole number from 0 to 500 stories"):
                value(id, written)
            assert value(id, "{number: 12}") == Number(Decimal(12))
        else:
            assert value(id, written) == meant
    asked = {type(shipped().questions[id]) for id, _, _ in FORMS}
    assert asked == {type(indicator) for indicator in shipped().indicators.values()}


def value(id: str, written: str) -> Value:
    given = data(f"value: {written}")["value"]
    return given_value(shipped(), {}, shipped().questions[id], given, points=False)


def test_every_code_stands_in_the_table_once_and_none_is_left_over() -> None:
    rows = re.findall(r"^\| ([A-Z]\d\d) \| (.+?) \| (.+?) \|$", page(), re.MULTILINE)
    codes = [code for code, _, _ in rows]
    assert sorted(codes) == sorted(codes_of_case_files())
    assert codes == [f"C{number:02}" for number in range(1, len(codes))] + ["W02"]


def test_every_key_an_author_can_write_is_on_the_page() -> None:
    words = set(re.findall(r"[a-z]+(?:_[a-z]+)*", page()))
    keys = {key for part in case_schema()["$defs"].values() for key in part.get("properties", {})}
    assert keys | set(case_schema()["properties"]) <= words


def test_the_lengths_on_the_page_are_those_checked() -> None:
    lengths = [int(number.replace(",", "")) for number in re.findall(r"^\| .*?\| ([\d,]+) \|$", page(), re.MULTILINE)]
    checked = [case_words.TITLE, case_words.ABOUT, case_words.TEXT, case_words.SHOWS, case_words.REASON]
    assert lengths == checked
    assert case_words.TOPIC == case_words.REASON


def test_every_link_on_the_page_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^a-z ]", "", text.lower()).replace(" ", "-") for text in re.findall(r"^#+ (.+)$", page(), re.M)
    }
    links = re.findall(r"\]\(([^)]+)\)", page())
    assert len(links) > 10
    for link in links:
        target = PAGE.parent / link.partition("#")[0]
        assert link.removeprefix("#") in headings if link.startswith("#") else target.exists(), link


# --- the schema ----------------------------------------------------------------------------------------------


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_schema_in_the_docs_is_that_of_the_models() -> None:
    """If this fails, the format has changed: `make schema` writes the file anew."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == case_schema()
    jsonschema.Draft202012Validator.check_schema(case_schema())


def test_the_library_and_the_examples_are_valid_by_the_schema() -> None:
    found = [(folder / "case.yaml").read_text(encoding="utf-8") for folder in case_folders([CASES])]
    assert found
    for text in [*found, FULL, SHORT, block("id: ")]:
        assert list(validator().iter_errors(data(text))) == []


SHAPE = [
    ("minutes: 20", "minuts: 20"),
    ("minutes: 20", "minutes: twenty"),
    ("documented: partly", "documented: parly"),
    ("outcome: {gold: met}", "outcome: {gold: mett}"),
    ("dated: 2025-11", "dated: 11/2025"),
    ("id: mill", "id: Mill"),
    ("quotes: [The mill has twenty firms]", "quotes: []"),
    ("      value: 2\n", "      value: true\n"),
]


@pytest.mark.parametrize(("old", "new"), SHAPE)
def test_an_editor_marks_what_has_the_wrong_shape(old: str, new: str) -> None:
    assert list(validator().iter_errors(data(changed(FULL, (old, new)))))


def test_the_line_for_editors_points_at_the_schema() -> None:
    [relative] = re.findall(r"\$schema=(\S+)", page())
    assert (CASES / "harbour" / relative).resolve() == SCHEMA
