"""Responses said by a channel itself, when Rasa cannot speak: same YAML, same facts."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Dict

import yaml
from rasa.core.nlg import interpolator

from assistant import clock, settings
from assistant.facts import current
from assistant.wording.markers import Markers


@lru_cache(maxsize=1)
def _responses() -> Dict[str, Any]:
    text = (settings.RESPONSES / "general.yml").read_text("utf-8")
    responses: Dict[str, Any] = yaml.safe_load(text)["responses"]
    return responses


def as_answer(name: str, recipient: str) -> Dict[str, Any]:
    """A response of data/responses/general.yml in the form of a REST answer."""
    response = _responses()[name][0]
    values = Markers({}, current(), clock.today())
    answer = {
        "recipient_id": recipient,
        "text": interpolator.interpolate_text(response["text"], values),
    }
    if response.get("buttons"):
        answer["buttons"] = [dict(button) for button in response["buttons"]]
    return answer


@lru_cache(maxsize=1)
def version() -> str:
    """What tells the answers of today from those of before: a digest of their texts and facts."""
    digest = hashlib.sha256()
    for folder in (settings.RESPONSES, settings.REFERENCES):
        for path in sorted(folder.glob("*.yml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def facts(*names: str) -> Dict[str, str]:
    """Facts as of today, by name of marker."""
    values = Markers({}, current(), clock.today())
    return {name: values[name] for name in names}
