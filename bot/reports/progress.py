"""Progress since the check before, as a chapter: points then and now, and why each indicator differs."""

from bot.progress_pages import Side, reason_words
from bot.reports.chapters import Content
from bot.reports.reasons import scene_of
from bot.reports.standing import Last, Standing
from bot.speech import Speech
from bot.wording import letter_of, name_of, points_words, short_name
from surveys.progress import Compared, Progress, Sums, Unchanged, compare, rises
from surveys.scoring import Score


def progress_chapter(standing: Standing) -> Content | None:
    """The chapter; None where there is no check before this one."""
    last, said, survey = standing.last, standing.speech, standing.survey
    if last is None:
        return None
    found = compare(last.survey, last.answers, survey, standing.answers)
    differing = [each for each in found.indicators if each.reasons != (Unchanged(),)]
    same = len(found.indicators) - len(differing)
    return {
        "title": said.say("Progress since {date}", date=said.date(last.at.date())),
        "about": _about(standing, last),
        "sums": [_sums(said, said.say("All"), found.total)]
        + [
            _sums(said, f"{each.number} {each.title}" if each.number else each.title, found.sections[each.id])
            for each in survey.sections
            if each.id in found.sections
        ],
        "changes": [_change(standing, last, each) for each in differing],
        "same": said.count("{n} indicator is unchanged.", "{n} indicators are unchanged.", same) if same else "",
        "rises": _rises(standing, found),
    }


def _about(standing: Standing, last: Last) -> str:
    """That the questions were other ones then, where they were."""
    if last.survey.version == standing.survey.version:
        return ""
    return standing.speech.say(
        "That check was of survey version {old}, this one is of version {new}: what is asked or scored in another way "
        "is not compared.",
        old=last.survey.version,
        new=standing.survey.version,
    )


def _sums(said: Speech, title: str, sums: Sums) -> Content:
    left = said.count("{n} not comparable", "{n} not comparable", sums.left_out) if sums.left_out else ""
    return {
        "title": title,
        "claimed": _both(said, sums.old_claimed, sums.new_claimed),
        "documented": _both(said, sums.old_evidenced, sums.new_evidenced),
        "most": str(sums.new_claimed.out_of),
        "left": left,
    }


def _both(said: Speech, old: Score | None, new: Score | None) -> str:
    """Points then and now; a dash where it was not asked."""
    return " → ".join(points_words(said, each) if each else "–" for each in (old, new))


def _change(standing: Standing, last: Last, each: Compared) -> Content:
    then, now = Side(last.survey, last.answers), Side(standing.survey, standing.answers)
    said, scene = standing.speech, scene_of(standing)
    return {
        "name": name_of((now if each.new else then).survey.questions[each.indicator]),
        "claimed": _both(said, each.old.claimed if each.old else None, each.new.claimed if each.new else None),
        "documented": _both(said, each.old.evidenced if each.old else None, each.new.evidenced if each.new else None),
        "reasons": [reason_words(scene, then, now, each, reason) for reason in each.reasons],
    }


def _rises(standing: Standing, found: Progress) -> str:
    said = standing.speech
    rose = [
        f"{short_name(standing.survey.indicators[each.indicator])} "
        f"({letter_of(each.before.points)} → {letter_of(each.after.points)})"
        for each in rises(found)
    ]
    if not rose:
        return ""
    return said.say(
        "Rises with a document that can be an improvement area for Silver: {names}.", names=said.listed(rose)
    )
