"""Where an organisation stands: what picture, report and tables have in common, so that they always agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.speech import Speech, speech
from bot.wording import answer_words
from surveys.areas import Snapshot
from surveys.indicators import Indicator, Level
from surveys.labels import LabelReadiness, Status, readiness
from surveys.path import counted, documented, path, wants_proof
from surveys.quantities import level_of, settled
from surveys.rules import Meaning, Pass
from surveys.scoring import Light, Rated, Score, light, score
from surveys.session import FULL, Answers, Documented, Named, QuestionId
from surveys.survey import Survey


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: its level now and the next one, its points, its documents and the shared note."""

    indicator: Indicator
    level: Level | None
    above: Level | None
    """The next level; none at the top, and while the level is open."""
    rated: Rated
    documented: Documented | None
    answer: str = field(repr=False)
    """What was answered, in words; empty while open."""
    document: Named | None = None
    note: str | None = field(default=None, repr=False)
    """The note, where the person let it into reports."""

    @property
    def claimed(self) -> Light:
        """The colour of the level as claimed."""
        return light(self.indicator, self.rated.claimed)

    @property
    def evidenced(self) -> Light:
        """The colour of what counts with documents."""
        return light(self.indicator, self.rated.evidenced)

    @property
    def lacking(self) -> bool:
        """Whether its level is known and, with documents, it is below the green mark or could be."""
        return self.level is not None and self.rated.evidenced.low < self.indicator.threshold.green

    @property
    def proof_is_enough(self) -> bool:
        """Whether the level as claimed is green, so that a document alone closes the gap."""
        return self.level is not None and self.claimed is Light.GREEN


@dataclass(frozen=True, slots=True)
class Last:
    """The submitted check before this one: its time, its survey in whichever version, its answers."""

    at: datetime
    survey: Survey
    answers: Answers = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dimension:
    """A section of indicators: its points, those of the check before, its indicators."""

    id: str
    number: str
    title: str
    claimed: Score
    evidenced: Score
    before: Score | None
    """Evidenced points of the check before, where there is one to compare with."""
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Standing:
    """A result on a day, in a language: labels, dimensions, indicators, what is open."""

    survey: Survey
    language: str
    on: date
    submitted: bool
    trial: bool
    cluster: str = field(repr=False)
    claimed: Score
    evidenced: Score
    labels: tuple[LabelReadiness, ...]
    dimensions: tuple[Dimension, ...]
    before: date | None
    """The day of the check before, where there is one to compare with."""
    last: Last | None
    """The check before, also where its points can't be compared as a whole."""
    today: date
    """The day it is drawn, from which the months of a way count; `on` for a submitted check may be long ago."""
    open: tuple[QuestionId, ...]
    unproved: tuple[QuestionId, ...]
    """Indicators with a level of which it is not said whether it is documented."""
    estimates: tuple[QuestionId, ...]
    answers: Answers = field(repr=False)
    history: tuple[Snapshot, ...] = field(repr=False)

    @property
    def speech(self) -> Speech:
        """The bot's sentences in the language of this result."""
        return speech(self.language)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All indicators, in the survey's order."""
        return tuple(line for dimension in self.dimensions for line in dimension.lines)

    @cached_property
    def gaps(self) -> tuple[Line, ...]:
        """Indicators below their green mark with documents, the biggest gap first: red, then how far below green."""
        return tuple(sorted((line for line in self.lines if line.lacking), key=_urgency))

    @property
    def mark(self) -> int | None:
        """The percentage that the label with a score asks for in total; none if the survey has no such label."""
        return self._pass.total.at_least if self._pass else None

    @property
    def marked_by(self) -> str:
        """The name of that label."""
        return self._pass.title if self._pass else ""

    @property
    def _pass(self) -> Pass | None:
        return next((each for each in self.survey.labels.values() if isinstance(each, Pass)), None)

    def title_of(self, found: LabelReadiness) -> str:
        """A label's name."""
        return self.survey.labels[found.label].title

    def meaning(self, status: Status) -> Meaning:
        """One of the three words for a label, and what it means."""
        meanings = self.survey.meanings
        return {
            Status.MET: meanings.met,
            Status.IN_REACH: meanings.in_reach,
            Status.NOT_YET: meanings.not_yet,
        }[status]


def standing(
    survey: Survey,
    answers: Answers,
    *,
    on: date,
    submitted: bool,
    trial: bool = False,
    cluster: str = "",
    history: Sequence[Snapshot] = (),
    last: Last | None = None,
    today: date | None = None,
) -> Standing:
    """Where these answers stand on a day, in the survey's language; `today` is that day where none is given.

    `history` goes to the labels. `last` is the check to compare with; its dimensions only in the same survey version.
    """
    known = counted(survey, answers)
    card = score(survey, answers)
    before = last if last and last.survey.version == survey.version else None
    then = score(survey, before.answers) if before else None
    asked = path(survey, FULL, answers)
    said = speech(survey.language)
    return Standing(
        survey=survey,
        language=survey.language,
        on=on,
        submitted=submitted,
        trial=trial,
        cluster=" ".join(cluster.split()),
        claimed=card.claimed,
        evidenced=card.evidenced,
        labels=readiness(survey, answers, history, on),
        dimensions=tuple(
            Dimension(
                section.id,
                section.number or "",
                section.title,
                *card.sections[section.id],
                then.sections[section.id][1] if then else None,
                tuple(_line(said, survey, known, each, card.indicators[each.id]) for each in section.indicators),
            )
            for section in survey.sections
            if section.indicators
        ),
        before=before.at.date() if before else None,
        last=last,
        today=today or on,
        open=tuple(id for id in asked if not settled(survey, known, id) and not _optional(survey, id)),
        unproved=tuple(id for id in asked if wants_proof(survey, FULL, known, id)),
        estimates=tuple(id for id, answer in known.items() if answer.estimate),
        answers=answers,
        history=tuple(history),
    )


def _line(said: Speech, survey: Survey, answers: Answers, indicator: Indicator, rated: Rated) -> Line:
    level = level_of(survey, answers, indicator)
    answer = answers.get(indicator.id)
    state = documented(survey, answers, indicator.id)
    return Line(
        indicator=indicator,
        level=level,
        above=indicator.level(level.points + 1) if level else None,
        rated=rated,
        documented=state,
        answer=answer_words(said, survey, answers, survey.questions[indicator.id]),
        document=answer.document if answer and state in (Documented.YES, Documented.PARTLY) else None,
        note=answer.note if answer and answer.note_shared else None,
    )


def _optional(survey: Survey, question: QuestionId) -> bool:
    return getattr(survey.questions[question], "optional", False)


def _urgency(line: Line) -> tuple[bool, bool, bool, float]:
    """Sure gaps before those where only the documents are open; red before yellow; levels before documents."""
    threshold, found = line.indicator.threshold, line.rated.evidenced
    return (
        found.high >= threshold.green,
        found.high >= threshold.points,
        line.claimed is not Light.RED,
        float(found.high - threshold.green),
    )
