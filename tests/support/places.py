"""Places as a slot keeps them."""

from __future__ import annotations

from typing import Any, Dict

from assistant.facts import current


def lieu(text: str) -> Dict[str, Any]:
    """The place of a commune, with its rate zone, as the slot `commune` holds it."""
    return current().places.find(text).as_json()
