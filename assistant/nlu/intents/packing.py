"""The arrays of the classifier as they are stored: small, and without pickles.

What is rounded here is rounded before training too, so that a loaded machine answers like the one
that was trained.
"""

from __future__ import annotations

from typing import Dict

import numpy as np

ARRAYS = ("idf", "starts", "columns", "counts", "bias", "center", "examples", "duals")
GRAIN = np.float32(1 / 127)  # of a unit vector's coordinates, a byte each


def rounded_units(units: np.ndarray) -> np.ndarray:
    """Unit vectors as a byte a coordinate can hold them."""
    return np.asarray(np.rint(units / GRAIN).astype(np.float32) * GRAIN)


def rounded(weights: np.ndarray) -> np.ndarray:
    """Weights as half precision can hold them."""
    return np.ascontiguousarray(weights.astype(np.float16), dtype=np.float32)


def packed(arrays: Dict[str, np.ndarray]) -> Dict[str, np.ndarray]:
    """What is written; `unpacked` gives the same arrays back."""
    steps = np.diff(arrays["columns"], prepend=np.int32(0)).astype("<i4")
    stored = {
        **arrays,
        "duals": np.ascontiguousarray(arrays["duals"], dtype=np.float16),
        # Byte by byte the steps repeat each other, and pack in two thirds of the place.
        "columns": np.ascontiguousarray(steps.view(np.uint8).reshape(-1, 4).T),
    }
    if "examples" in arrays:
        stored["examples"] = np.rint(arrays["examples"] / GRAIN).astype(np.int8)
    return stored


def unpacked(stored: Dict[str, np.ndarray]) -> Dict[str, np.ndarray]:
    """The arrays, from what was written."""
    steps = np.ascontiguousarray(stored["columns"].T).view("<i4").ravel()
    arrays = {
        **stored,
        "duals": stored["duals"].astype(np.float32),
        "columns": np.cumsum(steps, dtype=np.int32),
    }
    if "examples" in stored:
        arrays["examples"] = stored["examples"].astype(np.float32) * GRAIN
    return arrays
