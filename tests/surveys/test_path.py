"""Which questions are asked: the scope, the conditions, what is complete."""

import pytest

from surveys.conditions import holds, undecided
from surveys.definition import Condition
from surveys.path import complete, counted, path, skipped
from surveys.session import EXPRESS, FULL, Choice, Points, Scope, Skipped, Value
from tests.surveys.filling import filled
from tests.surveys.making import YES, answer, members, number, shipped, tiny

ALL = tuple(tiny().questions)
WITHOUT_FOLLOW_UP = tuple(id for id in ALL if id != "cooperation")


def test_a_follow_up_is_asked_once_its_condition_holds() -> None:
    assert path(tiny(), FULL, {}) == WITHOUT_FOLLOW_UP
    assert path(tiny(), FULL, {"members": answer("members", members(5, 5, 1))}) == WITHOUT_FOLLOW_UP
    assert path(tiny(), FULL, {"members": answer("members", members(5, 5))}) == ALL
    assert path(tiny(), FULL, {"members": answer("members", members(5, 5, done=False))}) == WITHOUT_FOLLOW_UP


def test_answers_off_the_path_are_kept_but_do_not_count() -> None:
    answers = {"members": answer("members", members(5, 5, 1)), "cooperation": answer("cooperation", Choice("yes"))}
    assert counted(tiny(), answers) == {"members": answers["members"]}
    assert counted(tiny(), {**answers, "members": answer("members", members(5))}).keys() == answers.keys()


@pytest.mark.parametrize(
    ("scope", "asked"),
    [
        (FULL, WITHOUT_FOLLOW_UP),
        (EXPRESS, ("plan", "talks")),
        (Scope("sections", ("work",)), ("plan", "talks", "private")),
        (Scope("sections", ("basics",)), ("members", "near", "staff", "commitment", "load", "reach", "team")),
        (Scope("indicators", ("load", "plan")), ("members", "staff", "load", "plan")),
        (Scope("indicators", ("reach",)), ("members", "near", "reach")),
        (Scope("indicators", ("nothing",)), ()),
    ],
)
def test_a_scope_asks_its_questions_and_the_facts_they_need(scope: Scope, asked: tuple[str, ...]) -> None:
    assert path(tiny(), scope, {}) == asked


def test_the_shipped_express_check_asks_ten_indicators_and_only_their_facts() -> None:
    asked = path(shipped(), EXPRESS, filled())
    assert len([id for id in asked if id in shipped().indicators]) == 10
    assert [id for id in asked if id not in shipped().indicators] == ["committed-participants", "management-fte"]


def test_the_full_check_asks_all_31_indicators_whatever_was_answered() -> None:
    assert set(shipped().indicators) <= set(path(shipped(), FULL, {})) <= set(path(shipped(), FULL, filled()))
    assert len(shipped().indicators) == 31


def test_complete_means_answered_and_beyond_the_express_check_documented() -> None:
    answers = {"plan": answer("plan", Points(2))}
    assert complete(tiny(), EXPRESS, answers, "plan")
    assert not complete(tiny(), FULL, answers, "plan")
    assert complete(tiny(), FULL, {"plan": answer("plan", Points(2), documented=YES)}, "plan")
    assert complete(tiny(), FULL, {"plan": answer("plan", Points(0))}, "plan")
    assert not complete(tiny(), FULL, {"plan": answer("plan", mark=Skipped())}, "plan")
    assert skipped({"plan": answer("plan", mark=Skipped())}, "plan")


CONDITIONS: list[tuple[dict[str, object], dict[str, Value], bool | None]] = [
    ({"question": "listed", "any_of": ["yes"]}, {}, None),
    ({"question": "listed", "any_of": ["yes"]}, {"listed": Choice("yes")}, True),
    ({"question": "listed", "any_of": ["yes"]}, {"listed": Choice("no")}, False),
    ({"question": "listed", "any_of": ["yes"]}, {"listed": Choice("not_sure")}, None),
    ({"question": "listed", "any_of": ["not_sure"]}, {"listed": Choice("not_sure")}, True),
    ({"question": "staff", "at_least": 2}, {"staff": number(2)}, True),
    ({"question": "staff", "at_least": 2}, {"staff": number("1.99")}, False),
    ({"question": "staff", "below": 2}, {"staff": number(2)}, False),
    ({"question": "members", "at_least": 9}, {"members": members(4, 4, 1)}, True),
    ({"question": "members", "item": "agency", "at_least": 1}, {"members": members(4, 4)}, False),
    ({"question": "members", "measure": "kinds", "at_least": 2}, {"members": members(4, 4)}, True),
    ({"question": "members", "measure": "kinds", "at_least": 3}, {"members": members(4, 4, 0)}, False),
    ({"question": "plan", "at_least": 2}, {"plan": Points(1)}, False),
    ({"question": "plan", "at_least": 2}, {}, None),
]


@pytest.mark.parametrize(("written", "values", "outcome"), CONDITIONS)
def test_a_condition_is_true_false_or_not_known_yet(
    written: dict[str, object], values: dict[str, Value], outcome: bool | None
) -> None:
    answers = {id: answer(id, value) for id, value in values.items()}
    condition = Condition.model_validate(written)
    assert holds(tiny(), answers, condition) is outcome
    denied = holds(tiny(), answers, Condition.model_validate({"not": written}))
    assert denied is (None if outcome is None else not outcome)
    assert (undecided(tiny(), answers, condition) == ()) is (outcome is not None)


@pytest.mark.parametrize(
    ("listed", "plan", "every", "some"),
    [("yes", 2, True, True), ("no", None, False, None), ("yes", None, None, True), ("no", 1, False, False)],
)
def test_all_and_any_are_decided_as_soon_as_they_can_be(listed: str, plan: int | None, every: bool, some: bool) -> None:
    parts = [{"question": "listed", "any_of": ["yes"]}, {"question": "plan", "at_least": 2}]
    answers = {"listed": answer("listed", Choice(listed))}
    if plan is not None:
        answers["plan"] = answer("plan", Points(plan))
    assert holds(tiny(), answers, Condition.model_validate({"all": parts})) is every
    assert holds(tiny(), answers, Condition.model_validate({"any": parts})) is some


def test_what_is_undecided_names_only_questions_that_can_be_answered_now() -> None:
    condition = Condition.model_validate({"question": "cooperation", "any_of": ["yes"]})
    assert undecided(tiny(), {}, condition) == ("members",)
    assert undecided(tiny(), {"members": answer("members", members(5))}, condition) == ("cooperation",)
    assert undecided(tiny(), {"members": answer("members", members(5, 0, 1))}, condition) == ()
