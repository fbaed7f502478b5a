"""Each study's own true effect as all the studies together suggest it, as a table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from evidence.stats.refits import fit_mean
from evidence.stats.shrinkage import shrunken_effects
from evidence.synthesis.diagnosed import Options, diagnosed
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable

if TYPE_CHECKING:
    import pandas as pd


def study_effects(
    effects: "EffectSet | pd.DataFrame | Mapping[str, Sequence[Any]]", **options: Unpack[Options]
) -> "pd.DataFrame | NotEstimable":
    """Predict each study's own true effect, drawn towards the pooled one.

    Parameters
    ----------
    effects : EffectSet, DataFrame or mapping of str to sequence
        As for :func:`evidence.pool`.
    **options
        As for :func:`evidence.leave_one_out`.

    Returns
    -------
    DataFrame or NotEstimable
        A row a study: ``estimate``, ``se``, and the limits ``low`` and ``high`` of where its true
        effect is expected, on the analysis scale.

    Raises
    ------
    ChoiceUnknown, ValueError
        As :func:`evidence.pool`.

    Notes
    -----
    metafor's ``blup``: best linear unbiased predictions, empirical Bayes estimates. A study's
    effect is drawn the further towards the mean the larger its sampling variance is beside the
    variance between studies.

    References
    ----------
    Raudenbush SW, Bryk AS (1985). https://doi.org/10.3102/10769986010002075

    Examples
    --------
    >>> table = {"study": ["A", "B", "C"], "yi": [0.0, 1.0, 2.0], "vi": [0.2, 0.2, 0.2]}
    >>> study_effects(table, tau2_method="DL")["estimate"].round(3).tolist()
    [0.2, 1.0, 1.8]
    """
    known = diagnosed(effects, options, least=2)
    if isinstance(known, NotEstimable):
        return known
    fit = fit_mean(known.yi, known.vi, method=known.method, test=known.test)
    drawn = shrunken_effects(
        known.yi,
        known.vi,
        mu=fit.pooled.estimate,
        se=fit.pooled.se,
        tau2=fit.tau2,
        df=fit.pooled.df,
        level=known.level,
    )
    return known.table(drawn._asdict())
