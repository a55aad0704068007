"""The formats of survey.yaml and case.yaml as JSON Schemas, for editors that complete and check while one writes."""

from typing import Any

from surveys.cases import Case
from surveys.survey import Survey

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema of survey.yaml. It knows shape only; ids, bands and conditions are for `survey check`."""
    return {"$schema": DIALECT, **Survey.model_json_schema(by_alias=True)}


def case_schema() -> dict[str, Any]:
    """The JSON Schema of case.yaml. It knows shape only; what the survey makes of the key is for `survey check`."""
    return {"$schema": DIALECT, **Case.model_json_schema(by_alias=True)}
