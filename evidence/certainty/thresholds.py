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

NULL = Threshold(
    key="null",
    value=0.0,
    source="Guyatt G, et al. Core GRADE 2. BMJ 2025;389:e081904. "
    "https://doi.org/10.1136/bmj-2024-081904",
)
"""No effect, on the analysis scale: the threshold where nobody has said what is important."""

APPRECIABLE_REDUCTION = Threshold(
    key="rr_075_125",
    value=0.75,
    source="Guyatt GH, et al. GRADE guidelines 6 (a rough guide). J Clin Epidemiol "
    "2011;64:1283-93. https://doi.org/10.1016/j.jclinepi.2011.01.012",
)
APPRECIABLE_INCREASE = Threshold(key="rr_075_125", value=1.25, source=APPRECIABLE_REDUCTION.source)
"""Ratios from which benefit or harm is called appreciable where the panel has said nothing."""

LARGE_RATIO = Threshold(
    key="large_ratio",
    value=2.0,
    source="Guyatt GH, et al. GRADE guidelines 9. J Clin Epidemiol 2011;64:1311-6. "
    "https://doi.org/10.1016/j.jclinepi.2011.06.004",
)
VERY_LARGE_RATIO = Threshold(key="very_large_ratio", value=5.0, source=LARGE_RATIO.source)
"""Two-fold and five-fold changes in risk, up or down: reasons to rate observed effects up."""

IMPLAUSIBLY_LARGE_REDUCTION = Threshold(
    key="large_for_ois",
    value=0.3,
    source="Core GRADE, frequently asked questions: a relative risk reduction above 30 % may be "
    "large. https://www.clarityresearch.ca/frequently-asked-questions; "
    "https://doi.org/10.1136/bmj-2024-081904",
)
"""A relative reduction above this asks for the optimal information size."""

IMPLAUSIBLY_LARGE_SMD = Threshold(
    key="large_for_ois",
    value=COHEN.large,
    source="Our reading: Core GRADE 2 names no size for continuous outcomes; this is Cohen's.",
)

OIS_ALPHA = Threshold(key="ois_alpha", value=0.05, source=IMPLAUSIBLY_LARGE_REDUCTION.source)
OIS_POWER = Threshold(key="ois_power", value=0.8, source=IMPLAUSIBLY_LARGE_REDUCTION.source)
OIS_RISK_REDUCTION = Threshold(
    key="ois_risk_reduction", value=0.25, source=IMPLAUSIBLY_LARGE_REDUCTION.source
)
"""Error rates and the modest relative risk reduction (20 or 25 %) of the information size."""

FAR_BELOW_OIS = Threshold(
    key="far_below_ois",
    value=0.3,
    source="Guyatt G, et al. Core GRADE 2, figure 4 (below 30 % of the people needed: consider "
    "two levels). https://doi.org/10.1136/bmj-2024-081904",
)

MOSTLY_LOW_RISK = Threshold(
    key="mostly_low_risk",
    value=0.75,
    source="Screening cuts as coded in the R package metaumbrella (add.evidence, criteria GRADE). "
    "https://rdrr.io/cran/metaumbrella/src/R/functions_evidence.R",
)
HALF_LOW_RISK = Threshold(key="half_low_risk", value=0.5, source=MOSTLY_LOW_RISK.source)
"""Share of the weight from studies at low risk of bias: from here no level, from here one."""

HIGH_RISK_DOMINATES = Threshold(
    key="high_risk_dominates",
    value=0.55,
    source="Guyatt G, et al. Core GRADE 4, figure 2. BMJ 2025;389:e083864. "
    "https://doi.org/10.1136/bmj-2024-083864",
)

SIMILAR_RESULTS_P = Threshold(
    key="similar_results",
    value=0.1,
    source="Our working form of Core GRADE 4's comparison of studies at low and high risk of bias: "
    "similar where the test of difference has a larger p and the difference is below half the "
    "smallest important one. https://doi.org/10.1136/bmj-2024-083864",
)

FEWEST_FOR_PREDICTION = Threshold(
    key="fewest_for_prediction",
    value=3,
    source="Higgins JPT, Thompson SG, Spiegelhalter DJ. J R Stat Soc A 2009;172:137-59. "
    "https://doi.org/10.1111/j.1467-985X.2008.00552.x",
)

I2_MAY_NOT_MATTER = Threshold(
    key="i2_may_not_matter",
    value=40.0,
    source="Cochrane Handbook: 0 to 40 % might not be important, 75 to 100 % is considerable; "
    "quoted in https://doi.org/10.1186/1471-2288-8-79, table 3",
)
I2_CONSIDERABLE = Threshold(key="i2_considerable", value=75.0, source=I2_MAY_NOT_MATTER.source)

FEWEST_FOR_ASYMMETRY = Threshold(
    key="fewest_for_asymmetry",
    value=10,
    source="Sterne JAC, et al. BMJ 2011;343:d4002. https://doi.org/10.1136/bmj.d4002",
)
ASYMMETRY_P = Threshold(
    key="asymmetry_p",
    value=0.1,
    source="Egger M, et al. BMJ 1997;315:629-34. https://doi.org/10.1136/bmj.315.7109.629",
)
