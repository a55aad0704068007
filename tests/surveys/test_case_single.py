"""One file from anybody becomes a case or problems in short lines, in time, and never a crash."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.case_files import MOST_BYTES, read_case, read_case_folder
from tests.surveys.casing import FULL, changed, found_survey, put, read


def test_a_trainers_file_is_read_with_the_same_messages(tmp_path: Path) -> None:
    wrong = changed(FULL, ("sector: food", "sector: foot"))
    folder = put(tmp_path / "mill", case=wrong)
    found, problems = read_case("mill.yaml", wrong.encode(), found_survey)
    assert found is None
    assert [str(each).partition(":")[2] for each in problems] == [
        str(each).removeprefix(f"{folder / 'case.yaml'}:") for each in read_case_folder(folder, found_survey)[1]
    ]
    assert str(problems[0]).startswith("mill.yaml:6:1: C01 there is no sector `foot`; did you mean")
    whole, none = read(FULL)
    assert whole is not None
    assert none == []


def test_a_warning_comes_with_the_case() -> None:
    found, problems = read(changed(FULL, ("{firm: 20, agency: 1}", "{firm: 0}"), ("near: 20", "near: 0")))
    assert found is not None
    assert [each.warning for each in problems] == [True]


BAD = {
    "no text": (b"\xff\xfe\x00", "Y01"),
    "not utf-8": (FULL.encode("utf-8") + "# Größe".encode("latin-1"), "Y01"),
    "nothing": (b"", "Y02"),
    "a word": (b"hello", "Y02"),
    "a list": (b"- id: mill", "Y02"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "Y01"),
    "deep lists": (b"[" * 190_000, "Y01"),
    "deep mappings": (b"{a: " * 45_000, "Y01"),
    "deep dashes": (b"- " * 90_000, "Y01"),
    "two documents": (FULL.encode() + b"---\nid: x\n", "Y01"),
    "too large": (b"# " + b"x" * MOST_BYTES, "C15"),
    "too many parts": (b"a: [" + b"1," * 20_000 + b"]", "C15"),
    "a hundred thousand aliases": (b"a: &a [x,x]\nb: [" + b"*a," * 50_000 + b"]", "C15"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_case_is_one_problem(name: str) -> None:
    content, code = BAD[name]
    found, problems = read_case("x.yaml", content, found_survey)
    assert found is None
    assert [each.code for each in problems] == [code]


def test_an_alias_bomb_is_never_expanded() -> None:
    layers = "".join(
        f"    {name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found, problems = read(changed(FULL, ("  facts:\n", f"  facts:\n    a: &a [x]\n{layers}")))
    assert found is None
    assert [each.code for each in problems].count("Y03") == 8 * 9


def test_no_tag_makes_anything() -> None:
    found, problems = read(changed(FULL, ("title: The Mill", "title: !!python/object/apply:os.getcwd []")))
    assert found is None
    assert "Y03" in [each.code for each in problems]


FLOODS = {
    "unknown keys": "".join(f"titel{place}: x\n" for place in range(3900)),
    "unknown facts": changed(FULL, ("facts:\n", "facts:\n" + "".join(f"    f{place}: 1\n" for place in range(3800)))),
    "unknown indicators": FULL + "indicators: [" + ", ".join(f"x{place}" for place in range(3500)) + "]\n",
    "a long word": changed(FULL, ("id: mill", f"id: {'m' * 150_000}")),
    "a long tag": changed(FULL, ("title: The Mill", f"title: !{'m' * 150_000} x")),
    "a long number": changed(FULL, ("minutes: 20", f"minutes: {'9' * 150_000}")),
    "a long fact": changed(FULL, ("    near: 20", f"    near: {'m' * 150_000}")),
    "a long key": changed(FULL, ("minutes: 20", f"? {'m' * 150_000}\n: 20")),
    "a long quote": changed(FULL, ("[twenty firms and one agency]", f"[{'a b ' * 40_000}]")),
    "a key many times": FULL + "minutes: 20\n" * 15_000,
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
@pytest.mark.timeout(10)
def test_a_flood_is_refused_in_time_and_in_short_lines(name: str) -> None:
    found, problems = read(FLOODS[name])
    assert found is None
    assert max(len(each.message) for each in problems) < 500


@given(
    st.text(alphabet=st.sampled_from("ab:- \n\t[]{},#&*!|>'\"?%@`0.1~äé\ufeff\x00\x85"), max_size=80),
    st.integers(0, len(FULL)),
)
def test_no_text_within_a_case_raises(text: str, place: int) -> None:
    found, problems = read(FULL[:place] + text + FULL[place:])
    assert found is not None or any(not each.warning for each in problems)
