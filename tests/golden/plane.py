"""Writes references/plane.json, which the plane of a run's path is held to: python plane.py.

The path is drawn by draws.py: `points` rows of `numbers`, each row the one before and a step. NumPy decomposes the rows around their mean.
"""

import json
from pathlib import Path

import numpy as np

import draws

points, numbers = 7, 54
steps = draws.uniform("path", (points, numbers)).astype(np.float64)
path = np.cumsum(steps, axis=0).astype(np.float32).astype(np.float64)
around = path - path.mean(axis=0)
_, sizes, axes = np.linalg.svd(around, full_matrices=False)
places = (path - path[-1]) @ axes[:2].T
signs = np.where(places[0] > 0, -1.0, 1.0)
reference = {
    "points": points,
    "numbers": numbers,
    "eigenvalues": np.linalg.eigvalsh(around @ around.T)[::-1].tolist(),
    "shares": (sizes[:2] ** 2 / np.sum(sizes**2)).tolist(),
    "places": (places * signs).tolist(),
    "directions": (axes[:2] * signs[:, None]).tolist(),
}
target = Path(__file__).parent / "references" / "plane.json"
target.write_text(json.dumps(reference) + "\n")
