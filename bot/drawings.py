"""Pictures and documents of a check, made when they are sent: never while somebody else waits for their card."""

from functools import partial
from typing import TYPE_CHECKING

from bot.review_views import SidesSeen
from bot.scene import Exported, Scene, cluster_name
from bot.screens import Attachment
from surveys.path import counted
from surveys.session import Submitted, Text
from surveys.survey import Survey

if TYPE_CHECKING:
    from bot.reports.standing import Last, Standing


def picture_of(scene: Scene) -> Attachment:
    """The result as a picture, with the same in words."""
    from bot.reports.radar import caption  # typst is paid for by those who draw

    standing = _standing(scene, scene.survey)
    name, words = _name(scene, "result", "png"), caption(standing)
    return Attachment(name, make=partial(_picture, standing), caption=words, bars=partial(_bars, standing))


def report_of(
    scene: Scene, survey: Survey, *, full: bool, gaps: bool, plan: bool = True, sides: bool = True
) -> Attachment:
    """The report as a PDF, in the survey's language; with the scene's plan and what assessors say, or without."""

    def make() -> bytes:
        from bot.reports.document import report

        lines, others = scene.plan if plan else (), scene.sides if sides else ()
        return report(_standing(scene, survey), full=full, gaps=gaps, plan=lines, sides=others)

    return Attachment(_name(scene, "report", "pdf", survey.language), make=make)


def bronze_sheet_of(scene: Scene, survey: Survey) -> Attachment:
    """The facts for the benchmarking interview, in the survey's language."""

    def make() -> bytes:
        from bot.reports.bronze_sheet import bronze_sheet

        return bronze_sheet(_standing(scene, survey))

    return Attachment(_name(scene, "bronze-sheet", "pdf", survey.language), make=make)


def areas_of(scene: Scene, survey: Survey) -> Attachment:
    """The improvement areas for Silver, in the survey's language."""

    def make() -> bytes:
        from bot.reports.areas_sheet import areas_sheet

        return areas_sheet(_standing(scene, survey))

    return Attachment(_name(scene, "improvement-areas", "pdf", survey.language), make=make)


def agenda_of(scene: Scene, view: SidesSeen) -> Attachment:
    """The agenda of the meeting on a shared check; with an assessor it can't be passed on, and leaves their chat."""

    def make() -> bytes:
        from bot.reports.agenda import agenda

        return agenda(view, scene.now.date())

    name = f"clusterready-agenda-{scene.now:%Y-%m-%d}-{view.survey.language}.pdf"
    return Attachment(name, make=make, review=view.seat)


def questionnaire_of(survey: Survey) -> Attachment:
    """All cards, levels and proof lists to fill in on paper."""

    def make() -> bytes:
        from bot.reports.questionnaire import questionnaire

        return questionnaire(survey, survey.language)

    return Attachment(f"clusterready-questionnaire-{survey.language}.pdf", make=make)


def tables_of(scene: Scene, view: Exported) -> Attachment | None:
    """The checks as tables; none for the whole export, which is text already."""
    if view.form == "json":
        return None

    def make() -> bytes:
        from bot.reports.spreadsheet import Checked, table, xlsx

        checks = [Checked(each, scene.versions[each.version]) for each in scene.checks]
        if view.form == "csv":
            return table(checks, scene.language)
        several = enumerate(scene.clusters) if len(scene.clusters) > 1 else ()
        named = {each.id: cluster_name(scene.speech, each, place) for place, each in several}
        return xlsx(checks, scene.language, scene.plan, named)

    return Attachment(view.name, make=make)


def _picture(standing: "Standing") -> bytes:
    from bot.reports.radar import picture

    return picture(standing)


def _bars(standing: "Standing", columns: int, blocks: bool) -> list[str]:
    from bot.bars import ASCII, BLOCKS, bars

    return bars(standing, columns, BLOCKS if blocks else ASCII)


def _name(scene: Scene, what: str, ending: str, language: str = "") -> str:
    parts = ["clusterready", what, f"{scene.on:%Y-%m-%d}", language]
    return "-".join(filter(None, parts)) + f".{ending}"


def _standing(scene: Scene, survey: Survey) -> "Standing":
    """Where the check stands, for the drawing side."""
    from bot.reports.standing import standing

    answers = scene.session.answers
    named = counted(survey, answers).get("organisation-name")
    return standing(
        survey,
        answers,
        on=scene.on,
        submitted=isinstance(scene.session.place, Submitted),
        trial=bool(scene.stored and scene.stored.trial),
        cluster=named.value.text if named and isinstance(named.value, Text) else scene.cluster_name,
        history=scene.history,
        last=_last(scene),
        today=scene.now.date(),
    )


def _last(scene: Scene) -> "Last | None":
    """The submitted check before this one, of whichever survey version; for readers none."""
    from bot.reports.standing import Last

    if scene.reads:
        return None
    place = scene.session.place
    at = place.at if isinstance(place, Submitted) else scene.now
    earlier = [
        Last(each.session.place.at, scene.versions[each.version], each.session.answers)
        for each in scene.checks
        if each.id != scene.number
        and not each.trial
        and isinstance(each.session.place, Submitted)
        and each.session.place.at <= at
    ]
    return max(earlier, key=lambda each: each.at, default=None)
