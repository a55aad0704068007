"""Which questions a session asks, in which order, given the answers so far. Computed every time, never stored."""

from surveys.conditions import holds
from surveys.definition import Asked, Fact, NumberFact
from surveys.indicators import ComputedIndicator, Indicator, NumberIndicator
from surveys.quantities import level_of, settled
from surveys.session import Answer, Answers, CannotJudge, Checklist, Counts, Documented, QuestionId, Scope, Skipped
from surveys.survey import Survey


def path(survey: Survey, scope: Scope, answers: Answers) -> tuple[QuestionId, ...]:
    """The questions of the scope that apply, in the survey's order. Answers off the path are kept and ignored."""
    wanted = _wanted(survey, scope)
    return tuple(question for question in _applying(survey, answers) if question in wanted)


def counted(survey: Survey, answers: Answers) -> dict[QuestionId, Answer]:
    """The answers that count: those to questions that apply."""
    return {question: answers[question] for question in _applying(survey, answers) if question in answers}


def needs(question: Asked) -> tuple[QuestionId, ...]:
    """The questions this one can't do without: the facts behind its quantity, and those in its condition."""
    found: list[QuestionId | None] = []
    match question:
        case ComputedIndicator(from_=source):
            found += [source.question, source.per, source.share_of]
        case NumberIndicator():
            found += [question.whole, question.part]
        case NumberFact():
            found += [question.up_to]
        case _:
            pass
    if isinstance(question, Fact):
        found += [question.about]
    if question.when is not None:
        found += [test.question for test in question.when.atoms()]
    return tuple(id for id in found if id is not None)


def complete(survey: Survey, scope: Scope, answers: Answers, question: QuestionId) -> bool:
    """Whether nothing is left to ask: an answer that counts and, beyond the express check, whether it is documented.

    An assessor who can't judge has said all there is to say, and so has who skips an optional question.
    """
    answer = answers.get(question)
    if answer is not None and isinstance(answer.mark, CannotJudge):
        return True
    asked = survey.questions[question]
    if isinstance(asked, Fact) and asked.optional and skipped(answers, question):
        return True
    if drafted(answers, question):
        return False
    return settled(survey, answers, question) and not wants_proof(survey, scope, answers, question)


def drafted(answers: Answers, question: QuestionId) -> bool:
    """Whether a list is being ticked, counted or changed, and waits for Done."""
    answer = answers.get(question)
    return answer is not None and isinstance(answer.value, Counts | Checklist) and not answer.value.done


def wants_proof(survey: Survey, scope: Scope, answers: Answers, question: QuestionId) -> bool:
    """Whether 'is that documented?' is still to be asked: never at 0 points, not in the express check."""
    asked = survey.questions[question]
    if scope.kind == "express" or not isinstance(asked, Indicator):
        return False
    level = level_of(survey, answers, asked)
    return level is not None and level.points > 0 and documented(survey, answers, question) is None


def documented(survey: Survey, answers: Answers, question: QuestionId) -> Documented | None:
    """What was said about documents, unless a fact has moved the indicator to another level since."""
    answer = answers.get(question)
    asked = survey.questions[question]
    if answer is None or answer.documented is None or not isinstance(asked, Indicator):
        return None
    level = level_of(survey, answers, asked)
    stands = level is not None and answer.seen in (None, level.points)
    return answer.documented if stands else None


def skipped(answers: Answers, question: QuestionId) -> bool:
    """Whether the question was left open on purpose."""
    answer = answers.get(question)
    return answer is not None and isinstance(answer.mark, Skipped)


def _applying(survey: Survey, answers: Answers) -> list[QuestionId]:
    """Questions whose condition holds on the answers before them that count themselves."""
    order: list[QuestionId] = []
    known: dict[QuestionId, Answer] = {}
    for id, question in survey.questions.items():
        if question.when is None or holds(survey, known, question.when):
            order.append(id)
            if id in answers:
                known[id] = answers[id]
    return order


def _wanted(survey: Survey, scope: Scope) -> frozenset[QuestionId]:
    match scope.kind:
        case "full":
            return frozenset(survey.questions)
        case "express":
            chosen = {id for id, indicator in survey.indicators.items() if indicator.express}
        case "sections":
            chosen = {
                question.id for section in survey.sections if section.id in scope.ids for question in section.asked
            }
        case "indicators":
            chosen = {id for id in scope.ids if id in survey.questions}
    return frozenset(_closure(survey, chosen))


def _closure(survey: Survey, chosen: set[QuestionId]) -> set[QuestionId]:
    """The chosen questions and all they need, however deep."""
    found: set[QuestionId] = set()
    waiting = list(chosen)
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting.extend(needs(survey.questions[id]))
    return found
