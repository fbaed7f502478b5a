"""What belongs to a synthesis of ours and is told item by item."""

from collections import Counter

from evidence.findings.finding import Finding, QuestionFindings
from evidence.synthesis.results import NotEstimable, Subgroup, SubgroupTest, Variation
from evidence.vocabulary import Language
from evidence.wording.lists import sentence
from evidence.wording.numbers import integer, number, p_value
from evidence.wording.phrases import counted, phrase
from evidence.wording.pooled_value import effect_value, pooled_value
from evidence.wording.statement import Statement, listing
from evidence.wording.synthesis_words import (
    left_out_reason,
    not_estimable_reason,
    variation_name,
)

_IN_TABLE_ONLY = ("common_effect", "DL_wald", "PM_hk", "REML_wald", "REML_hk")
"""Variations of method, which the table of variations shows and the text does not repeat."""


def list_variations(
    finding: Finding, refs: tuple[str, ...], language: Language
) -> tuple[Statement, ...]:
    """Return what other rows and other ways to count a shared control make of the estimate."""
    items = (
        Statement(text=sentence(_variation(one, language)), refs=refs)
        for one in finding.analysis.variations
        if one.key not in _IN_TABLE_ONLY
    )
    return listing(phrase("finding.variations", language), items)


def list_effects(
    finding: Finding, refs: tuple[str, ...], language: Language
) -> tuple[Statement, ...]:
    """Return every study's effect, where they are not pooled."""
    analysis = finding.analysis
    items = (
        Statement(
            text=phrase(
                "finding.effect",
                language,
                label=effect.label,
                value=effect_value(effect, analysis.measure, language),
            ),
            refs=refs,
        )
        for effect in analysis.effects
    )
    return listing(phrase("finding.side_by_side", language), items)


def list_left_out(
    finding: Finding, question: QuestionFindings, refs: tuple[str, ...], language: Language
) -> tuple[Statement, ...]:
    """Return the rows that are not pooled, by study and reason."""
    rows = finding.analysis.left_out
    labels = {study.id: study.label for study in question.studies}
    times = Counter(
        (labels.get(row.study_id, row.study_id), left_out_reason(row, language).removesuffix("."))
        for row in rows
    )
    items = (
        Statement(
            text=counted(
                "finding.left_out_row",
                count,
                language,
                study=study,
                reason=reason,
                **({"n": integer(count, language)} if count > 1 else {}),
            ),
            refs=refs,
        )
        for (study, reason), count in times.items()
    )
    total = integer(len(rows), language)
    return listing(counted("finding.left_out", len(rows), language, n=total), items)


def list_subgroups(
    finding: Finding, question: QuestionFindings, refs: tuple[str, ...], language: Language
) -> tuple[Statement, ...]:
    """Return each subgroup with its effect, and the test between them or why there is none."""
    groups, test = finding.analysis.subgroups, finding.analysis.subgroup_test
    names = {one.id: one.name.in_language(language) for one in question.interventions}
    items = (
        Statement(text=_subgroup(one, names.get(one.group, one.group), language), refs=refs)
        for one in (groups if len(groups) > 1 else ())
    )
    told = () if test is None else (Statement(text=_test(test, language), refs=refs),)
    return (*listing(phrase("finding.subgroups", language), items), *told)


def _variation(variation: Variation, language: Language) -> str:
    if not isinstance(variation.pooled, NotEstimable):
        value = pooled_value(variation.pooled, language)
        name = variation_name(variation, language)
        return phrase("finding.variation", language, name=name, value=value)
    if (variation.key, variation.pooled.reason) == ("first_hand", "no_studies"):
        return phrase("finding.no_first_hand", language)
    name, reason = variation_name(variation, language), variation.pooled
    words = {"name": name, "reason": not_estimable_reason(reason, language)}
    return phrase("finding.variation_missing", language, **words)


def _subgroup(subgroup: Subgroup, name: str, language: Language) -> str:
    if isinstance(subgroup.pooled, NotEstimable):
        reason = not_estimable_reason(subgroup.pooled, language)
        told = phrase("finding.subgroup_missing", language, group=name, reason=reason)
    else:
        k = subgroup.pooled.k
        effects = counted("count.effects", k, language, n=integer(k, language))
        value = pooled_value(subgroup.pooled, language, effects)
        told = phrase("finding.subgroup", language, group=name, value=value)
    return sentence(told)


def _test(test: SubgroupTest | NotEstimable, language: Language) -> str:
    if isinstance(test, NotEstimable):
        reason = not_estimable_reason(test, language)
        return phrase("finding.subgroup_untested", language, reason=reason)
    q, df = number(test.q, 2, language), integer(test.df, language)
    p = p_value(test.p_value, language)
    return phrase("finding.subgroup_test", language, q=q, df=df, p=p)
