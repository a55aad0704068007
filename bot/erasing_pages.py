"""Export and erasing: the file, what would go, and that it is gone."""

from bot.drawings import tables_of
from bot.scene import Erase, Erased, Exported, Scene
from bot.screens import Attachment, Button, Page, Screen, Tap
from bot.wording import name_of


def exported_page(scene: Scene, view: Exported) -> Screen:
    """Everything held about the person, as a file."""
    speech = scene.speech
    page = Page().bold(speech.say("Everything held about you"))
    match view.form:
        case "json":
            page.line(
                speech.say("One JSON file: clusters, checks with every answer and its date, notes, results, rules.")
            )
        case "xlsx":
            page.line(
                speech.say("A workbook: answers, points, labels, and what the columns mean. Your notes are in it.")
            )
        case "csv":
            page.line(speech.say("A table of the answers for any spreadsheet. Your notes are in it."))
    if scene.clusters:
        page.row(
            Button(speech.say("Excel (XLSX)"), Tap("export", choice="xlsx")),
            Button("CSV", Tap("export", choice="csv")),
            Button("JSON", Tap("export")),
        )
    page.row(Button(speech.say("Menu"), Tap("menu")))
    return page.screen(file=tables_of(scene, view) or Attachment(view.name, view.content))


def erase_page(scene: Scene, view: Erase) -> Screen:
    """Names what goes, offers the export, asks once."""
    speech = scene.speech
    notes = sum(answer.note is not None for check in scene.checks for answer in check.session.answers.values())
    checks = speech.count("{n} check", "{n} checks", len(scene.checks))
    held = speech.count("{n} note", "{n} notes", notes)
    if view.what == "check":
        page = Page().bold(speech.say("Delete this check?"))
        page.line(speech.say("Its answers and {notes} go.", notes=held))
        if view.carried:
            page.line(speech.say("Your open check will no longer show these answers for confirmation."))
        yes = Button(speech.say("Yes, delete it"), Tap("erase-check", view.session, choice="yes"))
    else:
        page = Page().bold(speech.say("Erase everything about you?"))
        page.line(
            speech.say(
                "These go: {checks}, {notes}, your clusters with their plans and proofs, your reminders, your language "
                "and your consent.",
                checks=checks,
                notes=held,
            )
        )
        yes = Button(speech.say("Yes, erase everything"), Tap("erase", choice="yes"))
    if scene.channel == "telegram":
        page.line(
            speech.say(
                "It is erased from the database as well, and from backups made by an upgrade. Copies that you or "
                "others made elsewhere can't be reached from here."
            )
        )
        if view.what == "person":
            page.line(
                speech.say(
                    "The messages of the last 48 hours are removed from this chat, yours too, and exported files with "
                    "them: save those elsewhere first."
                )
            )
    else:
        page.line(
            speech.say(
                "It is erased from the file as well, and from backups made by an upgrade. Copies that you or others "
                "made elsewhere, and what stands above in this window, can't be reached from here."
            )
        )
    page.row(Button(speech.say("Export first"), Tap("export")))
    page.row(yes, Button(speech.say("No"), Tap("menu")))
    return page.screen()


def erased_page(scene: Scene, view: Erased) -> Screen:
    """Shown only after the journal was emptied."""
    speech = scene.speech
    match view.what:
        case "person":
            page = Page().bold(speech.say("Everything about you is erased."))
            if scene.channel == "telegram":
                page.line(
                    speech.say(
                        "The messages of the last 48 hours were removed from this chat. To clear what is older, open "
                        "this chat's menu in Telegram and choose “Delete chat” or “Clear history”."
                    )
                )
            page.line(speech.say("Type anything to begin anew."))
            return page.screen()
        case "check":
            page = Page().bold(speech.say("The check is deleted."))
            page.row(Button(speech.say("Earlier checks"), Tap("history")), Button(speech.say("Menu"), Tap("menu")))
            return page.screen()
        case "cluster":
            page = Page().bold(speech.say("The cluster is erased, for everybody."))
            page.row(Button(speech.say("Clusters"), Tap("clusters")), Button(speech.say("Menu"), Tap("menu")))
            return page.screen()
        case "note":
            name = name_of(scene.survey.questions[view.question]) if view.question in scene.survey.questions else ""
            page = Page().bold(speech.say("The note is deleted. {name}", name=name).strip())
            page.row(
                Button(speech.say("To the check"), Tap("card", scene.number)), Button(speech.say("Menu"), Tap("menu"))
            )
            return page.screen()
