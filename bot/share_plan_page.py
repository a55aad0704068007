"""What of a check is to be shared, one switch each; what that means is said before it is done."""

from bot.review_views import SharePlan
from bot.scene import Scene
from bot.screens import Button, Page, Tap
from bot.seats import rated_of
from bot.share_pages import check_words


def plan_page(scene: Scene, page: Page, view: SharePlan) -> None:
    """What is to be shared, one switch each; what that means is said before it is done."""
    speech, share = scene.speech, view.share
    page.bold(speech.say("Share this check?")).line(f"{view.whose} · {check_words(scene, view.check)}")
    page.gap()
    names = {
        "f": (speech.say("Facts"), share.facts),
        "p": (speech.say("Proof: files, links, names of documents"), share.proofs),
        "n": (speech.say("Notes you switched for reports"), share.notes),
        "g": (speech.say("Express: guided, not blind"), share.guided),
    }
    for name, on in names.values():
        page.line(f"{'☑' if on else '☐'} {name}")
    page.line(speech.say("Until {date}", date=speech.date(share.until)))
    _meaning(scene, page, view)
    flags, _, days = view.choice.partition(".")
    switches = [
        Button(f"{'☑' if on else '☐'} {name}", Tap("share-new", view.check.id, "", f"{_flipped(flags, flag)}.{days}"))
        for flag, (name, on) in names.items()
    ]
    page.rows(switches, 1)
    spans = [
        Button(speech.count("{n} day", "{n} days", span), Tap("share-new", view.check.id, "", f"{flags}.{span}"))
        for span in (30, 60, 90)
        if str(span) != days
    ]
    page.row(*spans)
    if rated_of(scene.survey, share.scope):
        page.row(Button(speech.say("Share it"), Tap("share-make", view.check.id, "", view.choice)))
    page.row(Button(speech.say("Not now"), Tap("sharing")), Button(speech.say("Menu"), Tap("menu")))


def _flipped(flags: str, flag: str) -> str:
    return flags.replace(flag, "") if flag in flags else flags + flag


def _meaning(scene: Scene, page: Page, view: SharePlan) -> None:
    speech, share = scene.speech, view.share
    page.gap()
    many = len(rated_of(scene.survey, share.scope))
    if share.guided:
        page.line(
            speech.count(
                "Guided, not blind: {n} indicator near a threshold, without proof, or decisive for a "
                "label; the assessor sees your level. There are no agreement figures.",
                "Guided, not blind: {n} indicators near a threshold, without proof, or decisive for a "
                "label; the assessor sees your levels. There are no agreement figures.",
                many,
            )
        )
    else:
        page.line(
            speech.count(
                "The assessor rates {n} indicator without seeing your levels, documented states, points or plan.",
                "The assessor rates {n} indicators without seeing your levels, documented states, points or plan.",
                many,
            )
        )
    if share.notes:
        count = speech.count("{n} note is shared.", "{n} notes are shared.", view.has_notes)
        page.line(speech.say("{count} Notes can reveal levels.", count=count), "bold")
    if share.proofs:
        _proof_meaning(scene, page, view)
    page.line(speech.say("What somebody has read may have been kept, also after you withdraw it."), "italic")


def _proof_meaning(scene: Scene, page: Page, view: SharePlan) -> None:
    """How much proof is shared, and that what is opened can't be called back for sure."""
    speech = scene.speech
    proofs = speech.count("{n} proof", "{n} proofs", view.has_proofs)
    files = speech.count("{n} file", "{n} files", view.has_files)
    page.line(speech.say("{proofs} with {files}, and what you add later.", proofs=proofs, files=files))
    page.line(
        speech.say(
            "Proof that was opened may have been kept, also after you withdraw it. On Telegram files can't be "
            "forwarded or saved, and they leave the assessor's chat if you withdraw within 48 hours after they were "
            "opened; a picture of the screen stays, and so do files that were opened in a terminal."
        ),
        "bold",
    )
