"""Ids: each stands once, and whatever names one names one that exists, of the right kind, and asked before."""

from collections.abc import Iterable, Iterator

from surveys.definition import (
    ChoiceFact,
    Condition,
    CountsFact,
    Fact,
    IndicatorFact,
    MonthFact,
    NumberFact,
    Option,
    YesNoFact,
)
from surveys.fitting import options
from surveys.indicators import ComputedIndicator, Indicator, NumberIndicator, Question
from surveys.problems import Finding, Path, did_you_mean
from surveys.rules import Contradiction, Criterion, Effort, PublicField
from surveys.survey import Section, Survey

COUNTABLE = (CountsFact, NumberFact)
CHOSEN = (ChoiceFact, YesNoFact, IndicatorFact)
Placed = list[tuple[Path, str]]


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
    yield from _twice("id", [(path, question.id) for path, question in placed(survey)])
    numbers = [(path, question.number) for path, question in placed(survey) if isinstance(question, Indicator)]
    yield from _twice("number", numbers)
    for path, question in placed(survey):
        for name in ("items", "options"):
            yield from _twice("id", _ids((*path, name), getattr(question, name, ())))
    for name in ("sections", "roles", "efforts", "contradictions"):
        yield from _twice("id", _ids((name,), getattr(survey, name)))
    yield from _twice("id", _ids(("eligibility", "criteria"), survey.eligibility.criteria))
    for id, label in survey.labels.items():
        if label.kind == "participation":
            yield from _twice("id", _ids(("labels", id, "complete", "fields"), label.complete.fields))


def _ids(path: Path, parts: Iterable[Option | Section | Effort | Contradiction | Criterion | PublicField]) -> Placed:
    return [((*path, index), part.id) for index, part in enumerate(parts)]


def _twice(key: str, parts: Placed) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, word in parts:
        if word in seen:
            yield Finding((*path, key), "R01", f"the {key} `{word}` is taken already; choose another one")
        seen.add(word)


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
        case _:
            pass
    if isinstance(question, Fact):
        yield from _names(survey, (*path, "about"), question.about, (IndicatorFact,), order, question)
    roles = {role.id for role in survey.roles}
    if question.whom is not None and question.whom not in roles:
        yield _unknown((*path, "whom"), question.whom, roles, "role")
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
        yield Finding(path, "R03", f"`{id}` can't be used here; name a question of form {forms}")
    elif order.index(id) > order.index(by.id):
        yield Finding(path, "R04", f"`{id}` is asked later than `{by.id}`; move it before")


def _condition(survey: Survey, path: Path, condition: Condition, before: list[str] | None) -> Iterator[Finding]:
    for step, test in _tests(condition, path):
        kinds = [test.question, test.all_, test.any_, test.not_]
        bounds = [test.any_of, test.at_least, test.below, test.item]
        if sum(kind is not None for kind in kinds) != 1:
            yield Finding(step, "R05", "a condition is exactly one of `question`, `all`, `any`, `not`; split it")
        elif test.all_ == () or test.any_ == ():
            yield Finding(step, "R05", "an empty list tests nothing; write a condition into it")
        elif test.question is None and any(bound is not None for bound in bounds):
            yield Finding(step, "R05", "a test belongs to a `question`; move it into a condition with one")
        elif test.question is not None and test.question not in survey.questions:
            yield _unknown((*step, "question"), test.question, survey.questions, "question")
        elif test.question is not None:
            if before is not None and test.question not in before:
                message = f"`{test.question}` is asked here or later; move it before, conditions look back only"
                yield Finding((*step, "question"), "R04", message)
            yield from _test(survey, step, test, survey.questions[test.question])


def _months(survey: Survey, path: Path, test: Condition, question: Question) -> Iterator[Finding]:
    """Two months are compared, and nothing else is tested with them."""
    other = survey.questions.get(test.earlier_than or "")
    if other is None:
        months = [id for id, each in survey.questions.items() if isinstance(each, MonthFact)]
        yield _unknown((*path, "earlier_than"), test.earlier_than or "", months, "question")
    elif not isinstance(question, MonthFact) or not isinstance(other, MonthFact):
        yield Finding((*path, "earlier_than"), "R03", "`earlier_than` compares two questions of form month; name those")
    if test.any_of is not None or test.at_least is not None or test.below is not None:
        yield Finding(path, "R05", "`earlier_than` stands alone; split the condition")


def _test(survey: Survey, path: Path, test: Condition, question: Question) -> Iterator[Finding]:
    bounds = test.at_least is not None or test.below is not None
    if test.earlier_than is not None:
        yield from _months(survey, path, test, question)
    elif not isinstance(question, (*COUNTABLE, *CHOSEN, Indicator)):
        message = f"a condition can't test `{question.id}`; test a number, a choice or an indicator"
        yield Finding((*path, "question"), "R03", message)
    elif bounds == (test.any_of is not None):
        yield Finding(path, "R05", "a test is either `any_of` or `at_least` / `below`; keep one of them")
    elif test.any_of is not None:
        known = options(survey, question) if isinstance(question, CHOSEN) else ()
        for index, word in enumerate(test.any_of):
            if word not in known:
                remedy = did_you_mean(word, known) if known else "use `at_least` or `below`"
                yield Finding(
                    (*path, "any_of", index), "R02", f"`{question.id}` never has the answer `{word}`; {remedy}"
                )
    elif isinstance(question, CHOSEN):
        yield Finding((*path, "question"), "R03", f"`{question.id}` is no number; use `any_of`")
    if (test.item is not None or test.measure != "total") and not isinstance(question, CountsFact):
        key = "item" if test.item is not None else "measure"
        yield Finding((*path, key), "R03", f"`{question.id}` has no counts; remove `{key}`")
    elif test.item is not None and test.item not in options(survey, question):
        yield _unknown((*path, "item"), test.item, options(survey, question), "count")


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
