"""Every threshold the product uses by default, each with its source.

A panel's own thresholds, where it has set any, always come first; these stand in for them. The
words of a rule are phrases under ``size_rule.<key>``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRule:
    """Absolute effects from which a size is called small, moderate and large.

    ``key`` names the rule in the phrases; ``source`` says where the cuts come from.
    """

    key: str
    small: float
    moderate: float
    large: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One limit with its name in the phrases and its source."""

    key: str
    value: float
    source: str


COHEN = SizeRule(
    key="cohen",
    small=0.2,
    moderate=0.5,
    large=0.8,
    source=(
        "Cohen J. Statistical Power Analysis for the Behavioral Sciences. 2nd ed. 1988; quoted, "
        "with the warning that importance depends on context, in Cochrane Handbook 5.1, section "
        "12.6.2"
    ),
)
"""For standardised mean differences where the panel has set no thresholds."""

SMD_MID = Threshold(
    key="half_sd",
    value=0.5,
    source=(
        "KCE process book, section 5.5.1.2 (an effect size of 0.5 where no MID is known); Norman "
        "GR, Sloan JA, Wyrwich KW. Med Care 2003;41:582-92. "
        "https://doi.org/10.1097/01.MLR.0000062554.74615.4C"
    ),
)
"""Smallest important standardised difference where nobody has decided one."""
