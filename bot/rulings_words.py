"""One rule's outcome in words: its sign, what is against it, what would meet it, where the rule comes from."""

from bot.scene import Scene
from bot.screens import Page
from bot.why import basis_words
from bot.wording import letter_of, name_of, score_words, short_name
from surveys.areas import AreaFound
from surveys.rules import Elapsed, Minimums
from surveys.rulings import Ruling
from surveys.verdicts import Verdict

NAMED = 12


def verdict_words(scene: Scene, ruling: Ruling) -> str:
    """Met, not met, or not sure yet, with a sign."""
    match ruling.verdict:
        case Verdict.MET:
            return "✓ " + scene.speech.say("met")
        case Verdict.UNMET:
            return "✗ " + scene.speech.say("not met")
        case Verdict.POSSIBLE if ruling.open and not ruling.against:
            return "· " + scene.speech.say("still open")
        case Verdict.POSSIBLE:
            return "? " + scene.speech.say("not sure yet")


def explain(scene: Scene, page: Page, ruling: Ruling) -> None:
    """A rule with its outcome, its numbers, what is in the way, the remedy and the basis."""
    speech = scene.speech
    page.line(f"{verdict_words(scene, ruling)}: {ruling.rule.title}", "bold")
    if ruling.claimed and ruling.evidenced:
        page.line("   " + speech.say("claimed: {points}", points=score_words(speech, ruling.claimed)))
        page.line("   " + speech.say("documented: {points}", points=score_words(speech, ruling.evidenced)))
    if ruling.months is not None:
        page.line("   " + speech.count("{n} month has passed.", "{n} months have passed.", ruling.months))
    if ruling.beyond and isinstance(ruling.rule, Elapsed):
        page.line("   " + ruling.rule.beyond + " " + speech.say("Confirm with ESCA."))
    _named(scene, page, speech.say("in the way"), ruling.against)
    _named(scene, page, speech.say("open"), ruling.open)
    for place, area in enumerate(ruling.areas, start=1):
        page.line("   " + area_words(scene, place, area))
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


def area_words(scene: Scene, place: int, area: AreaFound) -> str:
    """One improvement area: from which level to which, and what is missing for it to count."""
    speech = scene.speech
    if area.indicator is None:
        return speech.say("Area {n}: not named yet", n=place)
    missing = {
        "before": speech.say("the level before"),
        "risen": speech.say("a level that rose"),
        "red": speech.say("documented points above red"),
        "effect": speech.say("the effect"),
        "document": speech.say("the document"),
    }
    letters = " → ".join(letter_of(points) if points is not None else "?" for points in (area.before, area.after))
    name = name_of(scene.survey.indicators[area.indicator])
    if not area.missing:
        return speech.say("Area {n}: {name}, {letters}. It counts.", n=place, name=name, letters=letters)
    lacks = speech.listed(missing.get(each, each) for each in area.missing)
    return speech.say(
        "Area {n}: {name}, {letters}. Missing: {lacks}.", n=place, name=name, letters=letters, lacks=lacks
    )
