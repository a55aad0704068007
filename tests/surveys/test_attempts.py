"""Progress over attempts: which of them make the line."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from surveys.agreement import Agreement, agreement
from surveys.attempts import Apart, Attempt, progress_line
from surveys.coefficients import Coefficient
from tests.surveys.rating import ratings


def beside(exact: int, near: int, far: int = 0) -> Agreement:
    """Beside a key of varied levels: so many exact, one level above it, and two."""
    key = [at % 4 for at in range(exact + near + far)]
    apart = [0] * exact + [1] * near + [2] * far
    return agreement(ratings([a + b for a, b in zip(key, apart, strict=True)]), ratings(key), 6)


FIRST = Attempt("alvar-food", date(2026, 3, 2), 1, repeat=False, agreement=beside(4, 2, 2))
NEXT = Attempt("kuuramaa-health", date(2026, 3, 9), 1, repeat=False, agreement=beside(20, 9, 2))


def test_a_line_of_first_looks_by_day() -> None:
    found = progress_line([NEXT, FIRST])
    assert [(each.case, each.n, each.exact, each.within_one, each.few) for each in found.line] == [
        ("alvar-food", 8, Fraction(1, 2), Fraction(3, 4), True),
        ("kuuramaa-health", 31, Fraction(20, 31), Fraction(29, 31), False),
    ]
    assert [each.bias for each in found.line] == [Fraction(6, 8), Fraction(13, 31)]
    assert [each.kappa for each in found.line] == [FIRST.agreement.kappa, NEXT.agreement.kappa]
    assert isinstance(found.line[1].kappa, Coefficient)
    assert found.apart == ()


def test_repeats_and_second_rounds_are_kept_apart() -> None:
    again = replace(FIRST, on=date(2026, 4, 1), repeat=True)
    second = replace(NEXT, on=date(2026, 3, 10), round=2)
    both = replace(second, on=date(2026, 5, 1), repeat=True)
    found = progress_line([again, both, second, FIRST, NEXT])
    assert [each.on for each in found.line] == [FIRST.on, NEXT.on]
    assert [(each.case, each.apart) for each in found.apart] == [
        ("kuuramaa-health", Apart.SECOND_ROUND),
        ("alvar-food", Apart.REPEAT),
        ("kuuramaa-health", Apart.REPEAT),
    ]


def test_on_one_day_the_order_given_stands() -> None:
    later = replace(NEXT, on=FIRST.on)
    assert [each.case for each in progress_line([later, FIRST]).line] == [later.case, FIRST.case]


def test_an_attempt_without_any_rating_is_no_point() -> None:
    found = progress_line([replace(FIRST, agreement=beside(0, 0))])
    assert (found.line, found.apart) == ((), ())


def test_below_ten_ratings_are_few() -> None:
    attempts = [replace(FIRST, agreement=beside(many, 0)) for many in (9, 10)]
    assert [each.few for each in progress_line(attempts).line] == [True, False]
