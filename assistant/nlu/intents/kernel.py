"""The arithmetic of the intent classifier: counts to sparse rows, scores to confidences."""

from math import log
from typing import Any, Dict, List, Tuple

import numpy as np
from scipy import linalg
from scipy.sparse import csr_matrix


def tfidf(
    counted: List[Dict[str, int]],
    vocabulary: Dict[str, int],
    idf: np.ndarray,
    split: int,
    examples: int,
) -> csr_matrix:
    """TF-IDF rows; characters (before `split`) and words are each brought to length 1.

    An n-gram that is not in the vocabulary has no column, but counts in the length: a
    message full of unknown words is like nothing.
    """
    values, columns, starts = [], [], [0]
    unknown = np.log((1 + examples) / 2) + 1
    for counts in counted:
        column, value, strange = [], [], {"c": 0.0, "w": 0.0}
        for gram, count in sorted(counts.items()):  # the vocabulary's order
            if gram in vocabulary:
                column.append(vocabulary[gram])
                value.append(1 + log(count))
            else:
                strange[gram[0]] += ((1 + log(count)) * unknown) ** 2
        row = np.array(value, dtype=np.float32) * idf[np.array(column, dtype=int)]
        middle = np.searchsorted(column, split)
        for part, beside in ((row[:middle], strange["c"]), (row[middle:], strange["w"])):
            part /= np.sqrt(part @ part + beside) or 1
        values.append(row)
        columns.append(column)
        starts.append(starts[-1] + len(column))
    shape = (len(counted), len(vocabulary))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(columns).astype(int), starts), shape=shape
    )


def solve(
    likeness: np.ndarray, target: np.ndarray, regularisation: float
) -> Tuple[np.ndarray, np.ndarray]:
    """The weight of each example, and its scores by the machine trained without it."""
    likeness[np.diag_indices_from(likeness)] += regularisation
    factor = linalg.cholesky(likeness, lower=True, overwrite_a=True)
    inverse = linalg.lapack.dpotri(factor, lower=1, overwrite_c=1)[0]
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    duals = inverse @ target
    return duals, target - duals / np.diag(inverse)[:, None]


def in_bytes(weights: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """A byte per weight, and the scale of each row."""
    scale = (np.abs(weights).max(axis=1) / 127 + 1e-12).astype(np.float32)
    return np.rint(weights / scale[:, None]).astype(np.int8), scale


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
