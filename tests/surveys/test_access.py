"""Who may see what: every viewer, every thing, in every state of a shared check, as one table."""

from itertools import product

import pytest

from surveys.access import (
    Assessor,
    Colleague,
    Inside,
    Shared,
    Stage,
    Stranger,
    Thing,
    Viewer,
    may_change,
    may_manage,
    may_see,
    side_of,
)

VIEWERS: dict[str, Viewer] = {
    "owner": Inside("owner"),
    "editor": Inside("editor"),
    "reader": Inside("reader"),
    "invited": Assessor(Stage.INVITED),
    "waiting": Assessor(Stage.WAITING),
    "let in": Assessor(Stage.LET_IN),
    "lead let in": Assessor(Stage.LET_IN, lead=True),
    "submitted": Assessor(Stage.SUBMITTED),
    "lead": Assessor(Stage.SUBMITTED, lead=True),
    "over": Assessor(Stage.OVER),
    "lead over": Assessor(Stage.OVER, lead=True),
    "asked": Colleague(Stage.INVITED),
    "colleague waiting": Colleague(Stage.WAITING),
    "colleague": Colleague(Stage.LET_IN),
    "colleague over": Colleague(Stage.OVER),
    "stranger": Stranger(),
}
INSIDE, WORKING = {"owner", "editor", "reader"}, {"owner", "editor"}
ASSESSING = {"let in", "lead let in", "submitted", "lead"}
DONE = {"submitted", "lead"}
INVITED = {"invited", "waiting", "asked", "colleague waiting", "colleague"}


def seen_by(thing: Thing, shared: Shared) -> set[str]:
    """What the words of docs/review.md come to: written down apart from the code."""
    rating = DONE if shared.shown else ASSESSING
    after = DONE if shared.shown else set()
    claims = rating if shared.guided or shared.shown else set()
    match thing:
        case Thing.INVITATION:
            return INVITED | rating
        case Thing.QUESTIONS:
            return INSIDE | rating | {"colleague"}
        case Thing.OWN:
            return rating | {"colleague"}
        case Thing.FACTS:
            return INSIDE | (rating if shared.facts else set())
        case Thing.PROOFS:
            return WORKING | (rating if shared.proofs else set())
        case Thing.NOTES:
            return WORKING | (rating if shared.notes else set())
        case Thing.LEVELS | Thing.DOCUMENTED:
            return INSIDE | claims
        case Thing.TOTALS:
            return INSIDE | after
        case Thing.PLAN | Thing.HISTORY | Thing.WHAT_IF:
            return WORKING
        case Thing.OTHERS | Thing.DIFFERENCES | Thing.AGENDA:
            return (WORKING if shared.shown else set()) | after
        case Thing.AGREEMENT:
            return set() if shared.guided else (WORKING if shared.shown else set()) | after
        case Thing.LOG:
            return {"owner"}


STATES = [Shared(*each) for each in product((False, True), repeat=5)]


@pytest.mark.parametrize("thing", list(Thing))
def test_who_may_see_what(thing: Thing) -> None:
    for shared in STATES:
        found = {name for name, viewer in VIEWERS.items() if may_see(viewer, thing, shared)}
        assert found == seen_by(thing, shared), shared


BLIND = set(Thing) - {
    Thing.INVITATION, Thing.QUESTIONS, Thing.FACTS, Thing.PROOFS, Thing.NOTES, Thing.OWN
}  # fmt: skip


def test_until_the_sides_are_shown_an_assessor_is_told_nothing_of_what_the_cluster_or_another_one_thinks() -> None:
    for shared in STATES:
        if not shared.shown and not shared.guided:
            for viewer in (each for each in VIEWERS.values() if isinstance(each, Assessor)):
                assert {each for each in Thing if may_see(viewer, each, shared)} & BLIND == set()


def test_what_is_shared_by_default_leaves_notes_out() -> None:
    assert Shared() == Shared(facts=True, proofs=True, notes=False, guided=False, shown=False)


def test_nobody_sees_more_after_it_is_over() -> None:
    assert not any(may_see(VIEWERS["over"], thing, shared) for thing in Thing for shared in STATES)


def test_who_may_change_manage_and_settle() -> None:
    assert {name for name, viewer in VIEWERS.items() if may_change(viewer)} == WORKING
    assert {name for name, viewer in VIEWERS.items() if may_manage(viewer)} == {"owner"}
    sides = {name: side_of(viewer, Shared(shown=True)) for name, viewer in VIEWERS.items()}
    assert {name: side for name, side in sides.items() if side} == {
        "owner": "cluster", "editor": "cluster", "lead": "assessors",
    }  # fmt: skip
    assert not any(side_of(viewer, Shared()) for viewer in VIEWERS.values())
