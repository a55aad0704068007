"""The one table of commands: the terminal's completion, help, and later Telegram's menu are made from it."""

from dataclasses import dataclass


def marked(sentence: str) -> str:
    """Marks a sentence for translation where it is written; it is said elsewhere."""
    return sentence


@dataclass(frozen=True, slots=True)
class Command:
    """A command's name, and what it does in one line."""

    name: str
    about: str


COMMANDS = (
    Command("start", marked("The menu; goes on where you were")),
    Command("check", marked("Begin or continue a check")),
    Command("result", marked("Your provisional result, with the reason for every point")),
    Command("report", marked("Report as a PDF, to hand on")),
    Command("calendar", marked("When labels end, and what to go for next")),
    Command("plan", marked("What to do next: the plan, with who and until when")),
    Command("reminders", marked("When you are reminded, and how to stop it")),
    Command("train", marked("Practise assessing a described case")),
    Command("cohort", marked("Groups: run a training, or take part in one")),
    Command("share", marked("Share a submitted check with a peer, or ask a colleague")),
    Command("review", marked("Checks that you review for others")),
    Command("team", marked("Who works in your cluster, and who changed what")),
    Command("history", marked("Earlier checks, with date and totals")),
    Command("lookup", marked("What to look up, and whom to ask")),
    Command("documents", marked("Name the documents that prove your levels")),
    Command("evidence", marked("What proves your levels, and what is missing")),
    Command("overview", marked("All questions: done, open, skipped")),
    Command("clusters", marked("Several clusters: switch, name, add")),
    Command("language", marked("Change the language")),
    Command("privacy", marked("What is stored and who sees it")),
    Command("export", marked("Everything held about you, as a file")),
    Command("delete", marked("Erase everything about you")),
    Command("help", marked("How this works")),
)


def command_of(text: str) -> str | None:
    """The known command a text begins with, without slash and bot name; None if there is none."""
    word = text.split(maxsplit=1)[0].casefold() if text.split() else ""
    name = word.removeprefix("/").partition("@")[0]
    known = {command.name for command in COMMANDS}
    return name if word.startswith("/") and name in known else None
