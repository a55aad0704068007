"""Proofs as one survey version reads them: the indicators by their names there, the places of a list by their words."""

from dataclasses import replace

from bot.desk import Shelf
from storage.evidence import Proof, Use
from surveys.evidence import carried
from surveys.survey import Survey


def in_version(shelf: Shelf, survey: Survey, proof: Proof) -> Proof:
    """A proof with the questions and places of a survey version."""
    uses = [use if use.version == survey.version else _carried(shelf, survey, use) for use in proof.uses]
    return replace(proof, uses=tuple(uses))


def _carried(shelf: Shelf, survey: Survey, use: Use) -> Use:
    """A use of another version, older or newer: the indicator by its name there or here, the places by their words."""
    here = shelf.survey(survey.version, "en").indicators
    there = shelf.survey(use.version, "en").indicators if shelf.has(survey.id, use.version) else {}
    old = there.get(use.question)
    names = (use.question, _renamed(shelf, survey).get(use.question), old.was if old else None)
    question = next((name for name in names if name in here), None)
    if question is None:
        return use
    return Use(question, carried(old, here[question], use.covers) if old else frozenset(), survey.version)


def _renamed(shelf: Shelf, survey: Survey) -> dict[str, str]:
    here = shelf.survey(survey.version, "en").indicators
    return {indicator.was: id for id, indicator in here.items() if indicator.was}


def question_in(shelf: Shelf, survey: Survey, question: str) -> str:
    """An indicator's name in a survey version, also where it was recorded under the one before."""
    here = shelf.survey(survey.version, "en").indicators
    return question if question in here else _renamed(shelf, survey).get(question, question)
