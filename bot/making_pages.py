"""Making a cohort on a phone: one field at a time, and all of them on one page to be changed."""

from datetime import date

from bot.cohort_views import FIELDS, PROGRAMME_FIELDS, Field, Made, Set
from bot.rooms import Room
from bot.scene import Scene
from bot.screens import Button, Page, Tap, shortened
from bot.speech import LANGUAGES, Speech
from storage.cohorts import Kind


def made_page(scene: Scene, page: Page, view: Made) -> None:
    """One field: typed, or picked from buttons."""
    speech, room = scene.speech, view.room
    new = speech.say("A new programme") if view.kind == "programme" else speech.say("A new group")
    page.bold(_title(speech, view.field, room.cohort.kind) if room else new)
    if view.field == "name" and view.kind == "programme":
        page.line(speech.say("Type the name of the programme, as the clusters will see it."))
    else:
        page.line(_question(speech, view.field))
    if room is None:
        page.row(Button(speech.say("Never mind"), Tap("cohort")))
        return
    match view.field:
        case "case":
            for id, title, many in view.cases:
                page.line(f"{title} – {speech.count('{n} indicator', '{n} indicators', many)}")
                page.row(_pick(room, view, shortened(title, 40), id))
        case "language":
            page.row(*(_pick(room, view, name, code) for code, name in LANGUAGES.items()))
        case "scope":
            _scope(speech, page, room, view)
        case "mode":
            page.row(_pick(room, view, speech.say("When I release it"), "end"))
            page.row(_pick(room, view, speech.say("After each rating"), "each"))
        case "begins" | "ends":
            page.row(_pick(room, view, speech.say("No date"), "none"))
        case _:
            pass
    if view.making:
        page.row(Button(speech.say("All groups"), Tap("cohort")))
    else:
        page.row(Button(speech.say("Back"), Tap("cohort-set", room.cohort.id)))


def _pick(room: Room, view: Made, label: str, choice: str, field: Field | None = None) -> Button:
    verb = "cohort-make" if view.making else "cohort-set"
    return Button(label, Tap(verb, room.cohort.id, field or view.field, choice))


def _scope(speech: Speech, page: Page, room: Room, view: Made) -> None:
    """All, some sections, or a list."""
    page.row(_pick(room, view, speech.say("All of the case"), "full"))
    chosen = set(room.cohort.scope.ids) if room.cohort.scope.kind == "sections" else set()
    case = room.case
    keyed = case.keyed if case else {}
    for each in room.survey.sections:
        if any(indicator.id in keyed for indicator in each.indicators):
            sign = "☑" if each.id in chosen else "☐"
            flip = f"{'-' if each.id in chosen else '+'}{each.id}"
            page.row(_pick(room, view, f"{sign} {shortened(f'{each.number} {each.title}', 50)}", flip))
    page.row(_pick(room, view, speech.say("A list of indicators"), "", "list"))
    if chosen:
        page.row(_pick(room, view, speech.say("Done"), "next"))


def _title(speech: Speech, field: Field, kind: Kind = "training") -> str:
    match field:
        case "name" if kind == "programme":
            return speech.say("Name of the programme")
        case "name":
            return speech.say("Name of the group")
        case "trainer":
            return speech.say("Your name")
        case "case":
            return speech.say("Case")
        case "language":
            return speech.say("Language")
        case "scope" | "list":
            return speech.say("Indicators")
        case "mode":
            return speech.say("When they see the key")
        case "begins":
            return speech.say("First day")
        case "ends":
            return speech.say("Last day")


def _question(speech: Speech, field: Field) -> str:
    match field:
        case "name":
            return speech.say("Type the name of the group, as everybody will see it.")
        case "trainer":
            return speech.say("Type your own name, as those who join will see it.")
        case "case":
            return speech.say("Which case shall they rate?")
        case "language":
            return speech.say("In which language do the cards begin? Everybody can switch each card.")
        case "scope":
            return speech.say("Which indicators shall they rate? All of the case, some dimensions, or a list.")
        case "list":
            return speech.say("Type the numbers of the indicators, like 1.2 4.1.2.")
        case "mode":
            return speech.say(
                "When does everybody see the key: when you release it, part by part, or at once after each rating?"
            )
        case "begins":
            return speech.say("From which day can be rated? Type a day like 15.5.2027, or leave it open.")
        case "ends":
            return speech.say(
                "Until which day? After it nobody joins and nothing is rated; names go 30 days later. Type a day like "
                "15.5.2027, or leave it open."
            )


def set_page(scene: Scene, page: Page, view: Set) -> None:
    """All fields with what they are now."""
    speech, room = scene.speech, view.room
    page.bold(speech.say("Settings of “{name}”", name=room.cohort.name))
    buttons = []
    for field in PROGRAMME_FIELDS if room.cohort.kind == "programme" else FIELDS:
        title = _title(speech, field, room.cohort.kind)
        page.line(f"{title}: {field_words(scene, room, field)}")
        buttons.append(Button(title, Tap("cohort-set", room.cohort.id, field)))
    if room.cohort.names_until:
        page.line(speech.say("Names go after {date}.", date=speech.date(room.cohort.names_until)))
    page.rows(buttons, 2)
    page.row(Button(speech.say("Keep names 30 days from today"), Tap("cohort-names", room.cohort.id)))
    page.row(Button(speech.say("Back"), Tap("cohort", room.cohort.id)))


def field_words(scene: Scene, room: Room, field: Field) -> str:
    """What a field is now."""
    speech, cohort = scene.speech, room.cohort
    match field:
        case "name":
            return cohort.name
        case "trainer":
            return room.me.name or "–"
        case "case":
            return room.case.title if room.case else "–"
        case "language":
            return LANGUAGES.get(cohort.language, cohort.language)
        case "scope" | "list":
            return scope_words(speech, room)
        case "mode":
            return speech.say("after each rating") if cohort.mode == "each" else speech.say("when you release it")
        case "begins":
            return _day(speech, cohort.begins)
        case "ends":
            return _day(speech, cohort.ends)


def scope_words(speech: Speech, room: Room) -> str:
    """How many indicators, and which."""
    many = speech.count("{n} indicator", "{n} indicators", len(room.asked))
    match room.cohort.scope.kind:
        case "sections":
            return f"{many}: {speech.listed(each.title for each in room.sections)}"
        case "indicators":
            return f"{many}: {speech.listed(room.survey.indicators[id].number for id in room.asked)}"
        case _:
            return many


def _day(speech: Speech, day: date | None) -> str:
    return speech.date(day) if day else speech.say("no date")
