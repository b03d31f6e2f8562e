"""What else a message tells of a call-back: lines with their labels, a moment in a request."""

from __future__ import annotations

import re
from typing import Dict

from dife.fields.times import MOMENT, changed_moment
from dife.text import bare, fold

_LABEL = re.compile(
    r"(?<!\w)(?P<label>(?P<nom>(?:nom(?: (?:complet|et prenoms?|de famille))?"
    r"|prenom(?: et nom)?|contact|personne)(?: a rappeler)?)"
    r"|(?P<telephone>(?:numero|num|n°|tel\.?|telephone|portable|mobile|fixe)"
    r"(?: (?:de )?(?:telephone|tel|portable|mobile))?)"
    r"|(?P<moment>(?:moment|creneau|disponibilites?|dispo|horaires?|heure|jour|date|quand)"
    r"(?: (?:souhaitee?|prefere|du rappel|de rappel|d'appel))?))\s*[:=]\s*"
)


def block(text: str) -> Dict[str, str]:
    """« Nom : Vasseur / Téléphone : 02 … / Moment : lundi », by the kind of each line."""
    found = list(_LABEL.finditer(bare(text)))
    said: Dict[str, str] = {}
    for n, label in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        value = text[label.end() : end].strip(" \n/;,|•*-–.")
        kind = next(k for k in ("nom", "telephone", "moment") if label[k])
        if kind == "nom" and "nom" in said:
            first = fold(label["nom"]).startswith("prenom")
            value = f"{value} {said[kind]}" if first else f"{said[kind]} {value}"
        said[kind] = value
    return {kind: value for kind, value in said.items() if value}


_SPEAKS = re.compile(r"\b(?:formation|stage|session|inscri\w+|depuis|hier|dossier|cours)\b")


def opening_moment(text: str) -> str:
    """« je veux être rappelé demain matin »: the moment among the words of the request."""
    if _SPEAKS.search(fold(text)):
        return ""
    said = [text[m.start() : m.end()].strip(" ,;-") for m in MOMENT.finditer(bare(text))]
    return changed_moment(" ".join(said))
