"""Asking a colleague: by link or by mail, their answer as a proposal, taken over with one tap."""

from dataclasses import replace

from bot.inviting import INVITATIONS_LIMIT, invited, room_for_one_more, serving
from bot.inviting_codes import link, new_code
from bot.peer_log import cluster_called, log, refused, stray
from bot.review_views import AskPage, InvitationMade, MailText, Offers, Peer, Questions, Typing
from bot.rights import changes, owns
from bot.scene import Menu, Scene
from bot.screens import Tap, is_number, value_of
from bot.seats import asked_here, submitted
from bot.speech import speech
from bot.telling import tell_workers
from bot.turn import Turn
from storage.invitations import NAMED_LIMIT, Invitation
from storage.news import News
from storage.offers import Offer
from storage.people import Filling
from storage.sessions import Stored
from surveys.fitting import problem_with
from surveys.indicators import ComputedIndicator
from surveys.path import path
from surveys.reading import read
from surveys.session import Answers, Closed, Give, NotAChoice, Problem, QuestionId, Refuse, TooLong, TooMany, Value
from surveys.survey import Survey
from surveys.vocabulary import Reading, tidy

FORM = "offer"
MOST = 10
"""Questions of one invitation: as many as a button can carry."""
DIGITS = 2


async def asked(turn: Turn, tap: Tap) -> Scene:
    """The scene of a tap about colleagues: of who asks, or of who is asked."""
    match tap.verb:
        case "questions" | "offer" | "offer-give":
            return await _answering(turn, tap)
        case "offers":
            await turn.switch(tap.choice)  # of another of their clusters, as news say
            return await offers_scene(turn)
        case "offer-take" | "offer-drop":
            return await _dealt_with(turn, tap)
        case _:
            return await _choosing(turn, tap)


# --- who asks ------------------------------------------------------------------------------------------------


async def _choosing(turn: Turn, tap: Tap) -> Scene:
    """Picks questions of an open check, for a link or a mail, or to type in what came back."""
    check = await turn.work.sessions.load(tap.session or turn.number, turn.person.id)
    if check is not None and check.cluster and not changes(turn, check.cluster):
        return await refused(turn, check.cluster)
    if check is None or check.session.kind != "self" or submitted(check):
        if check is None:
            await stray(turn, tap.session)
        return turn.scene(Menu(), Refuse(Closed()))
    survey = turn.desk.shelf.survey(check.version, turn.language)
    chosen = chosen_of(survey, tap.choice)
    match tap.verb:
        case "ask-link" if chosen:
            return await _invite(turn, check, chosen)
        case "ask-mail" if chosen:
            return turn.scene(Peer(MailText(check, chosen, survey)))
        case "ask-type" if tap.question in askable(survey, check):
            turn.focus(Filling(FORM, "name", f"{check.id}/{tap.question}"))
            return turn.scene(Peer(Typing(check, tap.question, survey), asks=f"offer-name-{tap.question}"))
        case _:
            return turn.scene(Peer(AskPage(check, chosen, tap.question, survey)))


def askable(survey: Survey, check: Stored) -> tuple[QuestionId, ...]:
    """The questions that a colleague can be asked: those on the check's path with a value of their own."""
    asked_now = path(survey, check.session.scope, check.session.answers)
    return tuple(id for id in asked_now if not isinstance(survey.questions[id], ComputedIndicator))


def chosen_of(survey: Survey, choice: str) -> tuple[QuestionId, ...]:
    """The questions that a button carries, by their places in the survey."""
    ids = list(survey.questions)
    pairs = [choice[at : at + DIGITS] for at in range(0, len(choice), DIGITS)]
    places = [int(pair) for pair in pairs if pair.isascii() and pair.isdigit() and len(pair) == DIGITS]
    return tuple(id for place, id in enumerate(ids) if place in places)[:MOST]


def choice_of(survey: Survey, chosen: tuple[QuestionId, ...]) -> str:
    """The same questions for a button."""
    ids = list(survey.questions)
    return "".join(f"{ids.index(id):0{DIGITS}}" for id in chosen)


async def _invite(turn: Turn, check: Stored, chosen: tuple[QuestionId, ...]) -> Scene:
    if not await room_for_one_more(turn, check.cluster):
        survey = turn.desk.shelf.survey(check.version, turn.language)
        return turn.scene(Peer(AskPage(check, chosen, "", survey)), Refuse(TooMany(INVITATIONS_LIMIT)))
    code = new_code()
    made = await invited(turn, "colleague", check.cluster, code, session=check.id, questions=chosen)
    name = await cluster_called(turn, check.cluster)
    return turn.scene(Peer(InvitationMade(made, code, link(turn.desk.bot, code), name, "ask")))


async def offers_scene(turn: Turn, word: str = "", *problems: Problem) -> Scene:
    """What colleagues answered for the cluster at hand, and nobody dealt with yet."""
    if not changes(turn, turn.cluster):
        return await refused(turn, turn.cluster)
    waiting = [each for each in await turn.work.offers.of_cluster(turn.cluster) if each.closed_at is None]
    checks: dict[int, Stored] = {}
    for each in waiting:
        stored = await turn.work.sessions.load(each.session, turn.person.id)
        checks |= {each.session: stored} if stored else {}
    invited = await serving(turn, turn.cluster) if owns(turn, turn.cluster) else []
    here = tuple(each for each in invited if each.kind == "colleague")
    page = Offers(tuple(waiting), checks, turn.survey, here)
    return replace(turn.scene(Peer(page), *(Refuse(each) for each in problems)), word=word)


async def _dealt_with(turn: Turn, tap: Tap) -> Scene:
    """Takes an answer over into its check, which records who took it, or sets it aside."""
    offer = await turn.work.offers.find(int(tap.choice)) if is_number(tap.choice) else None
    if offer is None or not changes(turn, offer.cluster):
        return await refused(turn, offer.cluster if offer else None)
    words = speech(turn.language)
    if offer.closed_at is not None:
        return await offers_scene(turn)
    if tap.verb == "offer-take":
        check = await turn.work.sessions.load(offer.session, turn.person.id)
        if check is None or submitted(check):
            return await offers_scene(turn, "", Closed())
        turn.take(check)
        turn.person = replace(turn.person, live=check.id, cluster=check.cluster)
        scene = await turn.step(Give(offer.question, offer.value, offer.estimate, turn.by, turn.now))
        problems = [each.problem for each in scene.notices if isinstance(each, Refuse)]
        if problems:
            return await offers_scene(turn, "", *problems[:1])
        if scene.overtaken:  # somebody answered it themselves after this was tapped: that stands, and this waits
            return await offers_scene(turn)
    await turn.work.offers.close(offer.id, turn.now)
    word = words.say("Taken over") if tap.verb == "offer-take" else words.say("Set aside")
    return await offers_scene(turn, word)


# --- who is asked --------------------------------------------------------------------------------------------


async def _asked(turn: Turn, number: str) -> tuple[Invitation, Stored] | None:
    """An invitation of the person's own whose questions they may see, and the check it is for."""
    held = await turn.work.invitations.find(int(number)) if is_number(number) else None
    if held is None or not await asked_here(turn.work, held, turn.person.id):
        if held is not None:
            await refused(turn, held.cluster, held.share)
        return None
    check = await turn.work.sessions.whole(held.session or 0)
    return (held, check) if check else None


async def _answering(turn: Turn, tap: Tap) -> Scene:
    """The questions, one of them, or its answer by a button; `session` or `choice` names the invitation."""
    found = await _asked(turn, tap.choice if tap.verb == "questions" else str(tap.session))
    if found is None:
        return turn.scene(Menu(), Refuse(Closed()))
    held, check = found
    if tap.verb == "questions" or tap.question not in held.questions:
        return await questions_scene(turn, held, check)
    value = value_of(tap.choice) if tap.verb == "offer-give" else None
    if value:
        return await _offered(turn, held, check, tap.question, *value)
    return await _card(turn, held, check, tap.question)


async def questions_scene(turn: Turn, held: Invitation, check: Stored, question: str = "", word: str = "") -> Scene:
    """What a colleague is asked: the survey's words, and their own answers, nothing of the check's."""
    survey = turn.desk.shelf.survey(check.version, turn.person.language)
    offers = [each for each in await turn.work.offers.of_invitation(held.id) if each.closed_at is None]
    name = await cluster_called(turn, held.cluster)
    asks = f"offer-{held.id}-{question}" if question else ""
    scene = turn.scene(Peer(Questions(held, tuple(offers), survey, name, question), asks=asks))
    return replace(scene, word=word)


async def _card(turn: Turn, held: Invitation, check: Stored, question: str, *problems: Problem) -> Scene:
    turn.focus(Filling(FORM, "answer", f"{held.id}/{question}"))
    scene = await questions_scene(turn, held, check, question)
    return replace(scene, notices=tuple(Refuse(each) for each in problems))


async def _offered(turn: Turn, held: Invitation, check: Stored, question: str, value: Value, estimate: bool) -> Scene:
    """Keeps an answer as a proposal; one that does not fit its question is refused."""
    survey = turn.desk.shelf.survey(check.version, turn.person.language)
    problem = problem_with(survey, {}, survey.questions[question], value)
    if problem:
        return await _card(turn, held, check, question, problem)
    offer = Offer(0, held.cluster, held.id, check.id, question, value, estimate, held.name, turn.now)
    await turn.work.offers.add(offer)
    await log(turn, "answered", held.cluster, name=held.name, question=question)
    await tell_workers(turn, News.ANSWERED, held.cluster)
    return await questions_scene(turn, held, check, word=speech(turn.language).say("Sent as a proposal"))


# --- typed texts ---------------------------------------------------------------------------------------------


async def offer_filled(turn: Turn, filling: Filling, text: str) -> Scene:
    """A colleague's typed answer; or, of one who answered by mail, their name and then the answer."""
    await turn.self_check()
    if filling.field == "answer":
        number, _, question = filling.about.partition("/")
        found = await _asked(turn, number)
        if found is None:
            return turn.scene(Menu())
        said = _read(turn, turn.desk.shelf.survey(found[1].version, turn.person.language), {}, question, text)
        if not isinstance(said, Reading):
            return await _card(turn, *found, question, said)
        return await _offered(turn, *found, question, said.value, said.estimate)
    return await _typed(turn, filling, text)


def _read(turn: Turn, survey: Survey, answers: Answers, question: str, text: str) -> Reading | Problem:
    return read(survey, answers, survey.questions[question], text, speech(turn.language).vocabulary)


async def _typed(turn: Turn, filling: Filling, text: str) -> Scene:
    """What came by mail: first the colleague's name, then their answer; it waits like one that came by link."""
    number, question, name = [*filling.about.split("/", 2), ""][:3]
    check = await turn.work.sessions.load(int(number), turn.person.id)
    if check is None or submitted(check) or not changes(turn, check.cluster):
        return turn.scene(Menu(), Refuse(Closed()))
    survey = turn.desk.shelf.survey(check.version, turn.language)
    if filling.field == "name":
        said = " ".join(tidy(text).split())
        if not said or len(said) > NAMED_LIMIT:
            turn.focus(filling)
            page = Peer(Typing(check, question, survey), asks=f"offer-name-{question}")
            return turn.scene(page, Refuse(TooLong(NAMED_LIMIT) if said else NotAChoice()))
        turn.focus(Filling(FORM, "typed", f"{number}/{question}/{said}"))
        return turn.scene(Peer(Typing(check, question, survey, said), asks=f"offer-typed-{question}"))
    found = _read(turn, survey, {}, question, text)
    if not isinstance(found, Reading):
        turn.focus(filling)
        return turn.scene(Peer(Typing(check, question, survey, name), asks=f"offer-typed-{question}"), Refuse(found))
    offer = Offer(0, check.cluster, None, check.id, question, found.value, found.estimate, name, turn.now)
    await turn.work.offers.add(offer)
    await log(turn, "answered", check.cluster, name=name, question=question)
    return await offers_scene(turn)


async def offer_standing(turn: Turn, filling: Filling) -> Scene:
    """The page that waits for a colleague's answer."""
    await turn.self_check()
    if filling.form != FORM:
        return turn.scene(Menu())
    number, question, name = [*filling.about.split("/", 2), ""][:3]
    if filling.field == "answer":
        found = await _asked(turn, number)
        return await _card(turn, *found, question) if found else turn.scene(Menu())
    check = await turn.work.sessions.load(int(number), turn.person.id)
    if check is None:
        return turn.scene(Menu())
    turn.focus(filling)
    survey = turn.desk.shelf.survey(check.version, turn.language)
    return turn.scene(Peer(Typing(check, question, survey, name), asks=f"offer-{filling.field}-{question}"))
