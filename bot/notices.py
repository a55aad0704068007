"""What is said above a card: what changed, what a section came to, what was refused."""

from typing import assert_never

from bot.documents import unnamed
from bot.scene import Doubted, Scene
from bot.screens import TOAST_LIMIT, Button, Page, Tap, choice_of, fitting, shortened
from bot.wording import answer_words, documented_words, light_words, problem_words, score_words, short_name, value_words
from storage.proof_files import CLUSTER_LIMIT, FILE_LIMIT
from surveys.indicators import Indicator, LevelIndicator, Question
from surveys.scoring import Light, light, score
from surveys.session import (
    Ambiguous,
    Ask,
    Asking,
    Changed,
    Final,
    Points,
    Prove,
    Proving,
    Refuse,
    Reply,
    Review,
    SectionDone,
    Skipped,
    Thank,
    Value,
)


def notices(scene: Scene, page: Page) -> None:
    """The lines above the card, and the readings to pick from when a text was ambiguous."""
    for reply in scene.notices:
        line = _line(scene, reply)
        if line:
            page.line(line, "italic")
    if page_begun(scene):
        page.gap()


def refusals(scene: Scene, page: Page) -> None:
    """What was refused, above a page that is no card."""
    for reply in scene.notices:
        if isinstance(reply, Refuse):
            page.line(problem_words(scene.speech, scene.survey, None, reply.problem), "italic")


def readings(scene: Scene, page: Page) -> None:
    """A button for each way a typed text can be read."""
    question = asked(scene)
    for reply in scene.notices:
        if isinstance(reply, Refuse) and isinstance(reply.problem, Ambiguous) and question:
            buttons = []
            for value in reply.problem.readings:
                tap = Tap("give", scene.number, question.id, choice_of(value, reply.problem.estimate))
                buttons.append(Button(_reading(scene, question, value), tap))
            page.rows(buttons, 1 if isinstance(question, LevelIndicator) else 2)


def _reading(scene: Scene, question: Question, value: Value) -> str:
    """One way to read a text; a level with the beginning of its statement."""
    words = value_words(scene.speech, scene.survey, scene.session.answers, question, value)
    level = question.level(value.points) if isinstance(question, Indicator) and isinstance(value, Points) else None
    return f"{words} – {shortened(level.text, 44)}" if level else words


def asked(scene: Scene) -> Question | None:
    """The question on the card, if there is one."""
    place = scene.stored.session.place if scene.stored else None
    return scene.survey.questions[place.question] if isinstance(place, Asking | Proving) else None


def page_begun(scene: Scene) -> bool:
    """Whether anything is said above the card."""
    return any(_line(scene, reply) for reply in scene.notices)


def _line(scene: Scene, reply: Reply) -> str:
    speech, survey = scene.speech, scene.survey
    match reply:
        case Changed():
            return ""  # the toast says it
        case SectionDone() if scene.session.kind != "self":
            return ""  # what it comes to is for the key to say
        case SectionDone(section) if scene.session.scope.kind == "express":
            return ""  # ten indicators in five sections: that would be said after every second tap
        case SectionDone(section):
            return _section_done(scene, section)
        case Refuse(Final()) if scene.stored and scene.stored.practice:
            return speech.say("This rating is final: it was compared with the key or with the group.")
        case Refuse(Final()) if scene.session.kind == "assessment":
            return speech.say("Your ratings are submitted and do not change any more.")
        case Refuse(problem):
            proving = scene.stored is not None and isinstance(scene.stored.session.place, Proving)
            return problem_words(speech, survey, asked(scene), problem, proving)
        case Ask() | Prove() | Review() | Thank():
            return ""
        case _:
            assert_never(reply)


def _section_done(scene: Scene, section: str) -> str:
    """A small result of the section just done."""
    speech, survey = scene.speech, scene.survey
    home = next(each for each in survey.sections if each.id == section)
    if not home.indicators:
        return speech.say("Done: {section}.", section=home.title)
    card = score(survey, scene.session.answers)
    claimed, evidenced = card.sections[section]
    lights = [light(each, card.indicators[each.id].evidenced) for each in home.indicators]
    colours = speech.listed(
        f"{lights.count(colour)} {light_words(speech, survey, colour)}" for colour in Light if colour in lights
    )
    missing = unnamed(scene)[0]
    names = speech.listed(each.number for each in home.indicators if each.id in missing)
    documents = speech.say("Documents without a name: {names}. Name them with /documents.", names=names)
    points = {"claimed": score_words(speech, claimed), "evidenced": score_words(speech, evidenced)}
    done = speech.say(
        "Done: {section}. Claimed: {claimed}. Documented: {evidenced}. By documents: {colours}.",
        section=home.title,
        colours=colours,
        **points,
    )
    return f"{done} {documents}" if names else done


def remark_words(scene: Scene) -> str:
    """Why what came in did nothing by itself, and what to do."""
    speech = scene.speech
    match scene.remark:
        case None:
            return ""
        case "early" if isinstance(scene.view, Doubted):
            return speech.say("You sent this before the question below was shown, so it was not stored.")
        case "elsewhere":
            return speech.say("This question was not on your screen, so your text was not stored.")
        case "early":
            return speech.say(
                "You sent something before this was shown, so nothing was done with it. Send it again if it belongs "
                "here."
            )
        case "forwarded" if isinstance(scene.view, Doubted):
            return speech.say("A forwarded message is no answer by itself, so it was not stored.")
        case "forwarded":
            return speech.say("A forwarded message is not taken here. Type it if it belongs here.")
        case "caption" if scene.takes_files:
            return speech.say(
                "Files are kept as proof only: press Proof at an indicator first. This one and the words beside it "
                "were not stored."
            )
        case "caption":
            return speech.say("Pictures and files are not kept here, and the words beside them were not stored.")
        case "file":
            return speech.say(
                "Files are kept as proof only: press Proof at an indicator first, then send it. What you sent was "
                "not stored."
            )
        case "files-off":
            return speech.say("Files are not taken here; type a link, or where it lies. What you sent was not stored.")
        case "too-large":
            return speech.say(
                "That file is larger than {limit} MB and was not stored. Send a smaller one, such as a PDF with "
                "smaller pictures, or type a link or where it lies.",
                limit=FILE_LIMIT // 2**20,
            )
        case "no-room":
            return speech.say(
                "Your cluster's files are {limit} MB already. Remove some, or type a link or where it "
                "lies. What you sent was not stored.",
                limit=CLUSTER_LIMIT // 2**20,
            )
        case "too-many-files":
            return speech.say("That is one file too many, and it was not stored. Remove another one first.")
        case "unread":
            return speech.say("Only text and the buttons are read here; what you sent was not stored.")
        case "edited":
            return speech.say(
                "You edited a message. That changes no answer: go back to the question (Back, or /overview) and answer "
                "it again."
            )
        case "old-button":
            return speech.say("That button is not known any more. Here is where you are.")
        case "unknown-link":
            return speech.say("The link you came by is not known here, or has ended. Everything else works.")
        case "shut":
            return speech.say("This part of the group is closed: nothing is rated in it now.")
        case _:
            assert_never(scene.remark)


def toast(scene: Scene) -> str:
    """What was stored, in a few words: the answer, or the old and the new one."""
    speech, survey, answer = scene.speech, scene.survey, scene.recorded
    if scene.overtaken:
        return speech.say("Your later answer stands.")
    if answer is None:
        return fitting(scene.word, TOAST_LIMIT)
    question = survey.questions[answer.question]
    name = short_name(question)
    changed = next((reply for reply in scene.notices if isinstance(reply, Changed)), None)
    now = answer_words(speech, survey, scene.session.answers, question)
    if scene.noted:
        said = speech.say("Note saved · {name}", name=name)
    elif changed:
        before = answer_words(speech, survey, {**scene.session.answers, answer.question: changed.old}, question)
        if changed.old.value == changed.new.value:  # the documents changed, not the level
            before, now = (documented_words(speech, each.documented) for each in (changed.old, changed.new))
        said = speech.say(
            "Changed · {name}: {old} → {new}", name=name, old=shortened(before, 60), new=shortened(now, 60)
        )
    elif isinstance(answer.mark, Skipped):
        said = speech.say("Skipped · {name}", name=name)
    elif now:
        proof = f", {documented_words(speech, answer.documented)}" if answer.documented else ""
        said = speech.say("Saved · {name}: {answer}", name=name, answer=shortened(now, 90) + proof)
    else:
        said = speech.say("Saved · {name}", name=name)
    return fitting(said, TOAST_LIMIT)


def refusal(scene: Scene) -> str:
    """What was refused, if anything."""
    lines = [_line(scene, reply) for reply in scene.notices if isinstance(reply, Refuse)]
    return lines[0] if lines else remark_words(scene)
