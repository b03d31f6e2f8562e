"""What is learnt from the examples: from a text to a confidence in each label.

A label is an intent, or a point under it, written as Rasa writes a retrieval intent
(«montant_droits/plafond»). On disk: JSON and `.npz` without pickles, so that a model archive cannot
run code. Memory grows with the square of the examples while training: good to 20 000.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from rasa.shared.utils.io import read_yaml_file
from threadpoolctl import threadpool_limits

from assistant import settings
from assistant.nlu.intents import languages, ngrams, packing, spelling
from assistant.nlu.intents.kernel import documents, softmax, temperature
from assistant.nlu.intents.machine import Meaning, Rows, counts, solved
from assistant.nlu.intents.settling import FEWEST, Kept, Scores, settled
from assistant.nlu.meaning import encoders, remembered, vectors

logger = logging.getLogger(__name__)
LEXICON = Path(__file__).with_name("lexique.yml")
EVERY, ASKED = "every", "asked"  # the machine for every message; that for those asked about again
DEAREST = "e5"
OTHER_LANGUAGE = "autre_langue"  # the label whose examples are not French
DEFAULTS: Dict[str, Any] = {
    "longest_ngram": 5,  # characters
    "window": 4,  # words between which pairs are made
    "min_count": 1,  # examples that must share an n-gram for it to be kept
    "vectors": "fr_core_news_md",  # "" for none
    "encoders": ["use", "e5"],  # assistant/nlu/meaning/encoders.py; [] for none
    # Beside 1 for the characters and 1 for the words.
    "weights": {"words": 1.0, "use": 4.0, "e5": 8.0},
    "sharpness": 1.0,
    "width": 128,  # directions kept of each kind of vector
    "asked_below": 0.9,  # confidence under which the dearest encoder is asked too
    "risk": 0.025,  # share of strangers' messages that may be answered wrongly (settling.py)
    "regularisation": 0.2,
    # Added to a label's scores: so much times the logarithm of how many times smaller it is than
    # the mean. How many examples were written for a point does not say how often it is asked.
    "evenness": 0.05,
    "leanings": {"hors_sujet": 0.1},  # instead, for these
    "lexicon": str(LEXICON),  # "" for none
}


class IntentModel:
    """Fitted or loaded; `plain` and `arrays` are all that is stored."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self.config = {**DEFAULTS, **config}
        self.plain: Dict[str, Any] = {}  # labels, vocabulary, lexicon, counts of words…
        self.arrays: Dict[str, np.ndarray] = {}
        self._speller = spelling.Speller({})
        self._words: Optional[vectors.WordVectors] = None
        self._encoders: Dict[str, encoders.Encoder] = {}
        self._rows: Rows
        self._meanings: Dict[str, Meaning] = {}

    @property
    def labels(self) -> List[str]:
        return list(self.plain.get("labels", ()))

    def fit(self, pairs: List[Tuple[str, str]]) -> None:
        """Learn from (label, text). The pairs must be sorted: their order is the sums' order."""
        path = self.config["lexicon"]
        lexicon = read_yaml_file(path) if path else {}
        self.plain = {"lexicon": lexicon, "labels": sorted({label for label, _ in pairs})}
        self.plain["examples"] = len(pairs)
        self.plain["learnt"] = {}
        if lexicon:
            alone = spelling.Speller(lexicon)
            french = (text for label, text in pairs if label != OTHER_LANGUAGE)
            found = spelling.count(alone(text) for text in french)
            self.plain["learnt"] = {w: n for w, n in found.items() if n >= spelling.LEARNT}
        self._sources()
        texts = [self._speller(text) for _, text in pairs]
        self.plain["words"] = dict(
            sorted(documents([set(ngrams.words(text)) for text in texts]).items())
        )
        self.arrays, vocabulary = Rows.learnt(counts(texts, self.config), self.config["min_count"])
        self.plain["vocabulary"] = {gram: i for i, gram in enumerate(vocabulary)}
        number = {label: i for i, label in enumerate(self.plain["labels"])}
        truth = np.array([number[label] for label, _ in pairs])
        kept = settings.current().folder / "vecteurs"
        read = {name: remembered.vectors(e, texts, kept) for name, e in self._encoders.items()}
        with threadpool_limits(2):  # the order of the sums must not depend on the machine
            if self._words:
                read["words"] = np.array([self._mean(text) for text in texts])
            for name, rows in read.items():
                self.arrays.update(Meaning.learnt(name, rows, self.config["width"]))
            self._prepare()
            likeness = self._rows.all_alike()
            for name, meaning in self._meanings.items():
                if name != DEAREST:
                    likeness += meaning.all_alike()
            self._solve(EVERY, likeness, truth)
            if DEAREST in self._meanings:
                likeness += self._meanings[DEAREST].all_alike()
                self._solve(ASKED, likeness, truth)

    def _solve(self, which: str, likeness: np.ndarray, truth: np.ndarray) -> None:
        labels = len(self.plain["labels"])
        found = solved(likeness, truth, labels, self.config["regularisation"])
        even = self._evened(np.bincount(truth, minlength=labels))
        self.arrays[f"{which}_duals"] = found.duals
        self.arrays[f"{which}_bias"] = (found.bias + even).astype(np.float32)
        self.plain[f"{which}_temperature"] = temperature(found.without + even, truth[found.some])

    def _evened(self, sizes: np.ndarray) -> np.ndarray:
        """What is added to the scores of each label, of which there are so many examples."""
        even = self.config["evenness"] * np.log(sizes.mean() / np.maximum(sizes, 1))
        leanings = self.config["leanings"]
        return np.array(
            [leanings.get(label, x) for label, x in zip(self.labels, even, strict=True)]
        )

    def settle(self, kept: List[Kept]) -> None:
        """Choose how sharp the confidences are on messages that are not among the examples."""
        if len(kept) < FEWEST:
            return
        texts = [self._speller(each.text) for each in kept]
        likeness = np.array([self._like(text) for text in texts])
        every = self._scores(EVERY, likeness)
        asked = every
        if DEAREST in self._encoders and DEAREST in self._meanings:
            encoder, folder = self._encoders[DEAREST], settings.current().folder / "vecteurs"
            rows = remembered.vectors(encoder, texts, folder)
            likeness += np.array([self._meanings[DEAREST].like(row) for row in rows])
            asked = self._scores(ASKED, likeness)
        scores = Scores(every, asked)
        config = self.config
        found = settled(kept, self.labels, scores, config["asked_below"], config["risk"])
        self.plain["settled"] = found
        for which in (EVERY, ASKED):
            if f"{which}_temperature" in self.plain:
                self.plain[f"{which}_temperature"] *= found["factor"]

    def _sources(self) -> None:
        """What reads a text: the speller, word vectors, encoders."""
        learnt = self.plain["learnt"] or None
        self._speller = spelling.Speller(self.plain["lexicon"], learnt)
        package = self.config["vectors"]
        self._words = vectors.load(package) if package else None
        loaded = {name: encoders.load(name) for name in self.config["encoders"]}
        self._encoders = {name: encoder for name, encoder in loaded.items() if encoder}
        names = {name: encoder.name for name, encoder in self._encoders.items()}
        if self._words:
            names["words"] = self._words.name
        trained = self.plain.setdefault("sources", names)
        for name, version in trained.items():
            missing = name not in names
            if missing and name == DEAREST:  # the other machine answers by itself
                continue
            if missing or names[name] != version:
                raise ValueError(
                    f"Trained with '{version}', not '{names.get(name, '')}': train again."
                )

    def _prepare(self) -> None:
        self._rows = Rows(self.arrays, self.plain["vocabulary"], self.plain["examples"])
        weights, sharpness = self.config["weights"], self.config["sharpness"]
        self._meanings = {
            name: Meaning(self.arrays, name, weights[name], sharpness)
            for name in ("words", *self.config["encoders"])
            if f"{name}_examples" in self.arrays
        }

    def _mean(self, text: str) -> np.ndarray:
        """The message's word vectors, the rarer words weighing more."""
        found, seen = ngrams.words(text), self.plain["words"]
        total = self.plain["examples"] + 1
        known = self._words or vectors.load(self.config["vectors"])
        return known.sum(found, [np.log(total / (1 + seen.get(w, 0))) for w in found])

    def _vector(self, name: str, text: str) -> np.ndarray:
        return self._mean(text) if name == "words" else self._encoders[name]([text])[0]

    def foreign(self, text: str) -> bool:
        """Whether the message is in another language than the examples'."""
        return bool(self.plain.get("learnt")) and languages.foreign(text, self._speller.knows)

    def unread(self, text: str) -> bool:
        """Whether no word of the message is known: keys struck at random."""
        words = spelling.WORD.findall(self._speller(text))
        return (
            bool(self.plain["learnt"])
            and len(words) > 1
            and not any(map(self._speller.knows, words))
        )

    def probabilities(self, text: str, again: bool = True) -> np.ndarray:
        """The calibrated confidence in each label of `labels`.

        `again`: whether the dearest encoder may be asked.
        """
        text = self._speller(text)
        likeness = self._like(text)
        found = softmax(self._scores(EVERY, likeness))
        if not again or DEAREST not in self._encoders or DEAREST not in self._meanings:
            return found
        if found.max() >= self.config["asked_below"]:
            return found
        try:
            vector = self._vector(DEAREST, text)
        except OSError:
            logger.exception("The encoder '%s' gave no vector.", DEAREST)
            return found
        likeness = likeness + self._meanings[DEAREST].like(vector)
        return softmax(self._scores(ASKED, likeness))

    def _like(self, text: str) -> np.ndarray:
        """How like each example the respelt text is, without the dearest encoder."""
        (counted,) = counts([text], self.config)
        likeness = self._rows.like(counted)
        for name, meaning in self._meanings.items():
            if name != DEAREST:
                likeness += meaning.like(self._vector(name, text))
        return likeness

    def _scores(self, which: str, likeness: np.ndarray) -> np.ndarray:
        """Of likeness rows, for each label, times the temperature."""
        scores = likeness @ self.arrays[f"{which}_duals"] + self.arrays[f"{which}_bias"]
        return np.asarray(scores * self.plain[f"{which}_temperature"])

    def save(self, folder: Path) -> None:
        plain = {**self.plain, "vocabulary": list(self.plain["vocabulary"])}
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        (folder / "classifier.json").write_text(text, encoding="utf-8")
        np.savez_compressed(folder / "classifier.npz", **packing.packed(self.arrays))

    @classmethod
    def load(cls, config: Dict[str, Any], folder: Path) -> IntentModel:
        """Raises FileNotFoundError where nothing is stored, ValueError where it does not fit."""
        model = cls(config)
        model.plain = json.loads((folder / "classifier.json").read_text(encoding="utf-8"))
        vocabulary = model.plain["vocabulary"]
        model.plain["vocabulary"] = {gram: i for i, gram in enumerate(vocabulary)}
        with np.load(folder / "classifier.npz", allow_pickle=False) as stored:
            model.arrays = packing.unpacked({name: stored[name] for name in stored})
        model._sources()
        model._prepare()
        for name in ("starts", "columns", "counts"):  # the rows are made: 30 MB less
            del model.arrays[name]
        return model
