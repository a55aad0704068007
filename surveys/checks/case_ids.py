"""Ids in a practice case: each stands once, names one that exists, and the indicators keep the survey's order."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from surveys.cases import Case
from surveys.definition import ChoiceFact, Fact
from surveys.fitting import options
from surveys.keys import rated
from surveys.problems import Finding, Path, did_you_mean
from surveys.survey import Survey

Placed = list[tuple[Path, str]]


def case_id_findings(survey: Survey, case: Case) -> Iterator[Finding]:
    """Ids that stand twice or name nothing; indicators left out, keyed though not rated, or out of order."""
    for name in ("narrative", "documents", "questions"):
        yield from _twice([((name, place, "id"), each.id) for place, each in enumerate(getattr(case, name))])
    facts = [id for id, question in survey.questions.items() if isinstance(question, Fact)]
    yield from _unknown([(("key", "facts", id), id) for id in case.key.facts], facts, "fact")
    yield from _unknown([(("outcome", id), id) for id in case.outcome or ()], survey.labels, "label")
    for place, keyed in enumerate(case.key.indicators):
        proofs = _listed(("key", "indicators", place, "documents"), keyed.documents)
        yield from _unknown(proofs, case.exhibits, "document")
        yield from _twice(proofs)
    yield from _head(survey, case)
    yield from _indicators(survey, case)


def _indicators(survey: Survey, case: Case) -> Iterator[Finding]:
    """Every rated indicator is keyed once and none else, in the survey's order; a short case names them so, too."""
    named = _listed(("indicators",), case.indicators or ())
    keyed: Placed = [
        (("key", "indicators", place, "indicator"), each.id) for place, each in enumerate(case.key.indicators)
    ]
    for ids in (named, keyed):
        yield from _unknown(ids, survey.indicators, "indicator")
        yield from _twice(ids)
        yield from _disordered(survey, ids)
    meant = rated(survey, case)
    for id in meant:
        if id not in case.keyed:
            yield Finding(("key", "indicators"), "C06", f"the indicator `{id}` is not keyed; add it")
    for path, id in keyed:
        if id in survey.indicators and id not in meant:
            message = f"`{id}` is not among the case's `indicators`; add it there, or remove it here"
            yield Finding(path, "C06", message)


def _head(survey: Survey, case: Case) -> Iterator[Finding]:
    """Sector and country, said at the top so that a list of cases can show them without the key."""
    for name, said in (("sector", case.sector), ("country", case.country)):
        question = survey.questions.get(name)
        if said is None:
            continue
        if not isinstance(question, ChoiceFact):
            yield Finding((name,), "C01", f"the survey does not ask for a {name}; remove `{name}`")
        elif said not in options(survey, question):
            remedy = did_you_mean(said, options(survey, question))
            yield Finding((name,), "C01", f"there is no {name} `{said}`; {remedy}")
        elif case.key.facts.get(name, said) != said:
            yield Finding(
                (name,), "C01", f"the key says {name} `{case.key.facts[name]}`; write the same in both places"
            )


def _listed(path: Path, ids: Iterable[str]) -> Placed:
    return [((*path, index), id) for index, id in enumerate(ids)]


def _twice(ids: Placed) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, id in ids:
        if id in seen:
            yield Finding(path, "C02", f"`{id}` stands here a second time; keep one, or choose another id")
        seen.add(id)


def _unknown(ids: Placed, known: Iterable[str], kind: str) -> Iterator[Finding]:
    names = set(known)
    for path, id in ids:
        if id not in names:
            yield Finding(path, "C01", f"there is no {kind} `{id}`; {did_you_mean(id, names)}")


def _disordered(survey: Survey, ids: Placed) -> Iterator[Finding]:
    order = list(survey.indicators)
    for (_, before), (path, id) in pairwise(each for each in ids if each[1] in survey.indicators):
        if order.index(id) < order.index(before):
            yield Finding(path, "C07", f"`{id}` comes before `{before}` in the survey; keep the survey's order")
