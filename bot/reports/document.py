"""The report that a manager hands to a board: one page, or everything with its reasons; private notes stay out."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reports import typesetting
from bot.reports.areas import area_words, improvement_areas
from bot.reports.chapters import Content, chapter, dimensions, gap
from bot.reports.plan import plan_chapter
from bot.reports.progress import progress_chapter
from bot.reports.radar import SIGNS, STATUS_INKS, figure_svg, open_words, state_words, status_words, told
from bot.reports.reasons import label_reasons, method, paragraphs
from bot.reports.sides import sides_chapter
from bot.reports.standing import Standing
from bot.reports.way import way_chapter
from bot.review_views import SidesSeen
from bot.screens import Span
from bot.speech import Speech
from bot.wording import name_of, provisional, score_words
from storage.plans import PlanLine
from surveys.labels import LabelReadiness, Status
from surveys.rules import Participation
from surveys.session import QuestionId
from surveys.verdicts import Verdict

GAPS = 3
"""How many gaps the single page names."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A further chapter of the whole report, in the words of a screen: a way to a label, a plan, progress."""

    title: str
    spans: tuple[Span, ...]


def report(
    standing: Standing, *, full: bool, gaps: bool, plan: Sequence[PlanLine] = (), sides: Sequence[SidesSeen] = (),
    more: Sequence[Chapter] = (),
) -> bytes:  # fmt: skip
    """The report as a tagged PDF in the standing's language; equal bytes for equal input.

    `gaps`: with what to do next. The whole report alone has `plan`, and after the dimensions `sides` and `more`.
    """
    content = {**_common(standing), **(_full(standing, gaps, plan) if full else _brief(standing, gaps))}
    content["sides"] = [sides_chapter(each) for each in sides]
    content["more"] = [{"title": each.title, "paragraphs": paragraphs(each.spans)} for each in more]
    return typesetting.pdf("report.typ", content, standing.on)


def head(said: Speech, language: str, title: str, footer: str) -> Content:
    """What every document needs: language, title, the provisional line, the footer."""
    return {
        "language": language,
        "title": title,
        "provisional": provisional(said),
        "footer": footer,
    }


def _common(standing: Standing) -> Content:
    said, survey = standing.speech, standing.survey
    version = said.say("survey version {version}", version=survey.version)
    return {
        **head(
            said,
            standing.language,
            f"{standing.cluster}: {survey.title}" if standing.cluster else survey.title,
            f"{state_words(standing)} · {version}",
        ),
        "cluster": standing.cluster,
        "survey": survey.title,
        "state": state_words(standing),
        "version": version,
        "labels": [_label(standing, each) for each in standing.labels],
        "totals": [
            said.say("Documented, by own statement: {points}", points=score_words(said, standing.evidenced)),
            said.say("Claimed: {points}", points=score_words(said, standing.claimed)),
        ],
        "remarks": _remarks(standing),
        "svg": figure_svg(standing),
        "radar-words": " ".join(each if each.endswith(".") else f"{each}." for each in told(standing) if each),
        "dimensions": dimensions(standing),
        "mark": standing.mark,
        "before": said.say("documented on {date}", date=said.date(standing.before)) if standing.before else "",
        "words": _words(said),
    }


def _words(said: Speech) -> Content:
    return {
        **area_words(said),
        "radar": said.say("The dimensions at a glance"),
        "dimension": said.say("Dimension"),
        "claimed": said.say("claimed"),
        "documented": said.say("documented"),
        "most": said.say("out of"),
        "indicator": said.say("Indicator"),
        "why": said.say("Why"),
        "step": said.say("Step"),
        "effort": said.say("Effort"),
        "months": said.say("Months"),
        "together": said.say("Together"),
        "who": said.say("Who"),
        "due": said.say("By"),
        "state": said.say("State"),
        "gaps": said.say("The biggest gaps"),
        "all-gaps": said.say("Gaps, the biggest first"),
        "confirm": said.say("To be confirmed by ESCA"),
        "open": said.say("What is open"),
        "method": said.say("How it is counted"),
        "next": said.say("Next level"),
        "proof": said.say("What proves it"),
        "improve": said.say("How to improve"),
        "areas": said.say("Improvement areas"),
        "areas-note": said.say(
            "The layout of ESCA's own form for improvement areas is not known to us; these are your answers."
        ),
    }


def _label(standing: Standing, found: LabelReadiness) -> Content:
    """A label's panel: its status and, unless met, the first rule in its way."""
    rulings = (*found.gates, *found.rulings)
    unmet = (each for verdict in (Verdict.UNMET, Verdict.POSSIBLE) for each in rulings if each.verdict is verdict)
    first = next(unmet, None)
    said = standing.speech
    why = said.say("ESCA must still confirm what is not public.")
    if found.status is not Status.MET and first:
        why = f"{_verdict(said, first.verdict)}: {first.rule.title}"
    return {
        "title": standing.title_of(found),
        "sign": SIGNS[found.status],
        "ink": STATUS_INKS[found.status],
        "status": status_words(standing, found),
        "why": why,
    }


def _verdict(said: Speech, verdict: Verdict) -> str:
    return said.say("not met") if verdict is Verdict.UNMET else said.say("still open")


def _remarks(standing: Standing) -> list[str]:
    """What makes the numbers less than sure: open levels, open documents, estimates."""
    found = open_words(standing)
    if standing.estimates:
        found.append(
            standing.speech.count(
                "{n} number is an estimate (about …).", "{n} numbers are estimates (about …).", len(standing.estimates)
            )
        )
    return found


def _brief(standing: Standing, gaps: bool) -> Content:
    survey = standing.survey
    confirm = []
    for found in standing.labels:
        label = survey.labels[found.label]
        gates = survey.eligibility.confirm if isinstance(label, Participation) else ()
        confirm.append({"label": label.title, "texts": [*gates, *label.confirm]})
    shown = [gap(standing, each) for each in standing.gaps[:GAPS]] if gaps else []
    return {"kind": "brief", "gaps": shown, "confirm": confirm}


def _full(standing: Standing, gaps: bool, plan: Sequence[PlanLine]) -> Content:
    said, survey = standing.speech, standing.survey
    reasons = [{**_label(standing, each), "reasons": label_reasons(standing, each.label)} for each in standing.labels]
    return {
        "kind": "full",
        "progress": progress_chapter(standing),
        "reasons": reasons,
        "gaps": [gap(standing, each) for each in standing.gaps] if gaps else [],
        "way": way_chapter(standing) if gaps else None,
        "plan": plan_chapter(standing, plan),
        "chapters": [chapter(standing, each, gaps) for each in standing.dimensions],
        "areas": improvement_areas(standing),
        "open": [
            *_named(standing, said.say("Open"), standing.open),
            *_named(standing, said.say("Not said whether documented"), standing.unproved),
            *_named(standing, said.say("Estimates to confirm"), standing.estimates),
        ],
        "nothing-open": said.say("Nothing is open."),
        "about": survey.about,
        "method": method(standing),
        "notes": said.say("Private notes are not part of this report."),
    }


def _named(standing: Standing, what: str, questions: Sequence[QuestionId]) -> list[Content]:
    """A list of questions under a heading; nothing where there are none."""
    if not questions:
        return []
    names = [name_of(standing.survey.questions[id]) for id in questions]
    return [{"title": f"{what} ({len(names)})", "names": names}]
