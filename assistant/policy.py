"""The policy of the stories: Rasa's, asked only where a story may decide."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.policies.memoization import AugmentedMemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.intents import intent


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class StoryPolicy(AugmentedMemoizationPolicy):
    """Abstains on a message that a rule answers by itself.

    Stock, it looks its paths up for every message, though a rule always wins there: 30 % of a
    turn, growing with the conversation.
    """

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        message = tracker.latest_message
        if message and not intent(str(message.intent.get("name"))).follows:
            return self._prediction(self._default_predictions(domain))
        return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
