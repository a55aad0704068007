"""The survey that is shipped: complete in both languages, with the public numbers, and nothing that breaks a card."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.checks.words import CARD
from surveys.files import LIBRARY, Loaded, load
from surveys.indicators import Indicator, LevelIndicator
from surveys.quantities import band
from surveys.rules import Participation, Pass, Progress, Rule
from surveys.survey import Survey

# Number, slug and Silver-audit flag of the 31 indicators, as in the project's table of public facts.
INDICATORS = """
1.1.0 committed-participation       yes
1.1.1 participant-composition       yes
1.1.2 participant-number            yes
1.2   geographical-concentration    no
2.1   management-maturity           yes
2.2.1 human-resources               no
2.2.2 team-qualification            yes
2.2.3 lifelong-learning             no
2.2.4 staff-stability               no
2.3   participation-stability       no
2.4   role-clarity                  yes
2.5   direct-contacts               yes
2.6   cooperation-degree            yes
2.7   innovation-system-integration yes
3.1   financial-prospects           no
3.2   private-funding-share         no
4.1.1 strategy-building             yes
4.1.2 strategy-documentation        yes
4.1.3 implementation-plan           yes
4.1.4 financial-controlling         yes
4.1.5 strategy-review               yes
4.1.6 performance-monitoring        yes
4.2   strategy-focus                no
4.3   activities-services           yes
4.4   management-performance        yes
4.5   working-groups                no
4.6.1 cluster-communication         yes
4.6.2 web-presence                  yes
5.1   media-recognition             no
5.2   success-stories               unknown
5.3   satisfaction-assessment       unknown
"""
TABLE = [(number, slug, flag) for number, slug, flag in (row.split() for row in INDICATORS.strip().splitlines())]
SLUGS = [slug for _, slug, _ in TABLE]
LANGUAGES = ["en", "de"]


@cache
def loaded() -> Loaded:
    return load(LIBRARY / "cluster-label" / "1")


def shipped(language: str = "en") -> Survey:
    return loaded().languages[language]


def rules(survey: Survey) -> Iterator[Rule]:
    yield from survey.eligibility.criteria
    for label in survey.labels.values():
        match label:
            case Participation():
                yield label.complete
            case Progress():
                yield from (label.elapsed, label.areas, label.minimums)
            case Pass():
                yield from (label.total, label.thresholds, label.near)


def test_it_loads_in_both_languages_with_no_problem_and_no_warning() -> None:
    assert list(loaded().languages) == LANGUAGES
    assert loaded().warnings == ()
    assert (shipped().id, shipped().version) == ("cluster-label", 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_31_public_indicators_in_order_with_their_silver_flags(language: str) -> None:
    found = shipped(language).indicators.values()
    assert len(TABLE) == 31
    assert [(each.number, each.id, each.silver_audit) for each in found] == TABLE
    assert sum(each.silver_audit == "yes" for each in found) == 19


def test_the_indicators_stand_in_five_dimensions_by_their_first_digit() -> None:
    dimensions = [section for section in shipped().sections if section.indicators]
    assert [(section.number, len(section.indicators)) for section in dimensions] == [
        ("1", 4),
        ("2", 10),
        ("3", 2),
        ("4", 12),
        ("5", 3),
    ]
    for section in dimensions:
        assert {indicator.number[0] for indicator in section.indicators} == {section.number}


def test_150_points_are_possible_and_only_the_precondition_has_none() -> None:
    assert shipped().out_of == 150
    assert [id for id, indicator in shipped().indicators.items() if not indicator.scored] == ["committed-participation"]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_indicator_is_complete(slug: str) -> None:
    indicator = shipped().indicators[slug]
    assert [level.points for level in indicator.levels] == [0, 1, 2, 3, 4, 5]
    assert indicator.levels[0].step is None
    for level in indicator.levels[1:]:
        assert level.step is not None
        assert (level.step.effort is None) == level.step.time_only
    assert indicator.proof
    assert any(proof.max_age_months for proof in indicator.proof)
    assert 1 <= indicator.threshold.points <= indicator.threshold.green <= 5
    assert (indicator.threshold.basis, indicator.threshold.source) == ("ours", None)
    assert indicator.level(indicator.example.level) is not None
    assert indicator.document.effort in {effort.id for effort in shipped().efforts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_texts_of_one_indicator_are_the_same(language: str) -> None:
    for indicator in shipped(language).indicators.values():
        texts = [level.text for level in indicator.levels]
        assert len(set(texts)) == len(texts), indicator.id


def test_ten_indicators_are_in_the_express_check_and_its_words_can_be_reached() -> None:
    survey = shipped()
    assert survey.express is not None
    assert sum(indicator.express for indicator in survey.indicators.values()) == 10
    assert 0 < survey.express.silver_from < survey.express.gold_from <= 10
    assert (survey.express.minutes, survey.express.full_minutes) == (5, 45)


def test_at_least_eight_contradictions_are_declared_each_between_two_questions() -> None:
    contradictions = shipped().contradictions
    assert len(contradictions) >= 8
    for each in contradictions:
        asked = {id for test in each.when.atoms() for id in (test.question, test.earlier_than) if id}
        assert len(asked) == 2, each.id


def test_what_is_sourced_names_its_source() -> None:
    survey = shipped()
    assert {rule.basis for rule in rules(survey)} == {"sourced", "inferred", "ours"}
    for rule in rules(survey):
        assert rule.basis != "sourced" or rule.source in survey.sources, rule.title
        assert rule.basis != "ours" or rule.source is None, rule.title


def test_the_public_rules_are_as_published() -> None:
    """80 % for Gold, 18 to 24 months and three areas for Silver, 15 members and 0.5 FTE for a listing."""
    survey = shipped()
    bronze, silver, gold = (survey.labels[id] for id in ("bronze", "silver", "gold"))
    assert isinstance(gold, Pass)
    assert (gold.total.at_least, gold.total.basis, gold.near.at_least, gold.near.basis) == (80, "sourced", 70, "ours")
    assert isinstance(silver, Progress)
    assert (silver.elapsed.at_least, silver.elapsed.public_to, silver.areas.needed) == (18, 24, 3)
    assert isinstance(bronze, Participation)
    assert len(bronze.complete.fields) == 6
    limits = {criterion.id: criterion.met.at_least for criterion in survey.eligibility.criteria}
    assert [limits[id] for id in ("fifteen", "fte", "types")] == [Decimal(15), Decimal("0.5"), Decimal(2)]


def test_the_listing_is_a_gate_that_no_programme_waives() -> None:
    listing = shipped().eligibility.criteria[0]
    assert (listing.id, listing.basis, listing.waived_by) == ("listing", "sourced", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_is_over_the_limit_of_a_message(language: str) -> None:
    """Counted anew here, in UTF-16 units with a newline after each text: question card and the card behind Why?"""
    for question in shipped(language).questions.values():
        card = [question.title, question.ask, question.counts or ""]
        why = [question.title, question.why or ""]
        for name in ("items", "options"):
            card += [option.text for option in getattr(question, name, ())]
        if isinstance(question, Indicator):
            card += [level.text for level in question.levels]
            why += [question.example.text, question.example.because, question.improve]
            why += [proof.text for proof in question.proof]
        for texts in (card, why):
            assert len("\n".join(texts).encode("utf-16-le")) // 2 <= CARD < 4096, question.id


BANDED = [id for id, indicator in shipped().indicators.items() if not isinstance(indicator, LevelIndicator)]


@pytest.mark.parametrize("slug", BANDED)
def test_every_end_of_a_band_begins_the_next(slug: str) -> None:
    """On the end itself, and just below it, there is one band each, and they are neighbours."""
    indicator = shipped().indicators[slug]
    ends = {end for level in indicator.levels for end in (level.from_, level.below) if end is not None and end > 0}
    assert len(ends) == 5
    for end in ends:
        at, before = (points(indicator, Fraction(end) - step) for step in (Fraction(0), Fraction(1, 10**9)))
        assert abs(at - before) == 1


@given(slug=st.sampled_from(BANDED), amount=st.fractions(min_value=0, max_value=100_000))
def test_every_quantity_falls_in_exactly_one_band(slug: str, amount: Fraction) -> None:
    assert 0 <= points(shipped().indicators[slug], amount) <= 5


@given(slug=st.sampled_from(BANDED), one=st.fractions(0, 500), other=st.fractions(0, 500))
def test_more_is_always_better_or_always_worse(slug: str, one: Fraction, other: Fraction) -> None:
    indicator = shipped().indicators[slug]
    few, many = (points(indicator, amount) for amount in sorted((one, other)))
    more_is_better = points(indicator, Fraction(10**9)) == indicator.most
    assert few <= many if more_is_better else few >= many


def points(indicator: Indicator, amount: Fraction) -> int:
    """The points of the only band that holds this quantity."""
    found = [
        level.points
        for level in indicator.levels
        if (level.from_ is None or amount >= level.from_) and (level.below is None or amount < level.below)
    ]
    assert len(found) == 1
    assert band(indicator, amount).points == found[0]
    return found[0]
