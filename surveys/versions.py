"""From one version of a survey to the next: which answers carry over, and what a person should be told has changed.

An answer carries over only to a question that reads the same: form, levels, options, bands and what counts. The same
question under a new id says `was`. Everything else is asked afresh, with last time's answer shown as text.
"""

from dataclasses import dataclass, replace

from surveys.definition import Asked, Fact, IndicatorFact, Part
from surveys.session import Answer, Answers, Choice, QuestionId
from surveys.survey import Survey

UNREAD = {"id", "was", "whom", "title", "why", "number", "when", "field", "optional", "express", "scored"} | {
    "proof",
    "example",
    "document",
    "improve",
    "threshold",
    "silver_audit",
    "step",
}
"""Fields that may change while an answer keeps its meaning."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a newer version changes, by question id: of the newer one, but `removed` of the older one."""

    added: tuple[QuestionId, ...]
    removed: tuple[QuestionId, ...]
    renamed: tuple[QuestionId, ...]
    reworded: tuple[QuestionId, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.added or self.removed or self.renamed or self.reworded)


@dataclass(frozen=True, slots=True)
class Carried:
    """Last time's answers: those to confirm with one tap, and those to show as text, both by the newer id."""

    same: Answers
    reworded: Answers


def changes(old: Survey, new: Survey) -> Changes:
    """What differs between two versions in the same language."""
    kept = {id: before for id, question in new.questions.items() if (before := _before(old, question)) is not None}
    return Changes(
        added=tuple(id for id in new.questions if id not in kept),
        removed=tuple(id for id in old.questions if id not in kept.values()),
        renamed=tuple(id for id, before in kept.items() if id != before),
        reworded=tuple(id for id, before in kept.items() if not _alike(old.questions[before], new.questions[id])),
    )


def carry(old: Survey, new: Survey, answers: Answers) -> Carried:
    """Last time's answers under the ids of the newer version."""
    same: dict[QuestionId, Answer] = {}
    reworded: dict[QuestionId, Answer] = {}
    for id, question in new.questions.items():
        before = _before(old, question)
        if before is None or before not in answers:
            continue
        answer = replace(answers[before], question=id)
        found = _repicked(old, new, question, answer, same) if _alike(old.questions[before], question) else None
        if found is not None:
            same[id] = found
        else:
            reworded[id] = answer
    return Carried(same, reworded)


def _repicked(old: Survey, new: Survey, question: Asked, answer: Answer, same: Answers) -> Answer | None:
    """The answer in the newer version's terms: a picked indicator by its newer id, what was said of one by its place.

    None where the indicator is gone, or reads differently: then what was said of it is no answer any more.
    """
    if (
        isinstance(question, IndicatorFact)
        and isinstance(answer.value, Choice)
        and answer.value.option in old.indicators
    ):
        now = _now(old, new, answer.value.option)
        return replace(answer, value=Choice(now)) if now is not None else None
    if not isinstance(question, Fact) or question.about is None:
        return answer
    pick = same[question.about].value if question.about in same else None
    if not isinstance(pick, Choice) or pick.option not in new.indicators:
        return None
    indicator = new.questions[pick.option]
    before = _before(old, indicator)
    if before is None or not _alike(old.questions[before], indicator):
        return None
    return replace(answer, seen=list(new.indicators).index(pick.option))


def _now(old: Survey, new: Survey, id: QuestionId) -> QuestionId | None:
    """The newer id of an older question."""
    return next((now for now, question in new.questions.items() if _before(old, question) == id), None)


def _before(old: Survey, question: Asked) -> QuestionId | None:
    """The id the question had in the older version, if it was there."""
    return next((id for id in (question.was, question.id) if id is not None and id in old.questions), None)


def _alike(old: Asked, new: Asked) -> bool:
    """Whether an answer to one means the same for the other."""
    return type(old) is type(new) and _read(old) == _read(new)


def _read(value: object) -> object:
    """What a person reads and answers, without what may change."""
    match value:
        case Part():
            return {name: _read(getattr(value, name)) for name in type(value).model_fields if name not in UNREAD}
        case tuple():
            return [_read(each) for each in value]
        case _:
            return value
