"""The cheapest set by trying every set, on surveys small enough for it, and the drawing of such surveys.

Written apart from `surveys.choices` and `surveys.cheapest`: values are found by trying each, points by scoring answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from surveys.indicators import (
    ChecklistIndicator,
    ComputedIndicator,
    Indicator,
    LevelIndicator,
    NumberIndicator,
    RatioIndicator,
)
from surveys.levers import raised
from surveys.path import counted
from surveys.quantities import level_of, measured, stated
from surveys.scoring import rate
from surveys.session import Answer, Answers, Counts, Number, Points, Ratio, Value
from surveys.simulation import Change, ToFact, ToLevel, changed
from surveys.survey import Survey
from tests.surveys.making import AT, NO, PARTLY, YES, answer, fact, indicator, number, options, survey

Facts = tuple[tuple[str, Value], ...]
DAY = AT.date()


@dataclass(frozen=True)
class Outcome:
    """One indicator's outcome, as tried."""

    weight: int
    months: int
    low: Fraction
    document: bool
    touched: bool


@dataclass(frozen=True)
class Best:
    """The least weight, how many sets have it, and the most documents and fewest indicators among these."""

    weight: int
    many: int
    documents: int
    touched: int


class Brute:
    """Every set of steps of one survey with these answers."""

    def __init__(self, of: Survey, answers: Answers) -> None:
        self.of, self.answers = of, answers
        self.seen: dict[Facts, Answers] = {}
        self.sizes: dict[Facts, tuple[Fraction, ...]] = {}
        self.known = counted(of, answers)
        self.lever = {id: _lever(self.known, each) for id, each in of.indicators.items()}
        movable = [lever for id, lever in self.lever.items() if lever not in (None, id)]
        uses = {each: [id for id in of.indicators if each in self._facts(id)] for each in movable if each}
        self.shared = sorted(each for each, users in uses.items() if len(users) > 1)

    def _facts(self, id: str) -> set[str]:
        """The facts behind an indicator; `near` is a part of `members`."""
        asked = self.of.indicators[id]
        if isinstance(stated(self.known, id), Points):
            return set()
        found: list[str | None] = []
        if isinstance(asked, ComputedIndicator):
            found = [asked.from_.question, asked.from_.per, asked.from_.share_of]
        if isinstance(asked, NumberIndicator):
            found = [asked.whole, asked.part]
        return {each for each in found if each} | ({"members"} if "near" in found else set())

    def best(self, months: int, total: Fraction, scored: Sequence[str], least: dict[str, Fraction]) -> Best | None:
        """The cheapest of all sets that fit and do what is asked."""
        found: list[tuple[int, int, int]] = []
        for facts in self.settings():
            weight, outcomes = self.setting(facts)
            fit = [
                [each for each in every if each.months <= months and each.low >= least.get(id, 0)]
                for id, every in outcomes.items()
            ]
            for chosen in product(*fit):
                low = sum(each.low for id, each in zip(outcomes, chosen, strict=True) if id in scored)
                if low >= total:
                    weighs = weight + sum(each.weight for each in chosen)
                    found.append((weighs, -sum(each.document for each in chosen), sum(each.touched for each in chosen)))
        if not found:
            return None
        first = min(found)
        return Best(first[0], sum(each[0] == first[0] for each in found), -first[1], first[2])

    # --- facts ---------------------------------------------------------------------------------------------------

    def settings(self) -> list[Facts]:
        """Values of shared facts: the least there are for each wish which indicators to bring how high."""
        lifted = [id for id in self.of.indicators if self.lever[id] in self.shared]
        every = list(self._every())
        rungs = {facts: [self.rung(facts, id) for id in lifted] for facts in every}
        now = rungs[()]
        tops = [range(each, len(self.of.indicators[id].levels)) for id, each in zip(lifted, now, strict=True)]
        found: dict[Facts, None] = {}
        for wish in product(*tops):
            asked = [(place, each) for place, each in enumerate(wish) if each > now[place]]
            able = [facts for facts in every if all(rungs[facts][place] >= each for place, each in asked)]
            if able:
                found[min(able, key=self._size)] = None
                assert all(_below(self._amounts(min(able, key=self._size)), self._amounts(each)) for each in able)
        return list(found)

    def _every(self) -> Iterator[Facts]:
        """Each value of each shared fact, from now up, as far as it goes together."""
        yield ()
        spans = []
        for each in self.shared:
            wishes = [
                {"total": Fraction(total), "kinds": Fraction(kinds)} for total in range(13) for kinds in (0, 1, 2)
            ]
            values = {
                value for wish in wishes if (value := raised(self.of, self.known, each, _fits(self.of, each, wish)))
            }
            spans.append([(each, value) for value in values])
        for facts in product(*spans):
            changed_facts = tuple(one for one in facts if one[1] != stated(self.known, one[0]))
            if changed_facts:
                yield changed_facts

    def _amounts(self, facts: Facts) -> tuple[Fraction, ...]:
        if facts not in self.sizes:
            known, pairs = self.with_facts(facts), product(self.shared, ("total", "kinds"))
            self.sizes[facts] = tuple(measured(self.of, known, each, measure) or Fraction(0) for each, measure in pairs)
        return self.sizes[facts]

    def _size(self, facts: Facts) -> tuple[Fraction, tuple[Fraction, ...]]:
        amounts = self._amounts(facts)
        return sum(amounts, Fraction(0)), amounts

    def with_facts(self, facts: Facts) -> Answers:
        if facts not in self.seen:
            self.seen[facts] = counted(self.of, changed(self.of, self.answers, [ToFact(*each) for each in facts], DAY))
        return self.seen[facts]

    def rung(self, facts: Facts, id: str) -> int:
        level = level_of(self.of, self.with_facts(facts), self.of.indicators[id])
        return [each.points for each in self.of.indicators[id].levels].index(level.points) if level else 0

    # --- outcomes ------------------------------------------------------------------------------------------------

    def setting(self, facts: Facts) -> tuple[int, dict[str, list[Outcome]]]:
        """What the facts weigh, and every outcome of each indicator then."""
        weight, waits = 0, dict.fromkeys(self.of.indicators, 0)
        for each in facts:
            rest = tuple(other for other in facts if other != each)
            climbs = [
                (id, self.climb(id, self.rung(rest, id), self.rung(facts, id)))
                for id in self.of.indicators
                if self.lever[id] == each[0]
            ]
            weight += max((climb[0] for _, climb in climbs), default=0)
            waits |= {id: climb[1] for id, climb in climbs}
        return weight, {id: list(self.outcomes(facts, id, waits[id])) for id in self.of.indicators}

    def climb(self, id: str, start: int, end: int) -> tuple[int, int]:
        weigh = {effort.id: effort.weight for effort in self.of.efforts}
        moves = [level.step for level in self.of.indicators[id].levels[start + 1 : end + 1]]
        return sum(weigh[move.effort] for move in moves if move and move.effort), sum(m.months for m in moves if m)

    def outcomes(self, facts: Facts, id: str, months: int) -> Iterator[Outcome]:
        asked, rung = self.of.indicators[id], self.rung(facts, id)
        before = level_of(self.of, self.known, asked)
        known = self.with_facts(facts)
        stays = before == level_of(self.of, known, asked)
        moves: list[Change] = [ToFact(*each) for each in facts]
        low = self.low(moves, id)
        yield Outcome(0, months, low, False, not stays)
        paper = self.climb_document(asked)
        for higher in range(rung, len(asked.levels)):
            change = self.change(known, asked, higher) if higher > rung else []
            if change is None or asked.levels[higher].points == 0:
                continue
            up, wait = self.climb(id, rung, higher)
            proven = self.low([*moves, *change, ToLevel(id, asked.levels[higher].points, YES)], id)
            if higher > rung or proven > low:
                yield Outcome(up + paper[0], months + wait + paper[1], proven, stays and higher == rung, True)

    def climb_document(self, asked: Indicator) -> tuple[int, int]:
        weigh = {effort.id: effort.weight for effort in self.of.efforts}
        return weigh[asked.document.effort], asked.document.months

    def low(self, changes: Sequence[Change], id: str) -> Fraction:
        after = counted(self.of, changed(self.of, self.answers, changes, DAY))
        return rate(self.of, after, self.of.indicators[id]).evidenced.low

    def change(self, known: Answers, asked: Indicator, rung: int) -> list[Change] | None:
        """What puts an indicator on a level by itself, found by trying every value; None: nothing does."""
        level, lever = asked.levels[rung], self.lever[asked.id]
        if lever == asked.id:
            able = isinstance(stated(known, asked.id), Points) or any(
                level_of(self.of, {**known, asked.id: answer(asked.id, value)}, asked) == level
                for value in _own_values(self.of, known, asked)
            )
            return [] if able else None
        if lever is None or lever in self.shared:
            return None
        for amount in range(13):
            value = raised(self.of, known, lever, {"total": Fraction(amount), "kinds": Fraction(0)})
            if value and level_of(self.of, {**known, lever: answer(lever, value)}, asked) == level:
                return [ToFact(lever, value)]
        return None


def _lever(known: Answers, asked: Indicator) -> str | None:
    more = asked.levels[-1].below is None
    if isinstance(stated(known, asked.id), Points):
        return asked.id
    if isinstance(asked, ComputedIndicator):
        return asked.from_.question if more else asked.from_.per or asked.from_.share_of
    if isinstance(asked, NumberIndicator) and asked.part and more and stated(known, asked.id):
        return asked.part
    return asked.id


def _fits(of: Survey, id: str, wish: dict[str, Fraction]) -> dict[str, Fraction]:
    return wish if of.questions[id].form == "counts" else {"total": wish["total"]}


def _below(first: tuple[Fraction, ...], second: tuple[Fraction, ...]) -> bool:
    return all(one <= other for one, other in zip(first, second, strict=True))


def _own_values(of: Survey, known: Answers, asked: Indicator) -> Iterator[Value]:
    match asked:
        case LevelIndicator():
            yield from (Points(level.points) for level in asked.levels)
        case ChecklistIndicator():
            raise AssertionError("not drawn")
        case RatioIndicator():
            whole = stated(known, asked.id)
            many = int(whole.whole) if isinstance(whole, Ratio) else 100
            yield from (Ratio(number(part).amount, number(many).amount) for part in range(many + 1))
        case NumberIndicator(part=str()):
            yield from (Points(level.points) for level in asked.levels)  # open: any whole is possible
        case NumberIndicator():
            top = measured(of, known, asked.whole) if asked.whole else Fraction(12)
            yield from (number(amount) for amount in range(min(int(asked.high), int(top or 0)) + 1))
        case _:
            raise AssertionError(asked)


# --- drawing -------------------------------------------------------------------------------------------------

SOURCES: dict[str, dict[str, Any]] = {
    "size": {"from": {"question": "members"}},
    "kinds": {"from": {"question": "members", "measure": "kinds"}},
    "load": {"from": {"question": "members", "per": "staff"}},
    "team": {"from": {"question": "staff"}},
    "reach": {"from": {"question": "near", "share_of": "members"}},
}
BANDS = {"size": (2, 9), "kinds": (1, 3), "load": (1, 5), "team": (1, 6), "number": (1, 8)}
POOL = ("size", "kinds", "load", "team", "reach", "named", "talks", "plan", "share", "number", "habit")
RULE = {"title": "Rule", "remedy": "Do it.", "basis": "ours"}


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """A handful of indicators, some on the same facts, with steps, documents, thresholds and shares drawn."""
    ids = draw(st.lists(st.sampled_from(POOL), min_size=2, max_size=5, unique=True))
    share = draw(st.sampled_from((0, 37, 50, 100)))
    gold = {
        "kind": "score",
        "title": "Gold",
        "about": "Gold.",
        "eligibility": False,
        "confirm": ["More."],
        "total": {**RULE, "at_least": draw(st.integers(0, 100))},
        "thresholds": RULE,
        "near": {**RULE, "at_least": 70},
    }
    return survey(
        {
            "id": "profile",
            "title": "Profile",
            "questions": [
                fact("members", "counts", items=options("firm", "university"), high=6),
                fact("near", "number", low=0, high=10, up_to="members"),
                fact("staff", "number", low=0, high=6),
                fact("listed", "yes-no"),
            ],
        },
        {"id": "work", "title": "Work", "indicators": [draw(_drawn(id, place)) for place, id in enumerate(ids)]},
        efforts=[{"id": id, "title": id, "weight": many} for id, many in (("small", 1), ("medium", 2), ("large", 5))],
        evidence={"yes": 100, "partly": share, "no": 0, "basis": "ours", "about": "Some."},
        labels={"gold": gold},
    )


@st.composite
def _drawn(draw: st.DrawFn, id: str, place: int) -> dict[str, Any]:
    low, high = BANDS.get(id, (10, 95))
    edges = sorted(draw(st.sets(st.integers(low, high), min_size=2, max_size=2)))
    match id:
        case "plan" | "habit":
            found = indicator(id, f"1.{place}")
        case "talks":
            found = indicator(id, f"1.{place}", "number", edges, whole="members", low=0, high=12)
        case "named":
            found = indicator(id, f"1.{place}", "number", edges, part="members", low=0, high=20)
        case "number":
            found = indicator(id, f"1.{place}", "number", edges, low=0, high=7)
        case "share":
            found = indicator(id, f"1.{place}", "ratio", edges, of={"part": "some", "whole": "all"})
        case _:
            found = indicator(id, f"1.{place}", "computed", edges, **SOURCES[id])
    if id == "load":
        low_, high_ = edges
        for level, ends in zip(found["levels"], ((high_, None), (low_, high_), (None, low_)), strict=True):
            level["from"], level["below"] = ends
    efforts = st.sampled_from(("small", "medium", "large"))
    for _, level in pairwise(found["levels"]):
        months = draw(st.integers(0, 4))
        effort = draw(st.one_of(efforts, st.none()))
        level["step"] = {"effort": effort, "months": months} if effort else {"time_only": True, "months": months}
    points = draw(st.integers(0, 2))
    return {
        **found,
        "document": {"effort": draw(efforts), "months": draw(st.integers(0, 2))},
        "threshold": {"points": points, "green": points, "basis": "ours"},
        "scored": draw(st.booleans()) or place == 0,
    }


@st.composite
def answers(draw: st.DrawFn, of: Survey) -> dict[str, Answer]:
    """Answers to most questions, with documents of every state."""
    firm, university = draw(st.integers(0, 5)), draw(st.integers(0, 3))
    found: dict[str, Answer] = {"members": answer("members", _members(firm, university))}
    found["near"] = answer("near", number(draw(st.integers(0, firm + university))))
    found["staff"] = answer("staff", number(draw(st.integers(0, 4))))
    states = st.sampled_from((YES, PARTLY, NO, None))
    for id, asked in of.indicators.items():
        value: Value | None = None
        match asked:
            case LevelIndicator():
                value = Points(draw(st.integers(0, 3)))
            case RatioIndicator():
                value = Ratio(number(draw(st.integers(0, 4))).amount, number(draw(st.integers(4, 20))).amount)
            case NumberIndicator(part=str()):
                value = number(firm + university + draw(st.integers(0, 6)))
            case NumberIndicator(whole=str()):
                value = number(draw(st.integers(0, firm + university)))
            case NumberIndicator():
                value = number(draw(st.integers(0, 7)))
            case _:
                pass
        found[id] = answer(id, value, documented=draw(states))
    for id in draw(st.sets(st.sampled_from(tuple(of.questions)), max_size=2)):
        found.pop(id, None)
    return found


def _members(firm: int, university: int) -> Value:
    return Counts((("firm", firm), ("university", university)))


def amount_of(value: Value | None) -> Fraction:
    """The amount of a fact, to see that it only went up."""
    match value:
        case Number(amount):
            return Fraction(amount)
        case Counts() as counts:
            return Fraction(counts.total)
        case _:
            return Fraction(0)
