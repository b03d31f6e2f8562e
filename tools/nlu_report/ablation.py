"""What each part of the intent classifier brings: `python -m tools.nlu_report.ablation`.

Trains on all the examples, measures on all the test messages (tools/nlu_report/scoring.py), whose
writers wrote none of the training data. Nothing is tuned here: what a variant must choose, it
chooses on the training examples, each left out in turn, and says on the error output.
"""

import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Callable, Dict, List, Set, Tuple

import numpy as np
from scipy.sparse import csr_matrix

from assistant.dialogue.confidence import ANSWERED, OFFERED
from assistant.nlu.intents.classifier import SparseIntentClassifier
from assistant.nlu.intents.kernel import softmax, solve, unit
from tools.nlu_report import reader, scoring

OUTSIDE = "hors_sujet"
NEIGHBOURS = 8
BEYOND = 0.01  # of the genuine training examples may be farther than the threshold
VARIANTS: Dict[str, Dict[str, Any]] = {
    "**complet**": {},
    "sans vecteurs français": {"vectors": ""},
    "sans lexique": {"lexicon": ""},
    "sans paires de mots": {"window": 0},
    "n-grammes vus deux fois au moins": {"min_count": 2},
    "avec un penchant pour hors_sujet": {"leanings": {OUTSIDE: 0.05}},
}
Pairs = List[Tuple[str, str]]
Row = Tuple[str, Set[str], str]
Predictor = Callable[[str], np.ndarray]
Trained = Tuple[List[str], Predictor]


def messages(*paths: Path) -> List[Row]:
    return [(case.intent, set(case.accepted), case.text) for case in scoring.cases(*paths)]


def fitted(pairs: Pairs, config: Dict[str, Any]) -> SparseIntentClassifier:
    classifier = SparseIntentClassifier(config, "ablation", None, None)
    classifier.fit(pairs)
    return classifier


def component(pairs: Pairs, config: Dict[str, Any]) -> Trained:
    classifier = fitted(pairs, config)
    return classifier.plain["labels"], classifier.probabilities


def logistic(pairs: Pairs, config: Dict[str, Any]) -> Trained:
    """The usual: TF-IDF of characters within words and of words, logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union

    common = {"sublinear_tf": True, "strip_accents": "unicode"}
    regression = LogisticRegression(C=10, tol=1e-3, max_iter=300)
    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, **common),
            TfidfVectorizer(ngram_range=(1, 2), **common),
        ),
        OneVsRestClassifier(regression) if config.get("one_versus_rest") else regression,
    ).fit([text for _, text in pairs], [intent for intent, _ in pairs])
    return list(model.classes_), lambda text: model.predict_proba([text])[0]


class Neighbours:
    """The complete component, and its training examples nearest to a message."""

    def __init__(self, pairs: Pairs) -> None:
        self.component = fitted(pairs, {})
        self.labels: List[str] = self.component.plain["labels"]
        self.truth = np.array([self.labels.index(intent) for intent, _ in pairs])
        self._texts = [text for _, text in pairs]
        self._examples = self._ngrams(self._texts).T.tocsr()

    def _ngrams(self, texts: List[str]) -> csr_matrix:
        own = self.component
        return own._matrix([own._ngrams(own._speller(text)) for text in texts])

    def likeness(self, texts: List[str]) -> np.ndarray:
        """The component's own, of each text to each example: from 0 to 2.6."""
        own = self.component
        means = np.array([own._mean(own._speller(text)) for text in texts])
        cosines = unit(means - own.arrays["center"]) @ own.arrays["examples"].T
        return (self._ngrams(texts) @ self._examples).toarray() + own._closeness(cosines)

    def votes(self, likeness: np.ndarray) -> np.ndarray:
        """Each neighbour votes for its intent, as much as it is like the message."""
        nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]
        lines = np.arange(len(likeness))[:, None]
        table = np.zeros((len(likeness), len(self.labels)))
        np.add.at(table, (lines, self.truth[nearest]), likeness[lines, nearest])
        return table / table.sum(axis=1, keepdims=True)

    def left_out(self) -> Tuple[np.ndarray, np.ndarray]:
        """For each example: its likeness to the others, its probabilities by a machine without it.

        The factorisation gives the second, as when the component measures its confidences.
        """
        own, likeness = self.component, self.likeness(self._texts).astype(np.float64)
        target = np.where(self.truth[:, None] == np.arange(len(self.labels)), 1.0, -1.0)
        _, _, scores = solve(likeness + 1.0, target, own.config["regularisation"], len(target))
        np.fill_diagonal(likeness, 0.0)
        return likeness, softmax(scores * own.plain["temperature"])


def neighbours(pairs: Pairs, _: Dict[str, Any]) -> Trained:
    near = Neighbours(pairs)
    return near.labels, lambda text: near.votes(near.likeness([text]))[0]


def stacked(pairs: Pairs, _: Dict[str, Any]) -> Trained:
    """The component's probabilities mixed with the votes, in the least surprising proportion."""
    near = Neighbours(pairs)
    likeness, table = near.left_out()
    each = np.arange(len(pairs)), near.truth
    sure, voted = table[each], near.votes(likeness)[each]

    def mixed(own: np.ndarray, votes: np.ndarray, weight: float) -> np.ndarray:
        return (1 - weight) * own + weight * votes

    def surprise(weight: float) -> float:
        return float(-np.log(np.maximum(mixed(sure, voted, weight), 1e-12)).mean())

    best = min((float(weight) for weight in np.arange(0.0, 1.01, 0.05)), key=surprise)
    print(f"Poids des votes : {best:.2f}", file=sys.stderr)

    def predict(text: str) -> np.ndarray:
        votes = near.votes(near.likeness([text]))[0]
        return mixed(near.component.probabilities(text), votes, best)

    return near.labels, predict


def fenced(pairs: Pairs, _: Dict[str, Any]) -> Trained:
    """A message too far from every example is out of domain, as surely as it was anything else."""
    near = Neighbours(pairs)
    outside = near.labels.index(OUTSIDE)
    nearest = near.left_out()[0].max(axis=1)
    threshold = float(np.quantile(nearest[near.truth != outside], BEYOND))
    caught = (nearest[near.truth == outside] < threshold).mean()
    print(f"Seuil : {threshold:.2f}, {caught:.1%} des {OUTSIDE} au-delà", file=sys.stderr)

    def predict(text: str) -> np.ndarray:
        row = near.component.probabilities(text)
        if near.likeness([text]).max() < threshold:
            best = int(row.argmax())
            row[[best, outside]] = row[[outside, best]]
        return row

    return near.labels, predict


def measure(labels: List[str], predict: Predictor, rows: List[Row]) -> Dict[str, float]:
    start = perf_counter()
    table = np.array([predict(text) for _, _, text in rows])
    spent = (perf_counter() - start) / len(rows)
    best = np.argsort(-table, axis=1, kind="stable")[:, :3]
    sure = table.max(axis=1)
    right = np.array([labels[b[0]] in good for b, (_, good, _) in zip(best, rows, strict=True)])
    three = np.array(
        [any(labels[i] in good for i in b) for b, (_, good, _) in zip(best, rows, strict=True)]
    )
    refused = np.array([labels[b[0]] == OUTSIDE for b in best])
    outside = np.array([intent == OUTSIDE for intent, _, _ in rows])
    genuine = np.array([OUTSIDE not in good for _, good, _ in rows])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [(bins == b, abs(sure[bins == b].mean() - right[bins == b].mean())) for b in set(bins)]
    return {
        "juste": right.mean(),
        "dans les 3": three.mean(),
        "hors sujet reconnu": refused[outside].mean(),
        "vraie question écartée": refused[genuine].mean(),
        "faux et sûr": (~right & (sure >= ANSWERED)).mean(),
        "écart de calibration": float(sum(inside.mean() * gap for inside, gap in gaps)),
        "répond": (sure >= ANSWERED).mean(),
        "juste quand il répond": right[sure >= ANSWERED].mean(),
        "propose": ((sure < ANSWERED) & (sure >= OFFERED)).mean(),
        "ms": spent * 1000,
    }


def main() -> None:
    rows, pairs = messages(*map(Path, sys.argv[1:])), reader.examples()
    print(f"{date.today()} : {len(pairs)} exemples, {len(rows)} messages d'autres auteurs.\n")
    runs = [
        ("n-grammes, régression logistique", logistic, {}),
        ("la même, un contre tous", logistic, {"one_versus_rest": True}),
        *((name, component, config) for name, config in VARIANTS.items()),
        (f"{NEIGHBOURS} plus proches voisins seuls", neighbours, {}),
        ("complet et votes des voisins", stacked, {}),
        (f"complet, {OUTSIDE} si trop loin des exemples", fenced, {}),
    ]
    for number, (name, train, config) in enumerate(runs):
        start = perf_counter()
        labels, predict = train(pairs, config)
        spent = perf_counter() - start
        figures = measure(labels, predict, rows)
        if not number:
            print("| variante |", " | ".join(figures), "| apprentissage |")
            print("| --- |" + " --- |" * (len(figures) + 1))
        milliseconds = figures.pop("ms")
        cells = " | ".join(f"{100 * value:.1f} %" for value in figures.values())
        print(f"| {name} | {cells} | {milliseconds:.1f} | {spent:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
