"""What comes first where something is to be done: the order of dimensions and of a dimension's indicators."""

from collections.abc import Mapping
from dataclasses import replace

from surveys.scoring import score
from surveys.session import Answer
from surveys.weakest import weakest_indicators, weakest_sections
from tests.surveys.filling import filled
from tests.surveys.making import NO, PARTLY, shipped

ORDER = ["structure", "governance", "financing", "strategy", "achievements"]
FINANCING = ("financial-prospects", "private-funding-share")
STRATEGY = tuple(each.id for each in shipped().homes["web-presence"].indicators)
ACHIEVEMENTS = ("media-recognition", "success-stories", "satisfaction-assessment")


def sections(answers: Mapping[str, Answer]) -> list[str]:
    return [each.id for each in weakest_sections(shipped(), score(shipped(), answers))]


def achievements(answers: Mapping[str, Answer]) -> list[str]:
    home = shipped().homes["success-stories"]
    return [each.id for each in weakest_indicators(home, score(shipped(), answers))]


def proved(answers: Mapping[str, Answer], *ids: str, by: object) -> dict[str, Answer]:
    return {id: replace(each, documented=by) if id in ids else each for id, each in answers.items()}  # type: ignore[arg-type]


def test_ties_stay_in_the_order_of_the_survey() -> None:
    assert sections(filled(5)) == ORDER
    assert sections({}) == ORDER
    assert achievements(filled(3)) == list(ACHIEVEMENTS)


def test_the_lowest_share_comes_first_not_the_most_points_lost() -> None:
    lost_two_of_ten = {"financial-prospects": 3}
    lost_six_of_sixty = dict.fromkeys(STRATEGY[:6], 4)
    assert sections(filled(5, lost_two_of_ten | lost_six_of_sixty))[:2] == ["financing", "strategy"]


def test_documents_count_before_claims() -> None:
    low = filled(5, dict.fromkeys(FINANCING, 2))
    assert sections(low)[0] == "financing"
    assert sections(proved(low, *STRATEGY, by=NO))[:2] == ["strategy", "financing"]
    assert achievements(proved(filled(4, {"media-recognition": 3}), "success-stories", by=PARTLY)) == [
        "success-stories",
        "media-recognition",
        "satisfaction-assessment",
    ]


def test_where_documents_are_equal_the_lower_claim_comes_first() -> None:
    none = filled(5, {"satisfaction-assessment": 2}, documented=NO)
    assert sections(none)[0] == "achievements"
    assert achievements(none) == ["satisfaction-assessment", "media-recognition", "success-stories"]


def test_what_is_open_is_no_nought_and_comes_last() -> None:
    some = {id: each for id, each in filled(3).items() if id not in (*FINANCING, "media-recognition")}
    assert sections(some)[-1] == "financing"
    assert achievements(some) == ["success-stories", "satisfaction-assessment", "media-recognition"]
    one_known = {id: each for id, each in filled(3).items() if id not in STRATEGY[1:]}
    assert sections(proved(one_known, STRATEGY[0], by=NO))[0] == "strategy"  # by the one that is known


def test_open_documents_count_as_if_they_proved_it() -> None:
    answers = proved(filled(4, {"satisfaction-assessment": 3}), "media-recognition", "success-stories", by=None)
    assert achievements(answers) == ["satisfaction-assessment", "media-recognition", "success-stories"]
    alike = proved(filled(4), "success-stories", by=None)
    assert achievements(alike)[0] == "success-stories"  # before those where that is sure


def test_a_precondition_without_points_makes_no_dimension_known() -> None:
    only = {id: each for id, each in filled(0).items() if id == "committed-participation"}
    assert sections(only) == ORDER
    weak = filled(5, {"committed-participation": 0})
    assert sections(weak) == ORDER
    home = shipped().homes["committed-participation"]
    assert weakest_indicators(home, score(shipped(), weak))[0].id == "committed-participation"
