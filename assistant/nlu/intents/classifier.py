"""Intent classifier: a least-squares kernel machine over n-grams and French word vectors.

Two messages are alike when they share n-grams (characters and pairs of words, TF-IDF) and when
their mean word vectors are close. Over that likeness, one regularised least-squares machine per
intent is solved exactly by a single Cholesky factorisation: no iterations, no random numbers.
The same factorisation gives every example's score *by the machine trained without it*, on which
the confidences are calibrated. Memory grows with the square of the examples: good to 15 000.

On disk: JSON and `.npz` without pickles, so that a model archive cannot run code.
"""

import json
import logging
import re
from hashlib import sha256
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from assistant.dialogue.confidence import SECOND
from assistant.dialogue.intents import VALUE
from assistant.dialogue.intents import intent as intent_of
from assistant.nlu.intents import kernel, ngrams, vectors
from assistant.nlu.intents.kernel import (
    documents,
    in_bytes,
    softmax,
    solve,
    temperature,
    tfidf,
    unit,
)
from assistant.nlu.intents.ngrams import Speller, words

logger = logging.getLogger(__name__)
ARRAYS = ("idf", "weights", "scale", "bias", "center", "examples", "duals")
SENTENCES = re.compile(r"[?!.;\n]+|\bet (?:aussi|puis|sinon|autre question)\b", re.I)
LEXICON = Path(__file__).with_name("lexique.yml")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SparseIntentClassifier(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking`; a message marked `pure_value` only gives a value."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {
            "longest_ngram": 5,  # characters
            "window": 4,  # words between which pairs are made
            "min_count": 1,  # examples that must share an n-gram for it to be kept
            "vectors": "fr_core_news_md",  # "" for none
            "vector_weight": 0.6,  # beside 1 for the characters and 1 for the words
            "vector_sharpness": 3.0,
            "regularisation": 0.2,
            "lexicon": str(LEXICON),  # "" for none
            # Added to an intent's score, e.g. {"hors_sujet": 0.05}. On ten writers it cost more
            # genuine questions turned away than it caught.
            "leanings": {},
            "ranking_length": 10,
            "second_confidence": SECOND,
        }

    def __init__(
        self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self.config = {**self.get_default_config(), **config}
        self.name = name
        self._model_storage = model_storage
        self._resource = resource
        self._speller = Speller({})
        self._vectors: Optional[vectors.WordVectors] = None
        self.plain: Dict[str, Any] = {}  # labels, vocabulary, lexicon, counts of words…
        self.arrays: Dict[str, np.ndarray] = {}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SparseIntentClassifier":
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def fingerprint_addition(cls, config: Dict[str, Any]) -> str:
        """What Rasa does not see: without it, an edited lexicon would give the old model back."""
        lexicon = {**cls.get_default_config(), **config}["lexicon"]
        parts = [Path(str(module.__file__)) for module in (kernel, ngrams, vectors)]
        parts += [Path(lexicon)] if lexicon else []
        return sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        pairs = {
            (message.get(INTENT), message.get(TEXT))
            for message in training_data.intent_examples
            if message.get(INTENT) and (message.get(TEXT) or "").strip()
        }
        if len({intent for intent, _ in pairs}) < 2:
            logger.warning("Fewer than two intents with examples: nothing to learn.")
            return self._resource
        self.fit(sorted(pairs))
        self.persist()
        return self._resource

    def fit(self, pairs: List[Tuple[str, str]]) -> None:
        """Learn from (intent, text). The pairs must be sorted: their order is the sums' order."""
        path = self.config["lexicon"]
        self.plain = {"lexicon": read_yaml_file(path) if path else {}}
        self.plain["labels"] = sorted({intent for intent, _ in pairs})
        self.plain["examples"] = len(pairs)
        self._prepare()
        texts = [self._speller(text) for _, text in pairs]
        counted = [self._ngrams(text) for text in texts]
        shared = documents(counted)
        kept = sorted(g for g, n in shared.items() if n >= self.config["min_count"])
        seen = np.array([shared[g] for g in kept], dtype=np.float64)
        self.arrays["idf"] = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float32)
        self.plain["vocabulary"] = {gram: i for i, gram in enumerate(kept)}
        self.plain["split"] = sum(1 for gram in kept if gram.startswith("c:"))
        self.plain["words"] = dict(sorted(documents([set(words(t)) for t in texts]).items()))
        column = {label: i for i, label in enumerate(self.plain["labels"])}
        truth = np.array([column[intent] for intent, _ in pairs])
        target = np.full((len(pairs), len(column)), -1.0)
        target[np.arange(len(pairs)), truth] = 1.0
        with threadpool_limits(1):  # the order of the sums must not depend on the machine
            matrix = self._matrix(counted)
            likeness = (matrix @ matrix.T).toarray().astype(np.float64) + 1.0
            np.fill_diagonal(likeness, 3.0)  # with the n-grams that an example alone has
            if self._vectors:
                means = np.array([self._mean(text) for text in texts])
                self.arrays["center"] = means.mean(axis=0)
                examples = unit(means - self.arrays["center"]).astype(np.float16)  # as stored
                self.arrays["examples"] = examples = examples.astype(np.float32)
                likeness += self._closeness(examples @ examples.T)
            duals, without_it = solve(likeness, target, self.config["regularisation"])
            weights = matrix.T @ duals
        self.arrays["weights"], self.arrays["scale"] = in_bytes(weights)
        self.arrays["bias"] = duals.sum(axis=0).astype(np.float32)
        self.arrays["duals"] = duals.astype(np.float32)
        self.plain["temperature"] = temperature(self._lean(without_it), truth)

    def _prepare(self) -> None:
        self._speller = Speller(self.plain["lexicon"])
        package = self.config["vectors"]
        self._vectors = vectors.load(package) if package else None
        name = self._vectors.name if self._vectors else ""
        if self.plain.setdefault("vectors", name) != name:
            raise ValueError(f"Trained with '{self.plain['vectors']}', not '{name}': train again.")

    def _ngrams(self, text: str) -> Dict[str, int]:
        return ngrams.ngrams(text, self.config["longest_ngram"], self.config["window"])

    def _matrix(self, counted: List[Dict[str, int]]) -> csr_matrix:
        plain = self.plain
        vocabulary, split = plain["vocabulary"], plain["split"]
        return tfidf(counted, vocabulary, self.arrays["idf"], split, plain["examples"])

    def _mean(self, text: str) -> np.ndarray:
        """The message's word vectors, the rarer words weighing more."""
        found, seen = words(text), self.plain["words"]
        total = self.plain["examples"] + 1
        known = self._vectors or vectors.load(self.config["vectors"])
        return known.sum(found, [np.log(total / (1 + seen.get(w, 0))) for w in found])

    def _closeness(self, cosines: np.ndarray) -> np.ndarray:
        sharpness, weight = self.config["vector_sharpness"], self.config["vector_weight"]
        return weight * np.exp(sharpness * (cosines - 1))

    def _lean(self, scores: np.ndarray) -> np.ndarray:
        leanings = self.config["leanings"]
        return scores + np.array([leanings.get(label, 0.0) for label in self.plain["labels"]])

    def probabilities(self, text: str) -> np.ndarray:
        """The calibrated confidence in each intent of `self.plain["labels"]`."""
        text = self._speller(text)
        row = self._matrix([self._ngrams(text)])
        weights = self.arrays["weights"][row.indices].astype(np.float32)
        scores = (row.data * self.arrays["scale"][row.indices]) @ weights + self.arrays["bias"]
        if self._vectors:
            mean = unit(self._mean(text) - self.arrays["center"])
            scores = scores + self._closeness(self.arrays["examples"] @ mean) @ self.arrays["duals"]
        return softmax(self._lean(scores) * self.plain["temperature"])

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            if message.get("pure_value"):
                value = {"name": VALUE, "confidence": 1.0}
                others = [r["name"] for r in ranking if r["name"] != value["name"]]
                ranking = [value] + [{"name": name, "confidence": 0.0} for name in others]
            questions = self._questions(message.get(TEXT) or "", ranking)
            if len(questions) > 1:  # the first is answered, the second offered
                ranking.sort(key=lambda intent: intent["name"] != questions[0])
                certain = max(self.config["second_confidence"], ranking[0]["confidence"])
                for intent in ranking:  # one question in two is not one question in doubt
                    intent["confidence"] /= 2
                ranking[0]["confidence"] = certain
                found = {"entity": "deuxieme_question", "value": questions[1], "start": 0, "end": 0}
                message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
            ranking = ranking[: self.config["ranking_length"]]
            first = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set("intent", dict(first), add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _questions(self, text: str, ranking: List[Dict[str, Any]]) -> List[str]:
        """The intents that the sentences of a message ask one after the other, if several."""
        parts = [part for part in SENTENCES.split(text) if len(part.split()) >= 3]
        if not 2 <= len(parts) <= 8:
            return []
        asked: Dict[str, None] = {}
        for part in parts:
            best = self._ranking(part)[0]
            certain = best["confidence"] >= self.config["second_confidence"]
            if certain and intent_of(best["name"]).second:
                asked[best["name"]] = None
        return list(asked) if ranking[0]["name"] in asked else []

    def _ranking(self, text: str) -> List[Dict[str, Any]]:
        if not self.arrays or not text.strip():
            return []
        row = self.probabilities(text)
        best = np.argsort(-row, kind="stable")
        return [{"name": self.plain["labels"][i], "confidence": float(row[i])} for i in best]

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as directory:
            plain = {**self.plain, "vocabulary": list(self.plain["vocabulary"])}
            text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
            (directory / "classifier.json").write_text(text, encoding="utf-8")
            arrays = dict(self.arrays)
            if "examples" in arrays:
                arrays["examples"] = arrays["examples"].astype(np.float16)
            np.savez_compressed(directory / "classifier.npz", **arrays)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SparseIntentClassifier":
        component = cls.create(config, model_storage, resource, execution_context)
        try:
            with model_storage.read_from(resource) as directory:
                plain = json.loads((directory / "classifier.json").read_text(encoding="utf-8"))
                with np.load(directory / "classifier.npz", allow_pickle=False) as stored:
                    component.arrays = {name: stored[name] for name in ARRAYS if name in stored}
        except (FileNotFoundError, ValueError):  # Rasa's "not found" is a ValueError
            logger.warning("No trained intent classifier in '%s'.", resource.name)
            return component
        plain["vocabulary"] = {gram: i for i, gram in enumerate(plain["vocabulary"])}
        component.plain = plain
        if "examples" in component.arrays:
            component.arrays["examples"] = component.arrays["examples"].astype(np.float32)
        component._prepare()
        return component
