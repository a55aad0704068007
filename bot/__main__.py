"""The command line: chat, serve, report, export, import, pack verify, survey check, survey schema."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

WRONG_USE = 2
DOCUMENTS = ("full", "short", "questionnaire", "bronze-sheet", "areas")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is 0, 1 when something was found wrong, 2 for wrong use or settings."""
    options = _parser().parse_args(arguments)
    match options.command, getattr(options, "survey_command", None):
        case "chat", _:
            return _chat(options)
        case "serve", _:
            return _serve(options)
        case "export", _:
            return _export(options)
        case "import", _:
            return _import(options)
        case "report", _:
            return _report(options)
        case "pack", _:
            return _pack_verify(options.file)
        case "survey", "check":
            return _survey_check(options.paths)
        case "survey", "schema":
            return _survey_schema(options.case)
        case _:
            _parser().print_help()
            return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clusterready",
        description="A provisional self-check for the European cluster management excellence labels.",
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    chat = commands.add_parser("chat", help="the self-check in this terminal")
    chat.add_argument("--language", choices=("en", "de"), help="English or German (else as the system is set)")
    chat.add_argument("--person", default="me", help="keeps several people on one file apart (default: me)")
    chat.add_argument("--database", help="another database, as sqlite+aiosqlite:///FILE")
    serve = commands.add_parser("serve", help="the self-check on Telegram; needs CLUSTERREADY_TELEGRAM_TOKEN")
    serve.add_argument("--database", help="another database, as sqlite+aiosqlite:///FILE")
    export = commands.add_parser("export", help="everything held about a person, as JSON")
    export.add_argument("--person", default="me", help="whose data (default: me)")
    export.add_argument("--channel", default="terminal", help="the channel the person uses (default: terminal)")
    export.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: to the screen)")
    report = commands.add_parser(
        "report", help="a document of a check, its picture or a blank questionnaire, as a file"
    )
    report.add_argument("--session", type=int, required=True, metavar="N", help="the check's number")
    report.add_argument("--out", type=Path, required=True, metavar="FILE", help="FILE.pdf, or FILE.png for the picture")
    named = f"{', '.join(DOCUMENTS)} (default: full); --kind and page are older words for --what and short"
    report.add_argument("--what", "--kind", choices=(*DOCUMENTS, "page"), default="full", metavar="WHAT", help=named)
    report.add_argument("--language", choices=("en", "de"), help="(default: the check's)")
    report.add_argument("--without-gaps", action="store_true", help="leave out what to do next")
    report.add_argument("--without-plan", action="store_true", help="leave out the plan")
    report.add_argument("--without-assessors", action="store_true", help="leave out what assessors say")
    taken = commands.add_parser("import", help="takes an export into an empty database")
    taken.add_argument("file", type=Path, metavar="FILE")
    for command in (export, report, taken):
        command.add_argument("--database", help="another database, as sqlite+aiosqlite:///FILE")
    pack = commands.add_parser("pack", help="check a hand-off pack")
    packs = pack.add_subparsers(dest="pack_command", metavar="COMMAND", required=True)
    verified = packs.add_parser("verify", help="compare every file of a pack with its manifest; nothing is unpacked")
    verified.add_argument("file", type=Path, metavar="FILE", help="the ZIP")
    survey = commands.add_parser("survey", help="check survey and case files, or print their JSON Schemas")
    surveys = survey.add_subparsers(dest="survey_command", metavar="COMMAND", required=True)
    check = surveys.add_parser("check", help="print every problem of these files as file:line:column: CODE message")
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="the folder of a survey or case, or above")
    schema = surveys.add_parser("schema", help="print the JSON Schema of survey.yaml or case.yaml, for editors")
    schema.add_argument("--case", action="store_true", help="that of case.yaml")
    return parser


def _version() -> str:
    from importlib.metadata import version

    return f"clusterready {version('clusterready')}"


def _settings(options: argparse.Namespace, *needed: str) -> "Settings | None":
    """The settings; says what is wrong with them and gives none."""
    from bot.settings import WrongSettings, load_settings

    given = {"database_url": options.database} if options.database else {}
    try:
        return load_settings(needed, given)
    except WrongSettings as error:
        print(f"These settings are wrong:\n{error}", file=sys.stderr)
        return None


def _chat(options: argparse.Namespace) -> int:
    from bot.logs import configure
    from bot.terminal import run
    from storage.store import StorageFault
    from surveys.problems import BrokenSurvey

    settings = _settings(options)
    if settings is None:
        return WRONG_USE
    configure(settings)
    try:
        return run(settings, options.person, options.language)
    except (StorageFault, BrokenSurvey) as error:
        print(error, file=sys.stderr)
        return 1


def _serve(options: argparse.Namespace) -> int:
    from bot.logs import configure
    from bot.telegram.serving import RefusedToken, serve
    from storage.store import StorageFault
    from surveys.problems import BrokenSurvey

    settings = _settings(options, "telegram_token")
    if settings is None:
        return WRONG_USE
    configure(settings)
    if not settings.operator:
        print("CLUSTERREADY_OPERATOR is not set: people will read that it is not named who runs this.", file=sys.stderr)
    try:
        return serve(settings)
    except RefusedToken:
        print("Telegram refuses the token. Set CLUSTERREADY_TELEGRAM_TOKEN as @BotFather shows it.", file=sys.stderr)
        return WRONG_USE
    except (StorageFault, BrokenSurvey) as error:
        print(error, file=sys.stderr)
    return 1


def _export(options: argparse.Namespace) -> int:
    from bot.transfer import NobodyHere, export_text
    from storage.store import StorageFault
    from surveys.problems import BrokenSurvey

    settings = _settings(options)
    if settings is None:
        return WRONG_USE
    try:
        text = export_text(settings, options.channel, options.person)
        if options.out:
            options.out.write_text(text, encoding="utf-8")
        else:
            print(text)
    except (StorageFault, BrokenSurvey, NobodyHere, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(options: argparse.Namespace) -> int:
    from bot.transfer import NobodyHere, report_file
    from storage.store import StorageFault
    from surveys.problems import BrokenSurvey

    settings = _settings(options)
    if settings is None:
        return WRONG_USE
    what = "picture" if options.out.suffix == ".png" else options.what
    told = {"gaps": not options.without_gaps, "plan": not options.without_plan, "sides": not options.without_assessors}
    try:
        content = report_file(settings, options.session, what, options.language, **told)
        options.out.write_bytes(content)
    except (StorageFault, BrokenSurvey, NobodyHere, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _import(options: argparse.Namespace) -> int:
    from bot.importing import CannotImport
    from bot.transfer import import_text
    from storage.store import StorageFault
    from surveys.problems import BrokenSurvey

    settings = _settings(options)
    if settings is None:
        return WRONG_USE
    try:
        told = import_text(settings, options.file.read_text(encoding="utf-8"))
    except (StorageFault, BrokenSurvey, CannotImport, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(told)
    return 0


def _pack_verify(file: Path) -> int:
    from bot.packs import verify

    found = verify(file)
    for problem in found.problems:
        print(problem)
    part, parts = found.parts
    print(f"part {part} of {parts}: {len(found.files)} files, {len(found.problems)} problems", file=sys.stderr)
    for name in found.left_out:
        print(f"left out when it was made, too large: {name}", file=sys.stderr)
    return 1 if found.problems else 0


def _survey_check(paths: list[Path]) -> int:
    from surveys.case_files import case_folders, near, read_case_folder
    from surveys.files import folders, read_folder

    cases = list(case_folders(paths))
    surveys = [folder for folder in folders(paths) if not _only_cases(folder, cases)]
    problems = [problem for folder in surveys for problem in read_folder(folder)[1]]
    problems += [problem for folder in cases for problem in read_case_folder(folder, near(folder.parent))[1]]
    for problem in sorted(problems):
        print(problem)
    wrong = sum(not problem.warning for problem in problems)
    found = " and ".join(
        f"{len(each)} {name}{'s' * (len(each) != 1)}" for name, each in (("survey", surveys), ("case", cases)) if each
    )
    print(f"{found or 'nothing'} checked, {wrong} errors, {len(problems) - wrong} warnings", file=sys.stderr)
    return 1 if wrong or not found else 0


def _only_cases(folder: Path, cases: Sequence[Path]) -> bool:
    """Whether a folder without a survey was named for the cases in it."""
    return not (folder / "survey.yaml").exists() and any(each.is_relative_to(folder) for each in cases)


def _survey_schema(case: bool) -> int:
    from surveys.schema import case_schema, schema

    print(json.dumps(case_schema() if case else schema(), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
