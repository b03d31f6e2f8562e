"""Rasa's response generator, with the dated facts among the {markers}."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from assistant import clock, rasa_overrides, settings
from assistant.facts import Markers
from dife.references import references


class FactNLG(TemplatedNaturalLanguageGenerator):
    """Named in endpoints.yml; Rasa builds it with the domain's responses."""

    def __init__(self, endpoint_config: Optional[EndpointConfig], domain: Domain) -> None:
        rasa_overrides.apply()  # here, because every Rasa command that talks builds its NLG
        super().__init__(domain.responses)

    @staticmethod
    def _response_variables(
        filled_slots: Optional[Dict[str, Any]], kwargs: Dict[str, Any]
    ) -> Dict[str, Any]:
        values = {**(filled_slots or {}), **kwargs}
        return Markers(values, references(settings.REFERENCES), clock.today())
