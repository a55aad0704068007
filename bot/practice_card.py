"""What stands on every card of a practice session: the case again, and the other language."""

from bot.scene import Scene
from bot.screens import Button, Rows, Tap
from bot.speech import LANGUAGES


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
