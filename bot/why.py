"""The card behind Why?: reason, proof, a borderline example, how to improve, and where the threshold comes from."""

from bot.scene import Scene
from bot.screens import Button, Page, Screen, Tap
from bot.wording import letter_of, name_of
from surveys.definition import Basis, Fact
from surveys.indicators import Indicator
from surveys.path import needs
from surveys.rules import Participation


def why(scene: Scene, question: str) -> Screen:
    """Why this is asked. The card behind it does not move."""
    speech = scene.speech
    asked = scene.survey.questions[question]
    page = Page().bold(speech.say("Why? · {name}", name=name_of(asked)))
    if asked.why:
        page.line(asked.why).gap()
    if isinstance(asked, Indicator):
        _indicator(scene, page, asked)
    else:
        _fact(scene, page, asked)
    page.row(Button(speech.say("To the question"), Tap("card", scene.number)))
    return page.screen(typing=True, asks=question)


def _indicator(scene: Scene, page: Page, asked: Indicator) -> None:
    speech = scene.speech
    page.bold(speech.say("What proves it"))
    for line in proof_lines(scene, asked):
        page.line(line)
    page.gap().bold(speech.say("A borderline case"))
    page.line(asked.example.text)
    page.line(speech.say("→ {letter}. {because}", letter=letter_of(asked.example.level), because=asked.example.because))
    page.gap().bold(speech.say("How to improve")).line(asked.improve).gap()
    page.line(threshold_words(scene, asked), "italic")
    if not asked.scored:
        page.line(
            speech.say("A precondition without points: it can block a label, but adds nothing (our conclusion)."),
            "italic",
        )


def proof_lines(scene: Scene, asked: Indicator) -> list[str]:
    """The documents that prove a level, and how old each may be."""
    found = []
    for proof in asked.proof:
        age = ""
        if proof.max_age_months:
            age = scene.speech.count(" (at most {n} month old)", " (at most {n} months old)", proof.max_age_months)
        found.append(f"• {proof.text}{age}")
    return found


def threshold_words(scene: Scene, asked: Indicator) -> str:
    """The threshold of an indicator and its basis."""
    return scene.speech.say(
        "Threshold: {red} below {letter}, {green} from {top}. Basis: {basis}.",
        red=scene.survey.meanings.red.title,
        green=scene.survey.meanings.green.title,
        letter=letter_of(asked.threshold.points),
        top=letter_of(asked.threshold.green),
        basis=basis_words(scene, asked.threshold.basis, asked.threshold.source),
    )


def basis_words(scene: Scene, basis: Basis, source: str | None) -> str:
    """Where a rule comes from: a public source, our conclusion from one, or our own choice."""
    speech = scene.speech
    found = scene.survey.sources.get(source) if source else None
    name = f"{found.name} <{found.url}>" if found else ""
    match basis:
        case "sourced":
            return speech.say("public, {source}", source=name)
        case "inferred":
            return speech.say("our conclusion, from {source}", source=name) if name else speech.say("our conclusion")
        case "ours":
            return speech.say("ours, not official")


def _fact(scene: Scene, page: Page, asked: Fact) -> None:
    speech = scene.speech
    field = asked.field
    for label in scene.survey.labels.values():
        if isinstance(label, Participation) and field:
            title = next(each.title for each in label.complete.fields if each.id == field)
            page.line(
                speech.say("It belongs to the public field “{field}” of the benchmarking interview.", field=title)
            )
    if asked.counts:
        page.line(asked.counts)
    used = [name_of(each) for each in scene.survey.indicators.values() if asked.id in needs(each)]
    if used:
        page.gap().line(speech.say("These follow from it:"))
        for name in used:
            page.line(f"• {name}")
    gates = [
        each for each in scene.survey.eligibility.criteria if asked.id in {test.question for test in each.met.atoms()}
    ]
    for gate in gates:
        basis = basis_words(scene, gate.basis, gate.source)
        page.gap().line(speech.say("Eligibility: {title}. Basis: {basis}.", title=gate.title, basis=basis))
    if not (used or gates or field):
        page.line(speech.say("It is part of your profile and moves no points by itself."))
