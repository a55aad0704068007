"""A scene becomes screens. Pure: it reads what the turn gathered and changes nothing."""

from dataclasses import replace
from typing import assert_never

from bot.calendar_page import calendar_page
from bot.cards import card, note, sure
from bot.cluster_pages import clusters_page, name_cluster_page
from bot.cohort_views import Group
from bot.cutting import fitted
from bot.erasing_pages import erase_page, erased_page, exported_page
from bot.evidence_pages import checklist_page, proofs_page
from bot.history_pages import documents_page, history_page, look_up_page, new_version_page
from bot.menus import choose, help_page, languages, menu, privacy, welcome
from bot.notices import refusal, remark_words, toast
from bot.overview import overview
from bot.plan_line_pages import line_page, new_line_page
from bot.plan_pages import plan_page, take_page
from bot.progress_pages import compare_page
from bot.proof_page import not_stored_page, proof_page
from bot.reminder_pages import dates_line, reminded_page, reminders_page
from bot.report_pages import report_page
from bot.result_pages import result
from bot.review_views import Peer
from bot.scene import (
    Attempts,
    BesideKey,
    Calendar,
    Card,
    CaseIntro,
    Checklist,
    ChooseCheck,
    Clusters,
    Compare,
    DocumentNames,
    Doubted,
    Erase,
    Erased,
    Exported,
    Help,
    History,
    Keep,
    Languages,
    LinePage,
    LookUp,
    Menu,
    NameCluster,
    NewLine,
    NewVersion,
    NoteCard,
    NotStored,
    Overview,
    Plan,
    PracticeResult,
    Privacy,
    ProofPage,
    Proofs,
    Reminded,
    Reminding,
    Report,
    Result,
    Scene,
    Story,
    SureToSubmit,
    Take,
    Train,
    WayTo,
    Welcome,
    WhatIf,
    Why,
)
from bot.screens import Screen
from bot.way_pages import way_page
from bot.what_if_page import what_if_page
from bot.why import why


def draw(scene: Scene, aloud: bool = False) -> tuple[Screen, ...]:
    """The screens of a scene; one live card, within Telegram's limits, with a word on what was stored.

    `aloud`: that word stands on the card, for a channel that has no other place for it.
    """
    screen = replace(_headed(scene, _drawn(scene)), alert=refusal(scene), language=scene.language)
    word = toast(scene)
    said = screen.with_line(f"✓ {word}") if aloud and word else replace(screen, toast=word)
    return fitted(said)


ABOUT_NO_CLUSTER = (
    Welcome,
    Clusters,
    NameCluster,
    Help,
    Privacy,
    Languages,
    Exported,
    Erase,
    Erased,
    Reminding,
    Train,
    CaseIntro,
    Attempts,
    Group,
    Peer,
)


ON_A_CASE = (Card, Keep, Doubted, Why, NoteCard, Overview)
"""Cards of a practice session or a review, which say which case or whose check they are about."""


def _headed(scene: Scene, screen: Screen) -> Screen:
    """With several clusters, whose card this is stands on its second line; then why what came in did nothing."""
    named = "" if isinstance(scene.view, ABOUT_NO_CLUSTER) else scene.cluster_name
    if scene.case and isinstance(scene.view, ON_A_CASE):
        named = scene.speech.say("Case · {title}", title=scene.case.title)
    if scene.beside and isinstance(scene.view, ON_A_CASE):
        named = scene.speech.say("Review: {cluster}", cluster=scene.beside.whose)
    screen = screen.with_heading(named) if named else screen
    for line in filter(None, (dates_line(scene) if scene.dated else "", remark_words(scene))):
        screen = screen.with_line(line)
    return screen


def _drawn(scene: Scene) -> Screen:
    match scene.view:
        case Card() | Keep() | Doubted():
            return card(scene)
        case Why(question):
            return why(scene, question)
        case NoteCard(question):
            return note(scene, question)
        case SureToSubmit(looks):
            return sure(scene, looks)
        case Overview(section):
            return overview(scene, section)
        case Result():
            return result(scene, scene.view)
        case Welcome(code):
            return welcome(scene, code)
        case Menu():
            return menu(scene)
        case ChooseCheck():
            return choose(scene)
        case Calendar(file):
            return calendar_page(scene, file)
        case WhatIf():
            return what_if_page(scene, scene.view)
        case WayTo():
            return way_page(scene, scene.view)
        case Report():
            return report_page(scene, scene.view)
        case Plan():
            return plan_page(scene, scene.view)
        case LinePage():
            return line_page(scene, scene.view)
        case NewLine():
            return new_line_page(scene, scene.view)
        case Take():
            return take_page(scene, scene.view)
        case Reminding():
            return reminders_page(scene, scene.view)
        case Reminded():
            return reminded_page(scene, scene.view)
        case Train() | CaseIntro() | Story() | BesideKey() | PracticeResult() | Attempts():
            return _trained(scene, scene.view)
        case Checklist():
            return checklist_page(scene, scene.view)
        case Proofs():
            return proofs_page(scene, scene.view)
        case ProofPage():
            return proof_page(scene, scene.view)
        case NotStored():
            return not_stored_page(scene, scene.view)
        case Peer():
            return _peered(scene, scene.view)
        case Help(unknown):
            return help_page(scene, unknown)
        case Privacy(code):
            return privacy(scene, code)
        case Languages():
            return languages(scene)
        case History():
            return history_page(scene)
        case Compare():
            return compare_page(scene, scene.view)
        case LookUp():
            return look_up_page(scene)
        case DocumentNames():
            return documents_page(scene, scene.view)
        case NewVersion():
            return new_version_page(scene, scene.view)
        case Clusters():
            return clusters_page(scene)
        case NameCluster(cluster):
            return name_cluster_page(scene, cluster)
        case Exported():
            return exported_page(scene, scene.view)
        case Erase():
            return erase_page(scene, scene.view)
        case Erased():
            return erased_page(scene, scene.view)
        case Group():
            return _grouped(scene, scene.view)
        case _:
            assert_never(scene.view)


def _grouped(scene: Scene, view: Group) -> Screen:
    """The pages of a cohort; what reads a case is paid for by those who practise."""
    from bot.cohort_drawing import group_page

    return group_page(scene, view)


def _peered(scene: Scene, view: Peer) -> Screen:
    """The pages around reviews are paid for by those who share and review."""
    from bot.peer_drawing import peer_page

    return peer_page(scene, view)


def _trained(scene: Scene, view: Train | CaseIntro | Story | BesideKey | PracticeResult | Attempts) -> Screen:
    """The pages of practice; what reads a case is paid for by those who practise."""
    from bot.attempts_page import attempts_page
    from bot.practice_pages import intro_page, story_page, train_page
    from bot.practice_results import beside_key_page, practice_result_page

    match view:
        case Train():
            return train_page(scene)
        case CaseIntro():
            return intro_page(scene, view)
        case Story():
            return story_page(scene, view)
        case BesideKey():
            return beside_key_page(scene, view)
        case PracticeResult():
            return practice_result_page(scene, view)
        case Attempts():
            return attempts_page(scene)
        case _:
            assert_never(view)
