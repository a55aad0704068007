"""The files of a hand-off pack: report, check, tables, index of proofs, and the proofs themselves."""

import json
from collections.abc import Iterator, Sequence

from bot import packs
from bot.drawings import report_of
from bot.exporting import check_json
from bot.handed import Entry, evidence_of, handed_answer, handed_scene
from bot.packing import Json, time_json
from bot.packs import Packed
from bot.plan_files import lines_json
from bot.reports.evidence_index import evidence_index
from bot.reports.spreadsheet import Checked, xlsx
from bot.review_files import ratings_json
from bot.review_views import HandOff, SidesSeen
from bot.scene import Scene
from bot.wording import name_of, provisional

FORMAT, VERSION = "clusterready-check", 1
LEFT_OUT = ("number", "cluster", "carried_from", "revision", "place", "steps")
"""What of a check in an export is about the database, or is history."""


def files_of(scene: Scene, view: HandOff) -> tuple[Packed, ...]:
    """Everything that goes in, the documents first; nothing that is not switched on is in any of them. Not quick."""
    found, entries = handed_scene(scene, view), evidence_of(scene)
    proofs = tuple(_proofs(scene, entries))
    left_out = [each.name for each in proofs if each.size > packs.VOLUME_BYTES]
    return (*_documents(found, view, entries, left_out), *proofs)


def _documents(scene: Scene, view: HandOff, entries: Sequence[Entry], left_out: Sequence[str]) -> Iterator[Packed]:
    speech, survey = scene.speech, scene.survey
    plan = "p" in view.flags
    report = report_of(scene, survey, full=True, gaps=plan, plan=plan, sides=bool(scene.sides))
    yield Packed("report.pdf", speech.say("Report: labels, points, levels"), report.data())
    told = json.dumps(check_document(scene, view, entries), indent=2, ensure_ascii=False)
    yield Packed("check.json", speech.say("The check for programs: facts, levels, points"), told.encode())
    assert scene.stored is not None
    checks = [Checked(each, scene.versions[each.version]) for each in (*scene.checks, scene.stored)]
    tables = xlsx(checks, scene.language, scene.plan, handed=True)
    yield Packed("tables.xlsx", speech.say("The check as tables: facts, levels, points"), tables)
    index = evidence_index(entries, survey, left_out)
    yield Packed("evidence-index.xlsx", speech.say("Index of the proofs"), index)


def _proofs(scene: Scene, entries: Sequence[Entry]) -> Iterator[Packed]:
    """Each file once, with the indicator that it proves first."""
    seen: set[str] = set()
    for entry in entries:
        for each in entry.files:
            if each.name and each.name not in seen and scene.files is not None:
                seen.add(each.name)
                asked = scene.survey.indicators[entry.question]
                yield Packed(each.name, name_of(asked), scene.files.path(each.file.sha256 or ""))


# --- the check for programs ----------------------------------------------------------------------------------


def check_document(scene: Scene, view: HandOff, entries: Sequence[Entry]) -> Json:
    """The check as JSON: no ids of people, no notes but those that were handed on, no step unless with history."""
    stored = scene.stored
    assert stored is not None
    check = check_json(scene.survey, stored, (), {stored.id: 1}, 1, scene.now)
    check = {key: each for key, each in check.items() if key not in LEFT_OUT}
    found: Json = {
        "format": FORMAT,
        "version": VERSION,
        "about": provisional(scene.speech),
        "made_at": time_json(scene.now),
        "organisation": view.whose,
        "check": check,
        "evidence": [_entry_json(each) for each in entries],
    }
    if "h" in view.flags:
        steps = [(revision, handed_answer(each, notes=False)) for revision, each in view.steps]
        told = check_json(scene.survey, stored, steps, {stored.id: 1}, 1, scene.now)
        found["check"]["steps"] = told["steps"]
    if scene.plan:
        found["plan"] = lines_json(scene.plan)
    if scene.sides:
        found["assessments"] = [_sides_json(each) for each in scene.sides]
    return found


def _entry_json(entry: Entry) -> Json:
    proof, gone = entry.proof, entry.recorded.removed_at if entry.recorded else None
    found: Json = {"indicator": entry.question or None, "state": entry.state}
    if proof is None:
        return found | {"removed_at": time_json(gone) if gone else None}
    use = proof.use(entry.question)
    return found | {
        "shows": proof.shows,
        "words": proof.words,
        "covers": [place + 1 for place in sorted(use.covers)] if use else [],
        "refers_to": proof.refers,
        "added_at": time_json(proof.added_at),
        "files": [
            {"name": each.name or None, "type": each.file.type, "size": each.file.size, "sha256": each.file.sha256}
            for each in entry.files
        ],
    }


def _sides_json(view: SidesSeen) -> Json:
    """One shared check's assessments as they were shown side by side, and where settling stands."""
    share = view.share
    return {
        "guided": share.guided,
        "shown_at": time_json(share.closed_at) if share.closed_at else None,
        "asked": list(share.scope.ids),
        "assessors": [
            {"name": each.name, "lead": each.lead, "ratings": ratings_json(each.stored, each.remarks)}
            for each in view.sides
        ],
        "settling": [
            {
                "indicator": id,
                "side": held.proposal.side,
                "points": held.proposal.rating.points,
                "documented": held.proposal.rating.documented,
                "reason": held.proposal.reason,
                "proposed_at": time_json(held.proposal.at),
                "agreed_at": time_json(held.accepted_at) if held.accepted_at else None,
            }
            for id, held in view.held.items()
        ],
    }
