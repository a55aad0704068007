"""YAML is read as plain words with their places, and bad text is a message with a line, never an exception."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.yaml_text import DEEPEST, read_yaml

SCALARS: list[tuple[str, Any]] = [
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("12:30", "12:30"),
    ("2026-05-01", "2026-05-01"),
    ("1_000", "1_000"),
    ("0x1F", "0x1F"),
    ("1e3", "1e3"),
    (".inf", ".inf"),
    ("True", "True"),
    ("NULL", "NULL"),
    ("4.1.2", "4.1.2"),
    ("٣", "٣"),
    ("9" * 19, "9" * 19),
    ("9" * 5000, "9" * 5000),
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("12", 12),
    ("-3", -3),
    ("+3", 3),
    ("007", 7),
    ("0.1", Decimal("0.1")),
    ("12.", Decimal(12)),
    (".5", Decimal("0.5")),
    ("-1.5", Decimal("-1.5")),
    ('"12"', "12"),
    ("'true'", "true"),
    ('""', ""),
    ("'null'", "null"),
    (">-\n  12", "12"),
]


@pytest.mark.parametrize(("written", "meant"), SCALARS, ids=[written[:12] for written, _ in SCALARS])
def test_a_scalar_is_what_it_looks_like(written: str, meant: Any) -> None:
    document = read_yaml(f"key: {written}\n")
    assert document.errors == []
    assert document.data == {"key": meant}
    assert type(document.data["key"]) is type(meant)


def test_every_part_knows_its_place() -> None:
    document = read_yaml("a: 1\nb:\n  - c: x\n    d: [y, zz]\n  - e\n")
    assert document.data == {"a": 1, "b": [{"c": "x", "d": ["y", "zz"]}, "e"]}
    assert {path: document.mark(path) for path in [("a",), ("b",), ("b", 0), ("b", 0, "d"), ("b", 0, "d", 1)]} == {
        ("a",): (1, 1),
        ("b",): (2, 1),
        ("b", 0): (3, 5),
        ("b", 0, "d"): (4, 5),
        ("b", 0, "d", 1): (4, 12),
    }


def test_what_is_missing_is_placed_at_the_nearest_part_that_exists() -> None:
    document = read_yaml("a:\n  b: {c: 1}\n")
    assert document.mark(("a", "b", "x", "y")) == (2, 3)
    assert document.mark(("z",)) == (1, 1)


def test_columns_count_characters() -> None:
    assert read_yaml("ä: {ö: 1, ü: 2}\n").mark(("ä", "ü")) == (1, 11)


ERRORS = [
    ("a: [1", (2, 1), "Y01"),
    ("a: b: c", (1, 5), "Y01"),
    ("a:\n\t- b", (2, 1), "Y01"),
    ("a: 'never closed\n", (2, 1), "Y01"),
    ("a: 1\n---\nb: 2\n", (2, 1), "Y01"),
    ("? [a]\n: b\n", (1, 3), "Y01"),
    ("? {a: b}\n: c\n", (1, 3), "Y01"),
    ("a: \x00", (1, 1), "Y01"),
    ("a: \x1b[0m", (1, 1), "Y01"),
    ("", (1, 1), "Y02"),
    ("# only a comment\n", (1, 1), "Y02"),
    ("a: &x 1\nb: *x\n", (2, 4), "Y03"),
    ("a: &x {c: 1}\nb: [0, *x]\n", (2, 8), "Y03"),
    ("a: &x [*x]\n", (1, 8), "Y03"),
    ("a: *nowhere\n", (1, 4), "Y03"),
    ("a: {<<: *base, b: 1}\n", (1, 9), "Y03"),
    ("a: !!str 12\n", (1, 4), "Y03"),
    ("a: !python/object:os.system [ls]\n", (1, 4), "Y03"),
    ("a: 1\nb: 2\na: 3\n", (3, 1), "Y04"),
    ("a: {b: 1, 'b': 2}\n", (1, 11), "Y04"),
]


@pytest.mark.parametrize(("text", "mark", "code"), ERRORS, ids=[repr(text) for text, _, _ in ERRORS])
def test_bad_text_is_named_with_its_place(text: str, mark: tuple[int, int], code: str) -> None:
    errors = read_yaml(text).errors
    assert [(at, found) for at, found, _ in errors] == [(mark, code)]
    assert all("; " in message and "\n" not in message for _, _, message in errors)


def test_several_errors_are_all_named() -> None:
    document = read_yaml("a: 1\na: 2\nb: *x\nc: {d: 1, d: 2, e: !x 3}\n")
    assert [(mark, code) for mark, code, _ in document.errors] == [
        ((2, 1), "Y04"),
        ((3, 4), "Y03"),
        ((4, 11), "Y04"),
        ((4, 20), "Y03"),
    ]


def test_a_duplicate_key_keeps_the_first_and_says_where_it_is() -> None:
    document = read_yaml("a: 1\nb: 2\na: 3\n")
    assert document.data == {"a": 1, "b": 2}
    assert "first on line 1" in document.errors[0][2]


def test_a_byte_order_mark_does_no_harm() -> None:
    document = read_yaml("\ufeffid: tiny\n")
    assert (document.data, document.errors) == ({"id": "tiny"}, [])


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("depth", [DEEPEST + 2, 100_000])
def test_text_nested_too_deeply_is_refused_and_never_crashes(opening: str, depth: int) -> None:
    document = read_yaml(opening * depth)
    assert document.data is None
    assert [code for _, code, _ in document.errors] == ["Y01"]


@given(st.text(alphabet=st.sampled_from("ab:- \n\t[]{},#&*!|>'\"?%@`0.1~äé\ufeff\x00\x85"), max_size=60))
def test_no_text_raises(text: str) -> None:
    document = read_yaml(text)
    assert document.errors or text.strip()
    assert all(line >= 1 and column >= 1 for (line, column), _, _ in document.errors)


@given(
    st.recursive(
        st.booleans() | st.integers(-(10**9), 10**9) | st.text(alphabet="abc äß:#'-", max_size=12) | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcd", min_size=1), inner, max_size=3),
        max_leaves=12,
    )
)
def test_what_json_says_is_read_as_json_means_it(value: Any) -> None:
    document = read_yaml(json.dumps({"key": value}, ensure_ascii=False))
    assert document.errors == []
    assert document.data == {"key": value}
