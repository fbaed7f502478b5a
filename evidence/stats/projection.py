"""What the columns of a model matrix explain under weights, and what they leave.

The columns are made orthonormal rather than crossed, so that the answer keeps its digits when
they are nearly collinear. Nothing larger than k by p is made.

Vocabulary
----------
yi : effects
xi : model matrix, one column a coefficient; None is the intercept alone
wi : weights, zero or more
k, p : number of effects and of columns
"""

import numpy as np

from evidence.stats.floats import Floats


def columns_of(xi: Floats | None, k: int) -> Floats:
    """Return a model matrix of k rows; a column of ones for None, a vector as one column.

    Examples
    --------
    >>> columns_of(None, 2).tolist()
    [[1.0], [1.0]]
    """
    return np.ones((k, 1)) if xi is None else xi.reshape(k, -1)


def residual_df(k: int, xi: Floats | None) -> int:
    """Return the degrees of freedom k effects leave after p coefficients.

    Examples
    --------
    >>> residual_df(10, None)
    9
    """
    return k - (1 if xi is None else xi.shape[1])


def orthonormal(xi: Floats, wi: Floats) -> Floats:
    """Return orthonormal columns that span sqrt(wi) xi.

    Parameters
    ----------
    xi : array of float, shape (k, p)
        Model matrix of full rank.
    wi : array of float, shape (k,)
        Weights.

    Returns
    -------
    array of float, shape (k, p)
        U with U'U = I. The leverage of effect i is the sum of squares of row i.

    Examples
    --------
    >>> orthonormal(np.ones((4, 1)), np.ones(4)).tolist()
    [[0.5], [0.5], [0.5], [0.5]]
    """
    scaled = np.sqrt(wi)[:, None] * xi
    if scaled.shape[1] == 1:
        return np.asarray(scaled / np.sqrt(float(scaled[:, 0] @ scaled[:, 0])))
    return np.asarray(np.linalg.qr(scaled)[0])


def triangle_of(columns: Floats) -> Floats:
    """Return the triangle R of columns = QR, so that R'R is the columns' crossproduct.

    Examples
    --------
    >>> abs(triangle_of(np.array([[3.0], [4.0]]))).round(12).tolist()
    [[5.0]]
    """
    return np.asarray(np.linalg.qr(columns, mode="r"), dtype=np.float64)


def log_volume(columns: Floats) -> float:
    """Return half the logarithm of det(X'X).

    Parameters
    ----------
    columns : array of float, shape (k, p)
        Columns of full rank.

    Returns
    -------
    float

    Examples
    --------
    >>> log_volume(np.ones((1, 1)))
    0.0
    """
    if columns.shape[1] == 1:
        return 0.5 * float(np.log(columns[:, 0] @ columns[:, 0]))
    return float(np.log(np.abs(np.diag(triangle_of(columns)))).sum())


def residual(yi: Floats, wi: Floats, xi: Floats | None = None) -> Floats:
    """Return what is left of the effects after their weighted fit on the columns.

    Parameters
    ----------
    yi, wi : array of float, shape (k,)
        Effects, and weights that are not all zero.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given, so deviations from the weighted mean.

    Returns
    -------
    array of float, shape (k,)

    Examples
    --------
    >>> residual(np.array([0.0, 1.0]), np.array([1.0, 3.0])).tolist()
    [-0.75, 0.25]
    """
    if xi is None:
        return yi - float(wi @ yi) / float(wi.sum())
    if xi.shape[1] == 1:
        xw = wi * xi[:, 0]
        return yi - xi[:, 0] * (float(xw @ yi) / float(xw @ xi[:, 0]))
    root = np.sqrt(wi)
    factors = np.linalg.qr(root[:, None] * xi)
    coefficients = np.linalg.solve(factors[1], factors[0].T @ (root * yi))
    return np.asarray(yi - xi @ coefficients)
