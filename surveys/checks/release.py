"""A released version still scores what it scored when it was released."""

from collections.abc import Iterator

from surveys.fingerprint import fingerprint
from surveys.problems import Finding
from surveys.survey import Survey


def release_findings(survey: Survey) -> Iterator[Finding]:
    """A released survey without its fingerprint, or changed since."""
    if survey.status != "released":
        return
    now = fingerprint(survey)
    if survey.fingerprint is None:
        yield Finding(("status",), "V01", f"a released version carries its fingerprint; add `fingerprint: {now}`")
    elif survey.fingerprint != now:
        message = f"what scores has changed since version {survey.version} was released (now `{now}`)"
        yield Finding(
            ("fingerprint",), "V02", f"{message}; undo that, or copy the folder to version {survey.version + 1}"
        )
