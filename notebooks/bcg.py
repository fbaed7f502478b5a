# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Three published analyses, number by number
#
# BCG vaccine against tuberculosis (Colditz 1994) is the textbook's meta-analysis: thirteen trials,
# strongly different results, and a moderator that explains much of it. Here it is analysed as
# Berkey (1995) and van Houwelingen (2002) did, and as metafor does by default; then the length of
# hospital stays after stroke, as Normand (1999) did. Every number stands beside the printed one.
#
# - Colditz GA et al. (1994). https://doi.org/10.1001/jama.1994.03510330076038
# - Berkey CS et al. (1995). https://doi.org/10.1002/sim.4780140406
# - van Houwelingen HC et al. (2002). https://doi.org/10.1002/sim.1040
# - Normand SLT (1999).
#   https://doi.org/10.1002/(SICI)1097-0258(19990215)18:3<321::AID-SIM28>3.0.CO;2-P
#
# The papers' numbers are taken, with their pages, from the worked examples of the metafor project
# (https://www.metafor-project.org/doku.php/analyses), not from the papers themselves.
#
# A number agrees when it rounds to the printed one. Four printed numbers differ from ours (and
# from metafor's, which agrees with us) by one in their last digit; they are marked.

# %%
import io

import numpy as np
import pandas as pd

import evidence as ev

compared: list[tuple[str, str, str, bool]] = []


def beside(what: str, ours: float, printed: str, *, last_digit_off: bool = False) -> None:
    """Put a number of ours beside a printed one, and hold them to agree."""
    decimals = len(printed.partition(".")[2])
    unit = 10.0**-decimals
    apart = abs(ours - float(printed))
    assert apart <= (1.5 if last_digit_off else 0.5) * unit * (1 + 1e-9), (what, ours, printed)
    assert not last_digit_off or apart > 0.5 * unit, f"{what} agrees: take the mark away"
    compared.append((what, printed, f"{ours:.{decimals + 2}f}", last_digit_off))
    print(f"{what:58s} printed {printed:>9s}   ours {ours:14.{decimals + 2}f}")


# %% [markdown]
# ## The trials
# Cases of tuberculosis and people without it, vaccinated and not; degrees from the equator.

# %%
trials = pd.read_csv(
    io.StringIO(
        """study,year,tpos,tneg,cpos,cneg,ablat,alloc
Aronson,1948,4,119,11,128,44,random
Ferguson & Simes,1949,6,300,29,274,55,random
Rosenthal et al 1960,1960,3,228,11,209,42,random
Hart & Sutherland,1977,62,13536,248,12619,52,random
Frimodt-Moller et al,1973,33,5036,47,5761,13,alternate
Stein & Aronson,1953,180,1361,372,1079,44,alternate
Vandiviere et al,1973,8,2537,10,619,19,random
TPT Madras,1980,505,87886,499,87892,13,random
Coetzee & Berjak,1968,29,7470,45,7232,27,random
Rosenthal et al 1961,1961,17,1699,65,1600,42,systematic
Comstock et al 1974,1974,186,50448,141,27197,18,systematic
Comstock & Webster,1969,5,2493,3,2338,33,systematic
Comstock et al 1976,1976,27,16886,29,17825,33,systematic
"""
    )
)
cells = {"ai": "tpos", "bi": "tneg", "ci": "cpos", "di": "cneg"}
ratios = ev.escalc("RR", trials, **cells)
ratios[["study", "yi", "vi"]]

# %% [markdown]
# ## As metafor prints it: `rma(yi, vi)`
# metafor 3.8-1 with `control=list(threshold=1e-12)`; `confint` searches to four decimals.

# %%
reml = ev.pool(ratios, ci_method="wald")
beside("REML, log RR", reml.estimate, "-0.714532")
beside("REML, standard error", reml.se, "0.179782")
beside("REML, tau2", reml.heterogeneity.tau2, "0.313243")
beside("REML, tau2, lower limit (Q-profile)", reml.heterogeneity.tau2_low, "0.1197")
beside("REML, tau2, upper limit (Q-profile)", reml.heterogeneity.tau2_high, "1.111")
beside("REML, I2", reml.heterogeneity.i2, "92.221385")
beside("REML, H2", reml.heterogeneity.h2, "12.855758")
beside("REML, Q", reml.heterogeneity.q, "152.233008")
for name, ours, printed in zip(
    ("RR", "lower limit", "upper limit"),
    reml.as_read(),
    ("0.489421", "0.344074", "0.696166"),
    strict=True,
):
    beside(f"REML, {name}", ours, printed)
hartung_knapp = ev.pool(ratios)
beside("Hartung-Knapp, standard error", hartung_knapp.se, "0.180792")
beside("Hartung-Knapp, p", hartung_knapp.p_value, "0.001920")
moments = ev.pool(ratios, tau2_method="DL", ci_method="wald")
beside("DerSimonian-Laird, log RR", moments.estimate, "-0.714117")
beside("DerSimonian-Laird, tau2", moments.heterogeneity.tau2, "0.308760")
common = ev.pool(ratios, model="common")
beside("common effect, log RR", common.estimate, "-0.430285")
print(hartung_knapp)

# %% [markdown]
# Without each trial in turn (`leave1out`): TPT Madras pulls the effect most towards none.

# %%
without = ev.leave_one_out(ratios, ci_method="wald").set_index("study")
beside("without TPT Madras, log RR", without.loc["TPT Madras", "estimate"], "-0.794768")
beside("without TPT Madras, I2", without.loc["TPT Madras", "i2"], "87.031363")
beside(
    "without Hart & Sutherland, log RR", without.loc["Hart & Sutherland", "estimate"], "-0.628409"
)
without[["estimate", "ci_low", "ci_high", "tau2"]]

# %% [markdown]
# Nearer the equator the vaccine does less (`rma(yi, vi, mods = ~ ablat)`).

# %%
latitude = ev.meta_regression("yi ~ ablat", ratios, ci_method="wald")
intercept, slope = latitude.coefficients
beside("regression, intercept", intercept.estimate, "0.251468")
beside("regression, latitude", slope.estimate, "-0.029102")
beside("regression, latitude, standard error", slope.se, "0.007195")
beside("regression, remaining tau2", latitude.heterogeneity.tau2, "0.076348")
beside("regression, R2", latitude.r2, "75.63")
beside("regression, residual Q", latitude.heterogeneity.q, "30.733090")
print(latitude)

# %% [markdown]
# ## Berkey (1995), page 408: empirical Bayes with smoothed variances
# Each trial's variance from the mean of all trials' odds, so that it does not hang on the trial's
# own few cases.

# %%
vaccinated, unvaccinated = trials.tneg + trials.tpos, trials.cneg + trials.cpos
odds = (trials.tneg / trials.tpos).mean(), (trials.cneg / trials.cpos).mean()
smoothed = ratios.assign(vi=odds[0] / vaccinated + odds[1] / unvaccinated, lat=trials.ablat - 33.46)
bayes = ev.pool(smoothed, tau2_method="EB", ci_method="wald")
beside("Berkey, log RR", bayes.estimate, "-0.5429")
beside("Berkey, standard error", bayes.se, "0.1842")
beside("Berkey, tau2", bayes.heterogeneity.tau2, "0.268")
random = ev.meta_regression("yi ~ lat", smoothed, tau2_method="EB", ci_method="wald")
beside("Berkey, intercept", random.coefficients[0].estimate, "-0.6304", last_digit_off=True)
beside("Berkey, intercept, standard error", random.coefficients[0].se, "0.1591")
beside("Berkey, latitude", random.coefficients[1].estimate, "-0.0268")
beside("Berkey, latitude, standard error", random.coefficients[1].se, "0.0110")
beside("Berkey, remaining tau2", random.heterogeneity.tau2, "0.157")
beside("Berkey, part of tau2 accounted for, per cent", random.r2, "41")
for at, ratio in zip(ev.predict(random, {"lat": [0, 42 - 33.46]}), ("0.53", "0.42"), strict=True):
    beside(f"Berkey, RR at latitude {33.46 + at.at['lat']:.4g}", at.as_read()[0], ratio)
fixed = ev.meta_regression("yi ~ lat", smoothed, model="common")
beside("Berkey, fixed, intercept", fixed.coefficients[0].estimate, "-0.5950", last_digit_off=True)
beside("Berkey, fixed, latitude", fixed.coefficients[1].estimate, "-0.0282")
beside("Berkey, fixed, intercept, standard error", fixed.coefficients[0].se, "0.0696")
beside(
    "Berkey, fixed, latitude, standard error",
    fixed.coefficients[1].se,
    "0.0039",
    last_digit_off=True,
)

# %% [markdown]
# ## van Houwelingen (2002), pages 596-609: odds ratios, maximum likelihood

# %%
odds_ratios = ev.escalc("OR", trials, **cells)
fixed = ev.pool(odds_ratios, model="common").as_read()
beside("van Houwelingen, fixed, OR", fixed[0], "0.647")
beside("van Houwelingen, fixed, lower limit", fixed[1], "0.595")
beside("van Houwelingen, fixed, upper limit", fixed[2], "0.703", last_digit_off=True)
likely = ev.pool(odds_ratios, tau2_method="ML", ci_method="wald")
for name, ours, printed in zip(
    ("OR", "lower limit", "upper limit"), likely.as_read(), ("0.476", "0.336", "0.675"), strict=True
):
    beside(f"van Houwelingen, random, {name}", ours, printed)
beside("van Houwelingen, tau2", likely.heterogeneity.tau2, "0.302")
spread = 1.96 * np.sqrt(likely.heterogeneity.tau2)
beside("van Houwelingen, true effects from", likely.estimate - spread, "-1.820")
beside("van Houwelingen, true effects to", likely.estimate + spread, "0.336")
by_latitude = ev.meta_regression("yi ~ ablat", odds_ratios, tau2_method="ML", ci_method="wald")
for one, estimate, se in zip(
    by_latitude.coefficients, ("0.371", "-0.033"), ("0.106", "0.003"), strict=True
):
    beside(f"van Houwelingen, {one.name}", one.estimate, estimate)
    beside(f"van Houwelingen, {one.name}, standard error", one.se, se)
beside("van Houwelingen, remaining tau2", by_latitude.heterogeneity.tau2, "0.004")
beside("van Houwelingen, part of tau2 accounted for, per cent", by_latitude.r2, "98.7")

# %% [markdown]
# ## Normand (1999), pages 351-352: days in hospital after stroke
# Specialised against ordinary care; variances from the standard deviation common to both groups.

# %%
stays = pd.read_csv(
    io.StringIO(
        """study,n1i,m1i,sd1i,n2i,m2i,sd2i
Edinburgh,155,55,47,156,75,64
Orpington-Mild,31,27,7,32,29,4
Orpington-Moderate,75,64,17,71,119,29
Orpington-Severe,18,66,20,18,137,48
Montreal-Home,8,14,8,13,18,11
Montreal-Transfer,57,19,7,52,18,4
Newcastle,34,52,45,33,41,34
Umea,110,21,16,183,31,27
Uppsala,60,30,27,52,23,20
"""
    )
)
same = {name: name for name in ("n1i", "m1i", "sd1i", "n2i", "m2i", "sd2i")}
days = ev.escalc("MD", stays, vtype="HO", **same)
for study, md, variance, yi, vi in zip(
    days.study,
    ("-20", "-2", "-55", "-71", "-4", "1", "11", "-10", "7"),
    ("40.59", "2.05", "15.28", "150.22", "20.19", "1.22", "95.38", "8.03", "20.69"),
    days.yi,
    days.vi,
    strict=True,
):
    beside(f"Normand, {study}, mean difference", yi, md)
    beside(f"Normand, {study}, variance", vi, variance)
for name, methods, printed in (
    ("fixed", {"model": "common"}, ("-3.49", "-5.03", "-1.96")),
    (
        "DerSimonian-Laird",
        {"tau2_method": "DL", "ci_method": "wald"},
        ("-14.10", "-24.45", "-3.75"),
    ),
    ("REML", {"ci_method": "wald"}, ("-15.12", "-32.67", "2.43")),
):
    pooled = ev.pool(days, **methods)
    for value, ours, number in zip(
        ("mean difference", "lower limit", "upper limit"), pooled.as_read(), printed, strict=True
    ):
        beside(f"Normand, {name}, {value}", ours, number)
    if name != "fixed":
        tau2 = {"REML": "685.20", "DerSimonian-Laird": "218.72"}[name]
        beside(f"Normand, {name}, tau2", pooled.heterogeneity.tau2, tau2)

# %% [markdown]
# With Hartung and Knapp's interval and nine trials, what REML says is that the stay may be shorter
# or longer:

# %%
print(ev.pool(days))
table = pd.DataFrame(compared, columns=["number", "printed", "ours", "last digit differs"])
print(f"{len(table)} printed numbers, {table['last digit differs'].sum()} off in the last digit")
