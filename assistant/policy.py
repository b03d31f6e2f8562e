"""The policy of the stories: Rasa's, asked only where a story may decide."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional

from rasa.core.policies.memoization import AugmentedMemoizationPolicy
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.intents import intent
from dife.text import bare

TOUR = "etape_parcours"
NEXT_STEP = re.compile(r"\betape suivante\b")


def goes_on_with_the_tour(tracker: DialogueStateTracker) -> bool:
    """« merci, étape suivante », in the guided tour, whatever was asked on the way."""
    said = tracker.latest_message.text if tracker.latest_message else None
    return bool(tracker.get_slot(TOUR) and NEXT_STEP.search(bare(said or "")))


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class StoryPolicy(AugmentedMemoizationPolicy):
    """Abstains on a message that a rule answers by itself, and on « étape suivante » in the guided
    tour, which no path of a digression continues.

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
        alone = message and not intent(str(message.intent.get("name"))).follows
        if alone or goes_on_with_the_tour(tracker):
            return self._prediction(self._default_predictions(domain))
        return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
