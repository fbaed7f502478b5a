"""What each family of R conversions gives, computed with ours, under R's names.

Where R rounds a constant or takes another formula, that is written here with its reason, and in
validation/r/DIVERGENCES.md.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.special import ndtri

from evidence.stats import combined_p
from evidence.stats.delta_method import carried
from evidence.stats.early_five_numbers import cochrane_sd, hozo_formula_sd, plain_mean
from evidence.stats.effects import Effects
from evidence.stats.five_numbers import (
    FiveNumbers,
    five_numbers,
    luo_mean,
    shi_sd,
    wan_sd,
)
from evidence.stats.power_of_synthesis import power_of_synthesis
from evidence.stats.quantiles import two_sided
from evidence.stats.reported import (
    standard_deviation_from_ci,
    standard_deviation_from_difference,
    standard_deviation_from_se,
    standard_error_from_p,
    standard_error_from_t,
)
from evidence.stats.risk_from_odds import (
    number_needed,
    risk_from_odds_ratio,
    risk_ratio_from_odds_ratio,
)
from evidence.stats.smd_reexpressed import as_number_needed
from evidence.stats.transformations import harmonic_mean, transform
from evidence.stats.upper_quantile import upper_quantile

Numbers = dict[str, Any]

QUANTILES = {
    "min": "low",
    "q1": "q1",
    "median": "median",
    "q3": "q3",
    "max": "high",
    "min.val": "low",
    "q1.val": "q1",
    "med.val": "median",
    "q3.val": "q3",
    "max.val": "high",
    "n": "n",
}
HALVES = {"rpbtorbis", "rtorpb"}


def printed(given: Numbers, *only: str) -> FiveNumbers:
    """A group's quantiles from R's names of them; all, or those named."""
    return five_numbers(
        **{
            QUANTILES[name]: value
            for name, value in given.items()
            if value is not None and (not only or name in only)
        }
    )


def rows(given: Numbers) -> list[Numbers]:
    """The columns of an input, study by study."""
    return [dict(zip(given, row, strict=True)) for row in zip(*given.values(), strict=True)]


def fivenum_formulas(given: Numbers, args: Numbers) -> Numbers:
    by_range = printed(given, "min", "median", "max", "n")
    by_quartiles = printed(given, "q1", "median", "q3", "n")
    every = {"S1": by_range, "S2": by_quartiles, "S3": printed(given)}
    return {
        "luo_mean": {name: luo_mean(numbers) for name, numbers in every.items()},
        "wan_sd": {name: wan_sd(numbers) for name, numbers in every.items()},
        "shi_sd": shi_sd(every["S3"]),
        "wan_mean": {name: plain_mean(numbers) for name, numbers in every.items()},
        "hozo_mean": plain_mean(by_range),
        "hozo_sd": hozo_formula_sd(by_range),
        "iqr_135": cochrane_sd(given["q1"], given["q3"]),
    }


def sd_from_se(given: Numbers, args: Numbers) -> Numbers:
    return {"sd": standard_deviation_from_se(given["se"], given["n"])}


def sd_from_ci(given: Numbers, args: Numbers) -> Numbers:
    limits = (given["lb"], given["ub"], given["n"])
    return {"sd": standard_deviation_from_ci(*limits, dist=args["dist"])}


def sd_from_md_t(given: Numbers, args: Numbers) -> Numbers:
    se = standard_error_from_t(given["md"], given["t"])
    return {"se": se, "sd": standard_deviation_from_difference(se, given["n1"], given["n2"])}


def sd_from_md_p(given: Numbers, args: Numbers) -> Numbers:
    freedom = np.add(given["n1"], given["n2"]) - 2
    se = standard_error_from_p(given["md"], given["p"], df=freedom)
    sd = standard_deviation_from_difference(se, given["n1"], given["n2"])
    return {"t": upper_quantile(np.divide(given["p"], 2), freedom), "se": se, "sd": sd}


def conv_delta(given: Numbers, args: Numbers) -> Numbers:
    name = args["transf"].removeprefix("transf.")
    effects = Effects(np.array(given["yi"]), np.array(given["vi"]))
    return carried(effects, lambda x: transform(name, x))._asdict()


def transf(given: Numbers, args: Numbers) -> Numbers:
    name = args["id"].removeprefix("l/transf/transf.")
    more = {key: value for key, value in given.items() if key != "xi"}
    more |= args.get("targs", {})
    if name in HALVES:
        more["pi"] = 0.5
    changed = {"y": transform(name, given["xi"], **more)}
    return changed | ({"hm": harmonic_mean(given["ni"])} if name == "ipft.hm" else {})


def zhang_yu(given: Numbers, args: Numbers) -> Numbers:
    ratio = risk_ratio_from_odds_ratio(given["or"], given["p0"])
    difference = risk_from_odds_ratio(given["or"], given["p0"]) - given["p0"]
    return {"rr": ratio, "rd": difference, "nnt": number_needed(difference)}


def nnt(given: Numbers, args: Numbers) -> Numbers:
    return {
        "Furukawa": as_number_needed(given["d"], comparison_risk=given["CER"]).value[0],
        "KraemerKupfer": as_number_needed(given["d"]).value[0],
    }


def power(given: Numbers, args: Numbers) -> Numbers:
    inflation = {"fixed": 1.0, "low": 1.33, "moderate": 1.67, "high": 2.0}
    sizes = {name: given[name] for name in ("k", "n1", "n2")}
    found = power_of_synthesis(given["d"], inflation=inflation[given["heterogeneity"]], **sizes)
    return {"power": found}


def metap(given: Numbers, args: Numbers) -> Numbers:
    p = given["p"]
    weighted = combined_p.stouffer(p, np.arange(1, len(p) + 1))
    return {
        "fisher_chisq": combined_p.fisher(p).statistic,
        "fisher_p": combined_p.fisher(p).p,
        "stouffer_z": combined_p.stouffer(p).statistic,
        "stouffer_p": combined_p.stouffer(p).p,
        "tippett_p": combined_p.wilkinson(p).p,
        "maxp": combined_p.wilkinson(p, r=len(p)).p,
        "meanp_z": combined_p.mean_p(p).statistic,
        "logitp_t": combined_p.logit_p(p).statistic,
        "logitp_p": combined_p.logit_p(p).p,
        "edgington_p": combined_p.edgington(p).p,
        "wilkinson2_p": combined_p.wilkinson(p, r=2).p,
        "votep_p": combined_p.votes(p).p,
        "harmonic": combined_p.harmonic_mean_p(p),
        "stouffer_weighted": weighted.statistic,
    }


def altman_bland_z(p: float) -> float:
    """The approximation to the normal quantile that dmetar takes in place of the quantile."""
    return float(-0.862 + np.sqrt(0.743 - 2.404 * np.log(p)))


def se_from_p(given: Numbers, args: Numbers) -> Numbers:
    """dmetar's standard error, from ours by the ratio of the two quantiles."""
    ratio = "ratio" in args["id"]
    effect = np.log(given["es"]) if ratio else given["es"]
    exact = float(standard_error_from_p(effect, given["p"])[0])
    se = exact * -ndtri(given["p"] / 2) / altman_bland_z(given["p"])
    reach = two_sided(0.95, None) * se
    numbers = {
        "EffectSize": effect,
        "StandardError": se,
        "StandardDeviation": se * np.sqrt(given["N"]),
        "LLCI": effect - reach,
        "ULCI": effect + reach,
    }
    if not ratio:
        return numbers
    logs = {f"log{name}": value for name, value in numbers.items()}
    back = {name: np.exp(numbers[name]) for name in ("EffectSize", "LLCI", "ULCI")}
    return logs | back


FAMILIES: dict[str, Callable[[Numbers, Numbers], Numbers]] = {
    "l/fivenum_formulas/": fivenum_formulas,
    "l/sd_from/se": sd_from_se,
    "l/sd_from/ci95_z": sd_from_ci,
    "l/sd_from/md_t": sd_from_md_t,
    "l/sd_from/md_p": sd_from_md_p,
    "l/conv.delta/": conv_delta,
    "l/transf/": transf,
    "l/rr_or/zhang_yu": zhang_yu,
    "l/dmetar/NNT/": nnt,
    "l/dmetar/power.analysis/": power,
    "l/dmetar/se.from.p/": se_from_p,
    "l/metap/": metap,
}
"""Families of one formula a case, by the beginning of the case's id."""
