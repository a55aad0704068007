"""Side by side in words, the same on a phone and on paper: the plain sentence, readiness, facts, settling."""

from bot.rating_words import rating_words
from bot.review_views import SidesSeen
from bot.screens import shortened
from bot.speech import Speech
from bot.wording import answer_words
from surveys.consensus import Settlement, Standing, Standings, standings
from surveys.labels import Status
from surveys.review import Comparison, Rating, compare, corrected, rated, ratings
from surveys.session import Answers, Points, Submitted
from surveys.survey import Survey


def compared(view: SidesSeen) -> Comparison:
    """Where the sides differ, on the day that the check was submitted."""
    place = view.check.session.place
    on = place.at.date() if isinstance(place, Submitted) else view.check.changed_at.date()
    return compare(view.survey, view.check.session.answers, [each.stored.session.answers for each in view.sides],
                   view.ids, on)  # fmt: skip


def stood(view: SidesSeen) -> Standings:
    """Readiness for the check as submitted, each assessor, and what is agreed."""
    check = view.check
    at = check.session.place.at if isinstance(check.session.place, Submitted) else check.changed_at
    return standings(view.survey, check.session.answers, [each.stored.session.answers for each in view.sides],
                     view.ids, view.held, at.date(), at)  # fmt: skip


def sentence(speech: Speech, view: SidesSeen, found: Comparison) -> str:
    """In words what the figures come to."""
    many = len(found.differences)
    judged = len(view.ids) - len(found.unjudged)
    if not judged:
        return speech.say("No assessor judged any indicator.")
    if not many:
        return speech.count(
            "The cluster and everybody who judged it say the same of {n} indicator.",
            "The cluster and everybody who judged them say the same of {n} indicators.",
            judged,
        )
    moving = sum(bool(each.labels) for each in found.differences)
    first = speech.count(
        "Of {of} indicators that were judged, {n} is seen differently.",
        "Of {of} indicators that were judged, {n} are seen differently.",
        many,
        of=judged,
    )
    second = (
        speech.count(
            "{n} of these differences would change a label's status.",
            "{n} of these differences would change a label's status.",
            moving,
        )
        if moving
        else speech.say("None of these differences alone would change a label's status.")
    )
    return f"{first} {second}"


def label_words(survey: Survey, standing: Standing) -> list[tuple[str, str]]:
    """Each label's name with one of the three words."""
    meanings = {
        Status.MET: survey.meanings.met,
        Status.IN_REACH: survey.meanings.in_reach,
        Status.NOT_YET: survey.meanings.not_yet,
    }
    found = standing.labels.items()
    return [(survey.labels[id].title, meanings[status].title) for id, status in found if id in survey.labels]


def open_words(speech: Speech, view: SidesSeen, found: Standings) -> str:
    """How much is not agreed yet, and how much nobody but the cluster looked at; empty where there is neither."""
    unseen = len(rated(view.survey)) - len(view.ids)
    lines = []
    if found.to_settle:
        lines.append(
            speech.count(
                "{n} indicator is not agreed yet and counts as open.",
                "{n} indicators are not agreed yet and count as open.",
                found.to_settle,
            )
        )
    if unseen:
        lines.append(
            speech.count(
                "{n} indicator was not looked at and counts as the cluster says.",
                "{n} indicators were not looked at and count as the cluster says.",
                unseen,
            )
        )
    return " ".join(lines)


def correction_lines(speech: Speech, view: SidesSeen) -> list[str]:
    """Facts that an assessor gives otherwise: they are in no figure of agreement."""
    own = view.check.session.answers
    lines = []
    for side in view.sides:
        answers = side.stored.session.answers
        for id in corrected(view.survey, own, answers):
            fact = view.survey.questions[id]
            was, now = (answer_words(speech, view.survey, each, fact) or "–" for each in (own, answers))
            lines.append(f"{fact.title}: {was} → {now} ({side.name})")
    return lines


def rating_in(view: SidesSeen, answers: Answers, id: str) -> Rating:
    """How these answers rate an indicator."""
    return ratings(view.survey, answers, (id,))[id]


def own_words(speech: Speech, view: SidesSeen, id: str) -> str:
    """The cluster's level and, of a number, a share or a list, what was answered."""
    answers = view.check.session.answers
    rating = rating_words(speech, rating_in(view, answers, id))
    if id not in answers or isinstance(answers[id].value, Points):
        return rating
    return f"{rating} · {shortened(answer_words(speech, view.survey, answers, view.survey.questions[id]), 80)}"


def settled_words(speech: Speech, held: Settlement) -> str:
    """What is settled, or who proposes what."""
    rating = rating_words(speech, held.proposal.rating)
    if held.accepted_at:
        return speech.say("Settled: {rating}", rating=rating)
    if held.proposal.side == "cluster":
        return speech.say("Proposed by the cluster: {rating}", rating=rating)
    return speech.say("Proposed by the lead assessor: {rating}", rating=rating)


def moved_words(speech: Speech, survey: Survey, labels: tuple[str, ...]) -> str:
    """The labels that a difference alone would change; empty for none."""
    if not labels:
        return ""
    moved = speech.listed(survey.labels[label].title for label in labels)
    return speech.say("This difference alone would change: {labels}", labels=moved)
