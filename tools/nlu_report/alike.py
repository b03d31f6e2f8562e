"""Pairs of training examples that are nearly the same and have two labels."""

from __future__ import annotations

from typing import List, NamedTuple, Sequence, Tuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from dife.text import fold
from tools.nlu_report.markup import code, note, quoted, table

THRESHOLD = 0.80  # cosine of TF-IDF n-grams of characters, three to five, within words
MOST = 40  # shown
BLOCK = 500  # rows compared at once with all the others
Example = Tuple[str, str]  # label, text


class Pair(NamedTuple):
    """`same`: identical but for case, accents and marks."""

    same: bool
    likeness: float
    one: Example
    other: Example


def pairs(examples: Sequence[Example], threshold: float = THRESHOLD) -> List[Pair]:
    """Those of two labels that are at least so much alike: identical first, then most alike."""
    labels = np.array([label for label, _ in examples])
    folded = [fold(text) for _, text in examples]
    ngrams = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32
    )
    rows = ngrams.fit_transform(folded)
    columns = rows.T.tocsr()
    found = []
    for start in range(0, len(examples), BLOCK):
        likeness = (rows[start : start + BLOCK] @ columns).tocoo()
        high = likeness.data >= threshold
        first, second = likeness.row[high] + start, likeness.col[high]
        kept = (first < second) & (labels[first] != labels[second])
        for i, j, value in zip(first[kept], second[kept], likeness.data[high][kept], strict=True):
            same = folded[i] == folded[j]
            found.append(Pair(same, min(float(value), 1.0), examples[i], examples[j]))
    return sorted(found, key=lambda p: (not p.same, -round(p.likeness, 4), p.one, p.other))


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def section(found: Sequence[Pair]) -> str:
    shown = found[:MOST]
    rows = (
        (
            "les mêmes mots" if pair.same else _decimal(pair.likeness),
            f"{quoted(pair.one[1])}<br>{code(pair.one[0])}",
            f"{quoted(pair.other[1])}<br>{code(pair.other[0])}",
        )
        for pair in shown
    )
    same = sum(pair.same for pair in found)
    about = note(
        f"{len(found)} paires d'exemples d'entraînement de deux points (ou intentions) différents "
        f"se ressemblent à {_decimal(THRESHOLD)} ou plus (cosinus des n-grammes de 3 à 5 lettres), "
        f"dont {same} identiques aux accents et à la ponctuation près"
        + (f" ; les {len(shown)} premières." if len(found) > len(shown) else ".")
    )
    return about + (table(("Ressemblance", "Un exemple", "L'autre"), rows) if shown else "")
