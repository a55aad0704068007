"""What is different on the cards of a practice session: the case again, the other language, and how a round ends."""

from bot.notices import notices
from bot.scene import Scene
from bot.screens import Button, Page, Rows, Screen, Tap
from bot.speech import LANGUAGES
from bot.wording import name_lines
from surveys.session import Review

LISTED = 8


def beside_card(scene: Scene) -> Rows:
    """The case again, and the person's other language and back: the letters stay the same."""
    stored = scene.stored
    if stored is None or stored.practice is None:
        return ()
    buttons = [Button(scene.speech.say("Case"), Tap("story", scene.number, stored.practice.case, "0"))]
    buttons += [
        Button(name, Tap("language", scene.number, choice=code))
        for code, name in LANGUAGES.items()
        if code != scene.language
    ]
    return (tuple(buttons),)


def finish(scene: Scene, shown: Review) -> Screen:
    """The end of a round of practice: what is open, and then the key."""
    speech = scene.speech
    after = speech.say("After this the ratings are final. What is open stays open.")
    return ending(scene, shown, speech.say("Before you compare"), after, speech.say("Finish and compare"))


def ending(scene: Scene, shown: Review, title: str, after: str, submit: str) -> Screen:
    """What is open of ratings that are to be final: what that means, and the button that makes them so."""
    speech, number = scene.speech, scene.number
    page = Page().bold(title)
    notices(scene, page)
    left = (*shown.open, *shown.skipped)
    if left:
        page.line(speech.say("Open") + f" ({len(left)}):")
    for line in name_lines(speech, scene.survey, left, LISTED):
        page.line(line)
    if not left:
        page.line(speech.say("Everything is rated."))
    page.line(after)
    page.row(Button(submit, Tap("submit", number)))
    page.row(
        Button(speech.say("Back"), Tap("back", number)),
        Button(speech.say("Overview"), Tap("overview", number)),
        Button(speech.say("Menu"), Tap("menu")),
    )
    return page.screen()


def finished(scene: Scene) -> Screen:
    """A round in a group is finished: what the trainer releases is seen there."""
    speech = scene.speech
    page = Page().bold(speech.say("Finished on {date}.", date=speech.date(scene.on)))
    notices(scene, page)
    if scene.stored and scene.stored.practice and scene.stored.practice.member is None:
        page.row(Button(speech.say("See the result"), Tap("result", scene.number)))
        page.row(Button(speech.say("All cases"), Tap("train")), Button(speech.say("Menu"), Tap("menu")))
        return page.screen()
    page.line(speech.say("Thank you. Your ratings count in the group. What your trainer releases you find there."))
    page.row(Button(speech.say("To the group"), Tap("cohort")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()
