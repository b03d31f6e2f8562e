"""Rasa's intent classifier: what the model makes of a message, and what is decided of it.

An intent is as likely as its points together. The model: model.py; the decisions: decision.py.
"""

import logging
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant import settings
from assistant.dialogue import intents, points
from assistant.dialogue.confidence import ANSWERED
from assistant.dialogue.intents import SOURCE, VALUE
from assistant.facts import current
from assistant.nlu import account, dated, expenses, letters
from assistant.nlu.intents import context, corrections, decision, phrases, settling
from assistant.nlu.intents.decision import DISTRESS
from assistant.nlu.intents.model import DEFAULTS, OTHER_LANGUAGE, IntentModel
from assistant.nlu.meaning import encoders
from assistant.privacy.masking.shapes import MASKED
from dife.facts import glossary
from dife.said import callback

logger = logging.getLogger(__name__)
GOODBYE, REPEAT, NEXT = "au_revoir", "repeter", "etape_suivante"
ROBOT, NO, RESUME = "etes_vous_un_robot", "nier", "reprendre_parcours"
ALLOWANCES = "calculer_frais"
BESIDE = (VALUE, ALLOWANCES, decision.DEADLINE)  # of a form's answer, which a question may follow
GREETING = "saluer"
UNREAD = 0.05  # of a confidence, where no word is known: nothing is likely
OTHERS = 2  # questions that may be offered beside the one that is answered


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SparseIntentClassifier(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking`; a message marked `pure_value` only gives a value."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {
            **DEFAULTS,
            "ranking_length": 10,
            "validation": False,  # whether confidences are settled on the kept messages
        }

    def __init__(
        self, config: Dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self.config = {**self.get_default_config(), **config}
        self.name = name
        self._model_storage = model_storage
        self._resource = resource
        self.model = IntentModel(self.config)

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
    def fingerprint_addon(cls, config: Dict[str, Any]) -> str:
        """What Rasa does not see: without it, an edited lexicon would give the old model back."""
        config = {**cls.get_default_config(), **config}
        parts = [*sorted(Path(__file__).parents[1].glob("[im]*/*.py")), *settings.validation()]
        parts += [Path(config["lexicon"])] if config["lexicon"] else []
        loaded = [encoder.name for name in config["encoders"] if (encoder := encoders.load(name))]
        content = [path.read_bytes() for path in parts if path.exists()] + [
            name.encode() for name in loaded
        ]
        return sha256(b"\0".join(content)).hexdigest()

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
        if self.config["validation"]:
            kept = settling.read(settings.validation())
            self.model.settle(
                [each._replace(text=phrases.asked_after_greeting(each.text)) for each in kept]
            )
        self.persist()
        return self._resource

    def fit(self, pairs: List[Tuple[str, str]]) -> None:
        """Learn from sorted pairs (label, text)."""
        self.model.fit(pairs)

    def probabilities(self, text: str, again: bool = True) -> np.ndarray:
        """The confidence in each of `model.labels`."""
        return self.model.probabilities(text, again)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = MASKED.sub(" ", message.get(TEXT) or "")  # what is hidden says nothing
            before = message.get("metadata") or {}
            subject = before.get(points.SUBJECT, "")
            ruled = callback.rule_asked(text) or phrases.calm(text)  # « rappelez-moi le délai »
            ranking = decision.said_as_title(text) or self._ranking(ruled, subject=subject)
            if self.model.labels and self.model.unread(text):
                ranking = decision.doubted(ranking, UNREAD)
            if message.get("pure_value"):
                ranking = decision.certain(ranking, VALUE)
            sure = ranking[0]["confidence"] if ranking else 0.0
            found = message.get(ENTITIES, [])
            likely = intents.intent(ranking[0]["name"] if ranking else "")
            gesture = not (likely.offered or likely.value)
            corrects = corrections.corrects(before.get(points.HELD, ""), text, found, sure, gesture)
            rights = account.of_rights(before.get(points.HELD, ""), text, found, subject)
            if corrects:
                ranking = decision.certain(ranking, VALUE)
            elif corrections.wants_day(before.get(points.HELD, ""), text) or dated.asks_in_time(
                text, found
            ):
                ranking = decision.certain(ranking, decision.DEADLINE)
            elif corrections.of_earlier_sum(
                before.get(points.HELD, ""), before.get(points.KNOWN) or (), text, found
            ):
                ranking = decision.certain(ranking, VALUE)
            elif rights and account.of_announced(before.get(points.CALLBACK, ""), text):
                ranking = decision.first_of(ranking, points.RISE)
            elif rights:
                ranking = decision.certain(ranking, VALUE)
            elif corrections.tells_stay(text, found):
                ranking = decision.certain(ranking, ALLOWANCES)
            called = before.get(points.CALLBACK, "")
            if meant := corrections.of_callback(called, before.get(points.HELD, ""), text):
                ranking = decision.certain(ranking, meant)
            if not corrects and corrections.returned_to(text, before.get(points.KNOWN) or ()):
                ranking = decision.certain(ranking, REPEAT)
            if not meant and phrases.leaves(text):
                message.set(ENTITIES, [])  # « à demain » is no day
                ranking = decision.certain(ranking, GOODBYE)
            if not corrects and before.get(points.HELD) == "frais" and phrases.claims(text):
                ranking = decision.first_of(ranking, points.CLAIM)
            if letters.asks_with_identity(text):
                ranking = decision.certain(ranking, letters.TOGETHER)
            if phrases.asks_next(text):
                ranking = decision.certain(ranking, NEXT)
            if phrases.introduces(text):
                ranking = decision.certain(ranking, GREETING)
            if phrases.continues(text):
                ranking = decision.certain(ranking, RESUME)
            if word := glossary.meant(text, current().words):
                ranking = decision.certain(ranking, VALUE)  # its meaning: actions/conversation.py
            if phrases.asks_source(text):
                ranking = decision.certain(ranking, SOURCE)
            if doubts := phrases.doubts_us(text):
                ranking = decision.certain(ranking, ROBOT)
            if declined := callback.declines(text):
                ranking = decision.certain(ranking, NO)
            if self.model.foreign(text):
                ranking = decision.certain(ranking, OTHER_LANGUAGE)
            if phrases.in_distress(text):
                ranking = decision.certain(ranking, DISTRESS)
            elif called and decision.tells_value(text, ranking, found):
                ranking = decision.certain(ranking, VALUE)  # « je dors à Créteil », in a form
            elif called and not corrects and ranking[:1] and ranking[0]["name"] in BESIDE:
                beside = phrases.asked_beside(text)  # the form keeps the value, Rasa answers
                if beside and (label := decision.surely_asked(self._quick_ranking(beside))):
                    ranking = decision.first_of(ranking, label)
            ranking = decision.with_dangers(ranking)
            ranking = ranking if declined else decision.refused(text, ranking)
            ranking = decision.with_days(ranking, found, text)
            asked = (
                []
                if corrects or rights or word or doubts or declined
                else decision.questions(text, ranking, self._quick_ranking)
            )
            answered = bool(ranking) and ranking[0]["confidence"] >= ANSWERED
            heard = asked[0] if asked else decision.label_of(ranking) if answered else ""
            asked = expenses.asked(text, heard, asked, found)
            if asked:  # the first is answered, the others offered
                ranking = decision.first_of(ranking, asked[0])
            if asked[1:]:
                _add(message, "deuxieme_question", asked[1 : 1 + OTHERS])
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

    def _ranking(self, text: str, again: bool = True, subject: str = "") -> decision.Ranking:
        if not self.model.labels or not text.strip():
            return []
        asked = phrases.asked_after_greeting(text)
        found = self.model.probabilities(asked, again)
        rest = phrases.asked_after_opening(text)
        if rest and rest != asked:
            after = self.model.probabilities(rest, again)
            if decision.asks(self.model.labels, after):
                asked, found = rest, after
        if subject:
            quick = partial(self.model.probabilities, again=False)
            found = context.followed(subject, asked, found, self.model.labels, quick)
        return decision.ranked(self.model.labels, found)

    def _quick_ranking(self, text: str) -> decision.Ranking:
        """For each sentence of a message: without the dearest encoder."""
        return self._ranking(text, again=False)

    def persist(self) -> None:
        with self._model_storage.write_to(self._resource) as directory:
            self.model.save(directory)

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
                component.model = IntentModel.load(component.config, directory)
        except FileNotFoundError:
            logger.warning("No trained intent classifier in '%s'.", resource.name)
        except ValueError as error:
            if "train again" in str(error):
                raise
            logger.warning("No trained intent classifier in '%s'.", resource.name)  # Rasa's
        return component


def _add(message: Message, entity: str, value: Any) -> None:
    found = {"entity": entity, "value": value, "start": 0, "end": 0}
    message.set(ENTITIES, [*message.get(ENTITIES, []), found], add_to_output=True)
