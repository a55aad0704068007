"""Small things to test with: a tiny survey of every form, the shipped one, events, a session they play."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from surveys.engine import advance, begin
from surveys.files import LIBRARY, load
from surveys.path import documented
from surveys.session import (
    FULL,
    Annotate,
    Answer,
    Answers,
    Asking,
    Back,
    Confirm,
    Counts,
    Document,
    Documented,
    Event,
    Give,
    Named,
    Number,
    Ratio,
    Refuse,
    Scope,
    Session,
    Skip,
    Step,
    Submit,
    Value,
)
from surveys.survey import Survey

ME = "me"
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
YES, PARTLY, NO = Documented.YES, Documented.PARTLY, Documented.NO

# --- surveys -------------------------------------------------------------------------------------------------


def survey(*sections: Mapping[str, Any], **parts: Any) -> Survey:
    """A survey of these sections, with as little else as a survey can do with."""
    meaning = {"title": "Word", "about": "What it means."}
    return Survey.model_validate(
        {
            "id": "tiny",
            "version": 1,
            "status": "draft",
            "language": "en",
            "title": "Tiny",
            "about": "A survey for tests.",
            "points": "Points count.",
            "sources": {},
            "efforts": [{"id": "small", "title": "small", "weight": 1}],
            "evidence": {"yes": 100, "partly": 50, "no": 0, "basis": "ours", "about": "Half."},
            "meanings": dict.fromkeys(("met", "in_reach", "not_yet", "green", "yellow", "red"), meaning),
            "sections": sections,
            "eligibility": {"title": "Gates", "criteria": [gate("listed", yes("listed"))], "confirm": ["More."]},
            "labels": {},
            **parts,
        }
    )


def fact(id: str, form: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "form": form, "title": id.title(), "ask": f"What is {id}?", **more}


def indicator(id: str, number: str, form: str = "level", bands: Iterable[float] = (), **more: Any) -> dict[str, Any]:
    """An indicator of levels worth 0 to 3 points (or one more than there are bands): red below 1, green from 2."""
    edges = [None, *(Decimal(str(edge)) for edge in bands), None]
    levels: list[dict[str, Any]] = (
        [
            {"points": points, "text": f"Band {points}.", "from": low, "below": high}
            for points, (low, high) in enumerate(pairwise(edges))
        ]
        if bands
        else [{"points": points, "text": f"Level {points}."} for points in range(4)]
    )
    for level in levels[1:]:
        level["step"] = {"effort": "small", "months": 1}
    return {
        **fact(id, form),
        "number": number,
        "why": "Because.",
        "levels": levels,
        "example": {"text": "A case.", "level": 1, "because": "So."},
        "proof": [{"text": "A paper."}],
        "document": {"effort": "small", "months": 1},
        "improve": "Do more.",
        "threshold": {"points": 1, "green": 2, "basis": "ours"},
        "silver_audit": "yes",
        **({"ladder": "climbs"} if form == "level" else {}),
        **more,
    }


def gate(id: str, met: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "met": met, "title": id.title(), "remedy": "Do it.", "basis": "ours", **more}


def yes(question: str) -> dict[str, Any]:
    return {"question": question, "any_of": ["yes"]}


def options(*ids: str) -> list[dict[str, str]]:
    return [{"id": id, "text": id.title()} for id in ids]


@cache
def tiny() -> Survey:
    """Facts of most forms, one indicator of each form, a follow-up that comes and goes, an express check."""
    by_members = {"question": "members", "item": "agency", "below": 1}
    return survey(
        {
            "id": "profile",
            "title": "Profile",
            "questions": [
                fact("members", "counts", items=options("firm", "university", "agency"), high=50),
                fact("near", "number", low=0, high=90, up_to="members"),
                fact("staff", "number", low=0, high=9, decimals=True),
                fact("cooperation", "yes-no", when=by_members),
                fact("since", "month"),
                fact("listed", "yes-no"),
            ],
        },
        {
            "id": "basics",
            "title": "Basics",
            "indicators": [
                indicator("commitment", "1.0", "number", (50, 70, 90), part="members", low=1, high=200, scored=False),
                indicator("load", "1.1", "computed", (10, 20), **{"from": {"question": "members", "per": "staff"}}),
                indicator(
                    "reach", "1.2", "computed", (40, 80), **{"from": {"question": "near", "share_of": "members"}}
                ),
                indicator("team", "1.3", "checklist", (1, 2, 3), items=options("sector", "lead", "english")),
            ],
        },
        {
            "id": "work",
            "title": "Work",
            "indicators": [
                indicator("plan", "2.1", express=True),
                indicator("talks", "2.2", "number", (2, 5), low=0, high=99, decimals=True, express=True),
                indicator("private", "2.3", "ratio", (10, 30), of={"part": "private", "whole": "all"}),
            ],
        },
        express={
            "gold_from": 2,
            "silver_from": 1,
            "minutes": 1,
            "full_minutes": 2,
            **dict.fromkeys(("gates", "bronze", "silver", "gold"), "Words."),
        },
    )


@cache
def shipped() -> Survey:
    return load(LIBRARY / "cluster-label" / "1").survey


# --- values, answers, events ---------------------------------------------------------------------------------


def members(firm: int = 0, university: int = 0, agency: int = 0, done: bool = True) -> Counts:
    return Counts((("firm", firm), ("university", university), ("agency", agency)), done)


def number(amount: float | str) -> Number:
    return Number(Decimal(str(amount)))


def ratio(part: int, whole: int = 100) -> Ratio:
    return Ratio(Decimal(part), Decimal(whole))


def answer(question: str, value: Value | None = None, **more: Any) -> Answer:
    return Answer(question=question, by=ME, at=AT, value=value, **more)


def give(question: str, value: Value, estimate: bool = False) -> Give:
    return Give(question, value, estimate, ME, AT)


def document(question: str, state: Documented = YES) -> Document:
    return Document(question, state, ME, AT)


def confirm(question: str) -> Confirm:
    return Confirm(question, ME, AT)


def still_true(question: str) -> Confirm:
    return Confirm(question, ME, AT, carried=True)


def skip(question: str) -> Skip:
    return Skip(question, ME, AT)


def back(question: str | None) -> Back:
    return Back(question)


def annotate(question: str, note: str | None, shared: bool = False) -> Annotate:
    return Annotate(question, note, shared, ME, AT)


SUBMIT = Submit(ME, AT)


# --- sessions ------------------------------------------------------------------------------------------------


def steps(of: Survey, session: Session, *events: Event) -> list[Step]:
    """Every step of these events, none of which may be refused."""
    found: list[Step] = []
    for event in events:
        step = advance(of, found[-1].session if found else session, event)
        assert not any(isinstance(reply, Refuse) for reply in step.replies), (event, step.replies)
        found.append(step)
    return found


def play(of: Survey, *events: Event, scope: Scope = FULL, carried: Answers | None = None) -> Session:
    """A new self-check after these events, none of which may be refused."""
    session = begin(of, scope, carried=carried)
    return steps(of, session, *events)[-1].session if events else session


# --- the tiny survey, answered -------------------------------------------------------------------------------

MEMBERS = give("members", members(20, 4, 1))
STAFF = give("staff", number(2))
TALKS = give("talks", number(3))
PAPER = Named("Strategy 2026", "2026-01")


def standing(question: str, *events: Event) -> Session:
    """The tiny survey's session after these events, at this question."""
    return replace(play(tiny(), *events), place=Asking(question))


def said(session: Session, question: str) -> Documented | None:
    """What counts as said about a question's document."""
    return documented(tiny(), session.answers, question)
