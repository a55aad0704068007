"""The improvement areas that were entered: before and after, what was done, what it brought, what is missing."""

from bot.reports.chapters import Content, amount_words, document_words, gap, proofs, statements
from bot.reports.reasons import scene_of
from bot.reports.standing import Line, Standing
from bot.rulings_words import lacking
from bot.speech import Speech
from bot.wording import answer_words, letter_of, name_of
from surveys.areas import AreaFound, distinct, found_area
from surveys.definition import Fact
from surveys.indicators import Indicator, Level
from surveys.path import counted
from surveys.quantities import about, stated
from surveys.rules import Area, Progress
from surveys.scoring import score
from surveys.session import Answers, Points, QuestionId

REASONS = ("twice", "risen", "red")
"""What keeps an area from counting although every question about it is answered."""


def improvement_areas(standing: Standing) -> list[Content]:
    """Each area with a picked indicator, in the survey's order."""
    survey, answers = standing.survey, counted(standing.survey, standing.answers)
    return [_area(standing, answers, each) for each in areas_found(standing) if each.indicator in survey.indicators]


def areas_found(standing: Standing) -> tuple[AreaFound, ...]:
    """Every area that the survey asks for, named or not, and what is missing for it to count."""
    survey, answers = standing.survey, counted(standing.survey, standing.answers)
    card = score(survey, answers)
    asked = [each for label in survey.labels.values() if isinstance(label, Progress) for each in label.areas.areas]
    return distinct([found_area(survey, answers, card, each, {}) for each in asked])


def area_words(said: Speech) -> Content:
    """The words around an area."""
    return {
        "before": said.say("Before"),
        "now": said.say("Now"),
        "proof": said.say("What proves it"),
        "missing": said.say("Still missing"),
        "counts": said.say("Nothing is missing, by your answers."),
        "not-said": said.say("open"),
    }


def _area(standing: Standing, answers: Answers, found: AreaFound) -> Content:
    said, survey, area = standing.speech, standing.survey, found.area
    line = next(each for each in standing.lines if each.indicator.id == found.indicator)
    named = {area.before, area.month, area.done, area.effect, area.document}
    others = [each.id for each in _facts(standing, area) if each.id not in named]
    return {
        "title": f"{survey.questions[area.indicator].title}: {name_of(line.indicator)}",
        "letters": [letter_of(level.points) for level in line.indicator.levels],
        "before": {
            "when": _words(standing, answers, area.month),
            "level": letter_of(found.before) if found.before is not None else None,
            "statements": statements(line.indicator, _level(line.indicator, found.before)),
            "told": [],
        },
        "after": {
            "when": said.date(standing.on),
            "level": letter_of(found.after) if found.after is not None else None,
            "statements": statements(line.indicator, line.level),
            "told": _told(standing, answers, line),
        },
        "rows": [
            *({"label": said.say("What was true before"), "text": _words(standing, answers, each)} for each in others),
            {"label": said.say("What was done"), "text": _words(standing, answers, area.done)},
            {
                "label": said.say("Effect on the cluster's development"),
                "text": _words(standing, answers, area.effect),
            },
            {"label": said.say("Document that shows it"), "text": _words(standing, answers, area.document)},
        ],
        "proof": proofs(standing, line),
        "gaps": _gaps(standing, answers, found, line),
    }


def _facts(standing: Standing, area: Area) -> list[Fact]:
    """What is asked about an area."""
    questions = standing.survey.questions.values()
    return [each for each in questions if isinstance(each, Fact) and each.about == area.indicator]


def _level(indicator: Indicator, points: int | None) -> Level | None:
    return indicator.level(points) if points is not None else None


def _told(standing: Standing, answers: Answers, line: Line) -> list[str]:
    """The answer behind the level as it is now, and its documents."""
    found = []
    if not isinstance(stated(answers, line.indicator.id), Points | None):
        found.append(amount_words(standing, answers, line.indicator))
    if line.level and line.level.points:
        found.append(document_words(standing, line))
    return found


def _words(standing: Standing, answers: Answers, question: QuestionId) -> str:
    """What was answered about this indicator; empty where nothing was, or where it was said of another one."""
    if question not in standing.survey.questions or not about(standing.survey, answers, question):
        return ""
    return answer_words(standing.speech, standing.survey, answers, standing.survey.questions[question])


def _gaps(standing: Standing, answers: Answers, found: AreaFound, line: Line) -> list[str]:
    """Which of its questions are open, and what else keeps it from counting."""
    survey = standing.survey
    open_ = [
        each.title
        for each in _facts(standing, found.area)
        if stated(answers, each.id) is None or not about(survey, answers, each.id)
    ]
    told = lacking(scene_of(standing))
    red = f"{told['red']}: {gap(standing, line)['todo']}"
    return [*open_, *(red if each == "red" else told[each] for each in found.missing if each in REASONS)]
