"""What a survey must keep to beyond its shape, so that nobody meets a broken card. Codes: docs/survey-files.md."""

from collections.abc import Iterator

from surveys.checks.levels import level_findings
from surveys.checks.paths import hiding_findings, reach_findings
from surveys.checks.references import reference_findings
from surveys.checks.release import release_findings
from surveys.checks.rules import rule_findings
from surveys.checks.words import word_findings
from surveys.problems import Finding
from surveys.survey import Survey


def findings_of(survey: Survey, overlay: bool = False) -> list[Finding]:
    """Everything wrong with a survey of the right shape; `overlay` for a translation of a checked one."""
    if overlay:
        return list(word_findings(survey, overlay=True))
    return list(_all(survey))


def _all(survey: Survey) -> Iterator[Finding]:
    references = list(reference_findings(survey))
    yield from references
    yield from level_findings(survey)
    yield from release_findings(survey)
    yield from word_findings(survey)
    yield from rule_findings(survey)
    yield from hiding_findings(survey)
    if not references:  # what can be reached is only sensible over ids that exist, asked in order
        yield from reach_findings(survey)
