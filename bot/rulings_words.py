"""One rule's outcome in words: its sign, what is against it, what would meet it, where the rule comes from."""

from bot.scene import Scene
from bot.screens import Page, shortened
from bot.why import basis_words
from bot.wording import letter_of, name_of, score_words, short_name
from surveys.areas import AreaFound
from surveys.definition import Fact
from surveys.path import documented, path
from surveys.quantities import level_of
from surveys.rules import Criterion, Elapsed, Fields, Minimums, Rule, Thresholds, Total
from surveys.rulings import Ruling
from surveys.session import FULL, Documented
from surveys.verdicts import Verdict

NAMED = 12
EACH = 8
"""How many red indicators get a line of their own."""


def verdict_words(scene: Scene, ruling: Ruling) -> str:
    """Met, not met, or not sure yet, with a sign."""
    match ruling.verdict:
        case Verdict.MET:
            return "✓ " + scene.speech.say("met")
        case Verdict.UNMET:
            return "✗ " + scene.speech.say("not met")
        case Verdict.POSSIBLE if isinstance(ruling.rule, Criterion) and ruling.against:
            return "? " + scene.speech.say("not met, a waiver is possible")
        case Verdict.POSSIBLE if _claimed(ruling):
            return "~ " + scene.speech.say("claimed, but not documented")
        case Verdict.POSSIBLE:
            return "· " + scene.speech.say("still open")


def _claimed(ruling: Ruling) -> bool:
    """Whether what is answered meets the rule and only documents are missing: said to be missing, not still open."""
    if ruling.claimed and ruling.evidenced and isinstance(ruling.rule, Total):
        percent = ruling.rule.at_least
        return ruling.claimed.reaches(percent)[0] and not ruling.evidenced.reaches(percent)[1]
    return bool(ruling.against)


def explain(scene: Scene, page: Page, ruling: Ruling) -> None:
    """A rule with its outcome, its numbers, what is in the way, the remedy and the basis."""
    speech = scene.speech
    page.line(f"{verdict_words(scene, ruling)}: {ruling.rule.title}", "bold")
    if ruling.claimed and ruling.evidenced:
        page.line("   " + speech.say("claimed: {points}", points=score_words(speech, ruling.claimed)))
        page.line("   " + speech.say("documented: {points}", points=score_words(speech, ruling.evidenced)))
    if ruling.months is not None:
        page.line(
            "   "
            + speech.count(
                "{n} month has passed, by calendar month.", "{n} months have passed, by calendar month.", ruling.months
            )
        )
    if ruling.beyond and isinstance(ruling.rule, Elapsed):
        page.line("   " + ruling.rule.beyond + " " + speech.say("Confirm with ESCA."))
    if isinstance(ruling.rule, Minimums | Thresholds):
        _reds(scene, page, ruling.against)
    else:
        _named(scene, page, speech.say("in the way"), ruling.against)
    _named(scene, page, speech.say("open"), ruling.open)
    for place, area in enumerate(ruling.areas, start=1):
        page.line("   " + area_words(scene, place, area))
    if isinstance(ruling.rule, Fields):
        _fields(scene, page, ruling.rule, ruling.open)
    if isinstance(ruling.rule, Minimums):
        _named(scene, page, speech.say("not known whether audited, not counted"), ruling.unknown)
    if ruling.verdict is not Verdict.MET:
        page.line("   → " + ruling.rule.remedy)
    page.line(
        "   " + speech.say("Basis: {basis}.", basis=basis_words(scene, ruling.rule.basis, ruling.rule.source)), "italic"
    )


def _named(scene: Scene, page: Page, what: str, questions: tuple[str, ...]) -> None:
    if questions:
        asked = [scene.survey.questions[id] for id in questions]
        names = [name_of(each) if len(asked) <= 3 else short_name(each) for each in asked[:NAMED]]
        more = f" (+{len(asked) - NAMED})" if len(asked) > NAMED else ""
        page.line(f"   {what}: {scene.speech.listed(names)}{more}")


def _reds(scene: Scene, page: Page, indicators: tuple[str, ...]) -> None:
    """Each red indicator with its level, and what lifts it: another level, or a document for the level it has."""
    speech, survey = scene.speech, scene.survey
    for id in indicators[:EACH]:
        indicator = survey.indicators[id]
        level = level_of(survey, scene.session.answers, indicator)
        points = level.points if level else 0
        enough = points >= indicator.threshold.points
        needed = letter_of(indicator.threshold.points)
        partly = documented(survey, scene.session.answers, id) is Documented.PARTLY
        prove = speech.say("document it in full") if partly else speech.say("document it")
        lift = prove if enough else speech.say("needs {letter}", letter=needed)
        page.line(f"   • {shortened(name_of(indicator), 48)}: {letter_of(points)}, {lift}")
    _named(scene, page, speech.say("also"), indicators[EACH:])


def _fields(scene: Scene, page: Page, rule: Fields, open_facts: tuple[str, ...]) -> None:
    """The public fields, with what we ask of each and what of it is open; the interview asks more."""
    speech = scene.speech
    applies = path(scene.survey, FULL, scene.session.answers)
    facts = [scene.survey.questions[id] for id in applies]
    for field in rule.fields:
        here = [fact for fact in facts if isinstance(fact, Fact) and fact.field == field.id]
        said = [speech.say("{fact} (open)", fact=fact.title) if fact.id in open_facts else fact.title for fact in here]
        words = speech.listed(said) if said else speech.say("no fact of ours; the interview asks")
        page.line(f"   • {field.title}: {words}")


def basis_tag(scene: Scene, rule: Rule) -> str:
    """Where a rule comes from, in a word."""
    speech = scene.speech
    return {"sourced": speech.say("public"), "inferred": speech.say("our conclusion"), "ours": speech.say("ours")}[
        rule.basis
    ]


def lacking(scene: Scene) -> dict[str, str]:
    """What can be missing for an improvement area to count, in words."""
    speech = scene.speech
    return {
        "indicator": speech.say("the indicator"),
        "before": speech.say("the level before"),
        "risen": speech.say("a level that rose"),
        "red": speech.say("documented points above red"),
        "twice": speech.say("another area names the same indicator"),
        "effect": speech.say("the effect"),
        "document": speech.say("the document"),
    }


def area_words(scene: Scene, place: int, area: AreaFound) -> str:
    """One improvement area: from which level to which, and what is missing for it to count."""
    speech = scene.speech
    if area.indicator is None:
        return speech.say("Area {n}: not named yet", n=place)
    missing = lacking(scene)
    letters = " → ".join(letter_of(points) if points is not None else "?" for points in (area.before, area.after))
    name = name_of(scene.survey.indicators[area.indicator])
    if not area.missing:
        return speech.say("Area {n}: {name}, {letters}. It counts.", n=place, name=name, letters=letters)
    lacks = speech.listed(missing[each] for each in area.missing)
    return speech.say(
        "Area {n}: {name}, {letters}. Missing: {lacks}.", n=place, name=name, letters=letters, lacks=lacks
    )
