"""The format of survey.yaml as a JSON Schema, so that an editor can complete and check while somebody writes."""

from typing import Any

from surveys.survey import Survey

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema of survey.yaml. It knows shape only; ids, bands and conditions are for `survey check`."""
    return {"$schema": DIALECT, **Survey.model_json_schema(by_alias=True)}
