"""What a report says of each dimension and each indicator: level, documents, colour, and what to do next."""

from typing import TypeAlias

from bot.reports.reasons import threshold
from bot.reports.spider import share
from bot.reports.standing import Dimension, Line, Standing
from bot.reports.typesetting import Data
from bot.speech import Speech
from bot.wording import (
    documented_words,
    letter_of,
    light_words,
    name_of,
    points_words,
    value_words,
)
from surveys.indicators import ChecklistIndicator, Indicator, Level, LevelIndicator
from surveys.quantities import stated
from surveys.scoring import percent_floor
from surveys.session import Answers, Checklist, Documented, Points

Content: TypeAlias = dict[str, Data]
"""Named data for a template."""


def dimensions(standing: Standing) -> list[Content]:
    """The row of each dimension: points and percent, claimed, documented and before."""
    return [_dimension(standing, each) for each in standing.dimensions]


def chapter(standing: Standing, dimension: Dimension, gaps: bool) -> Content:
    """A dimension with all its indicators."""
    return {
        **_dimension(standing, dimension),
        "indicators": [indicator(standing, line, gaps) for line in dimension.lines],
    }


def _dimension(standing: Standing, found: Dimension) -> Content:
    said = standing.speech
    row: Content = {"title": f"{found.number} {found.title}"}
    for name, score in (("claimed", found.claimed), ("documented", found.evidenced), ("before", found.before)):
        if score is None:
            row[name] = None
            continue
        percents = [said.number(percent_floor(end, score.out_of), 1) for end in (score.low, score.high)]
        row[name] = {
            "points": said.say("{part} of {whole}", part=points_words(said, score), whole=score.out_of),
            "percent": f"{percents[0]} %" if score.exact else f"{percents[0]}–{percents[1]} %",
            "ends": share(score),
        }
    return row


def indicator(standing: Standing, line: Line, gaps: bool) -> Content:
    """One indicator's block."""
    said, asked = standing.speech, line.indicator
    return {
        "name": name_of(asked),
        "letters": [letter_of(level.points) for level in asked.levels],
        "level": letter_of(line.level.points) if line.level else None,
        "threshold": letter_of(asked.threshold.points),
        "points": points_of(standing, line),
        "statements": statements(asked, line.level),
        "facts": _facts(standing, line),
        "scored": ""
        if asked.scored
        else said.say("A precondition without points: it can block a label, but adds nothing (our conclusion)."),
        "basis": threshold(standing, asked),
        "next": next_steps(standing, line) if gaps and (line.lacking or line.above) else None,
    }


def points_of(standing: Standing, line: Line) -> str:
    """An indicator's level, and its points and colours, claimed and documented."""
    said, survey = standing.speech, standing.survey
    if line.level is None:
        return said.say("… open")
    return said.say(
        "{letter} · claimed {points} of {most} {claimed} · documented {proved} {evidenced}",
        letter=letter_of(line.level.points),
        points=said.number(line.rated.claimed.low),
        most=line.indicator.most,
        claimed=light_words(said, survey, line.claimed),
        proved=points_words(said, line.rated.evidenced),
        evidenced=light_words(said, survey, line.evidenced),
    )


def statements(indicator: Indicator, level: Level | None) -> list[Content]:
    """The level's statement; where each level adds a fact to those below, all that are true."""
    if level is None:
        return []
    adds = isinstance(indicator, LevelIndicator) and indicator.ladder == "adds"
    first = min(1, level.points) if adds else level.points
    return [
        {"letter": letter_of(each.points), "text": each.text}
        for each in indicator.levels
        if first <= each.points <= level.points
    ]


def amount_words(standing: Standing, known: Answers, indicator: Indicator) -> str:
    """What was answered to an indicator, without a letter, for people who do not know our levels; empty while open."""
    said, value = standing.speech, stated(known, indicator.id)
    match value:
        case None:
            return ""
        case Points(points):
            level = indicator.level(points)
            return level.text if level else ""
        case Checklist(items) if isinstance(indicator, ChecklistIndicator):
            ticked = [each.text for each in indicator.items if each.id in items]
            return " · ".join(ticked) or said.say("none of them")
        case _:
            words = value_words(said, standing.survey, known, standing.survey.questions[indicator.id], value)
            return said.say("about {number}", number=words) if known[indicator.id].estimate else words


def _facts(standing: Standing, line: Line) -> list[str]:
    """The answer in numbers, the estimate, the documents, the note that may go into reports, whom to ask."""
    said, found = standing.speech, []
    if line.answer and line.level and line.answer != letter_of(line.level.points):
        about = said.say(" · rests on an estimate") if line.rated.estimate else ""
        found.append(said.say("Your answer: {answer}", answer=line.answer) + about)
    if line.level and line.level.points:
        found.append(document_words(standing, line))
    role = next((each.title for each in standing.survey.roles if each.id == line.indicator.whom), None)
    if line.level is None and role:
        found.append(said.say("Ask: {role}.", role=role))
    if line.note:
        found.append(said.say("Your note: {note}", note=line.note))
    return found


def document_words(standing: Standing, line: Line) -> str:
    """Whether the level is documented, and the document's name and date where they were given."""
    words = documented_words(standing.speech, line.documented)
    named = line.document
    if named is None:
        return words
    dated = f", {named.date}" if named.date else ""
    return f"{words} – {named.title}{dated}"


def next_steps(standing: Standing, line: Line) -> Content:
    """What to do: document the level, or reach the next one; what proves it; how to improve."""
    said, survey, asked = standing.speech, standing.survey, line.indicator
    found: Content = {"first": "", "letter": "", "text": "", "effort": "", "improve": ""}
    if line.rated.evidenced.low < line.rated.claimed.low:
        found["first"] = _prove(said, line)
    if line.above:
        found |= {"letter": letter_of(line.above.points), "text": line.above.text, "improve": asked.improve}
        step = line.above.step
        if step and step.time_only:
            found["effort"] = said.count("Only time helps: {n} month.", "Only time helps: {n} months.", step.months)
        elif step:
            effort = next(each.title for each in survey.efforts if each.id == step.effort)
            months = said.count("{n} month", "{n} months", step.months)
            found["effort"] = said.say("Effort {effort}; at least {months}.", effort=effort, months=months)
    found["proof"] = proofs(standing, line)
    return found


def proofs(standing: Standing, line: Line) -> list[str]:
    """What proves a level, and how old it may be."""
    said, found = standing.speech, []
    for proof in line.indicator.proof:
        age = ""
        if proof.max_age_months:
            age = said.count(" (at most {n} month old)", " (at most {n} months old)", proof.max_age_months)
        found.append(proof.text + age)
    return found


def gap(standing: Standing, line: Line) -> Content:
    """A gap in short: the indicator, its colours, and the first thing to do."""
    said = standing.speech
    if line.proof_is_enough or line.above is None:
        todo = _prove(said, line)
    else:
        todo = said.say("next: {letter} – {text}", letter=letter_of(line.above.points), text=line.above.text)
    return {"name": name_of(line.indicator), "points": points_of(standing, line), "todo": todo}


def _prove(said: Speech, line: Line) -> str:
    """What to do about the document of the level that is claimed."""
    letter = letter_of(int(line.rated.claimed.low))
    match line.documented:
        case Documented.PARTLY:
            return said.say("Document level {letter} in full.", letter=letter)
        case None:
            return said.say("Say whether level {letter} is documented.", letter=letter)
        case _:
            return said.say("Document level {letter}.", letter=letter)
