"""Which button a character takes, and what he finds right in what is shown to him."""

from __future__ import annotations

import re
from typing import AbstractSet, Dict, List, Optional, Tuple

from assistant import facts
from dife.text import fold
from tools.personas.meant import LETTER, Values, holds
from tools.personas.reading import CORRECT, LINE, Heard, plain

Button = Tuple[str, str]  # title, payload

# Payloads that lead to a goal, the nearest first.
TOWARD: Dict[str, Tuple[str, ...]] = {
    "frais": ("/calculer_frais", "/frais_annexes", "/demander_aide"),
    "date_limite": ("/calculer_date_limite", "/delai_inscription", "/demander_aide"),
    "financement": ("/calculer_financement", "/dife_insuffisant", "/demander_aide"),
    "courriel": ("/courriel_ensemble", "/rediger_courriel", "/toujours_bloque", "/demander_aide"),
    "rappel": ("/demander_rappel", "/parler_conseiller", "/demander_aide"),
    "parcours": ("/suivre_parcours", "/demander_aide"),
}
_CALLBACK = {"nom": "rappel_nom", "telephone": "rappel_telephone", "numero": "rappel_telephone"}
_CALLBACK |= {"moment": "rappel_moment", "moment souhaite": "rappel_moment"}
_ARTICLE = re.compile(r"^(?:le|la|les|l|mon|votre|vos) ")


def toward(
    goal: str, values: Values, heard: Heard, taken: AbstractSet[str] = frozenset()
) -> Optional[Button]:
    """The button that leads nearest to a goal, among those not taken before."""
    wanted = TOWARD.get(goal, ())
    if goal == "courriel":
        wanted = (f"/{values['motif_courriel']}", *wanted)
    if goal == "date_limite" and values["role"] != "formation":  # that button asks the first day
        wanted = wanted[1:]
    left = [payload for payload in wanted if payload not in taken]
    return next((b for payload in left for b in heard.buttons if b[1] == payload), None)


def option(question: str, values: Values, heard: Heard, template: bool = False) -> Optional[Button]:
    """The button that answers a question, None when none does."""
    way = "/courriel_modele" if template else "/courriel_ensemble"
    wanted = {"motif_courriel": f"/{values['motif_courriel']}", "mode_courriel": way}
    return next((b for b in heard.buttons if b[1] == wanted.get(question)), None)


def payload(heard: Heard, title: str) -> Optional[str]:
    return next((p for t, p in heard.buttons if plain(t) == plain(title)), None)


def _labels(goal: Optional[str]) -> Dict[str, str]:
    """The folded names of the lines of a call-back or of a letter, and their fields."""
    if goal == "rappel":
        return _CALLBACK
    fields = (field for case in facts.current().letters.values() for field in case.champs)
    return {fold(field.libelle): field.cle for field in fields} | {"nom": "nom_naissance"}


def field_of(label: str, goal: Optional[str]) -> Optional[str]:
    """The field that a label names, in full or by its beginning."""
    seen, known = _ARTICLE.sub("", fold(label)), _labels(goal)
    if seen in known or not seen:
        return known.get(seen)
    return next((f for k, f in known.items() if k.startswith(seen) or seen.startswith(k)), None)


def misread(heard: Heard, values: Values, goal: Optional[str]) -> List[Button]:
    """Lines shown that are not what is meant: the field, and the title of the button that mends."""
    mends: Dict[Optional[str], str] = {}
    for title, _ in heard.buttons:
        if plain(title).startswith(CORRECT):
            named = plain(title).removeprefix(CORRECT).strip(" :")
            mends.setdefault(field_of(named, goal), title)
    wrong = []
    for label, shown in LINE.findall(heard.text):
        field = field_of(label, goal)
        if field is None or field not in mends or holds(field, shown, values):
            continue
        if not (_empty(shown) and values[field] is None):
            wrong.append((field, mends[field]))
    return wrong


def _empty(shown: str) -> bool:
    return fold(shown) in ("", "aucun", "non", "passe", "rien", "sans", "non precise")


def meant(text: str, values: Values) -> bool:
    """Whether a text is one of the names, days and places meant."""
    fields = (*(name for name in LETTER if name != "explication"), "rappel_nom", "rappel_telephone")
    return any(values.get(f) is not None and holds(f, text, values) for f in fields)
