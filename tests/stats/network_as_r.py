"""Networks computed by us and laid out as netmeta lays them out."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import Structured
from evidence.stats.heterogeneity import CochranQ, inconsistency_from_q
from evidence.stats.inconsistency_limits import inconsistency_limits
from evidence.stats.network.aggregated_designs import aggregate, hat_matrix, pairs_of
from evidence.stats.network.arms import compare_arms
from evidence.stats.network.comparisons import Comparisons, comparisons_of
from evidence.stats.network.components import fit_components
from evidence.stats.network.conditional_counts import network_conditional
from evidence.stats.network.design_counts import Counted, count_designs
from evidence.stats.network.designs import Decomposition, decompose
from evidence.stats.network.direct import (
    Evidence,
    by_back_calculation,
    disagreement,
    heterogeneity_of_pairs,
    without_studies,
)
from evidence.stats.network.evidence_flow import contributions, flows, measures
from evidence.stats.network.fit import NetworkFit, fit_network
from evidence.stats.network.heterogeneity import network_tau2
from evidence.stats.network.mantel_haenszel import network_mantel_haenszel
from evidence.stats.network.net_heat import net_heat
from evidence.stats.network.ranking import p_scores
from evidence.stats.prediction import prediction_limits
from evidence.stats.quantiles import two_sided, two_sided_p
from tests.stats.r_values import read_golden

R = read_golden("h_nma.json")
CASES = R["cases"]
Out = dict[str, Any]

ORDERS = {case["input"]: case["out"]["trts"] for case in CASES if "trts" in case["out"]}
"""R sorts treatments as its language does; where a case does not say how, another does."""

ON_A_RATIO = ("Linde2015_resp", "Pagliaro1992")
"""Networks of odds ratios whose league table is in the golden file."""

UNDESIRABLE = ("Linde2016",)
"""Networks of the golden file's rankograms whose large values are better."""


def family(case: Out) -> str:
    return str(case["id"]).split("/")[1]


def args(case: Out) -> Out:
    return case["args"] if isinstance(case["args"], dict) else {}


def inputs(case: Out) -> Out:
    return R["inputs"][case["input"]]


def treatments(case: Out) -> list[str]:
    data = inputs(case)
    if case["input"] in ORDERS:
        return [str(name) for name in ORDERS[case["input"]]]
    named = {str(name) for name in data["treat1"]} | {str(name) for name in data["treat2"]}
    return sorted(named, key=str.casefold)


def numbered(names: Iterable[Any], order: list[str]) -> list[int]:
    return [order.index(str(name)) for name in names]


def studies(names: list[Any]) -> list[int]:
    return numbered(names, [str(name) for name in dict.fromkeys(names)])


def network(case: Out) -> Comparisons:
    data, order = inputs(case), treatments(case)
    first, second = numbered(data["treat1"], order), numbered(data["treat2"], order)
    return comparisons_of(data["TE"], data["seTE"], first, second, studies(data["studlab"]))


def both_fits(case: Out) -> dict[str, NetworkFit]:
    """The common effect, and random effects by netmeta's default, the method of moments."""
    given = network(case)
    tau2 = network_tau2(given, method="DL").value
    return {"common": fit_network(given), "random": fit_network(given, tau2=tau2)}


def pair_names(case: Out) -> list[str]:
    order = treatments(case)
    return [f"{order[one]}:{order[other]}" for one, other in pairs_of(len(order))]


def base_of(arms: list[int]) -> int:
    """netmeta's base of a study: the network's first treatment, else the study's last."""
    return 0 if 0 in arms else arms[-1]


def tau2_of_independent_errors(given: Comparisons, method: str) -> float:
    """netmeta's ML and REML: errors within a study of several arms taken to be independent."""
    places, signs, within = [], [], []
    for mine in given.of_studies:
        base = base_of(given.arms(mine).tolist())
        of_base = [place for place in mine if base in (given.first[place], given.second[place])]
        places += of_base
        signs += [1.0 if given.first[place] == base else -1.0 for place in of_base]
        within += range(len(of_base))
    sign = np.array(signs)
    fit = fit_dependent(
        given.te[places] * sign,
        given.se[places] ** 2,
        terms=[Structured(within, given.study[places].tolist(), rho=[0.5])],
        xi=(given.incidence[places] * sign[:, None])[:, 1:],
        method=method,
    )
    return float(fit.terms[0].variances[0])


def tau2_as_r(case: Out) -> float:
    if "tau_preset" in args(case):
        return float(args(case)["tau_preset"]) ** 2
    method = args(case)["method_tau"]
    if method == "DL":
        return network_tau2(network(case), method=method).value
    return tau2_of_independent_errors(network(case), method)


def tested(name: str, test: CochranQ) -> Out:
    p_value = test.p_value if test.df else math.nan
    return {f"Q{name}": test.q, f"df_Q{name}": test.df, f"pval_Q{name}": p_value}


def netmeta(case: Out, tau2: float | None = None) -> Out:
    given, order = network(case), treatments(case)
    tau2 = tau2_as_r(case) if tau2 is None else tau2
    common, random = fit_network(given), fit_network(given, tau2=tau2)
    apart = decompose(given)
    limits = inconsistency_limits(common.q.q, common.q.df)
    out = {
        "trts": order,
        "k": given.studies,
        "m": len(given.te),
        "n": given.treatments,
        "d": len(apart.designs),
        "tau2": tau2,
        "tau": math.sqrt(tau2),
        "I2": inconsistency_from_q(common.q.q, common.q.df).i2 / 100,
        "lower_I2": limits.low.i2 / 100,
        "upper_I2": limits.high.i2 / 100,
        **tested("", common.q),
        **tested("_het", apart.within),
        **tested("_inc", apart.between),
    }
    return out | matrices(common, random, order) if "TE_common" in case["out"] else out


def matrices(common: NetworkFit, random: NetworkFit, order: list[str]) -> Out:
    split, split_random = by_back_calculation(common), by_back_calculation(random)
    low, high = np.zeros_like(random.se), np.zeros_like(random.se)
    for pair in np.ndindex(*low.shape):
        if pair[0] != pair[1]:
            low[pair], high[pair] = prediction_limits(
                random.effects[pair], random.se[pair], random.tau2, df=common.q.df
            )
    of_pairs = heterogeneity_of_pairs(common)
    return {
        "TE_common": common.effects.tolist(),
        "seTE_common": common.se.tolist(),
        "TE_random": random.effects.tolist(),
        "seTE_random": random.se.tolist(),
        "pval_random": p_values(random.effects, random.se).tolist(),
        "lower_predict": low.tolist(),
        "upper_predict": high.tolist(),
        "TE_direct_common": split.direct.tolist(),
        "TE_indirect_common": split.indirect.tolist(),
        "seTE_direct_random": split_random.direct_se.tolist(),
        "TE_indirect_random": split_random.indirect.tolist(),
        "seTE_adj_common": (common.weights**-0.5).tolist(),
        "seTE_adj_random": (random.weights**-0.5).tolist(),
        "w_common": common.weights.tolist(),
        "lev": np.where(several_arms(common.comparisons), np.nan, common.leverage).tolist(),
        "Q_decomp": {
            "treat1": [order[one] for one, _ in of_pairs],
            "treat2": [order[other] for _, other in of_pairs],
            "Q": [test.q for test in of_pairs.values()],
            "df": [test.df for test in of_pairs.values()],
            "pval.Q": [test.p_value if test.df else math.nan for test in of_pairs.values()],
        },
    }


def several_arms(given: Comparisons) -> np.ndarray:
    return np.bincount(given.study)[given.study] > 1


def p_values(effects: np.ndarray, se: np.ndarray) -> np.ndarray:
    z = effects / np.where(se > 0, se, np.nan)
    return np.vectorize(lambda value: two_sided_p(value, None), otypes=[float])(z)


def estimates(effects: np.ndarray, se: np.ndarray) -> Out:
    reach = two_sided(0.95, None) * se
    return {
        "TE": effects.tolist(),
        "seTE": se.tolist(),
        "lower": (effects - reach).tolist(),
        "upper": (effects + reach).tolist(),
        "p": p_values(effects, se).tolist(),
    }


def netsplit(case: Out) -> Out:
    order, named = treatments(case), case["out"]["comparison"]
    places = tuple(np.array([numbered(name.split(":"), order) for name in named]).T)
    split = by_back_calculation if args(case)["method"] == "Back-calculation" else without_studies
    fits = both_fits(case)
    found: dict[str, Evidence] = {name: split(fit) for name, fit in fits.items()}
    random = found["random"]
    out = {
        "comparison": named,
        "k": random.studies[places].tolist(),
        "prop_common": found["common"].share[places].tolist(),
        "prop_random": random.share[places].tolist(),
        "nma_random": estimates(fits["random"].effects[places], fits["random"].se[places]),
        "direct_random": estimates(random.direct[places], random.direct_se[places]),
        "indirect_random": estimates(random.indirect[places], random.indirect_se[places]),
    }
    for name, one in found.items():
        test = disagreement(one)
        difference, se = test.difference[places], test.se[places]
        out[f"compare_{name}"] = estimates(difference, se) | {"z": (difference / se).tolist()}
    return out


def netrank(case: Out) -> Out:
    low = args(case)["small_values"] == "desirable"
    scores = {
        f"Pscore_{name}": p_scores(fit, lower_is_better=low).tolist()
        for name, fit in both_fits(case).items()
    }
    return {"trts": treatments(case), **scores}


def netleague(case: Out) -> Out:
    return {name: league(case, fit) for name, fit in both_fits(case).items()}


def league(case: Out, fit: NetworkFit) -> Out:
    """Numbers of the table: network estimates below the names, direct ones above."""
    order, split = treatments(case), by_back_calculation(fit)
    shown = np.exp if str(case["id"]).split("/")[-1] in ON_A_RATIO else np.asarray

    def cell(row: int, column: int) -> Any:
        if row == column:
            return order[row]
        if row > column:
            middle, se = fit.effects[column, row], fit.se[column, row]
        elif split.studies[row, column]:
            middle, se = split.direct[row, column], split.direct_se[row, column]
        else:
            return "."
        reach = two_sided(0.95, None) * se
        return shown(np.array([middle, middle - reach, middle + reach])).tolist()

    return {f"{row}:{column}": cell(row, column) for row, column in np.ndindex(fit.se.shape)}


def netmeasures(case: Out) -> Out:
    found = measures(fit_network(network(case)))
    places = numbered(case["out"]["names"], pair_names(case))
    return {
        "names": case["out"]["names"],
        "proportion": found.share[places].tolist(),
        "meanpath": found.mean_path[places].tolist(),
        "minpar": found.parallelism[places].tolist(),
        "minpar_study": found.parallelism_by_study[places].tolist(),
    }


def by_edges(
    case: Out, of: Callable[[NetworkFit], tuple[list[tuple[int, int]], np.ndarray]]
) -> Out:
    order, out = treatments(case), {key: case["out"][key] for key in ("rows", "cols")}
    rows = numbered(out["rows"], pair_names(case))
    for name, fit in both_fits(case).items():
        edges, found = of(fit)
        named = [f"{order[one]}:{order[other]}" for one, other in edges]
        out[name] = found[np.ix_(rows, numbered(out["cols"], named))].tolist()
    return out


def hatmatrix(case: Out) -> Out:
    return by_edges(case, flows)


def netcontrib(case: Out) -> Out:
    return by_edges(case, contributions)


def netheat(case: Out) -> Out:
    order, theirs = treatments(case), case["out"]
    designs = aggregate(network(case))
    found = net_heat(designs)
    mine = [
        (":".join(order[arm] for arm in designs.designs[design]), f"{order[one]}:{order[other]}")
        for design, one, other in zip(designs.design, designs.base, designs.other, strict=True)
    ]
    wanted = zip(theirs["design_name"], theirs["design_comp"], strict=True)
    places = [mine.index(name) for name in wanted]
    return {
        **{key: theirs[key] for key in ("designs", "design_comp", "design_name")},
        "heat": found.heat[np.ix_(places, places)].tolist(),
        "H": hat_matrix(designs)[:, places].tolist(),
        "Q_inc_design": found.inconsistency[places].tolist(),
    }


def decomp_design(case: Out) -> Out:
    order, found = treatments(case), decompose(network(case))
    names = [":".join(order[arm] for arm in arms) for arms in found.designs]
    without = [(name, q) for name, q in zip(names, found.between_without, strict=True) if q]
    return {
        "Q_decomp": columns([found.total, found.within, found.between]),
        "Q_het_design": {"design": names, **columns(found.within_each)},
        "Q_inc_detach": {
            "design": [name for name, _ in without],
            **columns([test for _, test in without]),
        },
        "Q_inc_random": within_designs(found),
    }


def within_designs(found: Decomposition) -> Out:
    return {**columns([found.between_random]), "tau.within": [math.sqrt(found.tau2_within)]}


def columns(tests: Iterable[CochranQ]) -> Out:
    listed = list(tests)
    return {
        "Q": [test.q for test in listed],
        "df": [test.df for test in listed],
        "pval": [test.p_value if test.df else math.nan for test in listed],
    }


def components(case: Out) -> Out:
    parts = case["out"]["comps"]
    made_of = [
        [float(part in [one.strip() for one in name.split("+")]) for part in parts]
        for name in treatments(case)
    ]
    given = network(case)
    common, random = fit_components(given, made_of, tau2=0.0), fit_components(given, made_of)
    whole = fit_network(given).q
    out = {
        "comps": parts,
        "Comp_common": common.effects.tolist(),
        "seComp_common": common.se.tolist(),
        "Comp_random": random.effects.tolist(),
        "seComp_random": random.se.tolist(),
        **tested("_additive", random.q),
        "Q_diff": random.q.q - whole.q,
        "df_Q_diff": random.q.df - whole.df,
        "tau": math.sqrt(random.tau2),
    }
    return {key: out[key] for key in case["out"]}


def counts(case: Out) -> tuple[list[float], list[float], list[int], list[int]]:
    """Events, people, treatment and study of every arm."""
    data, order = inputs(case), treatments(case)
    of = studies(data["studlab"])
    arms = {}
    for side in ("1", "2"):
        treated = numbered(data[f"treat{side}"], order)
        for study, arm, events, n in zip(
            of, treated, data[f"event{side}"], data[f"n{side}"], strict=True
        ):
            arms[study, arm] = (events, n)
    events, n = zip(*arms.values(), strict=True)
    return list(events), list(n), [arm for _, arm in arms], [study for study, _ in arms]


def counted(case: Out) -> Counted:
    return count_designs(*counts(case))


def netmetabin(case: Out) -> Out:
    nothing = {"Q": None, "df_Q": None, "Q_inc": None}
    out: Out = {"trts": treatments(case), **nothing}
    if args(case)["method"] == "Inverse":
        events, n, arms, of = counts(case)
        given = comparisons_of(*compare_arms("OR", arms, of, events=events, n=n))
        fit = fit_network(given)
        out |= {"Q": fit.q.q, "df_Q": fit.q.df, "Q_inc": decompose(given).between.q}
        found: Any = fit
    elif args(case)["method"] == "MH":
        found = network_mantel_haenszel(counted(case))
        out["Q_inc"] = found.between.q
    else:
        found = network_conditional(counted(case))
    return out | {"TE_common": found.effects.tolist(), "seTE_common": found.se.tolist()}


def pairwise(case: Out) -> Out:
    """netmeta leaves out the correction of small samples."""
    data, theirs = inputs(case), case["out"]
    order = sorted(set(data["trt"]))
    reported = {"RD": {"events": "event", "n": "n"}}.get(args(case)["sm"], {})
    reported = reported or {"mean": "mean", "sd": "sd", "n": "n"}
    found = compare_arms(
        args(case)["sm"],
        numbered(data["trt"], order),
        studies(data["study"]),
        correct=False,
        **{name: data[column] for name, column in reported.items()},
    )
    names = [str(name) for name in dict.fromkeys(data["study"])]
    known = {}
    for te, se, one, other, of in zip(*found, strict=True):
        known[names[of], order[one], order[other]] = (te, se)
        known[names[of], order[other], order[one]] = (-te, se)
    wanted = list(zip(theirs["studlab"], theirs["treat1"], theirs["treat2"], strict=True))
    assert len(wanted) == len(found.te)
    return {
        **{key: theirs[key] for key in ("studlab", "treat1", "treat2")},
        "TE": [known[row][0] for row in wanted],
        "seTE": [known[row][1] for row in wanted],
    }


def rankogram(case: Out) -> Out:
    """netmeta draws treatments as if they were independent, with variances that fit best."""
    fit = both_fits(case)["random"]
    n = len(fit.effects)
    places = np.array(pairs_of(n))
    members = np.zeros((len(places), n))
    members[np.arange(len(places))[:, None], places] = 1.0
    variances = np.linalg.lstsq(members, fit.se[tuple(places.T)] ** 2, rcond=None)[0]
    drawn = np.random.default_rng(1).standard_normal((50_000, n)) * np.sqrt(variances)
    drawn += fit.effects[:, 0]
    high = str(case["id"]).split("/")[-1] in UNDESIRABLE
    rank = np.argsort(np.argsort(-drawn if high else drawn, axis=1), axis=1)
    shares = np.stack([(rank == place).mean(axis=0) for place in range(n)], axis=1)
    return {
        "trts": treatments(case),
        "sucra_random": (1 - rank.mean(axis=0) / (n - 1)).tolist(),
        "rankprob_random": shares.tolist(),
    }


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "netmeta": netmeta,
    "tau.preset": netmeta,
    "netsplit": netsplit,
    "netrank": netrank,
    "netleague": netleague,
    "netmeasures": netmeasures,
    "hatmatrix": hatmatrix,
    "netcontrib": netcontrib,
    "netheat": netheat,
    "decomp.design": decomp_design,
    "netcomb": components,
    "discomb": components,
    "netmetabin": netmetabin,
    "pairwise": pairwise,
    "rankogram": rankogram,
}
