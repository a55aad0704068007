"""The export: its schema, every kind of value, and scores that an outsider can recompute from it."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.conversation import Typed
from bot.packing import answer_json, result_json
from bot.screens import Tap
from surveys.definition import TextFact
from surveys.session import Answer, CannotJudge, Checklist, Counts, Documented, Text
from tests.bot.holding import Json, answer, exported, held, life, press, proven, talking, told
from tests.bot.talking import Talk
from tests.surveys.drawing import QUICK, checks
from tests.surveys.filling import filled
from tests.surveys.making import AT, shipped

ROOT = Path(__file__).parents[2]
SCHEMA: Json = json.loads((ROOT / "docs" / "export.schema.json").read_text(encoding="utf-8"))


def valid(document: Any) -> None:
    """Fails with every place that the schema does not allow."""
    errors = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(document)
    assert [f"{error.json_path}: {error.message}"[:300] for error in errors] == []


def by_question(assessment: Json) -> dict[str, Json]:
    return {each["question"]: each for each in assessment["answers"]}


# --- the schema ----------------------------------------------------------------------------------------------


def objects(schema: Any) -> list[Json]:
    """Every part of the schema that describes an object."""
    parts = list(schema.values()) if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    here = [schema] if isinstance(schema, dict) and schema.get("type") == "object" else []
    return [*here, *(found for part in parts for found in objects(part))]


def test_the_schema_is_a_schema_and_closed() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = objects(SCHEMA)
    assert len(found) > 20
    for each in found:
        assert each.get("additionalProperties") is False or "propertyNames" in each, each
    assert [each for each in found if "required" not in each and "propertyNames" not in each] == []


async def test_a_whole_life_keeps_to_the_schema(talk: Talk) -> None:
    await life(talk)
    await talk.enter(Tap("cluster", choice="1"))
    await proven(talk)
    await talk.enter(Tap("cluster", choice="2"))
    document = await exported(talk)
    valid(document)
    assert len(document["clusters"][0]["evidence"]) == 3
    assert [len(each.get("proved_by", [])) for each in document["assessments"]] == [0, 0, 4, 0]
    assert (document["format"], document["version"]) == ("clusterready-export", 1)
    kinds = [(each["kind"], each["scope"]["kind"], each["place"]["at"]) for each in document["assessments"]]
    assert kinds == [
        ("self", "full", "submitted"),
        ("self", "full", "submitted"),
        ("self", "full", "asking"),
        ("self", "express", "asking"),
    ]
    assert [each["trial"] for each in document["assessments"]] == [False, True, False, False]
    assert [each["carried_from"] for each in document["assessments"]] == [None, 1, 1, None]
    assert [each["cluster"] for each in document["assessments"]] == [1, 1, 1, 2]
    assert [each["language"] for each in document["assessments"]] == ["en", "en", "en", "de"]
    assert [each["name"] for each in document["clusters"]] == [None, "Marmot cluster"]
    assert document["person"]["current_assessment"] == 4


@pytest.mark.parametrize(("language", "title"), [("en", "held about you"), ("de", "über Sie")])
async def test_right_after_consent_there_is_a_person_and_nothing_else(
    tmp_path: Path, language: str, title: str
) -> None:
    async with talking(tmp_path, language) as talk:
        await talk.enter(Tap("consent", choice=language))
        document = await exported(talk)
        assert title in talk.text.splitlines()[0]
    valid(document)
    assert (document["person"]["language"], document["assessments"]) == (language, [])
    assert document["person"]["consent"] == {"version": "1", "at": "2026-04-07T09:00:30+00:00"}


SPOILT: list[tuple[str, tuple[str | int, ...], Any]] = [
    ("an unknown key", ("more",), 1),
    ("another version", ("version",), 2),
    ("no kind of ours", ("assessments", 0, "kind"), "other"),
    ("a value of no kind", ("assessments", 0, "answers", 0, "value"), [1]),
    ("an answer's unknown key", ("assessments", 0, "answers", 0, "more"), None),
    ("points on a fact", ("assessments", 0, "answers", 0, "points"), 3),
    ("not provisional", ("assessments", 0, "result", "provisional"), False),
    ("no status of ours", ("assessments", 0, "result", "labels", "gold", "status"), "gold"),
    ("a rule without a basis", ("assessments", 0, "result", "labels", "gold", "rules", 0, "basis"), None),
]


@pytest.mark.parametrize(("what", "where", "instead"), SPOILT, ids=[each[0] for each in SPOILT])
async def test_the_schema_refuses_what_is_not_ours(
    talk: Talk, what: str, where: tuple[str | int, ...], instead: Any
) -> None:
    await life(talk)
    document: Any = await exported(talk)
    part = document
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = instead
    with pytest.raises(AssertionError, match=r"\$"):
        valid(document)


# --- every kind of value -------------------------------------------------------------------------------------


async def test_every_kind_of_value_reads_as_described(talk: Talk) -> None:
    await life(talk)
    document = await exported(talk)
    answers = by_question(document["assessments"][0])
    values = {question: each["value"] for question, each in answers.items()}
    assert values["strategy-documentation"] == 4
    assert values["direct-contacts"] == 50
    assert values["management-fte"] == 2.5
    assert values["staff-stability"] == {"part": 3, "whole": 4}
    assert values["web-presence"] == ["services", "news"] or len(values["web-presence"]) == 2
    assert values["committed-participants"]["sme"] == 60
    assert values["country"] == "de"
    assert values["benchmarked"] == "yes"
    assert values["eccp-listed"] == "not_sure"
    assert values["first-benchmarking"] == "2024-03"
    assert values["founded"] == "2016"
    assert values["organisation-name"] == "Marmot Agency"
    assert values["area-1"] == "strategy-documentation"
    assert values["area-1-before"] == 1
    computed = answers["human-resources"]
    assert (computed["value"], computed["computed_from"]) == (None, ["committed-participants", "management-fte"])
    assert (computed["number"], computed["points"], computed["documented"]) == ("2.2.1", computed["points"], "partly")
    assert isinstance(computed["points"], int)
    assert (answers["sector"]["value"], answers["sector"]["skipped"]) == (None, True)


async def test_points_stand_beside_indicators_and_nowhere_else(talk: Talk) -> None:
    await life(talk)
    for assessment in (await exported(talk))["assessments"]:
        rated = assessment["result"]["indicators"]
        for question, each in by_question(assessment).items():
            assert ("points" in each) == ("number" in each) == (question in rated)
            if "points" in each:
                claimed = rated[question]["claimed"]
                assert each["points"] == (claimed["low"] if claimed["low"] == claimed["high"] else None)
        assert all("points" not in each for each in assessment["steps"])


async def test_notes_documents_estimates_dates_and_earlier_steps(talk: Talk) -> None:
    await life(talk)
    first = (await exported(talk))["assessments"][0]
    answers = by_question(first)
    strategy = answers["strategy-documentation"]
    assert strategy["document"] == {"title": "Marmot document", "date": "03/2025", "place": "Marmot drawer"}
    assert (strategy["note"], strategy["note_shared"]) == ("Marmot second note", False)
    assert answers["within-reach"]["estimate"] is True
    assert answers["management-fte"]["estimate"] is False
    steps = [each for each in first["steps"] if each["question"] == "strategy-documentation"]
    notes = list(dict.fromkeys(each["note"] for each in steps))
    assert notes == [None, "Marmot first note", "Marmot second note"]
    assert [each["value"] for each in steps][:1] == [3]
    assert steps[-1]["value"] == 4
    assert [each["revision"] for each in first["steps"]] == sorted(each["revision"] for each in first["steps"])
    assert strategy["answered_at"] == max(each["answered_at"] for each in steps)
    assert re.fullmatch(r"2026-04-07T09:\d\d:\d\d\+00:00", strategy["answered_at"])


async def test_an_unfinished_list_says_so(talk: Talk) -> None:
    await life(talk)
    third = by_question((await exported(talk))["assessments"][2])
    assert third["web-presence"]["unfinished"] is True
    assert third["web-presence"]["points"] is None
    assert third["committed-participants"] | {"answered_at": ""} == {
        "question": "committed-participants",
        "value": {"sme": 34, "large-company": 8},
        "unfinished": True,
        "counts_until_done": None,
        "estimate": False,
        "documented": None,
        "document": None,
        "note": None,
        "note_shared": False,
        "answered_at": "",
    }


async def test_a_finished_list_being_changed_counts_until_it_is_done(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "web-presence", "A B", "yes")
    await answer(talk, 1, "web-presence")
    await press(talk, "C")
    document = await exported(talk)
    valid(document)
    changed = by_question(document["assessments"][0])["web-presence"]
    assert (len(changed["value"]), changed["unfinished"], len(changed["counts_until_done"])) == (3, True, 2)
    assert changed["points"] == 2


async def test_a_submitted_check_is_judged_on_its_day_an_open_one_today(talk: Talk) -> None:
    await life(talk)
    talk.time = talk.time.replace(year=2027)
    found = (await exported(talk))["assessments"]
    assert [each["as_of"] for each in found] == ["2026-04-07", "2026-04-08", "2027-04-09", "2027-04-09"]
    silver = [each["result"]["labels"]["silver"]["rules"] for each in found]
    months = [next(rule.get("months") for rule in rules if rule["rule"] == "elapsed") for rules in silver]
    assert months[0] == 25  # March 2024 to April 2026


async def test_every_rule_of_every_label_is_there(talk: Talk) -> None:
    await life(talk)
    labels = (await exported(talk))["assessments"][0]["result"]["labels"]
    assert list(labels) == ["bronze", "silver", "gold"]
    kinds = [[rule["rule"] for rule in labels[label]["rules"]] for label in labels]
    gates = [each["id"] for each in raw_survey()["eligibility"]["criteria"]]
    assert kinds == [[*gates, "fields"], [*gates, "elapsed", "areas", "minimums"], [*gates, "total", "thresholds"]]


@pytest.mark.parametrize(
    ("tap", "expected"),
    [
        (Tap("note", 1, "country"), {"is": "note", "question": "country"}),
        (Tap("documents", 1), {"is": "document_names"}),
        (Tap("name-cluster"), {"is": "cluster_name", "cluster": None}),
        (Tap("name-cluster", choice="1"), {"is": "cluster_name", "cluster": 1}),
        (Tap("count", 1, "committed-participants", "sme"),
         {"is": "count", "question": "committed-participants", "item": "sme"}),
        (Tap("menu"), {"is": "nothing"}),
        (Tap("card", 1), {"is": "answer"}),
    ],
)  # fmt: skip
async def test_what_the_next_text_is_for_is_there(talk: Talk, tap: Tap, expected: Json) -> None:
    await talk.begin()
    await talk.enter(tap)
    document = await held(talk.desk, talk.visitor)
    valid(document)
    assert document["person"]["next_text"] == expected


async def test_a_text_that_waits_to_be_kept_is_there(talk: Talk) -> None:
    await life(talk)
    document = await held(talk.desk, talk.visitor)
    valid(document)
    waiting = document["person"]["next_text"]
    assert (waiting["is"], waiting["question"]) == ("kept_or_not", "strategy-documentation")
    assert "Marmot kept" in waiting["text"]


async def test_practice_and_assessment_are_there_too(talk: Talk) -> None:
    await life(talk)
    told(talk, "UPDATE session SET kind = 'practice' WHERE id = 2")
    told(talk, "UPDATE session SET kind = 'assessment' WHERE id = 3")
    document = await held(talk.desk, talk.visitor)
    valid(document)
    assert [each["kind"] for each in document["assessments"]] == ["self", "practice", "assessment", "self"]


async def test_nobody_else_is_in_it(talk: Talk) -> None:
    await life(talk)
    mine = talk.visitor
    talk.visitor = type(mine)("terminal", "other", "en")
    await talk.begin()
    await talk.type("Otter Agency")
    assert "Marmot" not in json.dumps(await exported(talk))
    talk.visitor = mine
    assert "Otter" not in json.dumps(await exported(talk))


def test_what_an_assessor_could_not_judge_keeps_to_the_schema() -> None:
    found = answer_json(shipped(), {}, Answer("role-clarity", "1", AT, mark=CannotJudge("not seen")))
    assert (found["value"], found["cannot_judge"], found["points"]) == (None, "not seen", None)
    assert errors("answer", found) == []


def errors(part: str, found: Any) -> list[str]:
    schema = {"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(found)]


# --- an outsider recomputes ----------------------------------------------------------------------------------
# Nothing below this line until `test_` reads anything but the export and the raw survey file (docs/export.md).


@cache
def raw_survey() -> Json:
    text = (ROOT / "surveys" / "library" / "cluster-label" / "1" / "survey.yaml").read_text(encoding="utf-8")
    survey: Json = yaml.load(text, yaml.BaseLoader)
    return survey


class Outsider:
    """Recomputes one assessment of an export."""

    def __init__(self, survey: Json, answers: list[Json]) -> None:
        self.survey = survey
        sections = survey["sections"]
        self.questions = {q["id"]: q for s in sections for q in (*s.get("questions", ()), *s.get("indicators", ()))}
        self.indicators = {q["id"]: q for s in sections for q in s.get("indicators", ())}
        given_answers = {each["question"]: each for each in answers}
        self.answers: dict[str, Json] = {}
        for id, question in self.questions.items():
            if ("when" not in question or self.holds(question["when"])) and id in given_answers:
                self.answers[id] = given_answers[id]

    def value(self, id: str) -> Any:
        answer = self.answers.get(id, {"value": None})
        return answer["counts_until_done"] if answer.get("unfinished") else answer["value"]

    def amount(self, id: str, measure: str = "total") -> Fraction | None:
        value, question = self.value(id), self.questions[id]
        match value:
            case None:
                return None
            case dict() if measure == "total":
                return Fraction(sum(value.values()))
            case dict():
                groups = {item["id"]: item.get("group", item["id"]) for item in question["items"]}
                found = [item for item, many in value.items() if many > 0]
                return Fraction(len(found) if measure == "kinds" else len({groups[item] for item in found}))
            case _:
                limit = self.amount(question["up_to"]) if "up_to" in question else None
                number = Fraction(str(value))
                return None if limit is not None and number > limit else number

    def holds(self, test: Json) -> bool | None:
        if "all" in test:
            found = [self.holds(each) for each in test["all"]]
            return False if False in found else None if None in found else True
        if "any" in test:
            found = [self.holds(each) for each in test["any"]]
            return True if True in found else None if None in found else False
        if "not" in test:
            inner = self.holds(test["not"])
            return None if inner is None else not inner
        value = self.value(test["question"])
        if "any_of" in test:
            if value is None or (value == "not_sure" and "not_sure" not in test["any_of"]):
                return None
            return value in test["any_of"]
        if test["question"] in self.indicators:
            points = self.points(test["question"])
            amount = None if points is None else Fraction(points)
        elif "item" in test:
            amount = None if value is None else Fraction(value.get(test["item"], 0))
        else:
            amount = self.amount(test["question"], test.get("measure", "total"))
        if amount is None:
            return None
        return amount >= Fraction(test.get("at_least", "0")) and (
            "below" not in test or amount < Fraction(test["below"])
        )

    def points(self, id: str) -> int | None:
        """The points of an indicator's level; None while it is open."""
        asked, value = self.indicators[id], self.value(id)
        lowest, share = int(asked["levels"][0]["points"]), Fraction(0)
        match asked["form"]:
            case "computed":
                source = asked["from"]
                top = self.amount(source["question"], source.get("measure", "total"))
                base_id = source.get("per") or source.get("share_of")
                base = self.amount(base_id) if base_id else Fraction(1)
                if top is None or base is None:
                    return None
                if base == 0 or ("per" in source and top == 0):
                    return lowest
                share = top / base if "share_of" not in source else min(100 * top / base, Fraction(100))
            case _ if value is None:
                return None
            case "level":
                return int(value)
            case "checklist":
                share = Fraction(len(value))
            case "ratio":
                part, whole = Fraction(str(value["part"])), Fraction(str(value["whole"]))
                if not whole:
                    return lowest
                share = 100 * part / whole
            case "number" if "whole" in asked or "part" in asked:
                other = self.amount(asked.get("whole") or asked["part"])
                if other is None:
                    return None
                own = Fraction(str(value))
                part, whole = (own, other) if "whole" in asked else (other, own)
                if part > whole:
                    return None
                if not whole:
                    return lowest
                share = 100 * part / whole
            case _:
                share = Fraction(str(value))
        for level in asked["levels"]:
            above = "from" not in level or share >= Fraction(level["from"])
            if above and ("below" not in level or share < Fraction(level["below"])):
                return int(level["points"])
        raise AssertionError(f"no band of {id} holds {share}")

    def scores(self, id: str) -> dict[str, tuple[Fraction, Fraction, int]]:
        """Claimed and documented points of an indicator: low, high, out of."""
        most = max(int(level["points"]) for level in self.indicators[id]["levels"])
        points, answer = self.points(id), self.answers.get(id, {})
        if points is None:
            return {"claimed": (Fraction(0), Fraction(most), most), "documented": (Fraction(0), Fraction(most), most)}
        shares = {state: Fraction(self.survey["evidence"][state]) / 100 for state in ("yes", "partly", "no")}
        stands = answer.get("documented") and answer["confirmed_points"] in (None, points)
        known = [shares[answer["documented"]]] if stands else list(shares.values())
        claimed = Fraction(points)
        return {"claimed": (claimed, claimed, most), "documented": (claimed * min(known), claimed * max(known), most)}

    def light(self, id: str, low: Fraction, high: Fraction) -> str:
        mark = self.indicators[id]["threshold"]
        colours = [
            "red" if end < int(mark["points"]) else "yellow" if end < int(mark["green"]) else "green"
            for end in (low, high)
        ]
        return colours[0] if colours[0] == colours[1] else "open"

    def total(self, which: str) -> tuple[Fraction, Fraction, int]:
        scored = [id for id, asked in self.indicators.items() if asked.get("scored") != "false"]
        parts = [self.scores(id)[which] for id in scored]
        return (
            sum((p[0] for p in parts), Fraction(0)),
            sum((p[1] for p in parts), Fraction(0)),
            sum(p[2] for p in parts),
        )

    def gate(self, criterion: Json) -> str:
        met = self.holds(criterion["met"])
        waived = met is False and "waived_by" in criterion and self.holds(criterion["waived_by"]) is True
        return "met" if met else "possible" if met is None or waived else "unmet"

    def gold(self) -> str:
        label = self.survey["labels"]["gold"]
        gates = [self.gate(each) for each in self.survey["eligibility"]["criteria"]]
        (low, _, most), high = self.total("documented"), self.total("claimed")[1]
        needed = Fraction(int(label["total"]["at_least"]) * most, 100)
        total = "met" if low >= needed else "possible" if high >= needed else "unmet"
        sure = all(self.light(id, *[self.scores(id)["documented"][0]] * 2) != "red" for id in self.indicators)
        possible = all(self.light(id, *self.scores(id)["claimed"][:2]) != "red" for id in self.indicators)
        reds = "met" if sure else "possible" if possible else "unmet"
        verdicts = {*gates, total, reds}
        near = high >= Fraction(int(label["near"]["at_least"]) * most, 100) and reds != "unmet" and "unmet" not in gates
        return "met" if verdicts == {"met"} else "in_reach" if "unmet" not in verdicts or near else "not_yet"


def recompute(answers: list[Json], result: Json) -> str:
    """Compares everything an outsider can recompute; gives Gold's status."""
    outsider = Outsider(raw_survey(), answers)
    for which in ("claimed", "documented"):
        low, high, most = outsider.total(which)
        assert (result[which]["low"], result[which]["high"], result[which]["out_of"]) == (low, high, most)
    assert list(result["indicators"]) == list(outsider.indicators)
    for id, told_here in result["indicators"].items():
        for which, (low, high, most) in outsider.scores(id).items():
            light = outsider.light(id, low, high)
            assert told_here[which] == {"low": low, "high": high, "out_of": most, "light": light}, (id, which)
    for each in answers:
        if "number" in each:
            assert each["points"] == outsider.points(each["question"]), each["question"]
    gold = outsider.gold()
    assert result["labels"]["gold"]["status"] == gold
    return gold


def written(answers: Mapping[str, Answer]) -> tuple[list[Json], Json]:
    """Answers and result as an export says them, through JSON text."""
    document = {
        "answers": [answer_json(shipped(), answers, each) for each in answers.values()],
        "result": result_json(shipped(), answers, AT),
    }
    back: Json = json.loads(json.dumps(document))
    return back["answers"], back["result"]


@pytest.mark.parametrize(("points", "gold"), [(5, "met"), (4, "met"), (3, "not_yet"), (0, "not_yet")])
def test_an_outsider_recomputes_even_checks(points: int, gold: str) -> None:
    assert recompute(*written(filled(points))) == gold


@settings(QUICK, max_examples=150)
@given(st.data())
def test_an_outsider_recomputes_any_check(data: st.DataObject) -> None:
    answers = dict(data.draw(checks(shipped())))
    for id in data.draw(st.sets(st.sampled_from(sorted(answers)), max_size=4)):
        match answers[id].value:
            case Counts(amounts) | Checklist(amounts) as value:
                kept = data.draw(st.sampled_from((None, amounts)))
                short = type(value)(amounts[:1], False, kept)  # type: ignore[arg-type]  # a list of its own kind
                answers[id] = Answer(id, "1", AT, short)
            case _:
                del answers[id]
    found, result = written(answers)
    assert [error for each in found for error in errors("answer", each)] == []
    assert errors("result", result) == []
    recompute(found, result)


async def test_an_outsider_recomputes_a_whole_life(talk: Talk) -> None:
    await life(talk)
    for assessment in (await exported(talk))["assessments"]:
        assert (assessment["survey"], assessment["survey_version"]) == ("cluster-label", 1)
        recompute(assessment["answers"], assessment["result"])


@settings(QUICK, max_examples=8)
@given(st.lists(st.sampled_from("abcdef012345679 "), min_size=120, max_size=200), st.booleans())
def test_an_outsider_recomputes_what_was_typed(lines: list[str], moved: bool) -> None:
    import asyncio
    import tempfile

    async def play(folder: str) -> None:
        talk = Talk(Path(folder) / "talk.db")
        try:
            await talk.begin()
            await answer(talk, 1, "committed-participants", "60 15 8 7 3 2 2 2 1", "OK")
            await answer(talk, 1, "committed-participation")
            for line in lines[:60]:
                await talk.type(line if line != " " else "OK")
            if moved:  # facts that move levels under what was said of documents
                await answer(talk, 1, "committed-participants", "3 1 0 0 0 0 0 0 0", "OK")
            document = await exported(talk)
            valid(document)
            recompute(document["assessments"][0]["answers"], document["assessments"][0]["result"])
        finally:
            await talk.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(folder))


def test_texts_are_kept_as_they_are() -> None:
    asked = shipped().questions["area-1-effect"]
    assert isinstance(asked, TextFact)
    words = 'Zwei\nZeilen – „ß“ "\\ \u2028'
    assert answer_json(shipped(), None, Answer(asked.id, "1", AT, Text(words)))["value"] == words


async def test_documented_for_another_level_is_seen_to_be_so(talk: Talk) -> None:
    await talk.begin()
    await answer(talk, 1, "committed-participants", "100 0 0 0 0 0 0 0 0", "OK")
    await answer(talk, 1, "direct-contacts", "100", "yes")
    await answer(talk, 1, "committed-participants", "400 0 0 0 0 0 0 0 0", "OK")
    assessment = (await exported(talk))["assessments"][0]
    moved = by_question(assessment)["direct-contacts"]
    assert moved["documented"] == Documented.YES
    assert moved["confirmed_points"] != moved["points"]
    rated = assessment["result"]["indicators"]["direct-contacts"]["documented"]
    assert (rated["low"], rated["high"]) == (0, moved["points"])
    recompute(assessment["answers"], assessment["result"])


async def test_the_command_is_listed_and_the_file_dated(talk: Talk) -> None:
    await talk.begin()
    await talk.enter(Typed("/export"))
    assert talk.screens[-1].file is not None
    assert talk.screens[-1].file.name == "clusterready-2026-04-07.json"
    assert "/export" in await talk.enter(Typed("/help"))
