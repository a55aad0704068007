"""Which documents have names: a level said to be documented asks, at some time, for the document's title."""

from bot.scene import Scene
from surveys.path import counted, documented
from surveys.quantities import level_of
from surveys.session import Documented


def unnamed(scene: Scene) -> tuple[list[str], int]:
    """Indicators said to be documented whose document has no name yet, and how many are documented at all."""
    answers = counted(scene.survey, scene.session.answers)
    proved = documented_levels(scene)
    return [id for id in proved if answers[id].document is None], len(proved)


def documented_levels(scene: Scene) -> list[str]:
    """The indicators with a level above the lowest that is said to be documented, wholly or partly."""
    survey, answers = scene.survey, counted(scene.survey, scene.session.answers)
    return [
        id
        for id, indicator in survey.indicators.items()
        if documented(survey, answers, id) in (Documented.YES, Documented.PARTLY)
        and (level := level_of(survey, answers, indicator))
        and level.points
    ]
