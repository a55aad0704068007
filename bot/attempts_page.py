"""Progress in practice: each finished round, the first looks in a line and the others apart."""

from bot.practice_results import percent_words
from bot.scene import Scene
from bot.screens import Button, Page, Screen, Tap
from storage.sessions import Stored
from surveys.attempts import Apart, Attempt, ProgressPoint, progress_line
from surveys.cases import Case
from surveys.rounds import round_result
from surveys.session import Submitted
from surveys.survey import Survey
from surveys.training import ratings_of


def attempts_page(scene: Scene) -> Screen:
    """Each finished round, the first looks in a line and the others apart."""
    speech = scene.speech
    titles = {ref: case.title for ref, case in scene.cases}
    attempts = [
        found for each in scene.checks if (found := attempt(each, scene.versions[each.version], dict(scene.cases)))
    ]
    line = progress_line(attempts)
    page = Page().bold(speech.say("My progress"))
    if not attempts:
        page.line(speech.say("No round is finished yet."))
    for point in line.line:
        page.line(_point(scene, titles, point))
    if line.apart:
        page.gap().line(speech.say("Kept apart, because the key was known:"), "italic")
        for point in line.apart:
            why = speech.say("second round") if point.apart is Apart.SECOND_ROUND else speech.say("seen before")
            page.line(f"{_point(scene, titles, point)} ({why})")
    page.gap().line(speech.say("Cases differ in how hard they are: a line, not a mark."), "italic")
    page.row(Button(speech.say("All cases"), Tap("train")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def attempt(stored: Stored, survey: Survey, cases: dict[str, Case]) -> Attempt | None:
    """A finished round as a point of progress; None for an open one, or where the case is gone."""
    place, practice = stored.session.place, stored.practice
    if not isinstance(place, Submitted) or practice is None or practice.case not in cases:
        return None
    found = round_result(survey, cases[practice.case], ratings_of(stored.session.answers)).agreement.total
    return Attempt(practice.case, place.at.date(), 2 if practice.round == 2 else 1, practice.repeat, found)


def _point(scene: Scene, titles: dict[str, str], point: ProgressPoint) -> str:
    speech = scene.speech
    return speech.say(
        "{date} · {case}: {exact} % the same, {near} % within one, of {n}",
        date=speech.date(point.on), case=titles.get(point.case, "–"), exact=percent_words(scene, point.exact),
        near=percent_words(scene, point.within_one), n=point.n,
    )  # fmt: skip
