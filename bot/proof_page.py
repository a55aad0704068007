"""One proof on a phone: what it is and can be done with it, what is asked about it; and a file that was not stored."""

from bot.evidence_pages import asked_for, back_row, checklist_page, too_old
from bot.notices import refusals
from bot.proofs import file_words, period_words, reason_words, title
from bot.scene import Checklist, NotStored, ProofPage, Scene
from bot.screens import Attachment, Button, Page, Screen, Tap, shortened
from bot.wording import letter_of, name_of
from storage.evidence import Proof
from surveys.indicators import Indicator
from surveys.path import counted, documented
from surveys.quantities import level_of
from surveys.session import Documented, Submitted


def proof_page(scene: Scene, view: ProofPage) -> Screen:
    """One proof with what can be done about it, or what is asked about it."""
    speech = scene.speech
    proof = next((each for each in scene.proofs if each.id == view.proof), None)
    if proof is None:
        return checklist_page(scene, Checklist())
    indicator = scene.survey.indicators.get(view.question)
    page = Page().bold(speech.say("Proof · {name}", name=name_of(indicator) if indicator else ""))
    refusals(scene, page)
    _itself(scene, page, proof, view.question)
    match view.asks:
        case "shows" | "name":
            _ask_shows(scene, page, proof, indicator if view.asks == "shows" else None)
        case "date":
            _ask_date(scene, page, proof, view.question)
        case "replace":
            page.gap()
            asked_for(scene, page)
        case "remove":
            _ask_remove(scene, page, proof, view.question)
        case "for":
            _ask_for(scene, page, proof, view.section)
        case "":
            _actions(scene, page, proof, indicator)
    row = []
    if view.asks not in ("", "remove"):
        row.append(Button(speech.say("To the proof"), Tap("proof", 0, view.question, str(proof.id))))
    if indicator:
        row.append(Button(speech.say("All proofs of {number}", number=indicator.number), _to(scene, indicator.id)))
    page.row(*row)
    back_row(scene, page, view.question)
    typing = view.asks in ("shows", "name", "date", "replace")
    asks = f"proof-{proof.id}-{view.asks}" if typing else ""
    takes = scene.takes_files and typing and (view.asks == "replace" or (proof.kind == "file" and view.asks != "name"))
    return page.screen(typing=typing, file=_file(scene, proof, view.file), asks=asks, files=takes)


def _to(scene: Scene, question: str) -> Tap:
    return Tap("proofs", scene.number, question)


def _file(scene: Scene, proof: Proof, number: int) -> Attachment | None:
    """The file that was asked for, read when it is sent."""
    file = next((each for each in proof.files if each.id == number and each.sha256), None)
    if file is None or file.sha256 is None or scene.files is None:
        return None
    hash, files = file.sha256, scene.files
    return Attachment(file.name, make=lambda: files.read(hash), plain=True)


def _itself(scene: Scene, page: Page, proof: Proof, question: str) -> None:
    """What it shows, its files or words, its date, the indicators it is for."""
    speech, survey = scene.speech, scene.survey
    page.line(title(scene, proof, question), "bold")
    if proof.words and proof.words != title(scene, proof, question):
        page.line(proof.words)
    for number, file in enumerate(proof.files, start=1):
        page.line(f"{number}. {file_words(speech, file)}")
    indicator = survey.indicators.get(question)
    old = speech.say(" (too old)") if indicator and too_old(scene, proof, indicator) else ""
    date = period_words(speech, proof.refers) if proof.refers else "–"
    page.line(speech.say("Date on it: {date}", date=date) + old)
    numbers = [survey.indicators[use.question].number for use in proof.uses if use.question in survey.indicators]
    if len(numbers) > 1:
        page.line(speech.say("Proves: {numbers}", numbers=speech.listed(numbers)))


def _ask_shows(scene: Scene, page: Page, proof: Proof, indicator: Indicator | None) -> None:
    """Places of the survey's list to pick from, or words of one's own."""
    speech = scene.speech
    if indicator is None:
        page.gap().bold(speech.say("Type what it shows, in a few words."))
        return
    page.gap().bold(speech.say("What does it show? Pick one, or type it in a few words."))
    for place, each in enumerate(indicator.proof, start=1):
        page.line(f"{place}  {each.text}")
    taps = [Tap("shows", 0, indicator.id, f"{proof.id}.{place}") for place in range(len(indicator.proof))]
    page.rows([Button(str(place), tap) for place, tap in enumerate(taps, start=1)], 6)
    if proof.kind == "file" and scene.takes_files:
        page.line(speech.say("More pictures or files of the same? Send them now."), "italic")


def _ask_date(scene: Scene, page: Page, proof: Proof, question: str) -> None:
    speech, today = scene.speech, scene.now.date()
    page.gap().bold(speech.say("What date does it refer to? Type it like 15.3.2025, 03/2025 or 2025."))
    page.row(
        Button(speech.say("Today"), Tap("proof-date", 0, question, f"{proof.id}.{today.isoformat()}")),
        Button(speech.say("Without a date"), Tap("proof-date", 0, question, f"{proof.id}.-")),
    )


def _ask_remove(scene: Scene, page: Page, proof: Proof, question: str) -> None:
    speech = scene.speech
    page.gap().bold(speech.say("Remove this proof?"))
    page.line(
        speech.say(
            "Its files are erased here, for every indicator it is for. A submitted check that records it then says "
            "“removed on …”. What stands in a chat stays there."
        )
    )
    page.row(
        Button(speech.say("Yes, remove"), Tap("proof-remove", 0, question, str(proof.id))),
        Button(speech.say("No"), Tap("proof", 0, question, str(proof.id))),
    )


def _ask_for(scene: Scene, page: Page, proof: Proof, section: str) -> None:
    """Which other indicator: first its dimension."""
    speech, survey = scene.speech, scene.survey
    home = next((each for each in survey.sections if each.id == section), None)
    page.gap().bold(speech.say("Which indicator does it prove too?"))
    if home is None:
        for each in survey.sections:
            if each.indicators:
                tap = Tap("proof-for", choice=f"{proof.id}.{each.id}")
                page.row(Button(shortened(f"{each.number} {each.title}", 60), tap))
        return
    for indicator in home.indicators:
        if not proof.use(indicator.id):
            page.row(Button(shortened(name_of(indicator), 60), Tap("also", 0, indicator.id, str(proof.id))))


def _actions(scene: Scene, page: Page, proof: Proof, indicator: Indicator | None) -> None:
    speech, question, id = scene.speech, indicator.id if indicator else "", proof.id
    if indicator:
        _covering(scene, page, proof, indicator)
        _documenting(scene, page, indicator)
    kept = [(n, file) for n, file in enumerate(proof.files, start=1) if file.state == "kept"]
    taps = [(n, Tap("proof-file", 0, question, f"{id}.{file.id}")) for n, file in kept]
    page.rows([Button(speech.say("File {n}", n=n), tap) for n, tap in taps], 5)
    for n, file in enumerate(proof.files, start=1):
        if file.state == "failed" and file.reason in ("full", "disk", "broken"):
            page.row(Button(speech.say("Fetch file {n} again", n=n), Tap("fetch", 0, question, f"{id}.{file.id}")))
    page.row(
        *(
            Button(caption, Tap("proof-ask", 0, question, f"{id}.{asked}"))
            for caption, asked in ((speech.say("Words"), "name"), (speech.say("Date"), "date"))
        ),
        Button(speech.say("Replace"), Tap("proof-ask", 0, question, f"{id}.replace")),
    )
    page.row(
        Button(speech.say("For another one"), Tap("proof-for", 0, question, f"{id}.")),
        Button(speech.say("Remove"), Tap("proof-ask", 0, question, f"{id}.remove")),
    )
    if indicator and len(proof.uses) > 1:
        page.row(Button(speech.say("Not for this one"), Tap("not-for", 0, question, str(id))))


def _covering(scene: Scene, page: Page, proof: Proof, indicator: Indicator) -> None:
    """The survey's list with what it covers, each place to be ticked."""
    use = proof.use(indicator.id)
    page.gap().line(scene.speech.say("What of the list it covers:"))
    marks = ["☑" if use and place in use.covers else "☐" for place in range(len(indicator.proof))]
    for place, each in enumerate(indicator.proof):
        page.line(f"{marks[place]} {place + 1}  {shortened(each.text, 120)}")
    taps = [Tap("covers", 0, indicator.id, f"{proof.id}.{place}") for place in range(len(indicator.proof))]
    page.rows([Button(f"{mark} {place}", tap) for place, (mark, tap) in enumerate(zip(marks, taps, strict=True), 1)], 6)


def _documenting(scene: Scene, page: Page, indicator: Indicator) -> None:
    """A proof changes nothing by itself: whether the level is documented is asked, where that is not said already."""
    if scene.stored is None or isinstance(scene.session.place, Submitted) or scene.session.scope.kind == "express":
        return
    answers = counted(scene.survey, scene.session.answers)
    level = level_of(scene.survey, answers, indicator)
    state = documented(scene.survey, answers, indicator.id)
    if level is None or not level.points or state is Documented.YES:
        return
    speech = scene.speech
    page.gap().bold(speech.say("Your level: {answer}", answer=letter_of(level.points)))
    page.line(speech.say("Is it documented now? A proof alone changes nothing in your answers."))
    page.row(
        Button(speech.say("Documented"), Tap("doc", scene.number, indicator.id, Documented.YES)),
        Button(speech.say("Partly documented"), Tap("doc", scene.number, indicator.id, Documented.PARTLY)),
    )


# --- a file that failed --------------------------------------------------------------------------------------


def not_stored_page(scene: Scene, view: NotStored) -> Screen:
    """Beside the live card: a file that a proof was to have is not here, and what to do."""
    speech = scene.speech
    page = Page().bold(speech.say("Not stored: {file}", file=view.name))
    words = reason_words(speech, view.reason)
    page.line(words[:1].upper() + words[1:])
    page.row(Button(speech.say("To the proof"), Tap("proof", 0, view.question, str(view.proof))))
    return page.screen()
