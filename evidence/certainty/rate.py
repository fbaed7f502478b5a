"""From decisions in the domains to a level of certainty, by GRADE's arithmetic."""

from collections.abc import Sequence

from evidence.certainty.rating import CertaintyRating
from evidence.records.judgement import Judgement
from evidence.vocabulary import Certainty, Domain


def rate(
    about_id: str,
    judgements: Sequence[Judgement],
    *,
    stated: Certainty | None = None,
    start: Certainty = Certainty.HIGH,
) -> CertaintyRating:
    """Rate the certainty of one estimate or synthesis from people's decisions.

    Rules may suggest; this only adds up what was decided and tells what is missing.

    Parameters
    ----------
    about_id : str
        Id of the estimate or synthesis.
    judgements : sequence of Judgement
        The decisions about it, at most one a domain.
    stated : Certainty, optional
        The level people have stated.
    start : Certainty
        Where the rating begins: high for randomised trials, low for non-randomised studies.

    Returns
    -------
    CertaintyRating
        With ``computed`` None where no decision is recorded or one has no number of levels.

    Raises
    ------
    ValueError
        If a domain is decided twice, or a judgement is about something else.

    Notes
    -----
    ``level = start - sum(levels down) + sum(levels up)``, held within very low and high. A domain
    without a decision counts as not rated down and is listed as missing.

    References
    ----------
    Balshem H, et al. GRADE guidelines: 3. Rating the quality of evidence. J Clin Epidemiol
    2011;64:401-6. https://doi.org/10.1016/j.jclinepi.2010.07.015

    Examples
    --------
    >>> rating = rate("E01", [], stated=Certainty.LOW)
    >>> rating.computed is None, len(rating.missing)
    (True, 5)
    """
    order = list(Domain)
    decided = sorted(judgements, key=lambda judgement: order.index(judgement.domain))
    _refuse_strangers(about_id, decided)
    computed = _add_up(start, decided)
    present = {judgement.domain for judgement in decided}
    targets = {judgement.target for judgement in decided if judgement.target}
    return CertaintyRating(
        about_id=about_id,
        stated=stated,
        start=start,
        computed=computed,
        judgements=tuple(decided),
        missing=tuple(d for d in order if not d.raises and d not in present),
        target=targets.pop() if len(targets) == 1 else "",
        agrees=None if stated is None or computed is None else stated is computed,
    )


def _refuse_strangers(about_id: str, judgements: Sequence[Judgement]) -> None:
    domains = [judgement.domain for judgement in judgements]
    twice = sorted({domain.value for domain in domains if domains.count(domain) > 1})
    if twice:
        raise ValueError(f"{about_id}: decided twice: {', '.join(twice)}")
    strangers = [judgement.id for judgement in judgements if judgement.about_id != about_id]
    if strangers:
        raise ValueError(f"{about_id}: judgements about something else: {', '.join(strangers)}")


def _add_up(start: Certainty, judgements: Sequence[Judgement]) -> Certainty | None:
    level = start.level
    for judgement in judgements:
        if judgement.decided_levels is None:
            return None
        level += judgement.decided_levels * (1 if judgement.domain.raises else -1)
    return Certainty.from_level(level) if judgements else None
