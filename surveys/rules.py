"""What a survey file may say about labels: gates, fields, minimums, thresholds, and the words for the outcome."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from surveys.definition import Basis, Condition, Id, Part, Words

Percent = Annotated[StrictInt, Field(ge=0, le=100)]


class Rule(Part):
    """Anything a label asks for: its name, what would meet it, and how sure we are that it is a rule."""

    title: Words
    remedy: Words
    basis: Basis
    source: Id | None = None


class Criterion(Rule):
    """One eligibility criterion. Where `waived_by` holds, a miss is a matter to confirm, not a refusal."""

    id: Id
    met: Condition
    waived_by: Condition | None = None


class PublicField(Part):
    """One of the public fields of the benchmarking interview."""

    id: Id
    title: Words


class Fields(Rule):
    """Completeness of the profile facts that belong to the public fields."""

    fields: Annotated[tuple[PublicField, ...], Field(min_length=1)]


class Elapsed(Rule):
    """Months from a month fact to the day of the result; beyond `public_to` the rule holds, to be confirmed."""

    since: Id
    at_least: Annotated[StrictInt, Field(ge=0)]
    public_to: Annotated[StrictInt, Field(ge=0)]
    beyond: Words


class Area(Part):
    """The questions that describe one improvement area."""

    indicator: Id
    before: Id
    month: Id
    done: Id
    effect: Id
    document: Id


class Areas(Rule):
    """How many improvement areas are needed, and where they are described."""

    needed: Annotated[StrictInt, Field(ge=1)]
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]


class Minimums(Rule):
    """No indicator flagged `yes` for the Silver audit is red on evidenced points."""


class Total(Rule):
    """At least so many percent of all points."""

    at_least: Percent


class Thresholds(Rule):
    """No indicator is red; yellow does not block."""


class Near(Rule):
    """Close enough to call the label within reach: claimed points in percent, and no red."""

    at_least: Percent


class Label(Part):
    """What every label has: its name, whether eligibility gates it, what only ESCA can confirm."""

    title: Words
    about: Words
    eligibility: StrictBool = True
    confirm: Annotated[tuple[Words, ...], Field(min_length=1)]


class Participation(Label):
    """Eligibility and complete data; never a score."""

    kind: Literal["participation"]
    complete: Fields


class Progress(Label):
    """Time since the first benchmarking, improvement areas, minimums."""

    kind: Literal["progress"]
    elapsed: Elapsed
    areas: Areas
    minimums: Minimums


class Pass(Label):
    """A total and a threshold for each indicator."""

    kind: Literal["score"]
    total: Total
    thresholds: Thresholds
    near: Near


AnyLabel = Annotated[Participation | Progress | Pass, Field(discriminator="kind")]


class Eligibility(Part):
    """The gates of every label: what is public, and what must be asked of ESCA."""

    title: Words
    criteria: tuple[Criterion, ...] = ()
    confirm: Annotated[tuple[Words, ...], Field(min_length=1)]


class Evidence(Part):
    """How much of a level's points counts as evidenced, in percent, by what the organisation says it can show."""

    yes: Percent
    partly: Percent
    no: Percent
    basis: Basis
    about: Words


class Role(Part):
    """Whom to ask, when the person who answers does not know."""

    id: Id
    title: Words


class Effort(Part):
    """An effort word, what it means, and its weight when steps are compared."""

    id: Id
    title: Words
    weight: Annotated[StrictInt, Field(ge=1)]


class Meaning(Part):
    """A word we show for an outcome, and what it means."""

    title: Words
    about: Words


class Meanings(Part):
    """The three words for a label and the three colours."""

    met: Meaning
    in_reach: Meaning
    not_yet: Meaning
    green: Meaning
    yellow: Meaning
    red: Meaning


class Express(Part):
    """Which label is worth a full check, by how many of the express indicators meet our threshold."""

    gold_from: Annotated[StrictInt, Field(ge=0)]
    silver_from: Annotated[StrictInt, Field(ge=0)]
    gates: Words
    bronze: Words
    silver: Words
    gold: Words
    minutes: Annotated[StrictInt, Field(ge=1)]
    full_minutes: Annotated[StrictInt, Field(ge=1)]


class Contradiction(Part):
    """Two answers that cannot both be true, and the question to ask about them."""

    id: Id
    when: Condition
    text: Words
