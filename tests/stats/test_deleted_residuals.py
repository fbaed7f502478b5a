"""Pooling the others of each study at once, against pooling each set by itself.

Witness: metafor 3.8.1 on R, ``rma(yi[-i], vi[-i], method="DL")``.
"""

import numpy as np
import pytest

from evidence.stats.deleted_residuals import deleted_residuals
from evidence.stats.tau2_moments import dersimonian_laird

YI = [-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209]
VI = [0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230]
# beta, se and tau2 without the first, the second …
METAFOR = [
    (-1.07257112327922, 0.229737415400786, 0.213236033251151),
    (-0.983281987227434, 0.227487443782832, 0.198996610354711),
    (-1.0311433708651, 0.226002062674189, 0.207959217816649),
    (-0.922630334209917, 0.215209955495098, 0.141418660276922),
    (-1.23077434960736, 0.217050579995931, 0.155045571798739),
    (-1.14796716384002, 0.300404402991386, 0.371163986256257),
    (-0.984114136090485, 0.226104233453039, 0.198095498997241),
]


def test_each_set_is_pooled_as_metafor_pools_it():
    for beside, told in zip(deleted_residuals(YI, VI), METAFOR, strict=True):
        found = (beside.estimate, beside.se, beside.tau2)
        assert found == pytest.approx(told, rel=1e-9)


def test_tau_squared_is_that_of_the_set_alone():
    for place, beside in enumerate(deleted_residuals(YI, VI)):
        kept = [i for i in range(len(YI)) if i != place]
        alone = dersimonian_laird(np.array(YI)[kept], np.array(VI)[kept])
        assert beside.tau2 == pytest.approx(max(0.0, alone.value), rel=1e-10, abs=1e-12)
