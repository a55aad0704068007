"""What is encoded comes back the same, for every kind of value, place, mark and scope."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.encoding import (
    decode_mark,
    decode_named,
    decode_place,
    decode_scope,
    decode_value,
    encode_mark,
    encode_named,
    encode_place,
    encode_scope,
    encode_value,
)
from surveys.session import (
    EXPRESS,
    FULL,
    Asking,
    CannotJudge,
    Checklist,
    Choice,
    Counts,
    Month,
    Named,
    Number,
    Points,
    Proving,
    Ratio,
    Reviewing,
    Scope,
    Skipped,
    Submitted,
    Text,
    Value,
)

amounts = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
words = st.text(max_size=40)
values: st.SearchStrategy[Value] = st.one_of(
    st.builds(Points, st.integers(0, 25)),
    st.builds(Number, amounts),
    st.builds(Ratio, amounts, amounts),
    st.builds(
        Counts, st.dictionaries(words, st.integers(0, 9999)).map(lambda found: tuple(found.items())), st.booleans()
    ),
    st.builds(Checklist, st.lists(words).map(tuple), st.booleans()),
    st.builds(Choice, words),
    st.builds(Month, words),
    st.builds(Text, words),
)


@given(values)
def test_values_come_back(value: Value) -> None:
    assert decode_value(encode_value(value)) == value


def test_no_value_is_none() -> None:
    assert encode_value(None) is None
    assert decode_value(None) is None


@pytest.mark.parametrize(
    "place",
    [Asking("a"), Asking("a", "b"), Proving("c"), Reviewing(), Submitted(datetime(2026, 5, 3, 8, 1, 2, tzinfo=UTC))],
)
def test_places_come_back(place: Asking | Proving | Reviewing | Submitted) -> None:
    assert decode_place(encode_place(place)) == place


@pytest.mark.parametrize("mark", [None, Skipped(), CannotJudge("not shown")])
def test_marks_come_back(mark: Skipped | CannotJudge | None) -> None:
    assert decode_mark(encode_mark(mark)) == mark


@pytest.mark.parametrize("scope", [FULL, EXPRESS, Scope("sections", ("strategy", "financing"))])
def test_scopes_come_back(scope: Scope) -> None:
    assert decode_scope(encode_scope(scope)) == scope


@pytest.mark.parametrize("document", [None, Named("Satzung", "2024-05", "drive S"), Named("ß")])
def test_names_of_documents_come_back(document: Named | None) -> None:
    assert decode_named(encode_named(document)) == document


def test_a_number_keeps_every_digit() -> None:
    assert encode_value(Number(Decimal("12.50"))) == '{"number":"12.50"}'


@pytest.mark.parametrize("text", ['{"colour":"purple"}', '{"points":"purple"}'])
def test_an_unknown_value_is_a_bug_and_says_no_content(text: str) -> None:
    with pytest.raises(ValueError, match="no known kind") as error:
        decode_value(text)
    assert "purple" not in str(error.value)
