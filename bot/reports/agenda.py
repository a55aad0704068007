"""The agenda of the meeting on a shared check: where the sides differ, what each says, and room for what is decided."""

from collections.abc import Iterator
from datetime import date

from bot.rating_words import rating_words, rests_words
from bot.reports import typesetting
from bot.reports.chapters import Content
from bot.reports.document import head
from bot.review_views import AssessorSide, SidesSeen
from bot.screens import shortened
from bot.sides_words import (
    compared,
    correction_lines,
    moved_words,
    open_words,
    own_words,
    sentence,
    settled_words,
    stood,
)
from bot.speech import Speech, speech
from bot.wording import letter_of, name_of
from storage.reviews import Remark
from surveys.review import Comparison, Difference
from surveys.session import CannotJudge, QuestionId, Submitted


def agenda(view: SidesSeen, on: date) -> bytes:
    """The agenda as a tagged PDF in the language of the view's survey; equal bytes for equal input.

    The largest differences first. `on`: the day it is made.
    """
    said, found = speech(view.survey.language), compared(view)
    place = view.check.session.place
    day = place.at if isinstance(place, Submitted) else view.check.changed_at
    state = said.say("Check of {date}", date=said.date(day.date()))
    version = said.say("survey version {version}", version=view.survey.version)
    title = said.say("Provisional agenda: where the sides differ")
    footer = f"{shortened(view.whose, 40)} · {state} · {version}"
    content = {
        **head(said, view.survey.language, f"{view.whose}: {title}", footer),
        "heading": title,
        "cluster": view.whose,
        "state": f"{state} · {version} · " + said.say("made on {date}", date=said.date(on)),
        "assessed": said.say("Assessed by: {names}", names=said.listed(_named(said, each) for each in view.sides)),
        "guided": said.say("Guided, not blind.") if view.share.guided else "",
        "about": said.say(
            "Made from a self-check and its peer assessment, to prepare a talk. It decides nothing, and nothing in it "
            "comes from ESCA or EUCLES."
        ),
        "sentence": sentence(said, view, found),
        "open": open_words(said, view, stood(view)),
        "differences": [_difference(said, view, each) for each in found.differences],
        "unjudged": [_unjudged(said, view, id) for id in found.unjudged],
        "asks": list(_other_asks(said, view, found)),
        "corrected": correction_lines(said, view),
        "words": _words(said),
    }
    return typesetting.pdf("agenda.typ", content, on)


def _words(said: Speech) -> Content:
    return {
        "differences": said.say("Differences, the largest first"),
        "who": said.say("Who"),
        "rating": said.say("Rating"),
        "rests": said.say("Rests on"),
        "decision": said.say("Decision"),
        "level": said.say("Level"),
        "documented": said.say("Documented"),
        "states": [said.say("Yes"), said.say("Partly"), said.say("No")],
        "reason": said.say("Reason"),
        "unjudged": said.say("Judged by no assessor"),
        "asks": said.say("More questions for the meeting"),
        "corrected": said.say("Facts corrected by an assessor"),
    }


def _named(said: Speech, side: AssessorSide) -> str:
    return side.name + (said.say(" (lead)") if side.lead else "")


def _difference(said: Speech, view: SidesSeen, each: Difference) -> Content:
    """One point of the agenda: the levels in question, every rating with what stands beside it, what is settled."""
    asked, held = view.survey.indicators[each.indicator], view.held.get(each.indicator)
    given = [rating.points for rating in (each.own, *each.others) if rating.points is not None]
    given += [held.proposal.rating.points] if held and held.proposal.rating.points is not None else []
    sides = zip(view.sides, each.others, strict=True)
    return {
        "name": name_of(asked),
        "levels": [
            {"letter": letter_of(level.points), "text": level.text}
            for level in asked.levels
            if min(given) <= level.points <= max(given)
        ],
        "letters": [letter_of(level.points) for level in asked.levels],
        "ratings": [
            {"who": said.say("Self-check"), "rating": own_words(said, view, each.indicator), "rests": ""},
            *(
                {"who": _named(said, side), "rating": rating_words(said, rating),
                 "rests": _rests(said, side.remarks.get(each.indicator, Remark()))}
                for side, rating in sides
            ),
        ],
        "remarks": [line for side in view.sides for line in _remarks(said, view, side, each.indicator)],
        "moved": moved_words(said, view.survey, each.labels),
        "settled": settled_words(said, held) if held else "",
        "reason": said.say("Reason: {reason}", reason=held.proposal.reason) if held else "",
        "agreed": said.say("Agreed on {date}.", date=said.date(held.accepted_at.date()))
        if held and held.accepted_at
        else "",
    }  # fmt: skip


def _rests(said: Speech, remark: Remark) -> str:
    return rests_words(said, remark.rests_on) if remark.rests_on else ""


def _remarks(said: Speech, view: SidesSeen, side: AssessorSide, id: QuestionId) -> Iterator[Content]:
    """What an assessor wrote beside a rating; a question for the meeting stands out. Private notes are none of it."""
    remark = side.remarks.get(id, Remark())
    reason = _why_not(side, id)
    if reason:
        yield {"who": side.name, "text": said.say("Can't judge it: {reason}", reason=reason), "asks": False}
    if remark.comment:
        yield {"who": side.name, "text": remark.comment, "asks": False}
    if remark.ask:
        yield {"who": side.name, "text": said.say("For the meeting: {text}", text=remark.ask), "asks": True}


def _why_not(side: AssessorSide, id: QuestionId) -> str:
    """Why an assessor can't judge an indicator; empty where they did not say so."""
    answer = side.stored.session.answers.get(id)
    return answer.mark.reason if answer and isinstance(answer.mark, CannotJudge) else ""


def _unjudged(said: Speech, view: SidesSeen, id: QuestionId) -> Content:
    """An indicator that no assessor gave a level: what the cluster says, and why they did not."""
    asked, held = view.survey.indicators[id], view.held.get(id)
    return {
        "name": name_of(asked),
        "own": f"{said.say('Self-check')}: {own_words(said, view, id)}",
        "remarks": [line for side in view.sides for line in _remarks(said, view, side, id)],
        "settled": settled_words(said, held) if held else "",
        "agreed": held is not None and held.accepted_at is not None,
        "letters": [letter_of(level.points) for level in asked.levels],
    }


def _other_asks(said: Speech, view: SidesSeen, found: Comparison) -> Iterator[Content]:
    """Questions for the meeting about what everybody rates the same, or about facts."""
    shown = {*(each.indicator for each in found.differences), *found.unjudged}
    for id, asked in view.survey.questions.items():
        for side in view.sides:
            ask = side.remarks.get(id, Remark()).ask
            if ask and id not in shown:
                yield {"name": name_of(asked), "who": side.name, "text": ask}
