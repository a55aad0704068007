"""The words of a case: each part fits one message, and every quote stands word for word in the case."""

from collections.abc import Iterator

from surveys.cases import Case
from surveys.problems import Finding, Path, clipped

TITLE, ABOUT, TEXT, SHOWS, REASON, TOPIC = 60, 300, 1500, 400, 500, 500
"""Characters of each kind of text: the story's parts fit a message, the rest a card beside others."""
LEAST_QUOTED = 3
"""Words of a quote; fewer could stand anywhere."""


def case_word_findings(case: Case, overlay: bool = False) -> Iterator[Finding]:
    """Texts too long, quotes too short or not in the texts. `overlay`: at the paths of a translation."""
    for path, text, most in _limited(case, overlay):
        if len(text) > most:
            name = path[-1] if isinstance(path[-1], str) else path[-2]
            yield Finding(path, "C12", f"`{name}` has {len(text)} characters, {most} fit; shorten it")
    texts = [
        _plain(text) for text in (*(each.text for each in case.narrative), *(each.shows for each in case.documents))
    ]
    for place, keyed in enumerate(case.key.indicators):
        here: Path = ("key", keyed.id) if overlay else ("key", "indicators", place)
        for index, quote in enumerate(keyed.quotes):
            if len(quote.split()) < LEAST_QUOTED:
                message = f"“{clipped(quote)}” could stand anywhere; quote at least {LEAST_QUOTED} words"
                yield Finding((*here, "quotes", index), "C13", message)
            elif not any(_plain(quote) in text for text in texts):
                where = "nowhere in the narrative or the documents"
                message = f"“{clipped(_plain(quote))}” is {where}; quote word for word"
                yield Finding((*here, "quotes", index), "C13", message)


def _limited(case: Case, overlay: bool) -> Iterator[tuple[Path, str, int]]:
    """Every text with its place and the characters it may have."""
    yield ("title",), case.title, TITLE
    yield ("about",), case.about, ABOUT
    for place, passage in enumerate(case.narrative):
        here: Path = ("narrative", passage.id if overlay else place)
        yield (*here, "title"), passage.title, TITLE
        yield (*here, "text"), passage.text, TEXT
    for place, exhibit in enumerate(case.documents):
        here = ("documents", exhibit.id if overlay else place)
        yield (*here, "title"), exhibit.title, TITLE
        yield (*here, "shows"), exhibit.shows, SHOWS
    for place, keyed in enumerate(case.key.indicators):
        here = ("key", keyed.id) if overlay else ("key", "indicators", place)
        yield (*here, "reason"), keyed.reason, REASON
        yield (*here, "defensible_because"), keyed.defensible_because or "", REASON
        for index, quote in enumerate(keyed.quotes):
            yield (*here, "quotes", index), quote, REASON
    for place, topic in enumerate(case.questions):
        yield ("questions", topic.id if overlay else place, "text"), topic.text, TOPIC


def _plain(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())
