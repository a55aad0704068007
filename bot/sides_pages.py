"""Side by side on a phone: a plain sentence first, readiness from each side, agreement behind a button, differences."""

from decimal import Decimal
from fractions import Fraction

from bot.plan_pages import refusals
from bot.result_pages import provisional, status_words
from bot.review_card import rating_words, remark_lines
from bot.review_views import SidesSeen
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.siding import choice_of, rating_of
from bot.wording import answer_words, letter_of, name_of, score_words
from storage.reviews import Remark
from surveys.access import Thing
from surveys.agreement import Agreement
from surveys.coefficients import Caution, Coefficient, Corrected, NoVariation, TooFew
from surveys.consensus import Settlement, Standing, standings
from surveys.review import Comparison, Difference, Rating, agreements, compare, corrected, ratings
from surveys.session import Answers, Documented, Points, Submitted

LISTED = 12
"""Differences on the first page; each has a button."""


def sides_page(scene: Scene, page: Page, view: SidesSeen) -> None:
    """One of the pages; its first line says that it is provisional."""
    page.bold(provisional(scene))
    if view.page == "agreement":
        _agreement_page(scene, page, view)
    elif view.page:
        _indicator_page(scene, page, view)
    else:
        _summary(scene, page, view)
    page.row(Button(scene.speech.say("Menu"), Tap("menu")))


def _compared(view: SidesSeen) -> Comparison:
    place = view.check.session.place
    on = place.at.date() if isinstance(place, Submitted) else view.check.changed_at.date()
    return compare(view.survey, view.check.session.answers, [each.stored.session.answers for each in view.sides],
                   view.ids, on)  # fmt: skip


# --- the summary ---------------------------------------------------------------------------------------------


def _summary(scene: Scene, page: Page, view: SidesSeen) -> None:
    speech, found = scene.speech, _compared(view)
    page.bold(speech.say("Side by side: {cluster}", cluster=view.whose))
    if view.share.guided:
        page.line(speech.say("Guided, not blind: there are no agreement figures."), "italic")
    page.line(_sentence(scene, view, found))
    _standings(scene, page, view)
    _corrected(scene, page, view)
    if found.differences:
        page.gap().bold(speech.say("Differences, the largest first"))
    for number, each in enumerate(found.differences[:LISTED], start=1):
        page.line(f"{number}. {name_of(view.survey.indicators[each.indicator])}", "bold")
        page.line("   " + _difference_line(scene, view, each))
    more = len(found.differences) - LISTED
    if more > 0:
        page.line(speech.count("{n} more has a button below.", "{n} more have buttons below.", more))
    if found.unjudged:
        numbers = speech.listed(view.survey.indicators[id].number for id in found.unjudged)
        page.gap().line(speech.say("Judged by no assessor: {numbers}", numbers=numbers))
    buttons = [
        Button(f"{_mark(view, id)}{view.survey.indicators[id].number}", Tap("sides", 0, id, str(view.share.id)))
        for id in (*(each.indicator for each in found.differences), *found.unjudged)
    ]
    page.rows(buttons, 4)
    if Thing.AGREEMENT in view.sees:
        page.row(Button(speech.say("How far they agree"), Tap("sides", 0, "agreement", str(view.share.id))))


def _mark(view: SidesSeen, id: str) -> str:
    """Whether it is settled (✓), proposed (…), or neither."""
    held = view.held.get(id)
    return "" if held is None else "✓ " if held.accepted_at else "… "


def _sentence(scene: Scene, view: SidesSeen, found: Comparison) -> str:
    """In words what the figures come to."""
    speech, many = scene.speech, len(found.differences)
    judged = len(view.ids) - len(found.unjudged)
    if not judged:
        return speech.say("No assessor judged any indicator.")
    if not many:
        return speech.count(
            "The cluster and everybody who judged it say the same of {n} indicator.",
            "The cluster and everybody who judged them say the same of {n} indicators.",
            judged,
        )
    moving = sum(bool(each.labels) for each in found.differences)
    first = speech.count(
        "Of {of} indicators that were judged, {n} is seen differently.",
        "Of {of} indicators that were judged, {n} are seen differently.",
        many,
        of=judged,
    )
    second = (
        speech.count(
            "{n} of these differences would change a label's status.",
            "{n} of these differences would change a label's status.",
            moving,
        )
        if moving
        else speech.say("None of these differences alone would change a label's status.")
    )
    return f"{first} {second}"


def _standings(scene: Scene, page: Page, view: SidesSeen) -> None:
    """Readiness for the check as submitted, each assessor, and what is agreed."""
    speech, check = scene.speech, view.check
    at = check.session.place.at if isinstance(check.session.place, Submitted) else check.changed_at
    found = standings(view.survey, check.session.answers, [each.stored.session.answers for each in view.sides],
                      view.ids, view.held, at.date(), at)  # fmt: skip
    page.gap().bold(speech.say("Readiness"))
    _standing(scene, page, speech.say("Self-check"), found.own)
    for side, each in zip(view.sides, found.assessors, strict=True):
        _standing(scene, page, side.name, each)
    _standing(scene, page, speech.say("Agreed"), found.agreed)
    if found.to_settle:
        page.line(
            speech.count(
                "{n} indicator is not agreed yet and counts as open.",
                "{n} indicators are not agreed yet and count as open.",
                found.to_settle,
            ),
            "italic",
        )


def _standing(scene: Scene, page: Page, name: str, standing: Standing) -> None:
    labels = (
        f"{scene.survey.labels[label].title} {status_words(scene, status)}"
        for label, status in standing.labels.items()
        if label in scene.survey.labels
    )
    page.line(f"{name}: {scene.speech.listed(labels)}")
    documented = score_words(scene.speech, standing.scorecard.evidenced)
    page.line("   " + scene.speech.say("Documented: {score}", score=documented))


def _corrected(scene: Scene, page: Page, view: SidesSeen) -> None:
    """Facts that an assessor gives otherwise: they are in no figure of agreement."""
    speech, own = scene.speech, view.check.session.answers
    lines = []
    for side in view.sides:
        answers = side.stored.session.answers
        for id in corrected(view.survey, own, answers):
            fact = view.survey.questions[id]
            was, now = (answer_words(speech, view.survey, each, fact) or "–" for each in (own, answers))
            lines.append(f"{fact.title}: {was} → {now} ({side.name})")
    if lines:
        page.gap().bold(speech.say("Facts corrected by an assessor"))
        for line in lines:
            page.line(line)


def _difference_line(scene: Scene, view: SidesSeen, each: Difference) -> str:
    """Everybody's rating in one line, and the labels that hang on it."""
    speech = scene.speech
    parts = [speech.say("cluster {rating}", rating=rating_words(speech, each.own))]
    parts += [f"{side.name} {rating_words(speech, other)}" for side, other in zip(view.sides, each.others, strict=True)]
    moved = speech.listed(view.survey.labels[label].title for label in each.labels)
    hangs = " · " + speech.say("changes {labels}", labels=moved) if moved else ""
    return " · ".join(parts) + hangs


# --- agreement -----------------------------------------------------------------------------------------------


def _agreement_page(scene: Scene, page: Page, view: SidesSeen) -> None:
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


# --- one indicator -------------------------------------------------------------------------------------------


def _indicator_page(scene: Scene, page: Page, view: SidesSeen) -> None:
    """All ratings of an indicator with what stands beside them, and settling it."""
    speech, survey, id = scene.speech, view.survey, view.page
    page.bold(name_of(survey.indicators[id]))
    refusals(scene, page)
    for level in survey.indicators[id].levels:
        page.line(f"{letter_of(level.points)}  {shortened(level.text, 160)}")
    found = _compared(view)
    here = next((each for each in found.differences if each.indicator == id), None)
    page.gap().bold(speech.say("Self-check")).line(_own_line(scene, view, id))
    for side in view.sides:
        page.gap().bold(side.name + (speech.say(" (lead)") if side.lead else ""))
        page.line(rating_words(speech, _rating(view, side.stored.session.answers, id)))
        for line in remark_lines(speech, side.remarks.get(id, Remark())):
            page.line(line, "italic")
    if here and here.labels:
        moved = speech.listed(survey.labels[label].title for label in here.labels)
        page.gap().line(speech.say("This difference alone would change: {labels}", labels=moved), "bold")
    open_ones = {*(each.indicator for each in found.differences), *found.unjudged}
    _settling(scene, page, view, id in open_ones)
    page.row(Button(speech.say("Side by side"), Tap("sides", choice=str(view.share.id))))


def _rating(view: SidesSeen, answers: Answers, id: str) -> Rating:
    return ratings(view.survey, answers, (id,))[id]


def _own_line(scene: Scene, view: SidesSeen, id: str) -> str:
    """The cluster's level and, of a number, a share or a list, what was answered."""
    answers = view.check.session.answers
    rating = rating_words(scene.speech, _rating(view, answers, id))
    if id not in answers or isinstance(answers[id].value, Points):
        return rating
    return f"{rating} · {shortened(answer_words(scene.speech, view.survey, answers, view.survey.questions[id]), 80)}"


def _settling(scene: Scene, page: Page, view: SidesSeen, differs: bool) -> None:
    """What is proposed and by whom, whether it is agreed, and what this side can do."""
    speech, held = scene.speech, view.held.get(view.page)
    if held:
        _settled_lines(scene, page, held)
    if view.side is None:
        if not held and differs:
            page.gap().line(_who_settles(scene, view), "italic")
        return
    if view.pick:
        page.gap().bold(speech.say("Propose {rating}: type why.", rating=_pick_words(scene, view.pick)))
        page.row(Button(speech.say("Never mind"), Tap("sides", 0, view.page, str(view.share.id))))
        return
    if held and held.proposal.side != view.side and not held.accepted_at:
        page.row(Button(speech.say("Agree to {rating}", rating=rating_words(speech, held.proposal.rating)),
                        Tap("agree-to", view.share.id, view.page, choice_of(held.proposal.rating))))  # fmt: skip
    if differs or held:
        page.gap().line(speech.say("Propose a level, and whether it is documented (✓ yes, ~ partly, ✗ no)."))
        _picks(page, view)


def _who_settles(scene: Scene, view: SidesSeen) -> str:
    if any(each.lead for each in view.sides):
        return scene.speech.say("The cluster and the lead assessor settle it.")
    return scene.speech.say("The cluster names a lead assessor, and both settle it.")


def _picks(page: Page, view: SidesSeen) -> None:
    signs = {Documented.YES: "✓", Documented.PARTLY: "~", Documented.NO: "✗"}
    for level in view.survey.indicators[view.page].levels:
        letter = letter_of(level.points)
        if not level.points:
            page.row(Button(letter, Tap("settle", view.share.id, view.page, "p0")))
            continue
        page.row(
            *(
                Button(f"{letter} {sign}", Tap("settle", view.share.id, view.page, f"p{level.points}{state}"))
                for state, sign in signs.items()
            )
        )


def _pick_words(scene: Scene, choice: str) -> str:
    rating = rating_of(choice)
    return rating_words(scene.speech, rating) if rating else ""


def _settled_lines(scene: Scene, page: Page, held: Settlement) -> None:
    speech, proposal = scene.speech, held.proposal
    by = speech.say("the cluster") if proposal.side == "cluster" else speech.say("the lead assessor")
    rating = rating_words(speech, proposal.rating)
    page.gap().bold(
        speech.say("Settled: {rating}", rating=rating)
        if held.accepted_at
        else speech.say("Proposed by {side}: {rating}", side=by, rating=rating)
    )
    page.line(speech.say("Reason: {reason}", reason=shortened(proposal.reason, 500)))
    if held.accepted_at:
        page.line(speech.say("Agreed on {date}. A new proposal takes that back.",
                             date=speech.date(held.accepted_at.date())), "italic")  # fmt: skip
