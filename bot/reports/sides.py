"""What assessors say of a check, as a part of its report: readiness from each side, agreement, what differs."""

from collections.abc import Iterator

from bot.agreement_page import passages
from bot.rating_words import rating_words
from bot.reports.chapters import Content
from bot.review_views import SidesSeen
from bot.sides_words import (
    compared,
    correction_lines,
    label_words,
    open_words,
    own_words,
    sentence,
    settled_words,
    stood,
)
from bot.speech import Speech, speech
from bot.wording import name_of, score_words
from surveys.access import Thing
from surveys.consensus import Standing
from surveys.review import Comparison, Rating
from surveys.session import QuestionId


def sides_chapter(view: SidesSeen) -> Content:
    """The chapter of one shared check, in the language of the view's survey. Figures only where they may be seen."""
    said, found, readiness = speech(view.survey.language), compared(view), stood(view)
    rows = [(said.say("Self-check"), readiness.own)]
    rows += [(side.name, each) for side, each in zip(view.sides, readiness.assessors, strict=True)]
    rows += [(said.say("Agreed"), readiness.agreed)]
    return {
        "title": said.say("What assessors say"),
        "about": said.say(
            "Peers rated the submitted check, each alone and without seeing its levels, as their own opinion. None of "
            "it is an official result."
        )
        if not view.share.guided
        else said.say(
            "Guided, not blind: peers saw the check's levels while they rated some of its indicators. There are no "
            "agreement figures. None of it is an official result."
        ),
        "sentence": sentence(said, view, found),
        "labels": [title for title, _ in label_words(view.survey, readiness.own)],
        "standings": [_standing(said, view, name, each) for name, each in rows],
        "open": open_words(said, view, readiness),
        "agreement": list(_agreement(said, view)) if Thing.AGREEMENT in view.sees else [],
        "levels-only": said.say(
            "Levels only. Indicators that follow from facts are in none of these figures, nor is what somebody can't "
            "judge."
        ),
        "rows": list(_rows(said, view, found)),
        "corrected": correction_lines(said, view),
        "words": {
            "readiness": said.say("Readiness"),
            "documented": said.say("Documented"),
            "agree": said.say("How far they agree"),
            "differences": said.say("Differences, the largest first"),
            "ratings": said.say("Ratings"),
            "outcome": said.say("What became of it"),
            "corrected": said.say("Facts corrected by an assessor"),
        },
    }


def _standing(said: Speech, view: SidesSeen, name: str, standing: Standing) -> Content:
    return {
        "name": name,
        "labels": [words for _, words in label_words(view.survey, standing)],
        "documented": score_words(said, standing.scorecard.evidenced),
    }


def _agreement(said: Speech, view: SidesSeen) -> Iterator[Content]:
    """How far the check and each assessor agree, then the assessors among each other; plain counts first."""
    for title, lines in passages(said, view):
        yield {"title": title, "lines": [text for text, _ in lines]}


def _rows(said: Speech, view: SidesSeen, found: Comparison) -> Iterator[Content]:
    """Every indicator on which not all say the same, then what no assessor judged."""
    for each in found.differences:
        yield _row(said, view, each.indicator, each.others, each.labels)
    for id in found.unjudged:
        yield _row(said, view, id, (), ())


def _row(said: Speech, view: SidesSeen, id: QuestionId, others: tuple[Rating, ...], labels: tuple[str, ...]) -> Content:
    held = view.held.get(id)
    ratings = [f"{side.name}: {rating_words(said, each)}" for side, each in zip(view.sides, others, strict=False)]
    moved = said.listed(view.survey.labels[label].title for label in labels)
    return {
        "name": name_of(view.survey.indicators[id]),
        "ratings": [
            f"{said.say('Self-check')}: {own_words(said, view, id)}",
            *(ratings or [said.say("Judged by no assessor")]),
        ],
        "settled": settled_words(said, held) if held else said.say("Not settled."),
        "reason": said.say("Reason: {reason}", reason=held.proposal.reason) if held else "",
        "moved": said.say("Changes {labels}", labels=moved) if moved else "",
    }
