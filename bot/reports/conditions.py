"""When a question applies, in words for paper, where nothing can hide it."""

from bot.speech import Speech
from bot.wording import option_words
from surveys.definition import Condition, CountsFact
from surveys.survey import Survey


def condition_words(said: Speech, survey: Survey, condition: Condition) -> str:
    """When the question is to be answered; for a condition of several parts, on what it depends."""
    inner = condition.not_
    if inner is not None and inner.question and inner.any_of:
        return said.say("Not needed if “{fact}” is: {options}.", **_test(said, survey, inner))
    if condition.question and condition.any_of:
        return said.say("Only if “{fact}” is: {options}.", **_test(said, survey, condition))
    fact = survey.questions[condition.question] if condition.question else None
    if isinstance(fact, CountsFact) and condition.item and condition.below == 1:
        item = next(each.text for each in fact.items if each.id == condition.item)
        return said.say("Only if “{fact}” has none of: {item}.", fact=fact.title, item=item)
    facts = dict.fromkeys(survey.questions[each.question].title for each in condition.atoms() if each.question)
    return said.say("Depends on: {facts}.", facts=said.listed(facts))


def _test(said: Speech, survey: Survey, condition: Condition) -> dict[str, str]:
    question = survey.questions[condition.question or ""]
    options = said.listed(option_words(said, survey, question, each) for each in condition.any_of or ())
    return {"fact": question.title, "options": options}
