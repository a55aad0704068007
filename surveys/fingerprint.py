"""What a released version promises never to change, as a short hash: everything that scores, and nothing else.

In: ids, forms, ranges, points, bands, thresholds, flags, conditions, label rules, and the level texts in the language
the survey was written in. Out: all other words, proof, examples, steps, sources, contradictions. So a slip of the pen
or a translation may be mended in a released version, and an answer always means what it meant.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from surveys.definition import Part, Translated
from surveys.indicators import Level
from surveys.survey import Survey

LENGTH = 16
OUT = {
    *(
        "status",
        "fingerprint",
        "source",
        "sources",
        "efforts",
        "contradictions",
        "meanings",
        "roles",
        "whom",
        "was",
        "alphabetical",
    ),
    *("proof", "example", "document", "step", "confirm"),
}
"""Fields that move no point and no status."""


def fingerprint(survey: Survey) -> str:
    """Sixteen hexadecimal digits; equal for two surveys that score alike and whose levels read alike."""
    text = json.dumps(_scoring(survey), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _scoring(value: Any) -> Any:
    match value:
        case Part():
            found = {name: _scoring(getattr(value, name)) for name in _kept(type(value))}
            return {name: each for name, each in found.items() if each is not None}
        case Mapping():
            return {key: _scoring(each) for key, each in value.items()}
        case tuple():
            return [_scoring(each) for each in value]
        case _:
            return value


def _kept(kind: type[Part]) -> list[str]:
    """The fields of a part that score: no words but a level's, and nothing of what is out."""
    kept = []
    for name, field in kind.model_fields.items():
        words = any(isinstance(extra, Translated) for extra in field.metadata)
        if name not in OUT and (not words or (kind is Level and name == "text")):
            kept.append(name)
    return kept
