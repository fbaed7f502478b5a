"""Mean and standard deviation of log-normal groups from printed quantiles.

Vocabulary
----------
mu, sigma : mean and standard deviation of the logarithms
"""

import numpy as np

from evidence.stats.five_numbers import FiveNumbers, MeanSd, luo_mean, shi_sd, wan_sd

SERIES = {"range": (0.565, 0.37), "quartiles": (0.57, 0.75), "five": (0.405, 0.315)}
"""By how much the n-th part of sigma^2 and of sigma^4 raise an exponential of the estimates."""


def log_normal_moments(numbers: FiveNumbers) -> MeanSd:
    """Estimate mean and standard deviation of a log-normal group, on the printed scale.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles, all positive.

    Returns
    -------
    MeanSd

    Raises
    ------
    ValueError
        When a quantile is not positive.

    Notes
    -----
    The mean is ``exp(mu + sigma^2 / 2)`` and the variance
    ``exp(2 mu + 2 sigma^2) - exp(2 mu + sigma^2)``, each exponential divided by one plus its bias
    in ``sigma^2 / n`` and ``sigma^4 / n``.

    References
    ----------
    Shi J, Tong T, Wang Y, Genton MG. Estimating the mean and variance from the five-number summary
    of a log-normal distribution. Statistics and Its Interface 2020;13:519-531.
    https://doi.org/10.4310/sii.2020.v13.n4.a9

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(log_normal_moments(five_numbers(n=80, q1=7, median=12, q3=18)).mean, 2)
    14.61
    """
    mu, sigma, _ = logarithms(numbers)
    n = numbers.n
    fourth = _spread(numbers) ** 4 / _fourth_bias(numbers)
    a, b = SERIES[numbers.shape]
    first = 1 + (a * sigma**2 + b * fourth) / n
    double = 1 + (4 * a * sigma**2 + 16 * b * fourth) / n
    single = 1 + (4 * a * sigma**2 + 4 * b * fourth) / n
    mean = np.exp(mu + sigma**2 / 2) / first
    variance = np.exp(2 * mu + 2 * sigma**2) / double - np.exp(2 * mu + sigma**2) / single
    return MeanSd(float(mean), float(np.sqrt(variance)), "luo/wan/shi log-normal")


def logarithms(numbers: FiveNumbers) -> MeanSd:
    """Estimate mean and standard deviation of the logarithms of a log-normal group.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles, all positive.

    Returns
    -------
    MeanSd
        Luo's mean of the logarithms, and their spread over the root of its bias when squared.

    Raises
    ------
    ValueError
        When a quantile is not positive.

    References
    ----------
    Shi J, Tong T, Wang Y, Genton MG. Estimating the mean and variance from the five-number summary
    of a log-normal distribution. Statistics and Its Interface 2020;13:519-531.
    https://doi.org/10.4310/sii.2020.v13.n4.a9

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(logarithms(five_numbers(n=80, q1=7, median=12, q3=18)).sd, 4)
    0.7061
    """
    n = numbers.n
    squared_bias = {
        "range": 1.01 + 0.25 / np.log(n) ** 2,
        "quartiles": 1 + 1.58 / n,
        "five": 1 + 0.28 / np.log(n) ** 2,
    }
    sigma = _spread(numbers) / np.sqrt(squared_bias[numbers.shape])
    return MeanSd(luo_mean(_logged(numbers)), float(sigma), "luo/wan/shi logarithms")


def _logged(numbers: FiveNumbers) -> FiveNumbers:
    if numbers.values[0] <= 0:
        raise ValueError(f"quantiles not above 0: {numbers.values.tolist()}")
    return numbers._replace(values=np.log(numbers.values))


def _spread(numbers: FiveNumbers) -> float:
    logged = _logged(numbers)
    return shi_sd(logged) if numbers.shape == "five" else wan_sd(logged)


def _fourth_bias(numbers: FiveNumbers) -> float:
    n = numbers.n
    if numbers.shape == "range":
        return float(1 + 2.23 / np.log(n) ** 2)
    return float(1 + (19.2 / n**1.2 if numbers.shape == "quartiles" else 3.93 / n))
