"""Ids: each stands once, and whatever names one names one that exists, of the right kind, and asked before."""

from collections import Counter
from collections.abc import Iterable, Iterator

from surveys.definition import Condition, CountsFact, IndicatorFact, LevelFact, NumberFact
from surveys.fitting import options
from surveys.indicators import ComputedIndicator, Indicator, NumberIndicator, Question
from surveys.problems import Finding, Path, did_you_mean
from surveys.survey import Survey

COUNTABLE = (CountsFact, NumberFact)


def placed(survey: Survey) -> Iterator[tuple[Path, Question]]:
    """Every question with its path in the file."""
    for number, section in enumerate(survey.sections):
        for index, fact in enumerate(section.questions):
            yield ("sections", number, "questions", index), fact
        for index, indicator in enumerate(section.indicators):
            yield ("sections", number, "indicators", index), indicator


def reference_findings(survey: Survey) -> Iterator[Finding]:
    """Duplicate and unknown ids, and references to a question of the wrong kind or a later one."""
    yield from _duplicates(survey)
    order = [question.id for _, question in placed(survey)]
    for path, question in placed(survey):
        yield from _own(survey, path, question, order)
        if question.when is not None:
            yield from _condition(survey, (*path, "when"), question.when, order[: order.index(question.id)])
    for index, contradiction in enumerate(survey.contradictions):
        yield from _condition(survey, ("contradictions", index, "when"), contradiction.when, None)
    for index, criterion in enumerate(survey.eligibility.criteria):
        path = ("eligibility", "criteria", index)
        yield from _condition(survey, (*path, "met"), criterion.met, None)
        if criterion.waived_by is not None:
            yield from _condition(survey, (*path, "waived_by"), criterion.waived_by, None)
    yield from _sources(survey)


def _duplicates(survey: Survey) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for path, question in placed(survey):
        if question.id in seen:
            yield Finding((*path, "id"), "R01", f"the id `{question.id}` is taken already; choose another word")
        seen[question.id] = question.id
        inner = getattr(question, "items", None) or getattr(question, "options", None) or ()
        for id, times in Counter(option.id for option in inner).items():
            if times > 1:
                yield Finding(path, "R01", f"`{question.id}` has the option `{id}` {times} times; choose another word")
    for name in ("sections", "efforts", "contradictions"):
        parts: Iterable[object] = getattr(survey, name)
        known: set[str] = set()
        for index, part in enumerate(parts):
            id = str(getattr(part, "id", ""))
            if id in known:
                yield Finding((name, index, "id"), "R01", f"the id `{id}` is taken already; choose another word")
            known.add(id)


def _own(survey: Survey, path: Path, question: Question, order: list[str]) -> Iterator[Finding]:
    """The references a question makes beside its condition."""
    match question:
        case ComputedIndicator(from_=source):
            for key, id in (("question", source.question), ("per", source.per), ("share_of", source.share_of)):
                yield from _names(survey, (*path, "from", key), id, COUNTABLE, order, question)
        case NumberIndicator():
            for key, id in (("whole", question.whole), ("part", question.part)):
                yield from _names(survey, (*path, key), id, COUNTABLE, order, question)
        case NumberFact():
            yield from _names(survey, (*path, "up_to"), question.up_to, COUNTABLE, order, question)
        case LevelFact():
            yield from _names(survey, (*path, "indicator"), question.indicator, (IndicatorFact,), order, question)
        case _:
            pass
    if not isinstance(question, Indicator):
        fields = {
            each.id
            for label in survey.labels.values()
            if label.kind == "participation"
            for each in label.complete.fields
        }
        if question.field is not None and question.field not in fields:
            yield _unknown((*path, "field"), question.field, fields, "public field")
        return
    efforts = {effort.id for effort in survey.efforts}
    if question.document.effort not in efforts:
        yield _unknown((*path, "document", "effort"), question.document.effort, efforts, "effort")
    for index, level in enumerate(question.levels):
        if level.step and level.step.effort is not None and level.step.effort not in efforts:
            yield _unknown((*path, "levels", index, "step", "effort"), level.step.effort, efforts, "effort")


def _names(
    survey: Survey, path: Path, id: str | None, kinds: tuple[type, ...], order: list[str], by: Question
) -> Iterator[Finding]:
    if id is None:
        return
    if id not in survey.questions:
        yield _unknown(path, id, survey.questions, "question")
    elif not isinstance(survey.questions[id], kinds):
        forms = " or ".join(str(kind.model_fields["form"].annotation.__args__[0]) for kind in kinds)  # type: ignore[attr-defined]
        yield Finding(path, "R03", f"`{id}` has no quantity or choice to use here; name a question of form {forms}")
    elif order.index(id) > order.index(by.id):
        yield Finding(path, "R04", f"`{id}` is asked later than `{by.id}`; move it before")


def _condition(survey: Survey, path: Path, condition: Condition, before: list[str] | None) -> Iterator[Finding]:
    for step, test in _tests(condition, path):
        kinds = [test.question is not None, test.all_ is not None, test.any_ is not None, test.not_ is not None]
        if sum(kinds) != 1:
            yield Finding(step, "R05", "a condition is exactly one of `question`, `all`, `any`, `not`; split it")
            continue
        if test.question is None:
            continue
        if test.question not in survey.questions:
            yield _unknown((*step, "question"), test.question, survey.questions, "question")
            continue
        if before is not None and test.question not in before:
            yield Finding(
                (*step, "question"), "R04", f"`{test.question}` is asked later or here; conditions look back only"
            )
        yield from _test(survey, step, test)


def _test(survey: Survey, path: Path, test: Condition) -> Iterator[Finding]:
    question = survey.questions[test.question or ""]
    bounds = test.at_least is not None or test.below is not None
    if bounds == (test.any_of is not None):
        yield Finding(path, "R05", "say either `any_of` or `at_least` / `below`")
        return
    if test.any_of is not None:
        known = _words(survey, question)
        for word in test.any_of:
            if word not in known:
                remedy = did_you_mean(word, known) if known else "use `at_least` or `below`"
                yield Finding((*path, "any_of"), "R02", f"`{question.id}` never has the answer `{word}`; {remedy}")
    elif not isinstance(question, (*COUNTABLE, Indicator)):
        yield Finding(path, "R03", f"`{question.id}` is no number; use `any_of`")
    if test.item is not None and test.item not in _words(survey, question):
        yield _unknown((*path, "item"), test.item, _words(survey, question), "count")


def _words(survey: Survey, question: Question) -> set[str]:
    return set(options(survey, question))


def _tests(condition: Condition, path: Path) -> Iterator[tuple[Path, Condition]]:
    yield path, condition
    for key, inner in (("all", condition.all_ or ()), ("any", condition.any_ or ())):
        for index, each in enumerate(inner):
            yield from _tests(each, (*path, key, index))
    if condition.not_ is not None:
        yield from _tests(condition.not_, (*path, "not"))


def _sources(survey: Survey) -> Iterator[Finding]:
    for path, part in _rules(survey):
        source, basis = getattr(part, "source", None), getattr(part, "basis", None)
        if source is not None and source not in survey.sources:
            yield _unknown((*path, "source"), source, survey.sources, "source")
        if basis == "sourced" and source is None:
            yield Finding(
                (*path, "basis"), "R06", "a rule that is `sourced` names its `source`; add it, or call it `inferred`"
            )


def _rules(survey: Survey) -> Iterator[tuple[Path, object]]:
    for index, criterion in enumerate(survey.eligibility.criteria):
        yield ("eligibility", "criteria", index), criterion
    for id, label in survey.labels.items():
        for name in ("complete", "elapsed", "areas", "minimums", "total", "thresholds", "near"):
            if hasattr(label, name):
                yield ("labels", id, name), getattr(label, name)
    for path, question in placed(survey):
        if isinstance(question, Indicator):
            yield (*path, "threshold"), question.threshold


def _unknown(path: Path, id: str, known: Iterable[str], what: str) -> Finding:
    return Finding(path, "R02", f"there is no {what} `{id}`; {did_you_mean(id, known)}")
