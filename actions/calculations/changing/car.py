"""Whose car it is, and what is driven when nothing else is told."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Turn
from dife.said import trips
from dife.said.people import another_drives
from dife.text import bare

_STAY = ("nuits", "repas", "sejours")


def alone(turn: Turn, values: dict[str, Any]) -> dict[str, Any]:
    """The stay of a sum that a distance and a car told alone make whole: none. What of the two is
    not told yet is asked."""
    text = bare(turn.text)
    if any(values.get(slot) is not None for slot in _STAY):
        return {}
    if trips.alone(text) or trips.travels(text) and values.get("chevaux"):
        return {"nuits": 0, "repas": 0}
    if trips.drives(text) and not turn.values("kilometres"):
        asked = {} if values.get("kilometres") else {"kilometres": {"aller": None}}
        return {"nuits": 0, "repas": 0, **asked}
    return {}


def doubts_car(dispatcher: CollectingDispatcher, turn: Turn, distance: Any) -> bool:
    """Whether a car is somebody else's: then it joins no sum before a « oui »."""
    power = turn.value("chevaux")
    if not another_drives(bare(turn.text)) or distance is None or turn.values("nuits"):
        return False
    there = distance.get("aller") if isinstance(distance, dict) else None
    told = f"{there} km à l'aller" if there else f"{distance} km"
    told += f", {power} CV" if power else ""
    entities = {"kilometres": distance, **({"chevaux": power} if power else {})}
    dispatcher.utter_message(
        response="utter_voiture_autre",
        buttons=[
            {"title": "Oui, les ajouter", "payload": told},
            {
                "title": "Non, faire un autre calcul",
                "payload": f"/calculer_frais{json.dumps(entities)}",
            },
        ],
        distance=told,
    )
    return True
