"""Intent classifier: a multinomial logistic regression over sparse n-grams, kept as plain data."""

import json
import logging
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from assistant.nlu.ngrams import ngrams

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SparseIntentClassifier(IntentClassifier, GraphComponent):
    """Character and word n-grams, TF-IDF, one linear model; JSON and `.npz` on disk."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "chars": [2, 5],
            "words": [1, 2],
            "min_count": 2,
            "C": 10.0,
            "tolerance": 1e-3,
            "max_iter": 200,
            "ranking_length": 10,
            "value_intent": "informer",
            "seed": 1,
        }

    def __init__(
        self,
        config: Dict[Text, Any],
        name: Text,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        self.config = {**self.get_default_config(), **config}
        self.name = name
        self._model_storage = model_storage
        self._resource = resource
        self.labels: List[Text] = []
        self.vocabulary: Dict[Text, int] = {}
        self.idf: Optional[np.ndarray] = None
        self.weights: Optional[np.ndarray] = None  # features × intents
        self.bias: Optional[np.ndarray] = None

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SparseIntentClassifier":
        return cls(config, execution_context.node_name, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        pairs = [
            (m.get(TEXT), m.get(INTENT))
            for m in training_data.intent_examples
            if m.get(TEXT) and m.get(INTENT)
        ]
        if len({intent for _, intent in pairs}) < 2:
            logger.warning("Fewer than two intents with examples: nothing to learn.")
            return self._resource
        self.fit([text for text, _ in pairs], [intent for _, intent in pairs])
        self.persist()
        return self._resource

    def fit(self, texts: List[Text], intents: List[Text]) -> None:
        from sklearn.linear_model import LogisticRegression
        from threadpoolctl import threadpool_limits

        order = sorted(range(len(texts)), key=lambda i: (intents[i], texts[i]))
        texts, intents = [texts[i] for i in order], [intents[i] for i in order]
        counted = [self._ngrams(text) for text in texts]
        frequency: Dict[Text, int] = {}
        for counts in counted:
            for gram in counts:
                frequency[gram] = frequency.get(gram, 0) + 1
        kept = sorted(
            g for g, n in frequency.items() if n >= self.config["min_count"] or g[0] == "w"
        )
        self.vocabulary = {gram: i for i, gram in enumerate(kept)}
        seen = np.array([frequency[gram] for gram in kept], dtype=np.float64)
        self.idf = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float32)
        model = LogisticRegression(
            C=self.config["C"],
            tol=self.config["tolerance"],
            max_iter=self.config["max_iter"],
            multi_class="multinomial",
            solver="lbfgs",
            random_state=self.config["seed"],
        )
        with threadpool_limits(1):  # the order of the sums, hence the model, is always the same
            model.fit(self._matrix(counted), np.array(intents))
        self.labels = [str(label) for label in model.classes_]
        weights, bias = model.coef_.T, model.intercept_
        if len(self.labels) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.hstack([-weights, weights]), np.hstack([-bias, bias])
        self.weights = np.ascontiguousarray(weights, dtype=np.float32)
        self.bias = bias.astype(np.float32)

    def _ngrams(self, text: Text) -> Dict[Text, int]:
        return ngrams(text, self.config["chars"], self.config["words"])

    def _matrix(self, counted: List[Dict[Text, int]]) -> csr_matrix:
        """TF-IDF rows; the two families of n-grams are each brought to length 1."""
        values, columns, starts = [], [], [0]
        for counts in counted:
            found = sorted((self.vocabulary[g], n) for g, n in counts.items() if g in self.vocabulary)
            column = np.array([c for c, _ in found], dtype=np.int32)
            value = 1 + np.log(np.array([n for _, n in found], dtype=np.float32))
            value = value * self.idf[column] if len(found) else value
            split = np.searchsorted(column, self._first_word())
            for part in (value[:split], value[split:]):
                part /= np.linalg.norm(part) or 1
            values.append(value)
            columns.append(column)
            starts.append(starts[-1] + len(column))
        return csr_matrix(
            (np.concatenate(values), np.concatenate(columns), np.array(starts)),
            shape=(len(counted), len(self.vocabulary)),
            dtype=np.float32,
        )

    def _first_word(self) -> int:
        if not hasattr(self, "_boundary"):
            self._boundary = sum(1 for gram in self.vocabulary if gram[0] == "c")
        return self._boundary

    def probabilities(self, texts: List[Text]) -> np.ndarray:
        """One row per text, one column per intent of `self.labels`."""
        scores = self._matrix([self._ngrams(text) for text in texts]) @ self.weights + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return scores / scores.sum(axis=1, keepdims=True)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            if message.get("pure_value"):
                value = self.config["value_intent"]
                ranking = [{"name": value, "confidence": 1.0}] + [
                    r for r in ranking if r["name"] != value
                ]
            ranking = ranking[: self.config["ranking_length"]]
            first = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set("intent", dict(first), add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, text: Text) -> List[Dict[Text, Any]]:
        if self.weights is None or not text.strip():
            return []
        row = self.probabilities([text])[0]
        return [
            {"name": self.labels[i], "confidence": float(row[i])}
            for i in np.argsort(-row, kind="stable")
        ]

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as directory:
            plain = {"labels": self.labels, "vocabulary": list(self.vocabulary)}
            plain["config"] = self.config
            (directory / "classifier.json").write_text(
                json.dumps(plain, ensure_ascii=False), encoding="utf-8"
            )
            np.savez_compressed(
                directory / "classifier.npz", idf=self.idf, weights=self.weights, bias=self.bias
            )

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SparseIntentClassifier":
        component = cls(config, execution_context.node_name, model_storage, resource)
        try:
            with model_storage.read_from(resource) as directory:
                plain = json.loads((directory / "classifier.json").read_text(encoding="utf-8"))
                with np.load(directory / "classifier.npz", allow_pickle=False) as arrays:
                    component.idf, component.weights, component.bias = (
                        arrays["idf"],
                        arrays["weights"],
                        arrays["bias"],
                    )
        except (ValueError, FileNotFoundError):
            logger.warning("No trained intent classifier in '%s'.", resource.name)
            return component
        component.labels = plain["labels"]
        component.vocabulary = {gram: i for i, gram in enumerate(plain["vocabulary"])}
        return component
