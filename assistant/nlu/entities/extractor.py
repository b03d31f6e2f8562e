"""The French entity extractor, as a component of Rasa's graph."""

# Rasa reads these annotations: they are spelt as it spells them.
# ruff: noqa: UP006, UP019, UP035
from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.clock import today
from assistant.nlu.entities.finder import read

PURE_VALUE = "pure_value"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FrenchEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Adds dates, counts, amounts and communes; sets ``pure_value`` for the classifier.

    Not trained: Rasa calls ``process`` when it parses, and nothing when it trains.
    """

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchEntityExtractor:
        """Create the component; it has no setting and stores nothing."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of each message; a message of the training data is left as it is."""
        now = today()
        for message in messages:
            text = message.get(TEXT)
            if not text or isinstance(message.get(INTENT), str):
                continue
            entities, pure = read(text, now)
            found = message.get(ENTITIES, []) + [entity.as_dict() for entity in entities]
            message.set(ENTITIES, found, add_to_output=True)
            if pure:
                message.set(PURE_VALUE, True)
        return messages
