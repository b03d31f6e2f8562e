"""Rasa's response generator, with the dated facts among the {markers}."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant import clock, facts, overrides
from assistant.dialogue.doors import door
from assistant.dialogue.intents import title
from assistant.wording.markers import Markers

RICH = "riche"  # variants of responses for the channels that show sums as a table


class FactNLG(TemplatedNaturalLanguageGenerator):
    """Named in endpoints.yml; Rasa builds it with the domain's responses."""

    def __init__(self, endpoint_config: Optional[EndpointConfig], domain: Domain) -> None:
        overrides.apply()  # here, because every Rasa command that talks builds its NLG
        super().__init__(domain.responses)

    @staticmethod
    def _response_variables(
        filled_slots: Optional[Dict[str, Any]], kwargs: Dict[str, Any]
    ) -> Dict[str, Any]:
        values = {**(filled_slots or {}), **kwargs}
        return Markers(values, facts.current(), clock.today())

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Optional[Dict[str, Any]]:
        """The response; after the answer to a first question, the second is offered."""
        channel = RICH if door(output_channel).shows_tables else output_channel
        if any(r.get("channel") == output_channel for r in self.responses.get(utter_action, [])):
            channel = output_channel  # worded for this channel
        response = await super().generate(utter_action, tracker, channel, **kwargs)
        message = tracker.latest_message
        if response and message and utter_action == f"utter_{message.intent.get('name')}":
            second = next(
                (e["value"] for e in message.entities if e["entity"] == "deuxieme_question"), None
            )
            if second and title(second):
                self._offer(response, second)
        return response  # type: ignore[no-any-return]

    def _offer(self, response: Dict[str, Any], intent: str) -> None:
        lead = self.responses["utter_deuxieme_question"][0]["text"]
        response["text"] = f"{response['text']}\n\n{lead} {title(intent)}"
        button = {"title": title(intent), "payload": f"/{intent}"}
        response["buttons"] = [button, *(response.get("buttons") or [])]
