"""Nelder and Mead's search in two dimensions as R's ``optim`` does it, and where it stops."""

import math
from collections.abc import Callable

import numpy as np

Height = Callable[[np.ndarray], float]

REACHED = 1e-8
"""The search ends when its corners' heights differ by this share of the first."""


def simplex(of: Height, begun: np.ndarray) -> np.ndarray:
    def value(point: np.ndarray) -> float:
        found = of(point)
        return found if math.isfinite(found) else 1e35

    width = 0.1 * float(np.abs(begun).max())
    points = [begun, *(begun + width * axis for axis in np.eye(len(begun)))]
    heights = [value(point) for point in points]
    enough, size = REACHED * (abs(heights[0]) + REACHED), width * len(begun)
    for _ in range(500):
        low, high = int(np.argmin(heights)), int(np.argmax(heights))
        if heights[high] <= heights[low] + enough:
            break
        centre = (sum(points) - points[high]) / len(begun)
        over = 2 * centre - points[high]
        reflected, worst = value(over), heights[high]
        if reflected < heights[low]:
            further = 2 * over - centre
            beyond = value(further)
            better = beyond < reflected
            points[high] = further if better else over
            heights[high] = beyond if better else reflected
            continue
        if reflected < worst:
            points[high], heights[high] = over, reflected
        nearer = (points[high] + centre) / 2
        inside = value(nearer)
        if inside < heights[high]:
            points[high], heights[high] = nearer, inside
        elif reflected >= worst:
            points = [
                point if point is points[low] else (point + points[low]) / 2 for point in points
            ]
            now = sum(float(np.abs(point - points[low]).sum()) for point in points)
            if now >= size:
                break
            size = now
            heights = [
                heights[low] if place == low else value(point) for place, point in enumerate(points)
            ]
    return points[int(np.argmin(heights))]
