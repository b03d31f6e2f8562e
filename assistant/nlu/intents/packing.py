"""The arrays of the classifier as they are stored: small, and without pickles.

What is rounded here is rounded before training too, so that a loaded machine answers like the one
that was trained.
"""

from __future__ import annotations

from typing import Dict

import numpy as np

GRAIN = np.float32(1 / 127)  # of a unit vector's coordinates, a byte each


def rounded_units(units: np.ndarray) -> np.ndarray:
    """Unit vectors as a byte a coordinate can hold them."""
    return np.asarray(np.rint(units / GRAIN).astype(np.float32) * GRAIN)


def rounded(weights: np.ndarray) -> np.ndarray:
    """Weights as half precision can hold them."""
    return np.ascontiguousarray(weights.astype(np.float16), dtype=np.float32)


def packed(arrays: Dict[str, np.ndarray]) -> Dict[str, np.ndarray]:
    """What is written; `unpacked` gives the same arrays back."""
    return {name: _packed(name, array) for name, array in arrays.items()}


def unpacked(stored: Dict[str, np.ndarray]) -> Dict[str, np.ndarray]:
    """The arrays, from what was written."""
    return {name: _unpacked(name, array) for name, array in stored.items()}


def _packed(name: str, array: np.ndarray) -> np.ndarray:
    if name == "columns":
        steps = np.diff(array, prepend=np.int32(0)).astype("<i4")
        # Byte by byte the steps repeat each other, and pack in two thirds of the place.
        return np.ascontiguousarray(steps.view(np.uint8).reshape(-1, 4).T)
    if name.endswith("duals"):
        return np.ascontiguousarray(array, dtype=np.float16)
    if name.endswith("examples"):
        return np.rint(array / GRAIN).astype(np.int8)
    return array


def _unpacked(name: str, array: np.ndarray) -> np.ndarray:
    if name == "columns":
        steps = np.ascontiguousarray(array.T).view("<i4").ravel()
        return np.cumsum(steps, dtype=np.int32)
    if name.endswith("duals"):
        return array.astype(np.float32)
    if name.endswith("examples"):
        return np.asarray(array.astype(np.float32) * GRAIN)
    return array
