"""Side by side on a phone: a plain sentence first, readiness from each side, agreement behind a button, differences."""

from bot.agreement_page import agreement_page
from bot.difference_page import difference_page
from bot.rating_words import rating_words
from bot.review_views import SidesSeen
from bot.scene import Scene
from bot.screens import Button, Page, Tap
from bot.sides_words import compared, correction_lines, label_words, open_words, sentence, settled_words, stood
from bot.wording import name_of, provisional, score_words
from surveys.access import Thing
from surveys.consensus import Standing
from surveys.review import Difference

LISTED = 12
"""Differences on the first page; each has a button."""


def sides_page(scene: Scene, page: Page, view: SidesSeen) -> None:
    """One of the pages; its first line says that it is provisional."""
    page.bold(provisional(scene.speech))
    if view.page == "agreement":
        agreement_page(scene, page, view)
    elif view.page:
        difference_page(scene, page, view, compared(view))
    else:
        _summary(scene, page, view)
    page.row(Button(scene.speech.say("Menu"), Tap("menu")))


# --- the summary ---------------------------------------------------------------------------------------------


def _summary(scene: Scene, page: Page, view: SidesSeen) -> None:
    speech, found = scene.speech, compared(view)
    page.bold(speech.say("Side by side: {cluster}", cluster=view.whose))
    if view.share.guided:
        page.line(speech.say("Guided, not blind: there are no agreement figures."), "italic")
    page.line(sentence(speech, view, found))
    _standings(scene, page, view)
    _corrected(scene, page, view)
    if found.differences:
        page.gap().bold(speech.say("Differences, the largest first"))
    for number, each in enumerate(found.differences[:LISTED], start=1):
        page.line(f"{number}. {name_of(view.survey.indicators[each.indicator])}", "bold")
        page.line("   " + _difference_line(scene, view, each))
        held = view.held.get(each.indicator)
        if held:
            page.line("   " + settled_words(speech, held), "italic")
    more = len(found.differences) - LISTED
    if more > 0:
        page.line(speech.count("{n} more has a button below.", "{n} more have buttons below.", more))
    if found.unjudged:
        numbers = speech.listed(view.survey.indicators[id].number for id in found.unjudged)
        page.gap().line(speech.say("Judged by no assessor: {numbers}", numbers=numbers))
    buttons = [
        Button(f"{_mark(view, id)}{view.survey.indicators[id].number}", Tap("sides", 0, id, str(view.share.id)))
        for id in (*(each.indicator for each in found.differences), *found.unjudged)
    ]
    page.rows(buttons, 4)
    if Thing.AGREEMENT in view.sees:
        page.row(Button(speech.say("How far they agree"), Tap("sides", 0, "agreement", str(view.share.id))))
    if Thing.AGENDA in view.sees:
        page.row(Button(speech.say("Agenda (PDF)"), Tap("agenda", choice=str(view.share.id))))


def _mark(view: SidesSeen, id: str) -> str:
    """Whether it is settled (✓), proposed (…), or neither."""
    held = view.held.get(id)
    return "" if held is None else "✓ " if held.accepted_at else "… "


def _standings(scene: Scene, page: Page, view: SidesSeen) -> None:
    """Readiness for the check as submitted, each assessor, and what is agreed."""
    speech, found = scene.speech, stood(view)
    page.gap().bold(speech.say("Readiness"))
    _standing(scene, page, speech.say("Self-check"), found.own)
    for side, each in zip(view.sides, found.assessors, strict=True):
        _standing(scene, page, side.name, each)
    _standing(scene, page, speech.say("Agreed"), found.agreed)
    words = open_words(speech, view, found)
    if words:
        page.line(words, "italic")


def _standing(scene: Scene, page: Page, name: str, standing: Standing) -> None:
    labels = (f"{title} {words}" for title, words in label_words(scene.survey, standing))
    page.line(f"{name}: {scene.speech.listed(labels)}")
    documented = score_words(scene.speech, standing.scorecard.evidenced)
    page.line("   " + scene.speech.say("Documented: {score}", score=documented))


def _corrected(scene: Scene, page: Page, view: SidesSeen) -> None:
    """Facts that an assessor gives otherwise: they are in no figure of agreement."""
    speech, lines = scene.speech, correction_lines(scene.speech, view)
    if lines:
        page.gap().bold(speech.say("Facts corrected by an assessor"))
        for line in lines:
            page.line(line)


def _difference_line(scene: Scene, view: SidesSeen, each: Difference) -> str:
    """Everybody's rating in one line, and the labels that hang on it."""
    speech = scene.speech
    parts = [speech.say("cluster {rating}", rating=rating_words(speech, each.own))]
    parts += [f"{side.name} {rating_words(speech, other)}" for side, other in zip(view.sides, each.others, strict=True)]
    moved = speech.listed(view.survey.labels[label].title for label in each.labels)
    hangs = " · " + speech.say("changes {labels}", labels=moved) if moved else ""
    return " · ".join(parts) + hangs
