"""Answers and practice as rows and back. Only for this package."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storage.encoding import decode_mark, decode_named, decode_value, encode_mark, encode_named, encode_value
from storage.tables import AnswerRow, PracticeRow
from surveys.session import Answer, Documented


@dataclass(frozen=True, slots=True)
class Practice:
    """What a practice session is about. `member`: in which cohort it counts, and for whom; None for practice alone."""

    case: str
    member: int | None = None
    round: int = 1
    mode: Literal["each", "end"] = "end"
    repeat: bool = False
    """Whether its person had rated this case before."""


def practice_of(row: PracticeRow) -> Practice:
    """What a practice session is about."""
    return Practice(row.case_id, row.member, row.round, "each" if row.mode == "each" else "end", row.repeat)


def practice_row(session: int, practice: Practice, shown: Iterable[str]) -> PracticeRow:
    """A row of what a practice session is about."""
    return PracticeRow(
        session=session,
        case_id=practice.case,
        member=practice.member,
        round=practice.round,
        mode=practice.mode,
        repeat=practice.repeat,
        shown=json.dumps(sorted(shown)),
    )


def answer_row(session: int, revision: int, answer: Answer) -> AnswerRow:
    """An answer as a row of its revision."""
    return AnswerRow(
        session=session,
        revision=revision,
        question=answer.question,
        value=encode_value(answer.value),
        seen=answer.seen,
        estimate=answer.estimate,
        documented=answer.documented.value if answer.documented else None,
        document=encode_named(answer.document),
        mark=encode_mark(answer.mark),
        note=answer.note,
        note_shared=answer.note_shared,
        by=int(answer.by),
        at=answer.at,
    )


def answer_of(row: AnswerRow) -> Answer:
    """The answer in a row."""
    return Answer(
        question=row.question,
        by=str(row.by),
        at=row.at,
        value=decode_value(row.value),
        seen=row.seen,
        estimate=row.estimate,
        documented=Documented(row.documented) if row.documented else None,
        document=decode_named(row.document),
        mark=decode_mark(row.mark),
        note=row.note,
        note_shared=row.note_shared,
    )
