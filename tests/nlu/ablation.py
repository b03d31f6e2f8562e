"""What each part of the intent classifier brings: `python -m tests.nlu.ablation`.

Trains on data/nlu, measures on tests/nlu/messages.tsv (columns: intent, alternatives, text), whose
writers wrote none of the training data. Nothing is tuned here.
"""

import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Callable, Dict, List, Set, Tuple

import numpy as np
import yaml

from assistant.nlu.classifier import SparseIntentClassifier

ROOT = Path(__file__).parents[2]
SURE, LOST = 0.70, 0.25  # the three bands: answer, propose titles, a person
VARIANTS: Dict[str, Dict[str, Any]] = {
    "**complet**": {},
    "sans vecteurs français": {"vectors": ""},
    "sans lexique": {"lexicon": ""},
    "sans paires de mots": {"window": 0},
    "n-grammes vus deux fois au moins": {"min_count": 2},
    "avec un penchant pour hors_sujet": {"leanings": {"hors_sujet": 0.05}},
}
Row = Tuple[str, Set[str], str]
Predictor = Callable[[str], np.ndarray]


def training_pairs() -> List[Tuple[str, str]]:
    pairs = set()
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines() if "intent" in block else []
            pairs |= {(block["intent"], line[2:].strip()) for line in lines if line[2:].strip()}
    return sorted(pairs)


def messages(path: Path) -> List[Row]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [(i, {i, *a.replace(",", " ").split()}, t) for i, a, t in rows if i != "intent"]


def component(pairs: List[Tuple[str, str]], config: Dict[str, Any]) -> Tuple[List[str], Predictor]:
    classifier = SparseIntentClassifier(config, "ablation", None, None)  # type: ignore[arg-type]
    classifier.fit(pairs)
    return classifier.plain["labels"], classifier.probabilities


def logistic(pairs: List[Tuple[str, str]], _: Dict[str, Any]) -> Tuple[List[str], Predictor]:
    """The usual: TF-IDF of characters within words and of words, logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    common = {"sublinear_tf": True, "strip_accents": "unicode"}
    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, **common),
            TfidfVectorizer(ngram_range=(1, 2), **common),
        ),
        LogisticRegression(C=10, tol=1e-3, max_iter=300),
    ).fit([text for _, text in pairs], [intent for intent, _ in pairs])
    return list(model.classes_), lambda text: model.predict_proba([text])[0]


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
    refused = np.array([labels[b[0]] == "hors_sujet" for b in best])
    outside = np.array([intent == "hors_sujet" for intent, _, _ in rows])
    genuine = np.array(["hors_sujet" not in good for _, good, _ in rows])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [(bins == b, abs(sure[bins == b].mean() - right[bins == b].mean())) for b in set(bins)]
    return {
        "juste": right.mean(),
        "dans les 3": three.mean(),
        "hors sujet reconnu": refused[outside].mean(),
        "vraie question écartée": refused[genuine].mean(),
        "faux et sûr": (~right & (sure >= SURE)).mean(),
        "écart de calibration": float(sum(inside.mean() * gap for inside, gap in gaps)),
        "répond": (sure >= SURE).mean(),
        "juste quand il répond": right[sure >= SURE].mean(),
        "propose": ((sure < SURE) & (sure >= LOST)).mean(),
        "ms": spent * 1000,
    }


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "nlu" / "messages.tsv"
    rows, pairs = messages(path), training_pairs()
    print(f"{date.today()} : {len(pairs)} exemples, {len(rows)} messages d'autres auteurs.\n")
    runs = [("n-grammes, régression logistique", logistic, {})]
    runs += [(name, component, config) for name, config in VARIANTS.items()]
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
