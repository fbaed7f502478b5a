"""Evidence synthesis as code: tables in, checked numbers and documents out.

One import serves an analysis page and a notebook alike: ``import evidence as ev``. Names are
fetched when first used, so that the command line starts without loading the formula book.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from evidence.errors import EvidenceError, lend_words
from evidence.version import __version__ as __version__
from evidence.vocabulary import Language

if TYPE_CHECKING:
    from evidence.bulk.pool_many import pool_many
    from evidence.certainty.rate import rate
    from evidence.certainty.suggest import suggest
    from evidence.display.draw_chapter import (
        draw_certainty,
        draw_flow,
        draw_overlap,
        draw_published,
        draw_specification_curve,
    )
    from evidence.display.draw_forestplot import draw_forestplot
    from evidence.display.draw_risk_of_bias import draw_risk_of_bias, draw_risk_of_bias_summary
    from evidence.display.draw_studies import draw_gosh, draw_labbe
    from evidence.display.draw_synthesis import (
        draw_baujat,
        draw_cumulative,
        draw_forest,
        draw_funnel,
        draw_leave_one_out,
        draw_radial,
    )
    from evidence.display.state import state
    from evidence.findings.answer import answer
    from evidence.findings.forest_layout import lay_out_forest
    from evidence.findings.overview import overview
    from evidence.findings.store import load, save, save_overview
    from evidence.multiverse.run_multiverse import run_multiverse
    from evidence.resampling.bootstrap import bootstrap
    from evidence.resampling.gosh import gosh
    from evidence.resampling.leave_out import leave_out
    from evidence.resampling.permutation_test import permutation_test
    from evidence.resampling.simulate import simulate
    from evidence.synthesis.accuracy import accuracy
    from evidence.synthesis.adjusted_effect import adjusted_effect
    from evidence.synthesis.aggregate import aggregate
    from evidence.synthesis.analyse import analyse
    from evidence.synthesis.cluster_influence import cluster_influence
    from evidence.synthesis.coefficient_questions import compare_models, contrast, joint_test
    from evidence.synthesis.convert import convert
    from evidence.synthesis.copas import copas
    from evidence.synthesis.diagnostics import cumulative, influence, leave_one_out
    from evidence.synthesis.dose_response import dose_response
    from evidence.synthesis.effect_sizes import effect_sizes
    from evidence.synthesis.escalc_table import escalc
    from evidence.synthesis.event_diagnostics import cumulative_events, leave_one_out_events
    from evidence.synthesis.excess_significance import excess_significance, fail_safe_n
    from evidence.synthesis.location_scale import location_scale
    from evidence.synthesis.meta_regression import meta_regression
    from evidence.synthesis.multilevel import multilevel
    from evidence.synthesis.multivariate import multivariate
    from evidence.synthesis.network import network
    from evidence.synthesis.network_components import network_components
    from evidence.synthesis.p_curve import p_curve
    from evidence.synthesis.pool import pool
    from evidence.synthesis.pool_subgroups import pool_subgroups
    from evidence.synthesis.pool_tables import pool_events
    from evidence.synthesis.predict import predict
    from evidence.synthesis.robust_regression import robust_regression
    from evidence.synthesis.selection_model import selection_model
    from evidence.synthesis.sequential import sequential_analysis
    from evidence.synthesis.small_study import small_study_test
    from evidence.synthesis.study_effects import study_effects
    from evidence.synthesis.study_points import baujat, labbe, radial
    from evidence.synthesis.trim_and_fill import trim_and_fill
    from evidence.synthesis.vcalc_table import vcalc
    from evidence.tables.open_tables import open_tables

__all__ = [
    "accuracy",
    "adjusted_effect",
    "aggregate",
    "analyse",
    "answer",
    "baujat",
    "bootstrap",
    "cluster_influence",
    "compare_models",
    "contrast",
    "convert",
    "copas",
    "cumulative",
    "cumulative_events",
    "dose_response",
    "draw_baujat",
    "draw_certainty",
    "draw_cumulative",
    "draw_flow",
    "draw_forest",
    "draw_forestplot",
    "draw_funnel",
    "draw_gosh",
    "draw_labbe",
    "draw_leave_one_out",
    "draw_overlap",
    "draw_published",
    "draw_radial",
    "draw_risk_of_bias",
    "draw_risk_of_bias_summary",
    "draw_specification_curve",
    "effect_sizes",
    "escalc",
    "excess_significance",
    "fail_safe_n",
    "gosh",
    "influence",
    "joint_test",
    "labbe",
    "lay_out_forest",
    "leave_one_out",
    "leave_one_out_events",
    "leave_out",
    "load",
    "location_scale",
    "meta_regression",
    "multilevel",
    "multivariate",
    "network",
    "network_components",
    "open_tables",
    "overview",
    "p_curve",
    "permutation_test",
    "pool",
    "pool_events",
    "pool_many",
    "pool_subgroups",
    "predict",
    "radial",
    "rate",
    "robust_regression",
    "run_multiverse",
    "save",
    "save_overview",
    "selection_model",
    "sequential_analysis",
    "simulate",
    "small_study_test",
    "state",
    "study_effects",
    "suggest",
    "trim_and_fill",
    "vcalc",
]

_HOMES = {
    "accuracy": "evidence.synthesis.accuracy",
    "adjusted_effect": "evidence.synthesis.adjusted_effect",
    "aggregate": "evidence.synthesis.aggregate",
    "analyse": "evidence.synthesis.analyse",
    "answer": "evidence.findings.answer",
    "baujat": "evidence.synthesis.study_points",
    "bootstrap": "evidence.resampling.bootstrap",
    "cluster_influence": "evidence.synthesis.cluster_influence",
    "compare_models": "evidence.synthesis.coefficient_questions",
    "contrast": "evidence.synthesis.coefficient_questions",
    "convert": "evidence.synthesis.convert",
    "copas": "evidence.synthesis.copas",
    "cumulative": "evidence.synthesis.diagnostics",
    "cumulative_events": "evidence.synthesis.event_diagnostics",
    "dose_response": "evidence.synthesis.dose_response",
    "draw_baujat": "evidence.display.draw_synthesis",
    "draw_certainty": "evidence.display.draw_chapter",
    "draw_cumulative": "evidence.display.draw_synthesis",
    "draw_flow": "evidence.display.draw_chapter",
    "draw_forestplot": "evidence.display.draw_forestplot",
    "draw_forest": "evidence.display.draw_synthesis",
    "draw_funnel": "evidence.display.draw_synthesis",
    "draw_gosh": "evidence.display.draw_studies",
    "draw_labbe": "evidence.display.draw_studies",
    "draw_leave_one_out": "evidence.display.draw_synthesis",
    "draw_overlap": "evidence.display.draw_chapter",
    "draw_published": "evidence.display.draw_chapter",
    "draw_radial": "evidence.display.draw_synthesis",
    "draw_risk_of_bias": "evidence.display.draw_risk_of_bias",
    "draw_risk_of_bias_summary": "evidence.display.draw_risk_of_bias",
    "draw_specification_curve": "evidence.display.draw_chapter",
    "effect_sizes": "evidence.synthesis.effect_sizes",
    "escalc": "evidence.synthesis.escalc_table",
    "excess_significance": "evidence.synthesis.excess_significance",
    "fail_safe_n": "evidence.synthesis.excess_significance",
    "gosh": "evidence.resampling.gosh",
    "influence": "evidence.synthesis.diagnostics",
    "joint_test": "evidence.synthesis.coefficient_questions",
    "labbe": "evidence.synthesis.study_points",
    "lay_out_forest": "evidence.findings.forest_layout",
    "leave_one_out": "evidence.synthesis.diagnostics",
    "leave_one_out_events": "evidence.synthesis.event_diagnostics",
    "leave_out": "evidence.resampling.leave_out",
    "load": "evidence.findings.store",
    "location_scale": "evidence.synthesis.location_scale",
    "meta_regression": "evidence.synthesis.meta_regression",
    "multilevel": "evidence.synthesis.multilevel",
    "multivariate": "evidence.synthesis.multivariate",
    "network": "evidence.synthesis.network",
    "network_components": "evidence.synthesis.network_components",
    "open_tables": "evidence.tables.open_tables",
    "overview": "evidence.findings.overview",
    "p_curve": "evidence.synthesis.p_curve",
    "permutation_test": "evidence.resampling.permutation_test",
    "pool": "evidence.synthesis.pool",
    "pool_events": "evidence.synthesis.pool_tables",
    "pool_many": "evidence.bulk.pool_many",
    "pool_subgroups": "evidence.synthesis.pool_subgroups",
    "predict": "evidence.synthesis.predict",
    "radial": "evidence.synthesis.study_points",
    "rate": "evidence.certainty.rate",
    "robust_regression": "evidence.synthesis.robust_regression",
    "run_multiverse": "evidence.multiverse.run_multiverse",
    "save": "evidence.findings.store",
    "save_overview": "evidence.findings.store",
    "selection_model": "evidence.synthesis.selection_model",
    "sequential_analysis": "evidence.synthesis.sequential",
    "simulate": "evidence.resampling.simulate",
    "small_study_test": "evidence.synthesis.small_study",
    "state": "evidence.display.state",
    "study_effects": "evidence.synthesis.study_effects",
    "suggest": "evidence.certainty.suggest",
    "trim_and_fill": "evidence.synthesis.trim_and_fill",
    "vcalc": "evidence.synthesis.vcalc_table",
}


def _in_english(told: object) -> str:
    if isinstance(told, EvidenceError):
        return str(import_module("evidence.cli.telling").tell(told, Language.EN))
    words = import_module("evidence.wording.synthesis_words")
    return str(words.not_estimable_told(told, Language.EN))


lend_words(_in_english)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'evidence' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
