"""What could be done: for every indicator each level it can come to, with weight, months and points that count.

Indicators that hang on the same movable facts make one group, for such a fact moves them all. A group has settings, one
for each sensible value of those facts (as now, or the least that brings an indicator to a band); within a setting its
indicators are free of each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import product
from typing import Literal

from surveys.conditions import waits_for
from surveys.definition import CountsFact
from surveys.indicators import ComputedIndicator, Indicator, Level
from surveys.levers import Amounts, lever, needed, own_value, raised
from surveys.outcomes import Group, Pick, Setting
from surveys.path import counted, documented, needs
from surveys.quantities import level_of, measured, stated
from surveys.scoring import share
from surveys.session import Answer, Answers, Documented, Points, QuestionId, Value
from surveys.simulation import NOBODY, ToFact, with_facts
from surveys.survey import Survey

START = date.min
AT = datetime.min.replace(tzinfo=UTC)
PASSES = 60
"""Facts that chase each other without end reach no band."""


class Choices:
    """The groups of a survey with these answers."""

    def __init__(self, survey: Survey, answers: Answers) -> None:
        self.survey = survey
        self.answers = answers
        self.known = counted(survey, answers)
        self.tried: dict[tuple[ToFact, ...], Answers] = {(): self.known}
        self.picks: dict[tuple[object, ...], tuple[Pick, ...]] = {}
        self.places = {id: place for place, id in enumerate(survey.indicators)}
        self.levers = {id: lever(survey, self.known, each) for id, each in survey.indicators.items()}
        self.weights = {effort.id: effort.weight for effort in survey.efforts}
        self.present = {id: level_of(survey, self.known, each) for id, each in survey.indicators.items()}

    @cached_property
    def behind(self) -> Mapping[QuestionId, set[QuestionId]]:
        """The movable facts that each indicator hangs on; a level picked by letter hangs on none."""
        wants = {id: needs(question) for id, question in self.survey.questions.items()}
        movable = {fact for id, fact in self.levers.items() if fact is not None and fact != id}
        return {
            id: set() if isinstance(stated(self.known, id), Points) else _behind(id, wants) & movable
            for id in self.survey.indicators
        }

    @cached_property
    def shared(self) -> frozenset[QuestionId]:
        """The movable facts that several indicators hang on."""
        facts = [fact for behind in self.behind.values() for fact in behind]
        return frozenset(fact for fact in facts if facts.count(fact) > 1)

    def groups(self) -> tuple[Group, ...]:
        """Every indicator in one group, in the survey's order of each group's first."""
        found: list[tuple[set[QuestionId], list[QuestionId]]] = []
        for id in self.survey.indicators:
            joined = [each for each in found if each[0] & self.behind[id]]
            facts, members = set(self.behind[id]), [id]
            for each in joined:
                facts |= each[0]
                members = [*each[1], *members]
                found.remove(each)
            found.append((facts, members))
        ordered = sorted(sorted(members, key=self.places.__getitem__) for _, members in found)
        ordered.sort(key=lambda members: self.places[members[0]])
        return tuple(self._group(members) for members in ordered)

    def _group(self, members: list[QuestionId]) -> Group:
        lifted = [id for id in members if self.levers[id] in self.shared]
        seen: dict[tuple[object, ...], tuple[ToFact, ...]] = {}
        rungs = [range(self._rung(self.known, id), len(self.survey.indicators[id].levels)) for id in lifted]
        for targets in product(*rungs):
            wanted = {id: rung for id, rung, now in zip(lifted, targets, rungs, strict=True) if rung > now.start}
            facts = self._least(wanted)
            if facts is not None:
                seen.setdefault(self._sizes(facts), facts)
        return tuple(self._setting(members, facts) for facts in seen.values())

    def _sizes(self, facts: tuple[ToFact, ...]) -> tuple[object, ...]:
        """What tells values of facts apart: how much there is of what, not which category got one more."""
        answers, every = self._with(facts), ("total", "kinds", "groups")
        return tuple(
            (each.fact, measured(self.survey, answers, each.fact, measure)) for each in facts for measure in every
        )

    def _rung(self, answers: Answers, id: QuestionId) -> int:
        indicator = self.survey.indicators[id]
        return _place(indicator, level_of(self.survey, answers, indicator))  # an open one stands at the lowest

    def _least(self, wanted: Mapping[QuestionId, int]) -> tuple[ToFact, ...] | None:
        """The least values of facts that bring each of these indicators to its level or higher; None: out of range."""
        amounts: dict[QuestionId, Amounts] = {}
        answers: Answers = self.known
        for _ in range(PASSES):
            before, unable = {fact: dict(each) for fact, each in amounts.items()}, False
            for id, rung in wanted.items():
                indicator, fact = self.survey.indicators[id], self.levers[id] or ""
                found = needed(self.survey, answers, indicator, indicator.levels[rung])
                if found is None:
                    unable = True  # as yet: another fact of these may make it possible
                    continue
                least = {**amounts.get(fact, {})}
                least[found[0]] = max(found[1], least.get(*found))
                amounts[fact] = least
            facts = self._raised(amounts)
            if facts is None or amounts == before:
                return None if unable else facts
            answers = self._with(facts)
        return None

    def _raised(self, amounts: Mapping[QuestionId, Amounts]) -> tuple[ToFact, ...] | None:
        """The facts with at least these amounts, counts first: a number may be a part of them."""
        facts: tuple[ToFact, ...] = ()
        for fact in sorted(amounts, key=lambda id: not isinstance(self.survey.questions[id], CountsFact)):
            value = raised(self.survey, self._with(facts), fact, amounts[fact])
            if value is None:
                return None
            if value != stated(self.known, fact):
                facts = (*facts, ToFact(fact, value))
        return facts

    def _with(self, facts: tuple[ToFact, ...]) -> Answers:
        if facts not in self.tried:
            self.tried[facts] = with_facts(self.survey, self.answers, facts, START)
        return self.tried[facts]

    # --- one setting ---------------------------------------------------------------------------------------------

    def _setting(self, members: list[QuestionId], facts: tuple[ToFact, ...]) -> Setting:
        answers = self._with(facts)
        weights, months = [], dict.fromkeys(members, 0)
        for fact in facts:
            without = self._with(tuple(each for each in facts if each != fact))
            weight = 0
            for id in members:
                if self.levers[id] == fact.fact:
                    start, end = self._rung(without, id), self._rung(answers, id)
                    climb = self._climb(id, start, end)
                    weight, months[id] = max(weight, climb[0]), climb[1]
            weights.append(weight)
        return Setting(facts, tuple(weights), tuple(self._outcomes(answers, id, months[id]) for id in members))

    def _outcomes(self, answers: Answers, id: QuestionId, months: int) -> tuple[Pick, ...]:
        """What can become of an indicator in a setting: the same in all that have the same amounts behind it."""
        level = level_of(self.survey, answers, self.survey.indicators[id])
        key = (id, months, level.points if level else None, *self._amounts(answers, id))
        if key not in self.picks:
            self.picks[key] = tuple(self._picks(answers, id, level, months))
        return self.picks[key]

    def _climb(self, id: QuestionId, start: int, end: int) -> tuple[int, int]:
        """Weight and months of every step on the way up; time alone weighs nothing."""
        moves = [level.step for level in self.survey.indicators[id].levels[start + 1 : end + 1] if level.step]
        weight = sum(self.weights[move.effort] for move in moves if move.effort is not None)
        return weight, sum(move.months for move in moves)

    def _amounts(self, answers: Answers, id: QuestionId) -> Iterator[object]:
        """What an indicator's outcomes hang on: amounts, but whole values where a fact only sometimes applies."""
        indicator, facts = self.survey.indicators[id], sorted(self.behind[id])
        source = indicator.from_ if isinstance(indicator, ComputedIndicator) else None
        conditional = any(self.survey.questions[fact].when for fact in facts)
        for fact in facts:
            measure = source.measure if source and source.question == fact else "total"
            yield stated(answers, fact) if conditional else measured(self.survey, answers, fact, measure)

    def _picks(self, answers: Answers, id: QuestionId, level: Level | None, months: int) -> Iterator[Pick]:
        """What can become of an indicator here. A level that a fact moved has lost its document."""
        indicator, present = self.survey.indicators[id], self.present[id]
        before, points = present.points if present else None, level.points if level else 0
        stays = level is present
        state = documented(self.survey, self.known, id) if stays else None
        shares = [share(self.survey, each) for each in ((state,) if state else Documented)]
        full = share(self.survey, Documented.YES)
        rung = _place(indicator, level)
        rest = Pick(
            id,
            self.places[id],
            "stay" if stays else "moved",
            before,
            points,
            rung,
            False,
            0,
            months,
            min(shares) * points,
        )
        yield rest
        paper, wait = self.weights[indicator.document.effort], indicator.document.months
        at = indicator.levels[rung]
        if at.points * full > rest.low and (level is not None or self.levers[id] == id):
            kind: Literal["moved", "document"] = "document" if stays else "moved"
            yield replace(
                rest,
                kind=kind,
                after=at.points,
                documented=True,
                weight=paper,
                months=months + wait,
                low=at.points * full,
            )
        for higher in range(rung + 1, len(indicator.levels)):
            reached = self._reached(answers, indicator, higher)
            if reached is None:
                continue
            climb, points = self._climb(id, rung, higher), indicator.levels[higher].points
            weight, lasts = climb[0] + paper, months + climb[1] + wait
            done = replace(rest, kind="climb", after=points, rung=higher, documented=True, weight=weight, months=lasts)
            yield replace(done, low=points * full, fact=reached[0], value=reached[1])

    def _reached(self, answers: Answers, indicator: Indicator, rung: int) -> tuple[ToFact | None, Value | None] | None:
        """What brings an indicator to exactly this level: a fact of its own, or its answer; None: nothing does."""
        fact, level = self.levers[indicator.id], indicator.levels[rung]
        if fact == indicator.id:
            value = own_value(self.survey, answers, indicator, level)
            return (None, value) if value is not None else None
        if fact is None or fact in self.shared:
            return None
        wanted = needed(self.survey, answers, indicator, level)
        value = raised(self.survey, answers, fact, dict([wanted])) if wanted else None
        if value is None:
            return None
        tried = {**answers, fact: Answer(fact, NOBODY, AT, value)}
        applies = waits_for(self.survey, answers, fact) == (fact,)
        return (ToFact(fact, value), None) if applies and level_of(self.survey, tried, indicator) is level else None


def _place(indicator: Indicator, level: Level | None) -> int:
    return next((place for place, each in enumerate(indicator.levels) if each is level), 0)


def _behind(question: QuestionId, wants: Mapping[QuestionId, tuple[QuestionId, ...]]) -> set[QuestionId]:
    """Every question that this one needs, however deep."""
    found: set[QuestionId] = set()
    waiting = list(wants[question])
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting += wants[id]
    return found
