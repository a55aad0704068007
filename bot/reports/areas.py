"""The improvement areas that were entered, on a page of their own: what was, what was done, what it brought."""

from bot.reports.chapters import Content
from bot.reports.standing import Standing
from bot.wording import answer_words, letter_of, name_of
from surveys.definition import Fact, LevelFact
from surveys.indicators import Indicator, Question
from surveys.path import counted
from surveys.quantities import about, level_of, stated
from surveys.rules import Area, Progress
from surveys.session import Answers, Choice, Points


def improvement_areas(standing: Standing) -> list[Content]:
    """Each area with a picked indicator: its name, its level now, and every answer about it."""
    survey, answers = standing.survey, counted(standing.survey, standing.answers)
    found: list[Content] = []
    for area in (each for label in survey.labels.values() if isinstance(label, Progress) for each in label.areas.areas):
        picked = stated(answers, area.indicator)
        indicator = survey.indicators.get(picked.option) if isinstance(picked, Choice) else None
        if indicator:
            title = survey.questions[area.indicator].title
            found.append(
                {
                    "title": f"{title}: {name_of(indicator)}",
                    "rows": [*_rows(standing, answers, area, indicator), _now(standing, answers, indicator)],
                }
            )
    return found


def _rows(standing: Standing, answers: Answers, area: Area, indicator: Indicator) -> list[Content]:
    """What was answered about this indicator; open where nothing was, or where it was said of another one."""
    survey, said = standing.survey, standing.speech
    rows: list[Content] = []
    for id, question in survey.questions.items():
        if isinstance(question, Fact) and question.about == area.indicator:
            words = _answer(standing, answers, question, indicator) if about(survey, answers, id) else ""
            rows.append({"label": question.title, "text": words or said.say("open")})
    return rows


def _answer(standing: Standing, answers: Answers, question: Question, indicator: Indicator) -> str:
    value = stated(answers, question.id)
    if isinstance(question, LevelFact) and isinstance(value, Points):
        return _level_words(indicator, value.points)
    return answer_words(standing.speech, standing.survey, answers, question)


def _now(standing: Standing, answers: Answers, indicator: Indicator) -> Content:
    level = level_of(standing.survey, answers, indicator)
    said = standing.speech
    words = _level_words(indicator, level.points) if level else said.say("open")
    return {"label": said.say("Level now"), "text": words}


def _level_words(indicator: Indicator, points: int) -> str:
    level = indicator.level(points)
    return f"{letter_of(points)}  {level.text}" if level else letter_of(points)
