"""Progress between two submitted checks: points then and now, and for each indicator why they differ."""

from dataclasses import dataclass
from typing import assert_never

from bot.scene import Compare, Scene
from bot.screens import Button, Page, Screen, Tap
from bot.wording import documented_words, letter_of, name_of, points_words, short_name, value_words
from storage.sessions import Stored
from surveys.progress import (
    AnswerChanged,
    Compared,
    DocumentChanged,
    FactChanged,
    NotComparable,
    NowAnswered,
    NowOpen,
    Reason,
    Sums,
    Unchanged,
    compare,
    rises,
)
from surveys.scoring import Rated
from surveys.session import Answers, Submitted
from surveys.survey import Survey

OTHERS = 6
"""Other checks to compare with that the page offers, the newest ones."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two checks."""

    survey: Survey
    answers: Answers


def compare_page(scene: Scene, view: Compare) -> Screen:
    """Two checks side by side: sums first, then every indicator that differs, with the reason."""
    speech = scene.speech
    old, new = (next(each for each in scene.checks if each.id == id) for id in (view.old, view.new))
    then, now = (Side(scene.versions[each.version], each.session.answers) for each in (old, new))
    found = compare(then.survey, then.answers, now.survey, now.answers)
    page = Page().bold(speech.say("From {old} to {new}", old=_day(scene, old), new=_day(scene, new)))
    page.line(_sums(scene, speech.say("All"), found.total))
    for section in now.survey.sections:
        if section.id in found.sections:
            page.line(_sums(scene, section.title, found.sections[section.id]))
    _differences(scene, page, then, now, found.indicators)
    rose = [f"{short_name(now.survey.questions[each.indicator])} ({_letters(each.before.points, each.after.points)})"
            for each in rises(found)]  # fmt: skip
    if rose:
        page.gap().line(
            speech.say(
                "Rises with a document that can be an improvement area for Silver: {names}.", names=speech.listed(rose)
            )
        )
    others = [each for each in scene.checks if each.id not in (view.old, view.new)][:OTHERS]
    for each in others:
        page.row(
            Button(
                speech.say("Compare with {date}", date=_day(scene, each)), Tap("compare", new.id, choice=str(each.id))
            )
        )
    page.row(Button(speech.say("Earlier checks"), Tap("history")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _day(scene: Scene, check: Stored) -> str:
    place = check.session.place
    return scene.speech.date((place.at if isinstance(place, Submitted) else check.changed_at).date())


def _letters(before: int, after: int) -> str:
    return f"{letter_of(before)} → {letter_of(after)}"


def _sums(scene: Scene, title: str, sums: Sums) -> str:
    """Points of those that can be compared; how many can't."""
    speech = scene.speech
    line = speech.say(
        "{title}: claimed {old_claimed} → {new_claimed}, documented {old} → {new} of {most} points",
        title=title,
        old_claimed=points_words(speech, sums.old_claimed),
        new_claimed=points_words(speech, sums.new_claimed),
        old=points_words(speech, sums.old_evidenced),
        new=points_words(speech, sums.new_evidenced),
        most=sums.new_claimed.out_of,
    )
    left = speech.count(" ({n} not comparable)", " ({n} not comparable)", sums.left_out) if sums.left_out else ""
    return line + left


def _differences(scene: Scene, page: Page, then: Side, now: Side, found: tuple[Compared, ...]) -> None:
    """A line for each indicator that differs, and how many are the same."""
    speech = scene.speech
    same = [each for each in found if each.reasons == (Unchanged(),)]
    page.gap()
    for each in found:
        if each in same:
            continue
        side = now if each.new is not None else then
        page.bold(name_of(side.survey.questions[each.indicator]))
        page.line(f"   {rated_words(scene, each.old)} → {rated_words(scene, each.new)}")
        for reason in each.reasons:
            page.line(f"   {reason_words(scene, then, now, each, reason)}")
    if same:
        page.line(speech.count("{n} indicator is unchanged.", "{n} indicators are unchanged.", len(same)))


def rated_words(scene: Scene, rated: Rated | None) -> str:
    """Points of an indicator, claimed and documented."""
    if rated is None:
        return scene.speech.say("not asked")
    return scene.speech.say(
        "claimed {claimed}, documented {evidenced}",
        claimed=points_words(scene.speech, rated.claimed),
        evidenced=points_words(scene.speech, rated.evidenced),
    )


def reason_words(scene: Scene, then: Side, now: Side, each: Compared, reason: Reason) -> str:
    """Why an indicator differs; empty where it does not."""
    speech = scene.speech
    match reason:
        case AnswerChanged(old, new):
            asked = now.survey.questions[each.indicator]
            before = value_words(speech, then.survey, then.answers, asked, old)
            after = value_words(speech, now.survey, now.answers, asked, new)
            return speech.say("answer changed: {old} → {new}", old=before, new=after)
        case FactChanged(fact, old, new):
            open_ = speech.say("open")
            before, after = (open_ if amount is None else speech.number(amount, 1) for amount in (old, new))
            name = name_of(now.survey.questions[fact])
            return speech.say("fact changed: {name}, {old} → {new}", name=name, old=before, new=after)
        case DocumentChanged(old, new):
            before, after = (documented_words(speech, state) for state in (old, new))
            return speech.say("document changed: {old} → {new}", old=before, new=after)
        case NowOpen():
            return speech.say("open now")
        case NowAnswered():
            return speech.say("was open then")
        case NotComparable():
            return speech.say("not comparable: the survey asks or scores this in another way now")
        case Unchanged():
            return ""
        case _:
            assert_never(reason)
