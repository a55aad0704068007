"""Ratings beside the key: one of them with the key's reason, a whole round in figures, and progress over rounds."""

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from bot.practice_pages import gone
from bot.practice_words import closeness_words
from bot.scene import BesideKey, PracticeResult, Scene
from bot.screens import Button, Page, Screen, Tap, shortened
from bot.wording import documented_words, letter_of, name_of
from surveys.agreement import Agreement
from surveys.cases import Case
from surveys.coefficients import Band, Caution, NoVariation, TooFew
from surveys.rounds import KappaWord, Leaning, RoundResult, kappa_word, round_result
from surveys.session import Refuse
from surveys.training import DocumentedBeside, Feedback, Rated, feedback, feedbacks, ratings_of

PERCENT = 100


def beside_key_page(scene: Scene, view: BesideKey) -> Screen:
    """One rating beside the key, right after it was given."""
    case, survey = scene.case, scene.versions[scene.survey.version]
    if case is None or view.indicator not in case.keyed:
        return gone(scene)
    given = ratings_of(scene.session.answers).get(view.indicator, Rated(None))
    page = Page()
    _beside(scene, page, feedback(survey, case, view.indicator, given))
    page.row(Button(scene.speech.say("Next"), Tap("card", scene.number)))
    page.row(
        Button(scene.speech.say("Case"), Tap("story", scene.number, scene_case(scene), "0")),
        Button(scene.speech.say("Menu"), Tap("menu")),
    )
    return page.screen()


def scene_case(scene: Scene) -> str:
    """What buttons call the case at hand."""
    return scene.stored.practice.case if scene.stored and scene.stored.practice else ""


def _beside(scene: Scene, page: Page, found: Feedback) -> None:
    """The letters, how near they are, why the key says so, and what could be defended too."""
    speech, indicator = scene.speech, scene.survey.indicators[found.indicator]
    page.bold(name_of(indicator))
    page.line(_letters(scene, found), "bold")
    level = indicator.level(found.key.points)
    page.line(f"{letter_of(found.key.points)}  {level.text if level else ''}")
    if found.key.documented:
        page.line(speech.say("Documents by the key: {state}", state=documented_words(speech, found.key.documented)))
        if found.documented in (DocumentedBeside.MORE, DocumentedBeside.LESS):
            page.line(speech.say("You said: {state}", state=documented_words(speech, found.given.documented)))
    page.gap().line(found.reason)
    for quote in found.quotes:
        page.line(speech.say("“{quote}”", quote=quote), "italic")
    if found.exhibits:
        page.line(speech.say("Shown by: {documents}", documents=speech.listed(each.title for each in found.exhibits)))
    if found.defensible is not None:
        letter = letter_of(found.defensible)
        page.line(speech.say("{letter} can be defended too: {why}", letter=letter, why=found.defensible_because))


def _letters(scene: Scene, found: Feedback) -> str:
    """Both letters with their points, of which the reasons speak, and how near they are."""
    speech, points = scene.speech, found.given.points
    given = speech.say("no rating") if points is None else _level(scene, points)
    verdict = closeness_words(scene.speech, found.closeness)
    return speech.say("You: {given} · Key: {key} · {verdict}", given=given, key=_level(scene, found.key.points),
                      verdict=verdict)  # fmt: skip


def _level(scene: Scene, points: int) -> str:
    return scene.speech.count("{letter} ({n} point)", "{letter} ({n} points)", points, letter=letter_of(points))


# --- a round -------------------------------------------------------------------------------------------------


def practice_result_page(scene: Scene, view: PracticeResult) -> Screen:
    """A finished round: agreement in words and figures, by dimension, and what to discuss; or one dimension of it."""
    case, speech, survey = scene.case, scene.speech, scene.versions[scene.survey.version]
    if case is None:
        return gone(scene)
    ratings = ratings_of(scene.session.answers)
    section = next((each for each in survey.sections if each.id == view.section), None)
    page = Page().bold(speech.say("Case · {title}", title=case.title))
    if any(isinstance(reply, Refuse) for reply in scene.notices):
        page.line(speech.say("These ratings are final: they were compared with the key."), "italic")
    if section is not None:
        found = feedbacks(survey, case, ratings)
        page.bold(f"{section.number} {section.title}")
        buttons = []
        for indicator in section.indicators:
            if indicator.id in found and indicator.id in scene.session.scope.ids:
                page.gap()
                _short(scene, page, found[indicator.id])
                buttons.append(Button(indicator.number, Tap("beside-key", scene.number, indicator.id)))
        page.rows(buttons, 4)
        page.row(Button(speech.say("All of the round"), Tap("result", scene.number)))
    else:
        _round(scene, page, round_result(survey, case, ratings), case)
    page.row(
        Button(speech.say("Another case"), Tap("train")),
        Button(speech.say("My progress"), Tap("attempts")),
        Button(speech.say("Menu"), Tap("menu")),
    )
    return page.screen()


def _short(scene: Scene, page: Page, found: Feedback) -> None:
    page.line(name_of(scene.survey.indicators[found.indicator]), "bold")
    page.line(_letters(scene, found))


def _round(scene: Scene, page: Page, found: RoundResult, case: Case) -> None:
    speech, survey, total = scene.speech, scene.versions[scene.survey.version], found.agreement.total
    if scene.stored and scene.stored.practice and scene.stored.practice.repeat:
        page.line(speech.say("You had seen this key before: the round is kept apart from your progress."), "italic")
    page.gap()
    for line in agreement_lines(scene, total):
        page.line(line)
    page.line(leaning_words(scene, found))
    page.line(kappa_sentence(scene, total))
    if found.documented.n:
        page.line(
            speech.say(
                "Documents, where the level is the key's: {exact} of {n} the same.",
                exact=found.documented.exact,
                n=found.documented.n,
            )
        )
    page.gap()
    buttons = []
    for id, each in found.agreement.groups.items():
        section = next(section for section in survey.sections if section.id == id)
        page.line(f"{section.number} {section.title}: {_shares(scene, each)}")
        buttons.append(Button(shortened(f"{section.number} {section.title}", 40), Tap("result", scene.number, id)))
    if found.discuss:
        page.gap().bold(speech.say("Worth discussing"))
        for off in found.discuss:
            _short(scene, page, off)
            page.line(f"   {shortened(off.reason, 300)}")
    for topic in case.questions[:3]:
        page.line(f"? {topic.text}", "italic")
    page.rows(buttons, 1)


def agreement_lines(scene: Scene, found: Agreement) -> list[str]:
    """How many ratings are the key's, defensible, within one, and off by how much: plain counts first."""
    speech = scene.speech
    if not found.n:
        return [speech.say("Nothing was rated that the key has too.")]
    lines = [
        speech.say("The same as the key: {exact} of {n} ({percent} %)", exact=found.exact, n=found.n,
                   percent=percent_words(scene, Fraction(found.exact, found.n))),
        speech.say("Within one level: {near} of {n}", near=found.within_one, n=found.n),
    ]  # fmt: skip
    if found.defensible:
        lines.insert(1, speech.count("Besides, {n} is defensible.", "Besides, {n} are defensible.", found.defensible))
    return lines


def _shares(scene: Scene, found: Agreement) -> str:
    return scene.speech.say(
        "{exact} of {n} the same, {near} within one", exact=found.exact, n=found.n, near=found.within_one
    )


def percent_words(scene: Scene, share: Fraction) -> str:
    """A share in percent, cut to whole ones."""
    return scene.speech.number(share * PERCENT, 0)


def leaning_words(scene: Scene, found: RoundResult) -> str:
    """Lenient, strict or neither, in one sentence with the bias."""
    speech, total = scene.speech, found.agreement.total
    off = speech.number(abs(total.bias or Fraction(0)), 1)
    sides = {"higher": total.higher, "lower": total.lower, "off": off}
    match found.tendency.leaning:
        case Leaning.LENIENT:
            return speech.say(
                "Rather lenient: {higher} above the key, {lower} below; {off} levels too high on average.", **sides
            )
        case Leaning.STRICT:
            return speech.say(
                "Rather strict: {lower} below the key, {higher} above; {off} levels too low on average.", **sides
            )
        case Leaning.BALANCED:
            return speech.say("Neither lenient nor strict: {higher} above the key, {lower} below.", **sides)
        case Leaning.TOO_FEW:
            return speech.say("Too few ratings to tell whether they are lenient or strict.")
        case _:
            assert_never(found.tendency.leaning)


def kappa_sentence(scene: Scene, found: Agreement) -> str:
    """Kappa with what it means and from how many ratings; never alone, and never as more than it is."""
    speech = scene.speech
    match kappa_word(found.kappa):
        case TooFew(n):
            return speech.say("Weighted kappa: too few ratings ({n}) to say anything.", n=n)
        case NoVariation():
            return speech.say("Weighted kappa: not defined, because all ratings are on one level.")
        case KappaWord(value, band, items, cautions):
            said = speech.say(
                "Weighted kappa {value} from {n} ratings: agreement beyond chance is {word}.",
                value=speech.plain(Decimal(str(value))), n=items, word=band_words(scene, band),
            )  # fmt: skip
            return " ".join([said, *(caution_words(scene, each) for each in cautions[:1])])


def band_words(scene: Scene, band: Band) -> str:
    """Landis and Koch's word for a kappa."""
    speech = scene.speech
    return {
        Band.POOR: speech.say("none"),
        Band.SLIGHT: speech.say("slight"),
        Band.FAIR: speech.say("fair"),
        Band.MODERATE: speech.say("moderate"),
        Band.SUBSTANTIAL: speech.say("substantial"),
        Band.ALMOST_PERFECT: speech.say("almost perfect"),
    }[band]


def caution_words(scene: Scene, caution: Caution) -> str:
    """Why a coefficient says little."""
    speech = scene.speech
    match caution:
        case Caution.FEW:
            return speech.say("With so few it says little.")
        case Caution.ONE_LEVEL:
            return speech.say("Nearly all ratings are on one level, so it comes out low whatever the agreement is.")
        case Caution.FLAT:
            return speech.say("One side used a single level only, so it is nought whatever the other did.")
        case _:
            assert_never(caution)
