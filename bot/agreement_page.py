"""How far the sides agree, on a phone: in plain counts first, then corrected for chance, each with its n."""

from decimal import Decimal
from fractions import Fraction

from bot.review_views import SidesSeen
from bot.scene import Scene
from bot.screens import Button, Page, Tap
from surveys.agreement import Agreement
from surveys.coefficients import Caution, Coefficient, Corrected, NoVariation, TooFew
from surveys.review import agreements


def agreement_page(scene: Scene, page: Page, view: SidesSeen) -> None:
    speech = scene.speech
    found = agreements(view.survey, view.check.session.answers, [each.stored.session.answers for each in view.sides],
                       view.ids)  # fmt: skip
    page.bold(speech.say("How far they agree"))
    page.line(
        speech.say(
            "Levels only. Indicators that follow from facts are in none of these figures, nor is what somebody can't "
            "judge."
        ),
        "italic",
    )
    for side, each in zip(view.sides, found.with_cluster, strict=True):
        page.gap().bold(speech.say("Self-check and {name}", name=side.name))
        _figures(scene, page, each, speech.say("the self-check"))
    for first, second, each in found.among:
        page.gap().bold(speech.say("{one} and {two}", one=view.sides[first].name, two=view.sides[second].name))
        _figures(scene, page, each, view.sides[first].name)
    if found.together is not None:
        page.gap().bold(speech.say("All assessors together"))
        page.line(_corrected_words(scene, "AC2", found.together))
    page.row(Button(speech.say("Side by side"), Tap("sides", choice=str(view.share.id))))


def _figures(scene: Scene, page: Page, found: Agreement, rater: str) -> None:
    """Exact, within one, bias, then what is corrected for chance; kappa never alone."""
    speech = scene.speech
    if not found.n:
        page.line(speech.say("No indicator was rated by both."))
        return
    exact, near = (_percent(scene, found.share(count)) for count in (found.exact, found.within_one))
    page.line(speech.say("Same level: {count} of {n} ({percent})", count=found.exact, n=found.n, percent=exact))
    page.line(
        speech.say(
            "At most one level apart: {count} of {n} ({percent})", count=found.within_one, n=found.n, percent=near
        )
    )
    bias = found.bias or Fraction(0)
    amount = speech.number(abs(bias), 2)
    if bias > 0:
        page.line(speech.say("On average {name} is {amount} levels higher (n = {n}).", name=rater, amount=amount,
                             n=found.n))  # fmt: skip
    elif bias < 0:
        page.line(speech.say("On average {name} is {amount} levels lower (n = {n}).", name=rater, amount=amount,
                             n=found.n))  # fmt: skip
    else:
        page.line(speech.say("On average neither is higher (n = {n}).", n=found.n))
    page.line(_corrected_words(scene, "AC2", found.ac2))
    page.line(_corrected_words(scene, "Kappa", found.kappa))
    _warnings(scene, page, found)
    if found.cannot_judge:
        page.line(speech.count("{n} could not be judged.", "{n} could not be judged.", found.cannot_judge), "italic")


def _percent(scene: Scene, share: Fraction | None) -> str:
    return f"{scene.speech.number((share or Fraction(0)) * 100, 0)} %"


def _corrected_words(scene: Scene, name: str, found: Corrected) -> str:
    """A figure that is corrected for chance, with its n, or why there is none."""
    speech = scene.speech
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


def _warnings(scene: Scene, page: Page, found: Agreement) -> None:
    speech = scene.speech
    cautions = found.kappa.cautions if isinstance(found.kappa, Coefficient) else frozenset()
    if cautions & {Caution.ONE_LEVEL, Caution.FLAT} or isinstance(found.kappa, NoVariation):
        page.line(
            speech.say("Nearly all ratings are the same level: kappa says little here. Look at “same level” and AC2."),
            "italic",
        )
    if Caution.FEW in cautions:
        page.line(speech.say("Few ratings: one more could move these figures far."), "italic")
