"""A person's clusters: which one is at hand, switching, naming, adding."""

from bot.notices import refusals
from bot.scene import Scene, cluster_name
from bot.screens import Button, Page, Screen, Tap, shortened


def clusters_page(scene: Scene) -> Screen:
    """The clusters of this person. With several, the name stands on every card."""
    speech = scene.speech
    page = Page().bold(speech.say("Clusters"))
    _refusals(scene, page)
    current = scene.person.cluster if scene.person else None
    for place, cluster in enumerate(scene.clusters):
        name = cluster_name(speech, cluster, place)
        page.line(f"{'▸' if cluster.id == current else '·'} {shortened(name, 60)}")
        choice = str(cluster.id)
        row = [Button(speech.say("Rename {name}", name=shortened(name, 40)), Tap("name-cluster", choice=choice))]
        if cluster.id != current:
            row.insert(0, Button(shortened(name, 40), Tap("cluster", choice=choice)))
        page.row(*row)
    page.line(speech.say("Checks belong to a cluster. With several, its name stands on every card."), "italic")
    page.row(Button(speech.say("Another cluster"), Tap("name-cluster")), Button(speech.say("Menu"), Tap("menu")))
    return page.screen()


def name_cluster_page(scene: Scene, cluster: int) -> Screen:
    """Asks for a name."""
    speech = scene.speech
    page = Page().bold(speech.say("New name") if cluster else speech.say("Another cluster"))
    _refusals(scene, page)
    page.line(speech.say("Type the name of the cluster."))
    page.row(Button(speech.say("Never mind"), Tap("clusters")))
    return page.screen(typing=True)


def _refusals(scene: Scene, page: Page) -> None:
    refusals(scene, page)
