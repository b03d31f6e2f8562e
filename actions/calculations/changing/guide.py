"""The printed guide's figures, told to who quotes them or finds another sum, and to nobody else."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import facts, today
from actions.calculations.allowances_answers import estimate, working
from actions.calculations.allowances_dates import retained_day
from dife.facts.model import ReferenceNotFound
from dife.places import Place
from dife.text import bare
from dife.wording import format_euros

TOLD = "utter_resultat_frais_guide"
_QUOTES = re.compile(
    r"\b(?:guides?|brochure|livret|plaquette|imprime\w*|version papier)\b"
    r"|\b(?:je trouve|j'obtiens|j'(?:ai|avais) (?:trouve|calcule|obtenu)|mon calcul)\b[^.;]{0,20}\d"
    r"|\bpas (?:le |du tout le |la )?(?:meme|pareil)\b"
)
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{1,2})?(?= ?(?:€|euros?\b))")


def told(dispatcher: CollectingDispatcher, texts: list[str], values: dict[str, Any]) -> bool:
    """Say what the printed guide would give, where a message asks for it and it differs; it tells
    nothing of the car nor of overseas."""
    day, guide_day = retained_day(values.get("date_frais"))[0], facts().day("date_guide", today())
    place = Place.from_json(values["commune"]) if values.get("nuits") else None
    stay = {**values, "kilometres": None}
    try:
        printed, ours = estimate(stay, place, guide_day), estimate(stay, place, day)
    except ReferenceNotFound:
        return False
    if day <= guide_day or printed.total == ours.total:
        return False
    same = f"{printed.total.normalize():f}".replace(".", ",")
    for text in map(bare, texts):
        figures = [each[0].removesuffix(",00") for each in _FIGURE.finditer(text)]
        if _QUOTES.search(text) or same in figures:
            car = " Les kilomètres n'y sont pas comptés." if values.get("kilometres") else ""
            detail = f"{working(printed)}\nsoit {format_euros(printed.total)}.{car}"
            dispatcher.utter_message(response=TOLD, detail_guide=detail)
            return True
    return False
