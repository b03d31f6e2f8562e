"""The arithmetic of the intent classifier: counts to sparse rows, scores to confidences."""

from math import log
from typing import Any, Dict, List, NamedTuple, Tuple

import numpy as np
from scipy import linalg
from scipy.sparse import csr_matrix

BLOCK = 2000  # rows
CALIBRATED = 2000  # examples at least, on which the confidences are calibrated


class Rows(NamedTuple):
    """Counts of known n-grams, row after row: row `i` holds `starts[i]` to `starts[i + 1]`.

    `strange`: per row, the unknown n-grams' (characters, words) sums of squared weights, without
    the weight of an unknown n-gram; an example has none.
    """

    starts: np.ndarray
    columns: np.ndarray
    counts: np.ndarray
    strange: Tuple[Tuple[float, float], ...] = ()


def counted_rows(counted: List[Dict[str, int]], vocabulary: Dict[str, int]) -> Rows:
    """Counts of texts as rows, in the vocabulary's order."""
    columns: List[int] = []
    counts: List[int] = []
    starts, strange = [0], []
    for grams in counted:
        known = sorted((vocabulary[g], n) for g, n in grams.items() if g in vocabulary)
        columns += [column for column, _ in known]
        counts += [min(count, 255) for _, count in known]
        starts.append(len(columns))
        beside = {"c": 0.0, "w": 0.0}
        for gram, count in grams.items():
            if gram not in vocabulary:
                beside[gram[0]] += (1 + log(count)) ** 2
        strange.append((beside["c"], beside["w"]))
    return Rows(
        np.array(starts, dtype=np.int32),
        np.array(columns, dtype=np.int32),
        np.array(counts, dtype=np.uint8),
        tuple(strange),
    )


def weighed(rows: Rows, idf: np.ndarray, split: int, examples: int) -> csr_matrix:
    """TF-IDF rows; characters (before `split`) and words are each brought to length 1.

    An n-gram that is not in the vocabulary has no column, but counts in the length: a
    message full of unknown words is like nothing.
    """
    size = len(rows.starts) - 1
    values = (1 + np.log(rows.counts.astype(np.float32))) * idf[rows.columns]
    row = np.repeat(np.arange(size), np.diff(rows.starts))
    is_word = (rows.columns >= split).astype(int)
    squares = np.bincount(row * 2 + is_word, values.astype(np.float64) ** 2, 2 * size)
    unknown = np.log((1 + examples) / 2) + 1
    strange = np.array(rows.strange or [(0.0, 0.0)] * size)
    squares = squares + strange.ravel() * unknown**2
    lengths = np.sqrt(squares)
    lengths[lengths == 0] = 1
    values /= lengths[row * 2 + is_word].astype(np.float32)
    return csr_matrix((values, rows.columns, rows.starts), shape=(size, len(idf)))


def solve(
    likeness: np.ndarray, target: np.ndarray, regularisation: float, calibrated: int = CALIBRATED
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The weight of each example; some examples (`calibrated` at least), and their scores by the
    machine trained without each of them.

    In single precision, then refined once in double: as exact for half the time and memory.
    """
    likeness[np.diag_indices_from(likeness)] += regularisation
    factor = linalg.cholesky(likeness, lower=True, check_finite=False)
    duals = _solved(factor, target)
    size = len(target)
    left = target.astype(np.float64)
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        left[rows] -= likeness[rows].astype(np.float64) @ duals
    duals += _solved(factor, left)
    some = np.arange(0, size, max(1, size // calibrated))
    own = np.zeros((size, len(some)), dtype=np.float32)
    own[some, np.arange(len(some))] = 1
    own = linalg.solve_triangular(factor, own, lower=True, overwrite_b=True, check_finite=False)
    inverse = np.einsum("ij,ij->j", own, own, dtype=np.float64)  # its diagonal
    return duals, some, target[some] - duals[some] / inverse[:, None]


def _solved(factor: np.ndarray, right: np.ndarray) -> np.ndarray:
    found = linalg.cho_solve((factor, True), right.astype(np.float32), check_finite=False)
    return np.asarray(found, dtype=np.float64)


def documents(counted: List[Any]) -> Dict[str, int]:
    """In how many of the texts each item stands."""
    shared: Dict[str, int] = {}
    for items in counted:
        for item in items:
            shared[item] = shared.get(item, 0) + 1
    return shared


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """What to multiply scores by for confidences to be honest, on examples left out."""

    def surprise(factor: float) -> float:
        likely = softmax(scores * factor)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    return min((float(f) for f in np.arange(1.0, 30.25, 0.5)), key=surprise)
