"""Why a label has its status: every rule behind it, what only ESCA can confirm, which of our marks decide."""

from bot.explaining import back
from bot.rulings_words import basis_tag, explain, verdict_words
from bot.scene import Scene
from bot.screens import Button, Page, Tap
from bot.wording import short_name
from surveys.labels import Status, readiness
from surveys.rules import Participation, Pass
from surveys.rulings import Ruling
from surveys.verdicts import Verdict

LISTED = 20


def label_page(scene: Scene, page: Page, label: str) -> None:
    """A label's status, every rule behind it, what only ESCA can confirm, and which of our thresholds decide."""
    speech, survey = scene.speech, scene.survey
    found = next(
        each for each in readiness(survey, scene.session.answers, scene.history, scene.on) if each.label == label
    )
    rules = survey.labels[label]
    meaning = {
        Status.MET: survey.meanings.met,
        Status.IN_REACH: survey.meanings.in_reach,
        Status.NOT_YET: survey.meanings.not_yet,
    }
    page.bold(f"{rules.title}: {meaning[found.status].title}").line(rules.about, "italic").gap()
    if isinstance(rules, Participation):
        _gates(scene, page, found.gates)
    elif found.gates:
        _gates_in_short(scene, page, found.gates)
    for ruling in found.rulings:
        explain(scene, page, ruling)
    if found.near and found.status is Status.IN_REACH and isinstance(rules, Pass):
        page.bold(f"✓ {rules.near.title} ({basis_tag(scene, rules.near)})")
        page.line("   " + speech.say("That is why it is in reach, although a rule is not met."))
    if found.hangs_on:
        names = speech.listed(short_name(survey.indicators[id]) for id in found.hangs_on[:LISTED])
        page.gap().line(
            speech.say(
                "This status hangs on our own thresholds: one point higher or lower at any one of these would change "
                "it: {names}.",
                names=names,
            )
        )
    if found.hangs_on_near and isinstance(rules, Pass):
        page.gap().line(speech.say("This status hangs on our own mark of {percent} %.", percent=rules.near.at_least))
    page.gap().bold(speech.say("To be confirmed by ESCA"))
    for text in (*(survey.eligibility.confirm if isinstance(rules, Participation) else ()), *rules.confirm):
        page.line(f"• {text}")
    if scene.session.scope.kind != "express":
        page.row(
            Button(speech.say("What must change for {label}?", label=rules.title), Tap("way", scene.number, label))
        )
    back(scene, page)


def _gates(scene: Scene, page: Page, gates: tuple[Ruling, ...]) -> None:
    page.line(scene.survey.eligibility.title, "bold")
    for gate in gates:
        page.line(f"{verdict_words(scene, gate)}: {gate.rule.title} ({basis_tag(scene, gate.rule)})")
        if gate.verdict is not Verdict.MET:
            page.line("   → " + gate.rule.remedy)


def _gates_in_short(scene: Scene, page: Page, gates: tuple[Ruling, ...]) -> None:
    """How many gates are met, and the names of the others; Bronze has them with remedies."""
    speech = scene.speech
    met = sum(gate.verdict is Verdict.MET for gate in gates)
    label = next((each.title for each in scene.survey.labels.values() if isinstance(each, Participation)), "")
    title = scene.survey.eligibility.title
    page.bold(
        speech.say(
            "{title}: {met} of {many} met (more under {label})", title=title, met=met, many=len(gates), label=label
        )
    )
    for gate in gates:
        if gate.verdict is not Verdict.MET:
            page.line(f"   {verdict_words(scene, gate)}: {gate.rule.title}")
