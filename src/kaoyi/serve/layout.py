"""Places for the names of a network, so that tied ones lie near each other and no label covers another.

The same names and ties always give the same picture: the start is a circle in the order given, the steps are fixed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

STEPS = 260
Points = NDArray[np.float64]


def placed(
    ties: Sequence[tuple[int, int, float]], sizes: Sequence[tuple[float, float]], room: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return a place for each of the boxes ``sizes`` (width, height) within ``room``.

    ties: (box, box, weight); heavier ones pull more.
    """
    count = len(sizes)
    if count == 0:
        return []
    angles = np.arange(count) * 2.399963  # the golden angle: neighbours in the order do not start as neighbours
    radius = np.sqrt((np.arange(count) + 0.5) / count) / 2
    points: Points = np.stack([0.5 + radius * np.cos(angles), 0.5 + radius * np.sin(angles)], axis=1)
    points = _pulled(points, ties)
    points = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
    boxes = np.array(sizes, dtype=np.float64)
    limits = np.array(room, dtype=np.float64)
    points = boxes / 2 + points * (limits - boxes)
    return [(float(x), float(y)) for x, y in _apart(points, boxes, limits)]


def _pulled(points: Points, ties: Sequence[tuple[int, int, float]]) -> Points:
    """Let tied points draw together and all points push apart (Fruchterman and Reingold)."""
    count = len(points)
    ideal = 0.9 / np.sqrt(count)
    pull = np.zeros((count, count))
    for one, other, weight in ties:
        pull[one, other] += weight
        pull[other, one] += weight
    if pull.any():
        pull = np.sqrt(pull / pull.max())
        ties_of = np.maximum((pull > 0).sum(axis=1), 1)
        pull /= np.sqrt(np.maximum.outer(ties_of, ties_of))  # or the middle of a dense picture becomes a knot
    for step in range(STEPS):
        offsets = points[:, None, :] - points[None, :, :]
        distance = np.sqrt((offsets**2).sum(axis=2)) + 1e-6
        strength = ideal**2 / distance**2 - pull * distance / ideal
        np.fill_diagonal(strength, 0)
        move = (offsets / distance[:, :, None] * (strength * distance)[:, :, None]).sum(axis=1) - (points - 0.5) * 0.35
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        points = points + move / length * np.minimum(length, 0.08 * (1 - step / STEPS) + 0.002)
    return points


def _apart(points: Points, boxes: Points, limits: Points) -> Points:
    """Push boxes that cover each other apart, the shorter way, within the limits."""
    half = boxes / 2
    for _ in range(200):
        moved = False
        for one in range(len(points)):
            offsets = points - points[one]
            overlap = half + half[one] - np.abs(offsets)
            covering = (overlap > 0).all(axis=1)
            covering[one] = False
            for other in np.flatnonzero(covering):
                axis = int(overlap[other, 1] >= overlap[other, 0])
                axis = 1 if overlap[other, 1] < overlap[other, 0] * 2 else axis
                way = 1.0 if (offsets[other, axis] > 0 or (offsets[other, axis] == 0 and other > one)) else -1.0
                shift = float(overlap[other, axis]) / 2 + 0.5
                points[other, axis] += way * shift
                points[one, axis] -= way * shift
                moved = True
        points = np.clip(points, half, limits - half)
        if not moved:
            break
    return points
