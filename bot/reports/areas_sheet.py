"""The improvement areas as a document of their own, to prepare what Silver asks to be described."""

from collections.abc import Iterator

from bot.reports import typesetting
from bot.reports.areas import area_words, areas_found, improvement_areas
from bot.reports.document import head
from bot.reports.radar import state_words
from bot.reports.reasons import scene_of
from bot.reports.standing import Standing
from bot.rulings_words import verdict_words
from bot.screens import shortened
from surveys.definition import Fact
from surveys.label_calendar import SILVER_PAGE
from surveys.path import counted
from surveys.rules import Progress
from surveys.rulings import elapsed
from surveys.survey import Survey
from surveys.verdicts import Verdict


def areas_sheet(standing: Standing) -> bytes:
    """Every area with its gaps as a tagged PDF, then those not named yet, and what ESCA must confirm.

    Raises LookupError for a survey without a label for progress.
    """
    said, survey = standing.speech, standing.survey
    label = next(each for each in survey.labels.values() if isinstance(each, Progress))
    version = said.say("survey version {version}", version=survey.version)
    title = said.say("Improvement areas for {label}", label=label.title)
    found = areas_found(standing)
    unnamed = [survey.questions[each.area.indicator].title for each in found if each.indicator is None]
    content = {
        **head(
            said,
            standing.language,
            f"{standing.cluster}: {title}" if standing.cluster else title,
            " · ".join(filter(None, (shortened(standing.cluster, 40), state_words(standing), version))),
        ),
        "heading": title,
        "cluster": standing.cluster or said.say("Name of the cluster organisation: open"),
        "state": f"{state_words(standing)} · {version}",
        "about": said.say(
            "ESCA has a form of its own for the areas, and its layout is not known to us. This is a preparation aid "
            "with your answers, and not that form. Whether an area counts, the auditor judges by the Gold criteria."
        ),
        "source": said.say("Source: {source}", source=f"{SILVER_PAGE.name}, {SILVER_PAGE.url}"),
        "summary": [
            said.count(
                "{n} of {needed} areas counts, by your answers.",
                "{n} of {needed} areas count, by your answers.",
                sum(each.verdict is Verdict.MET for each in found),
                needed=label.areas.needed,
            ),
            _time(standing, label),
            *([said.say("Still to be named: {names}.", names=said.listed(unnamed))] if unnamed else []),
        ],
        "areas": improvement_areas(standing),
        "asks": list(dict.fromkeys(_asks(survey, label))) if len(unnamed) == len(found) else [],
        "confirm": list(label.confirm),
        "words": {
            **area_words(said),
            "asks": said.say("What is to be said of each area"),
            "confirm": said.say("To be confirmed by ESCA"),
        },
    }
    return typesetting.pdf("areas.typ", content, standing.on)


def _time(standing: Standing, label: Progress) -> str:
    """Whether enough time has passed since the first benchmarking."""
    said = standing.speech
    ruling = elapsed(standing.survey, counted(standing.survey, standing.answers), label, standing.on)
    words = f"{verdict_words(scene_of(standing), ruling)}: {ruling.rule.title}"
    if ruling.months is None:
        return words
    return f"{words} – " + said.count(
        "{n} month has passed, by calendar month.", "{n} months have passed, by calendar month.", ruling.months
    )


def _asks(survey: Survey, label: Progress) -> Iterator[str]:
    """What the survey asks of an area, in its order."""
    areas = {each.indicator for each in label.areas.areas}
    for question in survey.questions.values():
        if isinstance(question, Fact) and question.about in areas:
            yield question.ask
