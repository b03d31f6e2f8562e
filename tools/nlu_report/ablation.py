"""What each part of the intent classifier brings: `python -m tools.nlu_report.ablation`.

Trains on all the examples, measures on the validation messages (tools/nlu_report/scoring.py and
points.py), whose writers wrote none of the training data. Each variant's confidences are settled
on these messages as a training settles them (assistant/nlu/intents/settling.py), so wrong answers
given at once are about as many in all: what differs is how many are right.
"""

import sys
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Callable, Dict, List, Set, Tuple

import numpy as np

from assistant import settings
from assistant.dialogue.confidence import ANSWERED, OFFERED
from assistant.nlu.intents import decision, phrases, settling
from assistant.nlu.intents.model import DEAREST, DEFAULTS, IntentModel
from assistant.nlu.meaning import encoders
from tools.nlu_report import points, reader, scoring

OUTSIDE = "hors_sujet"
VARIANTS: Dict[str, Dict[str, Any]] = {
    "**complet**": {},
    "tout lu par e5": {"asked_below": 1.1},
    "sans e5": {"encoders": ["use"]},
    "sans USE": {"encoders": ["e5"]},
    "sans encodeur": {"encoders": []},
    "sans vecteurs français": {"vectors": ""},
    "sans lexique": {"lexicon": ""},
    "sans équilibre des étiquettes": {"evenness": 0.0, "leanings": {}},
}
Pairs = List[Tuple[str, str]]
Row = Tuple[str, Set[str], str]
Predictor = Callable[[str], np.ndarray]
Trained = Tuple[List[str], Predictor]


def messages(*paths: Path) -> List[Row]:
    return [(case.intent, set(case.accepted), case.text) for case in scoring.cases(*paths)]


def learnt(config: Dict[str, Any]) -> Dict[str, Any]:
    """What a variant is trained with: beside the machine that asks the dearest encoder, a training
    makes the one that never does."""
    kinds = [*config.get("encoders", DEFAULTS["encoders"]), DEAREST]
    without = {key: value for key, value in config.items() if key != "asked_below"}
    return {**without, "encoders": list(dict.fromkeys(kinds))}


def trained(pairs: Pairs, config: Dict[str, Any], folder: Path) -> None:
    model = IntentModel(config)
    model.fit(pairs)
    folder.mkdir()
    model.save(folder)


def component(config: Dict[str, Any], folder: Path) -> Trained:
    """What was trained there, read in the variant's way."""
    model = IntentModel.load(config, folder)
    kept = settling.read(settings.validation())
    model.settle([each._replace(text=phrases.asked_after_greeting(each.text)) for each in kept])
    return model.labels, model.probabilities


def remembering(make: Callable[[], encoders.Encoder]) -> encoders.Encoder:
    """The same encoder, which reads each text once for all the variants."""
    encoder = make()
    known: Dict[str, np.ndarray] = {}

    def embed(texts: List[str]) -> np.ndarray:
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, encoder(missing), strict=True))
        return np.array([known[text] for text in texts])

    return encoders.Encoder(encoder.name, embed)


def logistic(pairs: Pairs) -> Trained:
    """The usual: TF-IDF of characters within words and of words, logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union

    common = {"sublinear_tf": True, "strip_accents": "unicode"}
    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, **common),
            TfidfVectorizer(ngram_range=(1, 2), **common),
        ),
        OneVsRestClassifier(LogisticRegression(C=10, tol=1e-2, solver="liblinear")),
    ).fit([text for _, text in pairs], [label for label, _ in pairs])
    return list(model.classes_), lambda text: model.predict_proba([text])[0]


def by_intent(labels: List[str], table: np.ndarray) -> Tuple[List[str], np.ndarray]:
    """Intents, and the confidences in them: an intent is as likely as its points together."""
    names = sorted({decision.name_of(label) for label in labels})
    own = np.array([names.index(decision.name_of(label)) for label in labels])
    sums = np.zeros((len(names), len(table)))
    np.add.at(sums, own, table.T)
    return names, sums.T


def firsts(labels: List[str], table: np.ndarray, good: List[Set[str]], most: int) -> np.ndarray:
    """Whether one of the likeliest labels is right, message by message."""
    best = np.argsort(-table, axis=1, kind="stable")[:, :most]
    both = zip(best, good, strict=True)
    return np.array([any(labels[i] in right for i in row) for row, right in both])


def of_labels(labels: List[str], table: np.ndarray, good: List[Set[str]]) -> Dict[str, float]:
    right, sure = firsts(labels, table, good, 1), table.max(axis=1) >= ANSWERED
    return {
        "étiquette juste": right.mean(),
        "dans les 4": firsts(labels, table, good, decision.CHOICES).mean(),
        "juste d'emblée": (right & sure).mean(),
        "faux d'emblée": (~right & sure).mean(),
    }


def of_intents(names: List[str], table: np.ndarray, rows: List[Row]) -> Dict[str, float]:
    good = [accepted for _, accepted, _ in rows]
    right, sure = firsts(names, table, good, 1), table.max(axis=1)
    refused = firsts(names, table, [{OUTSIDE} for _ in rows], 1)
    outside = np.array([intent == OUTSIDE for intent, _, _ in rows])
    genuine = np.array([OUTSIDE not in accepted for accepted in good])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [(bins == b, abs(sure[bins == b].mean() - right[bins == b].mean())) for b in set(bins)]
    return {
        "intention juste": right.mean(),
        "dans les 3": firsts(names, table, good, 3).mean(),
        "hors sujet reconnu": refused[outside].mean(),
        "vraie question écartée": refused[genuine].mean(),
        "faux et sûr": (~right & (sure >= ANSWERED)).mean(),
        "écart de calibration": float(sum(inside.mean() * gap for inside, gap in gaps)),
        "répond": (sure >= ANSWERED).mean(),
        "propose": ((sure < ANSWERED) & (sure >= OFFERED)).mean(),
    }


def measure(
    labels: List[str], predict: Predictor, rows: List[Row], cases: List[points.Asked]
) -> Dict[str, float]:
    """Shares of the messages."""
    texts = [case.text for case in cases] + [text for _, _, text in rows]
    table = np.array([predict(phrases.asked_after_greeting(text)) for text in texts])
    one, other = table[: len(cases)], table[len(cases) :]
    names, summed = by_intent(labels, other)
    found = of_labels(labels, one, [set(case.right) for case in cases])
    return {**found, **of_intents(names, summed, rows)}


def line(name: str, figures: Dict[str, float]) -> str:
    return f"| {name} | " + " | ".join(f"{100 * value:.1f} %" for value in figures.values()) + " |"


def main() -> None:
    rows, pairs, cases = messages(*map(Path, sys.argv[1:])), reader.examples(), points.asked()
    print(
        f"{date.today()} : {len(pairs)} exemples ; étiquettes sur {len(cases)} messages, "
        f"intentions sur {len(rows)} autres.\n"
    )
    for name, make in list(encoders.MAKERS.items()):
        encoders.MAKERS[name] = partial(remembering, make)
    with TemporaryDirectory() as temporary:
        folders: Dict[str, Path] = {}
        for number, (name, config) in enumerate(VARIANTS.items()):
            start, key = perf_counter(), repr(learnt(config))
            if key not in folders:
                folders[key] = Path(temporary) / str(number)
                trained(pairs, learnt(config), folders[key])
            figures = measure(*component(config, folders[key]), rows, cases)
            if not number:
                print("| variante |", " | ".join(figures), "|")
                print("| --- |" + " --- |" * len(figures))
            print(line(name, figures), flush=True)
            print(f"{name} : {perf_counter() - start:.0f} s", file=sys.stderr)
    print(line("n-grammes, régression logistique", measure(*logistic(pairs), rows, cases)))


if __name__ == "__main__":
    main()
