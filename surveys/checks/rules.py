"""Labels: every rule names something that exists and can be met."""

from collections.abc import Iterator

from surveys.definition import IndicatorFact, LevelFact, MonthFact, TextFact
from surveys.problems import Finding, Path, did_you_mean
from surveys.rules import Participation, Pass, Progress
from surveys.survey import Survey


def rule_findings(survey: Survey) -> Iterator[Finding]:
    """Rules that name nothing, or a question of the wrong form."""
    for id, label in survey.labels.items():
        path: Path = ("labels", id)
        match label:
            case Participation():
                yield from _participation(survey, path, label)
            case Progress():
                yield from _progress(survey, path, label)
            case Pass():
                if not survey.indicators:
                    yield Finding(path, "B01", f"`{id}` counts points, but the survey has no indicators; add some")
                elif survey.out_of == 0:
                    yield Finding(
                        path, "B01", f"`{id}` counts points, but no indicator is scored; remove a `scored: false`"
                    )
    if survey.express and not any(indicator.express for indicator in survey.indicators.values()):
        yield Finding(("express",), "B01", "no indicator is marked `express: true`; mark some or remove `express`")


def _participation(survey: Survey, path: Path, label: Participation) -> Iterator[Finding]:
    used = {getattr(question, "field", None) for question in survey.questions.values()}
    if not used & {field.id for field in label.complete.fields}:
        yield Finding((*path, "complete"), "B01", "no fact belongs to any of these fields; give facts a `field`")


def _progress(survey: Survey, path: Path, label: Progress) -> Iterator[Finding]:
    yield from _form(survey, (*path, "elapsed", "since"), label.elapsed.since, (MonthFact,), "month")
    if label.areas.needed > len(label.areas.areas):
        message = f"{label.areas.needed} areas are needed but only {len(label.areas.areas)} can be described; add more"
        yield Finding((*path, "areas", "needed"), "B02", message)
    for index, area in enumerate(label.areas.areas):
        here = (*path, "areas", "areas", index)
        yield from _form(survey, (*here, "indicator"), area.indicator, (IndicatorFact,), "indicator")
        yield from _form(survey, (*here, "before"), area.before, (LevelFact,), "level-of")
        yield from _form(survey, (*here, "month"), area.month, (MonthFact,), "month")
        for key in ("done", "effect", "document"):
            yield from _form(survey, (*here, key), getattr(area, key), (TextFact,), "text")
    if all(indicator.silver_audit != "yes" for indicator in survey.indicators.values()):
        yield Finding(
            (*path, "minimums"), "B01", "no indicator has `silver_audit: yes`, so no minimum is checked; mark some"
        )


def _form(survey: Survey, path: Path, id: str, kinds: tuple[type, ...], form: str) -> Iterator[Finding]:
    question = survey.questions.get(id)
    if question is None:
        known = [id for id, question in survey.questions.items() if isinstance(question, kinds)]
        remedy = did_you_mean(id, known) if known else f"add one of form {form}"
        yield Finding(path, "B01", f"there is no question `{id}`; {remedy}")
    elif not isinstance(question, kinds):
        yield Finding(path, "B03", f"`{id}` is no question of form {form}; choose one that is")
