"""The Bronze sheet: the facts by the six public fields of the benchmarking interview, with their dates and the gaps."""

from collections.abc import Iterable, Iterator, Mapping

from bot.reports import typesetting
from bot.reports.chapters import Content, amount_words
from bot.reports.document import head
from bot.reports.radar import state_words
from bot.reports.reasons import scene_of
from bot.reports.standing import Standing
from bot.rulings_words import verdict_words
from bot.screens import shortened
from bot.wording import answer_words, name_of
from surveys.definition import CountsFact, Fact
from surveys.indicators import Indicator, Question
from surveys.label_calendar import BRONZE_PAGE
from surveys.path import counted, path
from surveys.quantities import level_of, settled, stated
from surveys.rules import Criterion, Participation, PublicField
from surveys.rulings import NOT_SURE, Ruling, complete, criterion
from surveys.session import FULL, Answers, Counts, QuestionId

NEAR: Mapping[str, tuple[QuestionId, ...]] = {
    "structure": ("committed-participation", "participation-stability"),
    "management": ("management-maturity", "staff-stability"),
    "financing": ("financial-prospects", "private-funding-share"),
    "services": ("activities-services",),
    "contacts": ("direct-contacts", "cooperation-degree", "working-groups"),
    "achievements": ("media-recognition", "success-stories"),
}
"""Indicators whose amounts come near a public field: our choice, because three of the fields have no fact of ours."""
NOTE = 200
"""Letters of a note that fit the sheet."""


def bronze_sheet(standing: Standing) -> bytes:
    """Two pages as a tagged PDF: the facts with their dates; what is open, eligibility, what ESCA must confirm.

    Raises LookupError for a survey without a label for taking part.
    """
    said, survey = standing.speech, standing.survey
    label = next(each for each in survey.labels.values() if isinstance(each, Participation))
    known = counted(survey, standing.answers)
    version = said.say("survey version {version}", version=survey.version)
    title = said.say("Preparation for the {label} benchmarking interview", label=label.title)
    named = standing.cluster or said.say("Name of the cluster organisation: open")
    content = {
        **head(
            said,
            standing.language,
            f"{standing.cluster}: {title}" if standing.cluster else title,
            " · ".join(filter(None, (shortened(standing.cluster, 40), state_words(standing), version))),
        ),
        "heading": title,
        "cluster": named,
        "state": f"{state_words(standing)} · {version}",
        "about": said.say(
            "ESCA's own questionnaire is not known to us: public are that it has 36 indicators, and its six fields. "
            "This is a preparation aid with our questions and your answers, sorted by these fields, and not ESCA's "
            "form. What has a number is the answer to an indicator of the self-check; that it belongs to a field is "
            "our choice."
        ),
        "source": said.say("Source: {source}", source=f"{BRONZE_PAGE.name}, {BRONZE_PAGE.url}"),
        "fields": [_field(standing, known, each) for each in label.complete.fields],
        "gaps": list(_gaps(standing, known, label)),
        "gates": [_gate(standing, known, each) for each in _gates(standing, known)],
        "confirm": [*survey.eligibility.confirm, *label.confirm],
        "words": _words(standing),
    }
    return typesetting.pdf("bronze-sheet.typ", content, standing.on)


def _words(standing: Standing) -> Content:
    said = standing.speech
    return {
        "fact": said.say("Fact"),
        "answer": said.say("Answer"),
        "on": said.say("As of"),
        "none": said.say("No fact of ours; the interview asks."),
        "gaps": said.say("Gaps to close before the talk"),
        "no-gaps": said.say("No fact of this sheet is open."),
        "eligibility": standing.survey.eligibility.title,
        "gate": said.say("Criterion"),
        "state": said.say("What the answers say"),
        "confirm": said.say("To be confirmed by ESCA"),
        "notes": said.say("Notes"),
    }


# --- the first page: facts -----------------------------------------------------------------------------------


def _facts(standing: Standing, field: PublicField) -> list[Fact]:
    """The facts of a field that apply."""
    asked = (standing.survey.questions[id] for id in path(standing.survey, FULL, standing.answers))
    return [each for each in asked if isinstance(each, Fact) and each.field == field.id]


def _field(standing: Standing, known: Answers, field: PublicField) -> Content:
    return {
        "title": field.title,
        "rows": [
            _row(standing, known, each.id, _words_of(standing, known, each.id)) for each in _facts(standing, field)
        ],
        "near": [
            _row(standing, known, each.id, amount_words(standing, known, each)) for each in _near(standing, field)
        ],
    }


def _near(standing: Standing, field: PublicField) -> list[Indicator]:
    """The indicators whose amounts come near a field, as far as the survey has them."""
    indicators = standing.survey.indicators
    return [indicators[id] for id in NEAR.get(field.id, ()) if id in indicators]


def _row(standing: Standing, known: Answers, id: QuestionId, words: str) -> Content:
    """A fact's name, its answer or that it is open, what it is made of, the note that may be shown, its date."""
    said, answer, question = standing.speech, known.get(id), standing.survey.questions[id]
    closed = words != "" and settled(standing.survey, known, question.id)
    note = answer.note if answer and answer.note_shared and closed else None
    return {
        "name": name_of(question),
        "answer": words if closed else said.say("open"),
        "parts": _parts(standing, known, question) if closed else "",
        "note": said.say("Your note: {note}", note=shortened(" ".join(note.split()), NOTE)) if note else "",
        "on": said.date(answer.at.date()) if answer and closed else "",
        "gap": not closed or stated(known, question.id) == NOT_SURE,
    }


def _words_of(standing: Standing, known: Answers, fact: QuestionId) -> str:
    return answer_words(standing.speech, standing.survey, known, standing.survey.questions[fact])


def _parts(standing: Standing, known: Answers, question: Question) -> str:
    """Of counts, each of them."""
    value = stated(known, question.id)
    if not isinstance(question, CountsFact) or not isinstance(value, Counts):
        return ""
    amounts = dict(value.amounts)
    return " · ".join(
        f"{each.text}: {standing.speech.number(amounts[each.id])}" for each in question.items if each.id in amounts
    )


# --- the second page: gaps, eligibility ----------------------------------------------------------------------


def _gates(standing: Standing, known: Answers) -> list[Ruling]:
    return [criterion(standing.survey, known, each) for each in standing.survey.eligibility.criteria]


def _gaps(standing: Standing, known: Answers, label: Participation) -> Iterator[Content]:
    """What is open, not sure or an estimate among all that the sheet rests on, each with whom to ask."""
    said, survey = standing.speech, standing.survey
    facts = {fact.id for field in label.complete.fields for fact in _facts(standing, field)}
    gates = _gates(standing, known)
    tested = {test.question for gate in survey.eligibility.criteria for test in gate.met.atoms() if test.question}
    applying = facts | (tested & set(path(survey, FULL, standing.answers)))
    waiting = {*complete(survey, known, label).open, *(id for gate in gates for id in gate.open)}
    wanted = [id for id in survey.questions if id in applying | waiting]
    unsure = [id for id in wanted if stated(known, id) == NOT_SURE]
    open_ = [id for id in wanted if id not in unsure and not settled(survey, known, id)]
    near = [each for field in label.complete.fields for each in _near(standing, field)]
    about = [id for id, each in known.items() if each.estimate and id in {*wanted, *(each.id for each in near)}]
    yield from _named(standing, said.say("Open"), open_)
    yield from _named(standing, said.say("Not sure"), unsure)
    yield from _named(standing, said.say("Estimates to confirm"), about)
    missing = [name_of(each) for each in near if level_of(survey, known, each) is None]
    if missing:
        title = said.say("Indicators without an answer ({n})", n=len(missing))
        yield {"title": title, "names": [said.listed(missing)]}


def _named(standing: Standing, what: str, questions: Iterable[QuestionId]) -> Iterator[Content]:
    said, survey = standing.speech, standing.survey
    roles = {each.id: each.title for each in survey.roles}
    found = []
    for id in questions:
        asked = survey.questions[id]
        role = roles.get(asked.whom or "")
        found.append(name_of(asked) + (" – " + said.say("Ask: {role}.", role=role) if role else ""))
    if found:
        yield {"title": f"{what} ({len(found)})", "names": found}


def _gate(standing: Standing, known: Answers, gate: Ruling) -> Content:
    """A criterion: what the answers say of it, what would meet it, and the date of the latest answer behind it."""
    tested = gate.rule.met.atoms() if isinstance(gate.rule, Criterion) else ()
    dates = [known[each].at.date() for each in dict.fromkeys(test.question or "" for test in tested) if each in known]
    return {
        "title": gate.rule.title,
        "state": verdict_words(scene_of(standing), gate),
        "remedy": gate.rule.remedy if gate.against else "",
        "on": standing.speech.date(max(dates)) if dates else "",
    }
