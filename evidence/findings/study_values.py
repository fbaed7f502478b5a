"""The named values of each study of a synthesis, for columns and for sorting."""

import math
from collections.abc import Mapping, Sequence

from evidence.records.study import Study
from evidence.synthesis.results import Analysis, PooledEffect, StudyEffect

StudyValue = str | float | int | None
_OF_STUDY = ("year", "country", "design", "diagnostic_criteria", "n_randomised", "registration")


def study_values(
    analysis: Analysis, studies: Sequence[Study]
) -> tuple[Mapping[str, StudyValue], ...]:
    """Return what is known of each study, by name, in the order of the effects.

    Parameters
    ----------
    analysis : Analysis
        A synthesis with its effects.
    studies : sequence of Study
        The trials of the tables.

    Returns
    -------
    tuple of mapping
        Label, effect, standard error, weight and people of the effect; then the table's columns
        of its trial, the project's own among them. A value nobody has is None.
    """
    by_id = {study.id: study for study in studies}
    own = dict.fromkeys(name for study in studies for name in study.own)
    pooled = analysis.pooled
    weights = pooled.weights if isinstance(pooled, PooledEffect) else ()
    found = []
    for index, effect in enumerate(analysis.effects):
        study = by_id.get(effect.study_id)
        values: dict[str, StudyValue] = {
            "label": effect.label,
            "estimate": effect.yi if math.isfinite(effect.yi) else None,
            "se": math.sqrt(effect.vi) if math.isfinite(effect.vi) else None,
            "weight": weights[index] if weights else None,
            "n": _people(effect),
        }
        values |= {name: getattr(study, name, None) or None for name in _OF_STUDY}
        values |= {name: (study.own.get(name) if study else None) or None for name in own}
        found.append(values)
    return tuple(found)


def _people(effect: StudyEffect) -> float | None:
    counts = (effect.experimental.n, effect.comparator.n)
    return None if None in counts else sum(one for one in counts if one is not None)
