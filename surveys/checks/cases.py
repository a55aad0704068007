"""What a case must keep to beyond its shape, so that nobody learns from a wrong key. Codes: docs/case-files.md."""

from collections.abc import Iterator

from surveys.cases import Case, Keyed
from surveys.checks.case_ids import case_id_findings
from surveys.checks.case_words import case_word_findings
from surveys.conditions import holds
from surveys.definition import Fact
from surveys.indicators import ComputedIndicator, Indicator, Level
from surveys.keys import KeyRead, read_key
from surveys.labels import LabelReadiness, readiness
from surveys.path import needs, path
from surveys.problems import Finding, Path
from surveys.quantities import level_of
from surveys.rulings import Ruling
from surveys.session import FULL
from surveys.survey import Survey
from surveys.verdicts import Verdict

UNSOUND = frozenset({"C02", "C03", "C04", "C05", "C06", "C08", "C09"})
"""With one of these, what follows from the key says nothing."""


def case_findings(survey: Survey, case: Case) -> Iterator[Finding]:
    """Everything wrong with a case of the right shape, read against its survey."""
    key = read_key(survey, case)
    found = [
        *case_id_findings(survey, case),
        *(Finding(place, "C03", message) for place, message in key.misgiven.items()),
        *_facts(survey, case, key),
        *_levels(survey, case, key),
        *case_word_findings(case),
    ]
    yield from found
    if case.short:
        yield from _short(case)
    elif UNSOUND.isdisjoint(each.code for each in found):
        yield from _outcome(survey, case, key)
        yield from _contradictions(survey, key)


# --- the key -------------------------------------------------------------------------------------------------


def _facts(survey: Survey, case: Case, key: KeyRead) -> Iterator[Finding]:
    """Facts that apply and are missing, facts that do not apply; what hangs on a wrong one is not judged."""
    if case.short:
        return
    given = case.key.facts
    applying = set(path(survey, FULL, key.answers))
    unsure = {str(place[2]) for place in key.misgiven}
    for id, fact in survey.questions.items():
        if not isinstance(fact, Fact):
            continue
        if unsure & set(needs(fact)):
            unsure.add(id)
        elif id in applying and id not in given and not fact.optional:
            unsure.add(id)
            yield Finding(("key", "facts"), "C04", f"the fact `{id}` is missing ({fact.ask}); add it")
        elif id in given and id not in applying:
            message = f"`{id}` is not asked, given the other facts; remove it, or mend what it hangs on"
            yield Finding(("key", "facts", id), "C05", message)


def _levels(survey: Survey, case: Case, key: KeyRead) -> Iterator[Finding]:
    for place, keyed in enumerate(case.key.indicators):
        indicator = survey.indicators.get(keyed.id)
        level = level_of(survey, key.answers, indicator) if indicator and keyed.id in key.answers else None
        if indicator and level and keyed is case.keyed[keyed.id]:
            yield from _level(("key", "indicators", place), keyed, indicator, level)


def _level(here: Path, keyed: Keyed, indicator: Indicator, level: Level) -> Iterator[Finding]:
    """What must fit the level: computed points, whether it is documented, what could be defended too."""
    stated = keyed.value.get("points") if isinstance(keyed.value, dict) else keyed.value
    if isinstance(indicator, ComputedIndicator) and stated != level.points:
        message = f"the facts give `{keyed.id}` {level.points} points, not {stated}; mend the facts or the key"
        yield Finding((*here, "value"), "C08", message)
    if level.points and keyed.documented is None:
        yield Finding(here, "C09", f"`{keyed.id}` does not say whether it is documented; add `documented: yes`")
    if not level.points and keyed.documented is not None:
        yield Finding((*here, "documented"), "C09", "at 0 points nothing is to be documented; remove `documented`")
    if keyed.documents and keyed.documented in (None, "no"):
        message = "documents prove a level that is documented; remove them, or say that it is"
        yield Finding((*here, "documents"), "C09", message)
    near = [points for points in (level.points - 1, level.points + 1) if indicator.level(points)]
    if keyed.defensible is not None and keyed.defensible not in near:
        message = f"`{keyed.defensible}` is no neighbour of {level.points}; write {' or '.join(map(str, near))}"
        yield Finding((*here, "defensible"), "C10", message)
    if (keyed.defensible is None) != (keyed.defensible_because is None):
        message = f"`{keyed.id}` has one of `defensible` and `defensible_because`; add the other, or remove it"
        yield Finding(here, "C10", message)


# --- what follows from the key -------------------------------------------------------------------------------


def _short(case: Case) -> Iterator[Finding]:
    for place, there in ((("outcome",), case.outcome), (("key", "facts"), case.key.facts)):
        if there:
            message = f"a short case rates some indicators only, so it has no `{place[-1]}`; remove it"
            yield Finding(place, "C11", message)


def _outcome(survey: Survey, case: Case, key: KeyRead) -> Iterator[Finding]:
    """The stated outcome against what the survey's rules make of the key."""
    labels = readiness(survey, key.answers, (), case.judged_on)
    if case.outcome is None:
        said = ", ".join(f"{label.label}: {label.status}" for label in labels)
        yield Finding(("outcome",), "C11", f"`outcome` is missing; add `outcome: {{{said}}}`, or mend the key first")
        return
    for label in labels:
        stated = case.outcome.get(label.label)
        if stated != label.status:
            told = f"`{stated}`" if stated else "missing"
            message = f"{label.label} is {told}, but the key gives `{label.status}`{_why(label)}; mend one of the two"
            yield Finding(("outcome", label.label), "C11", message)


def _why(label: LabelReadiness) -> str:
    """The rules that are not met, each with the points it counts and the questions against it."""
    rules = [_missed(ruling) for ruling in (*label.gates, *label.rulings) if ruling.verdict is not Verdict.MET]
    return f" (not met: {'. '.join(rules)})" if rules else ""


def _missed(ruling: Ruling) -> str:
    points = (("claimed", ruling.claimed), ("evidenced", ruling.evidenced))
    told = [f"{word} {float(found.low):g}" for word, found in points if found is not None]
    told += ruling.against or ruling.open
    return f"{ruling.rule.title} ({', '.join(told)})" if told else ruling.rule.title


def _contradictions(survey: Survey, key: KeyRead) -> Iterator[Finding]:
    for contradiction in survey.contradictions:
        if holds(survey, key.answers, contradiction.when):
            yield Finding(("key",), "W02", f"two answers of the key may not both be true; {contradiction.text}")
