"""Rasa's response generator, with the dated facts among the {markers}."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from assistant import clock, facts, overrides
from assistant.dialogue import points
from assistant.dialogue.doors import door
from assistant.dialogue.intents import SOURCE, title
from assistant.dialogue.slots import RULES
from assistant.wording.markers import Markers
from assistant.wording.sources import has_source, unsure

CHOICE = "utter_choisir_point"
MOST_BUTTONS = 4
BEGINS = "saisie_debut"  # of a form that goes on asking
LONGEST_LINE = 160  # characters of a second answer that is given at once
RICH = "riche"  # variants of responses for the channels that show sums as a table


class FactNLG(TemplatedNaturalLanguageGenerator):
    """Named in endpoints.yml; Rasa builds it with the domain's responses."""

    def __init__(self, endpoint_config: Optional[EndpointConfig], domain: Domain) -> None:
        overrides.apply()  # here, because every Rasa command that talks builds its NLG
        super().__init__(domain.responses)
        points.titles()  # read here, and not at the first message

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
        """The response; under an intent that has points, the point that was asked, or a choice.

        After the answer to a first question, the second is offered.
        """
        name = utter_action.removeprefix("utter_")
        message = tracker.latest_message
        mine = message is not None and message.intent.get("name") == name
        under = points.of_intent(name)
        if under:
            asked = _entity(message, points.ENTITY) if mine else None
            if isinstance(asked, list):
                response = await self._plain(CHOICE, tracker, output_channel, **kwargs)
                return {**(response or {}), "buttons": points.choices(asked)}
            chosen = points.point(f"{name}/{asked}") or under[0]
            utter_action = f"utter_{chosen.label}"
        response = await self._plain(utter_action, tracker, output_channel, **kwargs)
        if response and under:
            self._sourced(response, chosen)
        if response and mine and not under:
            self._beside(response, _entity(message, points.ENTITY))
        sums = name.startswith("resultat_") or name == BEGINS
        if response and (mine or sums and message is not None):
            others = _entity(message, "deuxieme_question") or []
            if not mine:  # a sum says its own rule
                others = [each for each in others if each.partition("/")[0] not in RULES.values()]
            await self._offer(response, others, tracker, output_channel)
        return response

    async def _plain(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """The response as it is written, for this channel."""
        channel = RICH if door(output_channel).shows_tables else output_channel
        if any(r.get("channel") == output_channel for r in self.responses.get(utter_action, [])):
            channel = output_channel  # worded for this channel
        response = await super().generate(utter_action, tracker, channel, **kwargs)
        if response and response.get("buttons"):
            response["buttons"] = [points.spelt_out(button) for button in response["buttons"]]
        return response  # type: ignore[no-any-return]

    def _sourced(self, response: Dict[str, Any], point: points.Point) -> None:
        """Say which point this is, what is to be confirmed in it, and offer where it comes from."""
        response.pop("metadata", None)
        response[points.SAID] = point.label
        doubtful = unsure(point)
        if doubtful:
            response["text"] = f"{response['text']}\n\nÀ confirmer : {doubtful}."
        if has_source(point) and len(response.get("buttons") or []) < MOST_BUTTONS:
            button = {"title": title(SOURCE), "payload": f"/{SOURCE}"}
            response["buttons"] = [*(response.get("buttons") or []), button]

    def _beside(self, response: Dict[str, Any], labels: Any) -> None:
        """The titles that an off-topic message may have meant, before the answer's own buttons."""
        near = (
            [b for label in labels or () if (b := _button(label))]
            if isinstance(labels, list)
            else []
        )
        if near:
            lead = self.responses["utter_hors_sujet_proche"][0]["text"]
            response["text"] = f"{response['text']}\n\n{lead}"
            response["buttons"] = [*near, *(response.get("buttons") or [])][:MOST_BUTTONS]

    async def _offer(
        self, response: Dict[str, Any], asked: List[str], tracker: DialogueStateTracker, door: str
    ) -> None:
        """Say what else was asked, with its answer where a line gives it, and offer the whole."""
        found = {label: button for label in asked if (button := _button(label))}
        if not found:
            return
        said = [self.responses["utter_deuxieme_question"][0]["text"]]
        for label, button in found.items():
            line = await self._line(points.point(label), tracker, door)
            said.append(f"{button['title']} {line}".strip())
        response["text"] = "\n".join([f"{response['text']}\n\n{said[0]}", *said[1:]])
        response["buttons"] = [*found.values(), *(response.get("buttons") or [])]

    async def _line(
        self, point: Optional[points.Point], tracker: DialogueStateTracker, door: str
    ) -> str:
        """The first paragraph of a point, which answers it; "" where it is more than a line."""
        whole = await self._plain(f"utter_{point.label}", tracker, door) if point else None
        first = str((whole or {}).get("text") or "").partition("\n\n")[0].strip()
        if not point or not first or len(first) > LONGEST_LINE or re.search(r"\n|:$", first):
            return ""
        return f"{first} À confirmer." if unsure(point) else first


def _button(label: str) -> Optional[Dict[str, str]]:
    """The button of a point or of an intent; None where it has no title."""
    point = points.point(label)
    if point:
        return point.button
    said = title(label)
    return {"title": said, "payload": f"/{label}"} if said else None


def _entity(message: Any, name: str) -> Any:
    """The value of the message's first entity of that name, None without one."""
    return next((e["value"] for e in message.entities if e["entity"] == name), None)
