"""Classifier of intents and points: a least-squares kernel machine over n-grams and word vectors.

A label is an intent, or a point under it, written as Rasa writes a retrieval intent
(«montant_droits/plafond»). An intent is as likely as its points together.

Two messages are alike when they share n-grams (characters and pairs of words, TF-IDF) and when
their mean word vectors are close. Over that likeness, one regularised least-squares machine per
label is solved exactly by a single Cholesky factorisation: no random numbers.
The same factorisation gives examples' scores *by the machine trained without them*, on which the
confidences are calibrated. Memory grows with the square of the examples: good to 20 000.

On disk: JSON and `.npz` without pickles, so that a model archive cannot run code.
"""

import json
import logging
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

from assistant.dialogue import points
from assistant.dialogue.confidence import SECOND
from assistant.dialogue.intents import VALUE
from assistant.nlu.intents import decision, kernel, ngrams, packing, vectors
from assistant.nlu.intents.decision import DISTRESS
from assistant.nlu.intents.kernel import (
    counted_rows,
    documents,
    softmax,
    solve,
    temperature,
    unit,
    weighed,
)
from assistant.nlu.intents.ngrams import Speller, words

logger = logging.getLogger(__name__)
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
        self._rows = self._by_gram = csr_matrix((0, 0))  # by example; by n-gram
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
            (message.get_full_intent(), message.get(TEXT))
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
        """Learn from (label, text). The pairs must be sorted: their order is the sums' order."""
        path = self.config["lexicon"]
        self.plain = {"lexicon": read_yaml_file(path) if path else {}}
        self.plain["labels"] = sorted({label for label, _ in pairs})
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
        truth = np.array([column[label] for label, _ in pairs])
        target = np.full((len(pairs), len(column)), -1.0)
        target[np.arange(len(pairs)), truth] = 1.0
        rows = counted_rows(counted, self.plain["vocabulary"])
        self.arrays["starts"] = rows.starts
        self.arrays["columns"], self.arrays["counts"] = rows.columns, rows.counts
        with threadpool_limits(1):  # the order of the sums must not depend on the machine
            self._prepare_rows()
            likeness = (self._rows @ self._rows.T).toarray() + np.float32(1)
            np.fill_diagonal(likeness, 3.0)  # with the n-grams that an example alone has
            if self._vectors:
                means = np.array([self._mean(text) for text in texts])
                self.arrays["center"] = means.mean(axis=0)
                examples = packing.rounded_units(unit(means - self.arrays["center"]))
                self.arrays["examples"] = examples
                likeness += self._closeness(examples @ examples.T)
            duals, some, without_it = solve(likeness, target, self.config["regularisation"])
        self.arrays["bias"] = duals.sum(axis=0).astype(np.float32)
        self.arrays["duals"] = packing.rounded(duals)
        self.plain["temperature"] = temperature(self._lean(without_it), truth[some])

    def _prepare(self) -> None:
        self._speller = Speller(self.plain["lexicon"])
        package = self.config["vectors"]
        self._vectors = vectors.load(package) if package else None
        name = self._vectors.name if self._vectors else ""
        if self.plain.setdefault("vectors", name) != name:
            raise ValueError(f"Trained with '{self.plain['vectors']}', not '{name}': train again.")

    def _prepare_rows(self) -> None:
        """The examples as weighed rows, from their stored counts."""
        rows = kernel.Rows(self.arrays["starts"], self.arrays["columns"], self.arrays["counts"])
        self._rows = self._weighed(rows)
        self._by_gram = self._rows.T.tocsr()

    def _ngrams(self, text: str) -> Dict[str, int]:
        return ngrams.ngrams(text, self.config["longest_ngram"], self.config["window"])

    def _weighed(self, rows: kernel.Rows) -> csr_matrix:
        return weighed(rows, self.arrays["idf"], self.plain["split"], self.plain["examples"])

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
        if not leanings:
            return scores
        return scores + np.array([leanings.get(label, 0.0) for label in self.plain["labels"]])

    def probabilities(self, text: str) -> np.ndarray:
        """The calibrated confidence in each label of `self.plain["labels"]`."""
        text = self._speller(text)
        row = self._weighed(counted_rows([self._ngrams(text)], self.plain["vocabulary"]))
        likeness = (row @ self._by_gram).toarray().ravel()
        if self._vectors:
            mean = unit(self._mean(text) - self.arrays["center"])
            likeness = likeness + self._closeness(self.arrays["examples"] @ mean)
        scores = likeness @ self.arrays["duals"] + self.arrays["bias"]
        return softmax(self._lean(scores) * self.plain["temperature"])

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            ranking = decision.said_as_title(text) or self._ranking(text)
            if message.get("pure_value"):
                others = [{**r, "confidence": 0.0} for r in ranking if r["name"] != VALUE]
                ranking = [{"name": VALUE, "confidence": 1.0}, *others]
            if decision.in_distress(text):
                others = [{**r, "confidence": 0.0} for r in ranking if r["name"] != DISTRESS]
                ranking = [{"name": DISTRESS, "confidence": 1.0}, *others]
            ranking = decision.with_dangers(ranking)
            ranking = decision.with_days(ranking, message.get(ENTITIES, []))
            asked = decision.questions(text, ranking, self._ranking)
            if len(asked) > 1:  # the first is answered, the second offered
                first_asked = asked[0].partition("/")[0]
                ranking.sort(key=lambda intent: intent["name"] != first_asked)
                certain = max(SECOND, ranking[0]["confidence"])
                for intent in ranking:  # one question in two is not one question in doubt
                    intent["confidence"] /= 2
                ranking[0]["confidence"] = certain
                _add(message, "deuxieme_question", asked[1])
            point = decision.point_of(ranking)
            if point:
                _add(message, points.ENTITY, point)
            told = [
                {"name": entry["name"], "confidence": entry["confidence"]}
                for entry in ranking[: self.config["ranking_length"]]
            ]
            first = told[0] if told else {"name": None, "confidence": 0.0}
            message.set("intent", dict(first), add_to_output=True)
            message.set("intent_ranking", told, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> decision.Ranking:
        if not self.arrays or not text.strip():
            return []
        asked = decision.asked_after_greeting(text)
        return decision.ranked(self.plain["labels"], self.probabilities(asked))

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as directory:
            plain = {**self.plain, "vocabulary": list(self.plain["vocabulary"])}
            text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
            (directory / "classifier.json").write_text(text, encoding="utf-8")
            np.savez_compressed(directory / "classifier.npz", **packing.packed(self.arrays))

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
                    kept = {name: stored[name] for name in packing.ARRAYS if name in stored}
                    component.arrays = packing.unpacked(kept)
        except (FileNotFoundError, ValueError):  # Rasa's "not found" is a ValueError
            logger.warning("No trained intent classifier in '%s'.", resource.name)
            return component
        plain["vocabulary"] = {gram: i for i, gram in enumerate(plain["vocabulary"])}
        component.plain = plain
        component._prepare()
        component._prepare_rows()
        return component


def _add(message: Message, entity: str, value: Any) -> None:
    found = {"entity": entity, "value": value, "start": 0, "end": 0}
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
