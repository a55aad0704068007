"""How far the sides agree, on a phone: in plain counts first, then corrected for chance, each with its n."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from bot.review_views import SidesSeen
from bot.scene import Scene
from bot.screens import Button, Page, Style, Tap
from bot.speech import Speech
from surveys.agreement import Agreement
from surveys.coefficients import Caution, Coefficient, Corrected, NoVariation, TooFew
from surveys.review import agreements


def agreement_page(scene: Scene, page: Page, view: SidesSeen) -> None:
    speech = scene.speech
    page.bold(speech.say("How far they agree"))
    page.line(
        speech.say(
            "Levels only. Indicators that follow from facts are in none of these figures, nor is what somebody can't "
            "judge."
        ),
        "italic",
    )
    for title, lines in passages(speech, view):
        page.gap().bold(title)
        for text, style in lines:
            page.line(text, style)
    page.row(Button(speech.say("Side by side"), Tap("sides", choice=str(view.share.id))))


Line: TypeAlias = tuple[str, Style]


def passages(speech: Speech, view: SidesSeen) -> Iterator[tuple[str, Iterable[Line]]]:
    """The check beside each assessor, the assessors beside each other, then all of them: a title and lines each."""
    sides = view.sides
    others = [each.stored.session.answers for each in sides]
    found = agreements(view.survey, view.check.session.answers, others, view.ids)
    for side, each in zip(sides, found.with_cluster, strict=True):
        title = speech.say("Self-check and {name}", name=side.name)
        yield title, figures(speech, each, speech.say("the self-check"))
    for one, two, each in found.among:
        title = speech.say("{one} and {two}", one=sides[one].name, two=sides[two].name)
        yield title, figures(speech, each, sides[one].name)
    if found.together is not None:
        yield speech.say("All assessors together"), [(corrected_words(speech, "AC2", found.together), "plain")]


def figures(speech: Speech, found: Agreement, rater: str) -> Iterator[Line]:
    """Exact, within one, bias, then what is corrected for chance; kappa never alone."""
    if not found.n:
        yield speech.say("No indicator was rated by both."), "plain"
        return
    exact, near = (_percent(speech, found.share(count)) for count in (found.exact, found.within_one))
    yield speech.say("Same level: {count} of {n} ({percent})", count=found.exact, n=found.n, percent=exact), "plain"
    yield (
        speech.say(
            "At most one level apart: {count} of {n} ({percent})", count=found.within_one, n=found.n, percent=near
        ),
        "plain",
    )
    yield _bias(speech, found, rater), "plain"
    yield corrected_words(speech, "AC2", found.ac2), "plain"
    yield corrected_words(speech, "Kappa", found.kappa), "plain"
    for line in _warnings(speech, found):
        yield line, "italic"
    if found.cannot_judge:
        yield speech.count("{n} could not be judged.", "{n} could not be judged.", found.cannot_judge), "italic"


def _bias(speech: Speech, found: Agreement, rater: str) -> str:
    bias = found.bias or Fraction(0)
    told = {"name": rater, "amount": speech.number(abs(bias), 2), "n": found.n}
    if bias > 0:
        return speech.say("On average {name} is {amount} levels higher (n = {n}).", **told)
    if bias < 0:
        return speech.say("On average {name} is {amount} levels lower (n = {n}).", **told)
    return speech.say("On average neither is higher (n = {n}).", n=found.n)


def _percent(speech: Speech, share: Fraction | None) -> str:
    return f"{speech.number((share or Fraction(0)) * 100, 0)} %"


def corrected_words(speech: Speech, name: str, found: Corrected) -> str:
    """A figure that is corrected for chance, with its n, or why there is none."""
    full = speech.say("Gwet's AC2") if name == "AC2" else speech.say("Kappa, quadratic weights")
    match found:
        case Coefficient():
            return speech.say(
                "{figure}: {value} (n = {n})",
                figure=full,
                value=speech.number(Decimal(f"{found.rounded:.2f}")),
                n=found.items,
            )
        case TooFew():
            return speech.say("{figure}: too few ratings (n = {n})", figure=full, n=found.n)
        case NoVariation():
            return speech.say("{figure}: not defined, because all ratings are the same level", figure=full)


def _warnings(speech: Speech, found: Agreement) -> Iterator[str]:
    cautions = found.kappa.cautions if isinstance(found.kappa, Coefficient) else frozenset()
    if cautions & {Caution.ONE_LEVEL, Caution.FLAT} or isinstance(found.kappa, NoVariation):
        yield speech.say("Nearly all ratings are the same level: kappa says little here. Look at “same level” and AC2.")
    if Caution.FEW in cautions:
        yield speech.say("Few ratings: one more could move these figures far.")
