"""How much reviews rest on the same trials, with bounds where nobody knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from evidence.records.overlap import Overlap
from evidence.records.published import Review
from evidence.records.study import Study
from evidence.stats.corrected_covered_area import CoveredArea, covered_area_bounds

YES, NO, COULD_NOT = 1.0, 0.0, -1.0
BANDS = ((0.05, "slight"), (0.10, "moderate"), (0.15, "high"))
HIGHEST_BAND = "very_high"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTrials:
    """Two reviews: trials both surely include, those both may, and the CCA of the two.

    ``area`` is None where no trial could be in both.
    """

    one: str
    other: str
    surely: int
    perhaps: int
    area: CoveredArea | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOverlap:
    """Reviews and the trials they share.

    ``included`` and ``unclear`` count each review's trials. ``area`` is the CCA of all reviews
    together, None where no trial could be in two of them.
    """

    reviews: tuple[str, ...]
    studies: tuple[str, ...]
    included: Mapping[str, int]
    unclear: Mapping[str, int]
    area: CoveredArea | None
    pairs: tuple[SharedTrials, ...]


def review_overlap(
    told: Iterable[Overlap],
    reviews: Mapping[str, Review],
    studies: Mapping[str, Study],
    only: Sequence[str] | None = None,
) -> ReviewOverlap:
    """Return the overlap of reviews.

    Parameters
    ----------
    told : iterable of Overlap
        Which review includes which trial, as far as anybody has said.
    reviews, studies : mapping
        By id; a review's search date and a trial's year tell what it could not include.
    only : sequence of str, optional
        Reviews to look at; all that are told of without it.

    Returns
    -------
    ReviewOverlap
        A cell nobody has told of is unclear, unless the trial is newer than the review's search
        or as many trials are told of as the review includes.
        Trials that are in no row are not counted, so a review whose list is not known at all
        has unclear cells for every trial of the others.

    Notes
    -----
    The formula is that of :func:`evidence.stats.corrected_covered_area.covered_area_bounds`.

    References
    ----------
    Pieper D, et al. (2014). https://doi.org/10.1016/j.jclinepi.2013.11.007
    """
    known = {(one.review_id, one.study_id): one.included for one in told}
    wanted = dict.fromkeys(review for review, _ in known)
    names = tuple(name for name in wanted if only is None or name in only)
    trials = tuple(dict.fromkeys(study for review, study in known if review in names))
    whole = {name for name in names if _is_whole(name, known, reviews[name])}
    cells = [
        [
            _cell(known.get((name, trial)), reviews[name], studies[trial], name in whole)
            for name in names
        ]
        for trial in trials
    ]
    matrix = np.array(cells).reshape(len(trials), len(names))
    return ReviewOverlap(
        reviews=names,
        studies=trials,
        included={name: int((matrix[:, i] == YES).sum()) for i, name in enumerate(names)},
        unclear={name: int(np.isnan(matrix[:, i]).sum()) for i, name in enumerate(names)},
        area=_area(matrix),
        pairs=tuple(
            _pair(matrix[:, [i, j]], names[i], names[j])
            for i, j in combinations(range(len(names)), 2)
        ),
    )


def band(share: float) -> str:
    """Return the word's key for an overlap by Pieper's limits.

    Examples
    --------
    >>> band(0.07), band(0.4)
    ('moderate', 'very_high')
    """
    return next((word for limit, word in BANDS if share <= limit), HIGHEST_BAND)


def _is_whole(name: str, known: Mapping[tuple[str, str], str], review: Review) -> bool:
    """Tell whether as many trials are told of as the review includes."""
    included = sum(word == "yes" for (one, _), word in known.items() if one == name)
    return review.k_trials is not None and included >= review.k_trials


def _cell(included: str | None, review: Review, study: Study, is_whole: bool) -> float:
    if included == "yes":
        return YES
    searched = review.search_date[:4]
    is_newer = bool(searched) and study.year is not None and study.year > int(searched)
    if is_newer:
        return COULD_NOT
    return NO if is_whole or included == "no" else float("nan")


def _pair(cells: np.ndarray, one: str, other: str) -> SharedTrials:
    surely = int((cells == YES).all(axis=1).sum())
    perhaps = int(((cells == YES) | np.isnan(cells)).all(axis=1).sum())
    return SharedTrials(one=one, other=other, surely=surely, perhaps=perhaps, area=_area(cells))


def _area(cells: np.ndarray) -> CoveredArea | None:
    try:
        return covered_area_bounds(cells)
    except ValueError:
        return None
