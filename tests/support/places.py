"""Places as a slot keeps them."""

from __future__ import annotations

from typing import Any, Dict

from assistant.settings import REFERENCES
from dife.facts.store import references


def lieu(text: str) -> Dict[str, Any]:
    """The place of a commune, with its rate zone, as the slot `commune` holds it."""
    return references(REFERENCES).places.find(text).as_json()
