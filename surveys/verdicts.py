"""How a single rule comes out."""

from enum import StrEnum


class Verdict(StrEnum):
    """A rule's outcome: met for sure, possible (claimed or still open), or unmet."""

    MET = "met"
    POSSIBLE = "possible"
    UNMET = "unmet"


def verdict_of(sure: bool, possible: bool) -> Verdict:
    """The outcome of a rule that holds for sure, or possibly, or not."""
    return Verdict.MET if sure else Verdict.POSSIBLE if possible else Verdict.UNMET
