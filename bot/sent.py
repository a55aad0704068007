"""A file that a person sent, as a channel tells of it."""

from dataclasses import dataclass, field

from storage.evidence import FileKind


@dataclass(frozen=True, slots=True)
class Sent:
    """What is told of a file, and where its channel has it. Its bytes are not here: they are fetched after the turn."""

    kind: FileKind
    source: str = field(repr=False)
    unique: str = ""
    """The same for the same file, whoever sends it, where a channel tells."""
    name: str = field(default="", repr=False)
    size: int | None = None
    mime: str = ""
    caption: str = field(default="", repr=False)
    group: str = ""
    """What the files of one album have in common."""
