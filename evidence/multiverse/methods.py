"""The combinations of methods, and which of them are one for effects that share people."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from evidence.multiverse.plan import Choice
from evidence.multiverse.trial import Places
from evidence.stats.correlated import METHODS as LIKELIHOODS
from evidence.synthesis.choices import OF_COMMON_EFFECT

NOT_COMMON = "test_needs_random_model"
NOT_CORRELATED = "tau2_needs_likelihood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An estimator of tau squared (``EE`` for a common effect) and an interval."""

    tau2: str
    ci: str

    @property
    def common(self) -> bool:
        """Whether true effects may not differ."""
        return self.tau2 == "EE"


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodTable:
    """Combinations of methods; those of independent and of correlated effects.

    Parameters
    ----------
    choices : tuple of Choice
        The choices about methods, the last running fastest.
    all : tuple of Method
        One a combination.
    independent, correlated : array of int
        The combination each one is the same as; below 0 where it cannot be done.
    """

    choices: tuple[Choice, ...]
    all: tuple[Method, ...]
    independent: Places
    correlated: Places

    def taking(self, choice: int, option: int) -> Places:
        """Return the combinations that take an option."""
        shape = tuple(len(one.options) for one in self.choices)
        every = np.arange(len(self.all)).reshape(shape)
        return np.asarray(np.take(every, option, axis=choice).ravel())


def make_methods(choices: tuple[Choice, ...], page: Method) -> MethodTable:
    """Return every combination of choices about methods.

    Parameters
    ----------
    choices : tuple of Choice
        Choices about methods.
    page : Method
        The page's, where nothing is chosen.

    Returns
    -------
    MethodTable

    Notes
    -----
    Hartung and Knapp's variance needs a random model: a common effect has Wald's interval in its
    place, where that is among the options. Correlated effects have a likelihood and no method of
    moments, and t takes the place of Hartung and Knapp's test, as in
    :mod:`evidence.synthesis.fit`.
    """
    every = []
    for taken in product(*(choice.options for choice in choices)):
        used = {choice.about: option.use for choice, option in zip(choices, taken, strict=True)}
        every.append(Method(tau2=used.get("tau2", page.tau2), ci=used.get("ci", page.ci)))
    return MethodTable(
        choices=choices,
        all=tuple(every),
        independent=np.array([_same_as(one, every, correlated=False) for one in every]),
        correlated=np.array([_same_as(one, every, correlated=True) for one in every]),
    )


def why_not(method: Method, *, correlated: bool) -> str:
    """Return why a combination cannot be done where its methods do not go together."""
    if correlated and not method.common and method.tau2 not in LIKELIHOODS:
        return NOT_CORRELATED
    return NOT_COMMON


def interval_of(method: Method, *, correlated: bool) -> str:
    """Return the interval there is, which may have to stand in for the one chosen."""
    if method.common and method.ci not in OF_COMMON_EFFECT:
        return "wald"
    if correlated and method.ci != "wald":
        return "t"
    return method.ci


def _same_as(one: Method, every: list[Method], *, correlated: bool) -> int:
    """Return the first combination that does the same, -1 where nothing can be done."""
    if correlated and not one.common and one.tau2 not in LIKELIHOODS:
        return -1
    ci = interval_of(one, correlated=correlated)
    if one.common and ci not in (other.ci for other in every):
        return -1
    return next(
        place
        for place, other in enumerate(every)
        if other.tau2 == one.tau2 and interval_of(other, correlated=correlated) == ci
    )
