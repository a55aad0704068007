"""The words people type, in English and German, as the bot's speech gives them."""

from surveys.vocabulary import Vocabulary

_ENGLISH = """
    january february march april may june july august september october november december
"""
_GERMAN = """
    januar februar märz april mai juni juli august september oktober november dezember
"""

ENGLISH = Vocabulary(
    yes=frozenset({"yes", "y"}),
    no=frozenset({"no", "n"}),
    not_sure=frozenset({"not sure", "don't know"}),
    partly=frozenset({"partly"}),
    none=frozenset({"none", "none yet", "nothing"}),
    about=frozenset({"about", "approx", "approx.", "around", "circa", "ca", "ca.", "~", "≈"}),
    of=frozenset({"of", "out of"}),
    months={name: place for place, name in enumerate(_ENGLISH.split(), 1)} | {"sept": 9},
)
GERMAN = Vocabulary(
    yes=frozenset({"ja", "j"}),
    no=frozenset({"nein", "n"}),
    not_sure=frozenset({"nicht sicher", "weiss nicht"}),
    partly=frozenset({"teilweise"}),
    none=frozenset({"keine", "keiner", "noch keiner", "nichts"}),
    about=frozenset({"etwa", "ungefähr", "rund", "circa", "ca", "ca.", "~", "≈"}),
    of=frozenset({"von"}),
    months={name: place for place, name in enumerate(_GERMAN.split(), 1)} | {"mrz": 3, "sept": 9, "jänner": 1},
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN}
