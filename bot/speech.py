"""One language of the bot: its sentences (gettext), its dates and numbers (Babel), and the words people type in it."""

import gettext
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from surveys.vocabulary import Vocabulary

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = {"en": "English", "de": "Deutsch"}
_TERRITORY = {"en": "en_GB"}


class Speech:
    """Says the bot's sentences in one language. English is the language the sentences are written in."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_TERRITORY.get(language, language))
        self._catalog = _catalog(language)
        self.vocabulary = self._vocabulary()

    def say(self, sentence: str, **values: object) -> str:
        """The sentence in this language, with its {names} filled in."""
        return self._catalog.gettext(sentence).format(**values)

    def known(self, sentence: str) -> str:
        """A sentence without names in it, as a fault's; as it stands if it is none of ours."""
        return self._catalog.gettext(sentence)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The sentence for this number of things; {n} is the number."""
        return self._catalog.ngettext(one, many, number).format(n=number, **values)

    def date(self, day: date) -> str:
        """A date in words, as 3 May 2026."""
        return format_date(day, "long", locale=self.locale)

    def month(self, text: str) -> str:
        """A month `YYYY-MM` in words, as May 2026; a bare year as it is."""
        year, _, month = text.partition("-")
        return format_date(date(int(year), int(month), 1), "MMMM y", locale=self.locale) if month else year

    def number(self, amount: Decimal | Fraction | int, places: int = 2) -> str:
        """A number with this language's decimal mark, cut (never rounded up) after some places."""
        exact = Decimal(amount.numerator) / amount.denominator if isinstance(amount, Fraction) else Decimal(amount)
        cut = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN) if exact % 1 else exact
        return format_decimal(cut, format="#,##0.####", locale=self.locale)

    def plain(self, amount: Decimal) -> str:
        """A number as one would type it: no thousands mark, this language's decimal mark."""
        return format_decimal(
            amount.quantize(Decimal("0.0001"), rounding=ROUND_DOWN), format="0.####", locale=self.locale
        )

    def listed(self, items: Iterable[str]) -> str:
        """Items separated by commas."""
        return ", ".join(items)

    def _vocabulary(self) -> Vocabulary:
        def words(sentence: str) -> frozenset[str]:
            own = {word.strip().casefold() for word in self.say(sentence).split(",")}
            return frozenset(own | {word.strip() for word in sentence.split(",")})

        months = {}
        for locale in {self.locale, Locale.parse("en_GB")}:
            for width in ("wide", "abbreviated"):
                for number, name in locale.months["format"][width].items():
                    months[name.casefold().rstrip(".")] = number
        return Vocabulary(
            yes=words("yes, y, yep"),
            no=words("no, n, nope"),
            not_sure=words("not sure, unsure, don't know, do not know"),
            partly=words("partly, partially"),
            none=words("none, none yet, nothing, no one, not yet"),
            about=words("about, approx, approx., approximately, around, roughly, circa, ca, ca., ~, ≈"),
            of=words("of, out of"),
            go_on=words("ok, okay, done, next, go on, continue"),
            months=months,
        )


@cache
def speech(language: str) -> Speech:
    """The bot's speech in a language; English for one it does not know."""
    return Speech(language if language in LANGUAGES else "en")


def _catalog(language: str) -> gettext.NullTranslations:
    """Translations read from the .po file itself, so that no compiled file can be stale."""
    file = LOCALES / f"{language}.po"
    if not file.exists():
        return gettext.NullTranslations()
    with file.open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
