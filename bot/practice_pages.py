"""Practice on a phone: the cases, a case's story and documents, before it is rated, and the rounds so far."""

from bot.scene import CaseIntro, Scene, Story
from bot.screens import Button, Page, Screen, Tap, shortened
from storage.sessions import Stored
from surveys.cases import Case, Exhibit
from surveys.keys import rated
from surveys.session import Submitted

DOCUMENTS = 5
"""How many documents of a case stand on a page: each may be long."""
ROUNDS = 8


def train_page(scene: Scene) -> Screen:
    """The cases to choose from, and where one stands."""
    speech = scene.speech
    page = Page().bold(speech.say("Practise assessing"))
    page.line(
        speech.say(
            "Read an invented case, rate it on the same cards as a real check, and compare with the key. Nothing of "
            "it touches your own checks."
        )
    )
    for ref, case in scene.cases:
        page.gap().line(case.title, "bold").line(case.about)
        rounds = [each for each in scene.checks if each.practice and each.practice.case == ref]
        page.line(_facts(scene, case, rounds), "italic")
    page.rows(
        [Button(shortened(case.title, 40), Tap("case", 0, ref)) for ref, case in scene.cases if len(ref) <= 32], 1
    )
    if any(isinstance(each.session.place, Submitted) for each in scene.checks):
        page.row(Button(speech.say("My progress"), Tap("attempts")))
    page.row(Button(speech.say("With a group"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _facts(scene: Scene, case: Case, rounds: list[Stored]) -> str:
    """How long it takes, how many indicators, which rounds there were."""
    speech = scene.speech
    many = rated(scene.survey, case)
    parts = [
        speech.count("{n} indicator", "{n} indicators", len(many)),
        speech.say("about {minutes} minutes", minutes=case.minutes),
    ]
    going = next((each for each in reversed(rounds) if not isinstance(each.session.place, Submitted)), None)
    done = [each for each in rounds if isinstance(each.session.place, Submitted)]
    if going:
        done_of = f"{len(going.session.answers)}/{len(going.session.scope.ids)}"
        parts.append(speech.say("begun: {done}", done=done_of))
    if done:
        parts.append(speech.count("rated {n} time", "rated {n} times", len(done)))
    return " · ".join(parts)


def intro_page(scene: Scene, view: CaseIntro) -> Screen:
    """What the case is, all of it or a section at a time, feedback after each rating or at the end."""
    speech, case = scene.speech, scene.case
    assert case is not None
    page = Page().bold(speech.say("Case · {title}", title=case.title)).line(case.about)
    page.gap().line(
        speech.say(
            "It is invented. On the cards “you” means the cluster of the case; rate what the case shows on {date}. "
            "The facts can be opened again from every card.",
            date=speech.date(case.judged_on),
        )
    )
    page.line(speech.say("Feedback: {when}", when=_when(scene, view.mode)))
    other = "end" if view.mode == "each" else "each"
    page.row(Button(speech.say("Read the case"), Tap("story", 0, view.case, "0")))
    page.row(Button(speech.say("Rate all of it"), Tap("practise", 0, view.case, f".{view.mode}")))
    if not case.short:
        sections = [each for each in scene.survey.sections if each.indicators]
        page.line(speech.say("Or one section:"))
        for section in sections:
            caption = shortened(f"{section.number} {section.title}", 50)
            page.row(Button(caption, Tap("practise", 0, view.case, f"{section.id}.{view.mode}")))
    page.row(Button(speech.say("Feedback {when}", when=_when(scene, other)), Tap("case", 0, view.case, other)))
    page.row(Button(speech.say("All cases"), Tap("train")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def _when(scene: Scene, mode: str) -> str:
    return scene.speech.say("after each rating") if mode == "each" else scene.speech.say("at the end")


def gone(scene: Scene) -> Screen:
    """A case that its owner took away, or changed, since it was rated."""
    speech = scene.speech
    page = Page().line(speech.say("This case, or its key for that, is not here any more. Your ratings are kept."))
    page.row(Button(speech.say("All cases"), Tap("train")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


# --- the story -----------------------------------------------------------------------------------------------


def story_page(scene: Scene, view: Story) -> Screen:
    """A part of the story, or some documents; every other part is one tap away."""
    speech, case = scene.speech, scene.case
    assert case is not None
    groups = [case.documents[at : at + DOCUMENTS] for at in range(0, len(case.documents), DOCUMENTS)]
    many = len(case.narrative) + len(groups)
    at = min(view.page, many - 1)
    page = Page().bold(f"{case.title} · {at + 1}/{many}")
    if at < len(case.narrative):
        part = case.narrative[at]
        page.bold(part.title).line(part.text)
    else:
        _documents(scene, page, groups[at - len(case.narrative)], first=at == len(case.narrative))
    page.rows(list(_turns(scene, view.case, at, many)), 2)
    titles = [(place, part.title) for place, part in enumerate(case.narrative)]
    if groups:
        titles.append((len(case.narrative), speech.say("Documents")))
    page.rows([_to(scene, view.case, place, shortened(title, 24)) for place, title in titles if place != at], 2)
    page.row(*_leave(scene, view))
    return page.screen()


def _documents(scene: Scene, page: Page, shown: tuple[Exhibit, ...], first: bool) -> None:
    speech = scene.speech
    page.bold(speech.say("Documents"))
    if first:
        page.line(speech.say("What exists, and what it shows. What is not listed was not shown."), "italic")
    for each in shown:
        page.gap().line(f"{each.title} ({speech.month(each.dated)})", "bold").line(each.shows)


def _turns(scene: Scene, ref: str, at: int, many: int) -> list[Button]:
    found = []
    if at > 0:
        found.append(_to(scene, ref, at - 1, "‹"))
    if at < many - 1:
        found.append(_to(scene, ref, at + 1, "›"))
    return found


def _to(scene: Scene, ref: str, place: int, caption: str) -> Button:
    number = scene.number if scene.stored and scene.stored.practice else 0
    return Button(caption, Tap("story", number, ref, str(place)))


def _leave(scene: Scene, view: Story) -> tuple[Button, ...]:
    """Back to the card where it is being rated, else to the case."""
    speech, stored = scene.speech, scene.stored
    rating = stored is not None and stored.practice is not None and stored.practice.case == view.case
    if rating:
        return (Button(speech.say("To the card"), Tap("card", scene.number)), Button(speech.say("Menu"), Tap("menu")))
    if not view.alone:
        return (Button(speech.say("Menu"), Tap("menu")),)
    return (Button(speech.say("To the case"), Tap("case", 0, view.case)), Button(speech.say("Menu"), Tap("menu")))
