"""Human titles of the intents, by step (data/titres.yml)."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, Optional

import yaml

from assistant import settings


@lru_cache(maxsize=1)
def _by_step() -> Dict[str, Dict[str, str]]:
    titles: Dict[str, Dict[str, str]] = yaml.safe_load(settings.TITLES.read_text("utf-8"))["titres"]
    return titles


def title(intent: str) -> Optional[str]:
    """Title of an intent, at most 40 characters; None for one that is never offered."""
    return next((names[intent] for names in _by_step().values() if intent in names), None)


def step_of(intent: str) -> Optional[int]:
    """1 to 6 for an intent of a step of the guide, else None."""
    for step, names in _by_step().items():
        if intent in names and step.startswith("etape_"):
            return int(step.removeprefix("etape_"))
    return None
