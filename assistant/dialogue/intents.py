"""What each intent is: its title, its step, what may be done with it (data/titres.yml)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Dict, Optional, Set

import yaml

from assistant import settings

FALLBACK = "nlu_fallback"  # Rasa's: the message was not understood
VALUE = "informer"  # the message holds a value and nothing else
OFF_TOPIC = "hors_sujet"
SOURCE = "demander_source"  # asks where the last answer comes from
WELCOME = "/saluer"  # said by a door that opens a conversation, not by somebody


@dataclass(frozen=True)
class Intent:
    """`title` has at most 40 characters; `step` is 1 to 6 for a step of the guide.

    `offered`: may be proposed as a title. `second`: may be the second question of a message.
    `value`: in a form, brings a value or nothing. `noise`: in a form, brings nothing.
    `interrupts`: leaves a form in two words. `interrupts_story`: leaves even a story being told.
    `always`: its button works whatever was offered. `follows`: says nothing by itself, so that no
    rule answers it: data/stories/ does.
    """

    name: str
    title: Optional[str] = None
    step: Optional[int] = None
    offered: bool = False
    second: bool = False
    value: bool = False
    noise: bool = False
    interrupts: bool = False
    interrupts_story: bool = False
    always: bool = False
    follows: bool = False


@lru_cache(maxsize=1)
def _intents() -> Dict[str, Intent]:
    content: Dict[str, Any] = yaml.safe_load(settings.TITLES.read_text("utf-8"))
    roles: Dict[str, Set[str]] = {role: set(names) for role, names in content["roles"].items()}
    known = {
        name: Intent(
            name,
            title,
            step=int(section.removeprefix("etape_")) if section.startswith("etape_") else None,
            offered=name not in roles["jamais_proposees"],
            second=name not in roles["jamais_secondes"],
            value=name in roles["valeurs"],
            noise=name in roles["bruit"],
            interrupts=name in roles["interrompent"],
            interrupts_story=name in roles["interrompent_un_recit"],
            always=name in roles["toujours_offertes"],
            follows=name in roles["font_suite"],
        )
        for section, titles in content["titres"].items()
        for name, title in titles.items()
    }
    unknown = set().union(*roles.values()) - set(known)
    if unknown:
        raise ValueError(f"{settings.TITLES.name}, « roles » : intention inconnue {min(unknown)}")
    # What was not understood behaves as what is off the subject.
    known[FALLBACK] = replace(known[OFF_TOPIC], name=FALLBACK, title=None)
    return known


def intent(name: str) -> Intent:
    """What is known of an intent; one that titres.yml does not name is only answered."""
    return _intents().get(name) or Intent(name)


def title(name: str) -> Optional[str]:
    """Title of an intent, None for one that is never shown."""
    return intent(name).title


def titles() -> Dict[str, str]:
    """The title of each intent that has one."""
    return {name: known.title for name, known in _intents().items() if known.title}


def step_of(name: str) -> Optional[int]:
    """1 to 6 for an intent of a step of the guide, else None."""
    return intent(name).step
