"""Regularised least squares over a likeness of messages: the arithmetic of the classifier.

    likeness(x, y) = 1 + characters(x)·characters(y) + words(x)·words(y)
                     + Σ weight · exp(sharpness · (meaning(x)·meaning(y) − 1))

`meaning` is a unit vector: the mean of the French word vectors, a sentence encoder's. A machine per
label is solved exactly by one Cholesky factorisation: no random numbers. The same factorisation
gives examples' scores *by the machine trained without them*.

There are two: one for every message, and one that also asks the dearest encoder, for the messages
of which the first is not sure (docs/decisions/0014-sentence-encoders.md).
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple, Tuple

import numpy as np
from scipy.sparse import csr_matrix

from assistant.nlu.intents import kernel, ngrams, packing
from assistant.nlu.intents.kernel import counted_rows, documents, solve, unit, weighed

Arrays = Dict[str, np.ndarray]


class Rows:
    """The n-grams of the examples, as weighed sparse rows."""

    def __init__(self, arrays: Arrays, vocabulary: Dict[str, int], examples: int) -> None:
        self._idf, self._vocabulary, self._examples = arrays["idf"], vocabulary, examples
        self._split = sum(1 for gram in vocabulary if gram.startswith("c:"))
        stored = kernel.Rows(arrays["starts"], arrays["columns"], arrays["counts"])
        self._by_gram = self._weighed(stored).T.tocsr()

    @classmethod
    def learnt(cls, counted: List[Dict[str, int]], least: int) -> Tuple[Arrays, List[str]]:
        """What is stored of the examples' counts, and the vocabulary: the n-grams that `least`
        of them share."""
        shared = documents(counted)
        kept = sorted(gram for gram, number in shared.items() if number >= least)
        seen = np.array([shared[gram] for gram in kept], dtype=np.float64)
        rows = counted_rows(counted, {gram: i for i, gram in enumerate(kept)})
        idf = (np.log((1 + len(counted)) / (1 + seen)) + 1).astype(np.float32)
        stored = {"starts": rows.starts, "columns": rows.columns, "counts": rows.counts}
        return {"idf": idf, **stored}, kept

    def _weighed(self, rows: kernel.Rows) -> csr_matrix:
        return weighed(rows, self._idf, self._split, self._examples)

    def like(self, counted: Dict[str, int]) -> np.ndarray:
        """How much n-grams the message shares with each example."""
        row = self._weighed(counted_rows([counted], self._vocabulary))
        return np.asarray((row @ self._by_gram).toarray().ravel(), dtype=np.float32)

    def all_alike(self) -> np.ndarray:
        """Every example with every other; with itself also by n-grams that it alone has."""
        found = (self._by_gram.T @ self._by_gram).toarray().astype(np.float32)
        np.fill_diagonal(found, 2.0)
        return np.asarray(found)


class Meaning:
    """Where the examples' vectors lie: their mean, their main directions, each on the unit sphere
    of these."""

    def __init__(self, arrays: Arrays, name: str, weight: float, sharpness: float) -> None:
        self.name, self._weight, self._sharpness = name, weight, sharpness
        self._center, self._basis = arrays[f"{name}_center"], arrays[f"{name}_basis"]
        self.examples = arrays[f"{name}_examples"]

    @staticmethod
    def learnt(name: str, vectors: np.ndarray, width: int) -> Arrays:
        """What is stored of vectors, a row an example; `width` directions are enough."""
        center = vectors.mean(axis=0)
        away = (vectors - center).astype(np.float64)
        _, directions = np.linalg.eigh(away.T @ away)
        basis = directions[:, ::-1][:, :width].astype(np.float32)
        examples = packing.rounded_units(unit(away.astype(np.float32) @ basis))
        return {
            f"{name}_center": center.astype(np.float32),
            f"{name}_basis": np.ascontiguousarray(basis),
            f"{name}_examples": examples,
        }

    def like(self, vector: np.ndarray) -> np.ndarray:
        """How near the vector's meaning is to each example's."""
        return self._near(self.examples @ unit((vector - self._center) @ self._basis))

    def all_alike(self) -> np.ndarray:
        return self._near(self.examples @ self.examples.T)

    def _near(self, cosines: np.ndarray) -> np.ndarray:
        sharpness, weight = np.float32(self._sharpness), np.float32(self._weight)
        return np.asarray(weight * np.exp(sharpness * (cosines - np.float32(1))))


class Solved(NamedTuple):
    """The examples' weights for each label, and left-out scores of some examples."""

    duals: np.ndarray
    bias: np.ndarray
    some: np.ndarray
    without: np.ndarray


def solved(likeness: np.ndarray, truth: np.ndarray, labels: int, strength: float) -> Solved:
    """The machine over this likeness; `truth`: the number of each example's label."""
    target = np.full((len(truth), labels), -1.0)
    target[np.arange(len(truth)), truth] = 1.0
    duals, some, without = solve(likeness + np.float32(1), target, strength)
    return Solved(packing.rounded(duals), duals.sum(axis=0).astype(np.float32), some, without)


def counts(texts: Iterable[str], config: Dict[str, Any]) -> List[Dict[str, int]]:
    return [ngrams.ngrams(text, config["longest_ngram"], config["window"]) for text in texts]
