"""A scene becomes screens. Pure: it reads what the turn gathered and changes nothing."""

from dataclasses import replace
from typing import assert_never

from bot.cards import card, note, sure
from bot.cluster_pages import clusters_page, name_cluster_page
from bot.erasing_pages import erase_page, erased_page, exported_page
from bot.history_pages import documents_page, history_page, look_up_page, new_version_page
from bot.menus import choose, help_page, languages, menu, privacy, welcome
from bot.notices import refusal, toast
from bot.overview import overview
from bot.result_pages import result
from bot.scene import (
    Card,
    ChooseCheck,
    Clusters,
    DocumentNames,
    Erase,
    Erased,
    Exported,
    Help,
    History,
    Keep,
    Languages,
    LookUp,
    Menu,
    NameCluster,
    NewVersion,
    NoteCard,
    Overview,
    Privacy,
    Result,
    Scene,
    SureToSubmit,
    Welcome,
    Why,
)
from bot.screens import Screen, Span
from bot.why import why


def draw(scene: Scene) -> tuple[Screen, ...]:
    """The screens of a scene; one live card, within Telegram's limits, with a word on what was stored."""
    return tuple(
        replace(screen, toast=toast(scene), alert=refusal(scene), language=scene.language, spans=_named(scene, screen))
        for screen in _drawn(scene)
    )


ABOUT_NO_CLUSTER = (Welcome, Clusters, NameCluster, Help, Privacy, Languages, Exported, Erase, Erased)


def _named(scene: Scene, screen: Screen) -> tuple[Span, ...]:
    """With several clusters, whose card this is stands on its second line."""
    if not scene.cluster_name or isinstance(scene.view, ABOUT_NO_CLUSTER):
        return screen.spans
    first, *rest = screen.spans
    return (first, Span("\n"), Span(scene.cluster_name, "italic"), *rest)


def _drawn(scene: Scene) -> tuple[Screen, ...]:
    match scene.view:
        case Card() | Keep():
            return (card(scene),)
        case Why(question):
            return (why(scene, question),)
        case NoteCard(question):
            return (note(scene, question),)
        case SureToSubmit():
            return (sure(scene),)
        case Overview(section):
            return (overview(scene, section),)
        case Result():
            return (result(scene, scene.view),)
        case Welcome():
            return (welcome(scene),)
        case Menu():
            return (menu(scene),)
        case ChooseCheck():
            return (choose(scene),)
        case Help(unknown):
            return (help_page(scene, unknown),)
        case Privacy():
            return (privacy(scene),)
        case Languages():
            return (languages(scene),)
        case History():
            return (history_page(scene),)
        case LookUp():
            return (look_up_page(scene),)
        case DocumentNames():
            return (documents_page(scene, scene.view),)
        case NewVersion():
            return (new_version_page(scene, scene.view),)
        case Clusters():
            return (clusters_page(scene),)
        case NameCluster(cluster):
            return (name_cluster_page(scene, cluster),)
        case Exported():
            return (exported_page(scene, scene.view),)
        case Erase():
            return (erase_page(scene, scene.view),)
        case Erased():
            return (erased_page(scene, scene.view),)
        case _:
            assert_never(scene.view)
