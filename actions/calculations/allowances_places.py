"""Where a night is spent, as the allowances form takes it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from rasa_sdk import Tracker

from actions.base import Turn, facts
from actions.forms.refusals import Refusal
from actions.forms.turns import last_answers, message_before, response_of
from assistant.dialogue.confidence import ANSWERED
from assistant.dialogue.intents import VALUE
from dife.gazetteer.choice import chosen
from dife.gazetteer.departments import OFFICIAL
from dife.places import NotAPlace, Place
from dife.said.changes import TAKE_AWAY
from dife.text import bare

PLACE = re.compile(r"(?:[^\W_][\w'’.()-]*[ ,]*){1,7}")  # some words or a postcode, no question


PLACES_ASKED = ("utter_commune_ambigue", "utter_commune_au_choix", "utter_commune_proposee")
LONGEST_CHOICE = 8  # words that choose one of the places proposed
_OF_A_CHOICE = ("commune", "nombre", "option", "point")
_SAID_ALREADY = re.compile(
    r"[ ,]*\b(?:je (?:vous )?(?:l['’])?(?:ai|viens de (?:vous )?(?:le )?)|j['’]ai)"
    r" ?(?:d[ée]j[àa] )?(?:dit|dire|[ée]crit|[ée]crire)\b.*",
    re.I,
)


def answered_place(turn: Turn) -> Place | str | None:
    """The place that the whole answer names; the answer itself where it names none, and asks for
    no sum."""
    written = _SAID_ALREADY.sub("", turn.text).strip(" .!,")
    if not PLACE.fullmatch(written) or any(e["entity"] != "nombre" for e in turn.entities):
        return None
    try:
        return facts().places.find(written)
    except NotAPlace:
        title = turn.intent == "calculer_frais" and turn.confidence >= ANSWERED
        return None if title else written  # « calculer mes frais » again


_FROM = re.compile(
    r"(?:\bpar[st]|\bpartant|\bviens|\bvenant|\bdepuis|\bhabite\w*|\bdomicili\w*|\bdemeure\w*"
    r"|\breside\w*|\bsociete|\borganisme|\bmaire|\belue?|\bchez moi)(?: (?:a|de|d'|la|le))*[ ']*$"
)
_LODGING = re.compile(
    r"\b(?:hotel|dor[st]|dormir\w*|loge\w*|couche\w*|heberge\w*|nuits?)\b[^,;.]{0,20}$"
)
_COURSE = re.compile(r"\b(?:formation|cours|stage|session)\b[^,;.]{0,25}$")


def lodging(turn: Turn) -> Turn:
    """The turn without the towns where nobody sleeps: « je pars d'Orléans », « la formation est à
    Paris » where the hotel's town is said too."""
    turn, text = _known(turn), bare(turn.text)
    towns = [each for each in turn.entities if each["entity"] == "commune" and "start" in each]
    if len(towns) < 2 and not any(_FROM.search(text[: each["start"]]) for each in towns):
        return turn
    before, since = {}, 0
    for each in towns:
        before[each["start"]] = text[since : each["start"]]
        since = each["end"]
    left = {start for start, said in before.items() if _FROM.search(said)}
    trip = re.match(r"\W*(?:\w+ )*?d(?:e |')$", before[towns[0]["start"]]) if towns else None
    if (
        trip
        and len(towns) == 2
        and re.fullmatch(r" (?:a|vers|jusqu'a) ", before[towns[1]["start"]])
    ):
        left.add(towns[0]["start"])  # « d'Orléans à Lyon »
    rest = [start for start in before if start not in left]
    if len(rest) > 1 and any(_LODGING.search(before[start]) for start in rest):
        left |= {s for s in rest if _COURSE.search(before[s]) and not _LODGING.search(before[s])}
    kept = (e for e in turn.entities if e["entity"] != "commune" or e.get("start") not in left)
    return replace(turn, entities=tuple(kept))


def _known(turn: Turn) -> Turn:
    """The turn without names of no commune, where another is one: « à Lyon, cher à Guignol »."""
    places = [each["lieu"] for each in turn.entities if "lieu" in each]
    if len({place["zone"] == "inconnue" for place in places}) < 2:
        return turn
    kept = (e for e in turn.entities if "lieu" not in e or e["lieu"]["zone"] != "inconnue")
    return replace(turn, entities=tuple(kept))


_OLD_FIRST = re.compile(
    r"\b(?:pas|plus|changer?|changez|remplacer?|remplacez|au lieu|a la place)"
    r"(?: (?:a|au|aux|en|de|dans|sur|la ville de|celle de|celles de|plus))*(?: d')?[ ]*$"
)
_OLD_LAST = re.compile(
    r"[ ,]*(?:(?:et )?(?:non|pas)|au lieu|plutot que|a la place|que)(?: pas)?"
    r"(?: (?:a|au|aux|en|de|dans|sur|la ville de))*(?: d')? *"
)


CHANGES = re.compile(
    r"\b(?:pas|plus|plutot|au lieu|non|nan|erreur|a la place|trompe\w*|pardon|finalement|en fait"
    r"|remplace\w*|change\w*|et si)\b"
)


def meant_towns(turn: Turn) -> list[dict[str, Any]]:
    """The towns that a message names, less the one that it takes back: « Lyon, pas Grenoble »."""
    towns = [each for each in turn.entities if "lieu" in each and "start" in each]
    if len(towns) == 2 and (old := _refused(bare(turn.text), *towns)):
        towns.remove(old)
    return [each["lieu"] for each in towns]


def _refused(text: str, first: dict[str, Any], last: dict[str, Any]) -> dict[str, Any] | None:
    """The one of two towns that is taken back in so many words."""
    if _OLD_LAST.fullmatch(text[first["end"] : last["start"]]):
        return last
    return first if _OLD_FIRST.search(text[: first["start"]]) else None


def exchanged(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn whose « pas à Nantes mais à Nanterre » names the new town alone, and which takes
    « celle de Tours » away from the stays held."""
    towns = [each for each in turn.entities if "lieu" in each and "start" in each]
    stays, text = held.get("sejours"), bare(turn.text)
    if len(towns) == 1 and isinstance(stays, list) and TAKE_AWAY.search(text):
        return _without(turn, towns[0], stays)
    if len(towns) != 2:
        return turn
    first, last = towns
    if refused := _refused(text, first, last):
        old, new = (first, last) if refused is first else (last, first)
    elif (pair := _held_first(turn, first, last, held)) and CHANGES.search(text):
        old, new = pair
    else:
        return turn
    others = tuple(each for each in turn.entities if each is not old)
    labels = [each["commune"]["label"] for each in stays] if isinstance(stays, list) else []
    if old["lieu"]["label"] not in labels or turn.values("nuits"):
        return replace(turn, entities=others)
    moved = [
        {**each, "commune": new["lieu"]} if label == old["lieu"]["label"] else each
        for each, label in zip(stays or (), labels, strict=True)
    ]
    others = tuple(each for each in others if each is not new)
    return replace(turn, entities=(*others, {"entity": "sejours", "value": moved}))


def _held_first(
    turn: Turn, first: dict[str, Any], last: dict[str, Any], held: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The town of the last sum and the other one, whatever their order."""
    place = held.get("commune")
    known = place.get("label") if isinstance(place, dict) else None
    same = [each["lieu"]["label"] == known for each in (first, last)]
    if same.count(True) != 1 or len(turn.values("nuits")) > 1:
        return None
    return (first, last) if same[0] else (last, first)


def _without(turn: Turn, town: dict[str, Any], stays: list[dict[str, Any]]) -> Turn:
    """« ôtez celle de Tours »: the other towns keep their nights."""
    left = [each for each in stays if each["commune"]["label"] != town["lieu"]["label"]]
    if len(left) == len(stays) or not left or any(n > 1 for n in turn.values("nuits")):
        return turn
    others = [each for each in turn.entities if each["entity"] not in ("nuits", "commune")]
    return replace(turn, entities=(*others, {"entity": "sejours", "value": left}))


def either(turn: Turn) -> Refusal | None:
    """« à Lyon ou Paris »: which of the two is asked; None where one is said, or both."""
    towns = [e for e in turn.entities if e["entity"] == "commune" and "lieu" in e]
    for first, second in pairwise(towns):
        between = turn.text[first.get("end", 0) : second.get("start", 0)]
        if re.fullmatch(r"[ ,]*(?:ou|soit)(?: bien)?(?: (?:à|a))?\s*", between, re.I):
            labels = [each["lieu"]["label"] for each in (first, second)]
            buttons = [{"title": label, "payload": label} for label in labels]
            return Refusal("utter_commune_au_choix", buttons, communes=" ou ".join(labels))
    return None


def check_place(place: Place | Refusal | str, nights: int | None) -> dict[str, Any]:
    """The place as a slot keeps it.

    A name that several communes share is asked about, a likely slip too; what is unknown in
    France is refused.
    """
    if isinstance(place, Refusal):
        raise place
    if isinstance(place, str):
        raise Refusal("utter_commune_illisible")
    if place.choices and nights != 0:
        buttons = [{"title": c.label, "payload": c.label} for c in place.choices]
        likely = " ou ".join(c.label for c in place.choices)
        if place.proposed:
            raise Refusal("utter_commune_proposee", buttons, commune=place.nom, probable=likely)
        raise Refusal("utter_commune_ambigue", buttons, commune=place.nom)
    if place.zone == "inconnue" and nights != 0:
        raise Refusal("utter_commune_inconnue", commune=place.nom)
    return place.as_json()


def picked(turn: Turn, tracker: Tracker) -> Turn | None:
    """The turn of the place that is meant, of those just proposed: « celui près de Paris »."""
    for said in last_answers(tracker):
        if response_of(said) not in PLACES_ASKED or turn.text.startswith("/"):
            continue
        labels = [each["payload"] for each in (said.get("data") or {}).get("buttons") or []]
        places = [facts().places.find(each) for each in labels]
        named = {each["lieu"]["nom"] for each in turn.entities if "lieu" in each}
        if named - {"Paris", *OFFICIAL.values(), *(each.nom for each in places)}:
            continue  # another town altogether
        if len(turn.text.split()) <= LONGEST_CHOICE and (place := chosen(turn.text, places)):
            rest = (each for each in turn.entities if each["entity"] not in _OF_A_CHOICE)
            found = {"entity": "commune", "value": place.said, "lieu": place.as_json()}
            return replace(turn, intent=VALUE, confidence=1.0, entities=(*rest, found))
    return None


def asked_again(turn: Turn, tracker: Tracker) -> Turn | None:
    """The message before, with the place that this one chooses for it."""
    chose, before = picked(turn, tracker), message_before(tracker)
    if not chose or not before:
        return None
    found = chose.entities[-1]
    spans = [each for each in before.entities if "lieu" in each]
    at: dict[str, Any] = {k: spans[-1][k] for k in ("start", "end") if spans and k in spans[-1]}
    rest = (each for each in before.entities if each["entity"] != "commune")
    return replace(before, intent=VALUE, confidence=1.0, entities=(*rest, {**found, **at}))


def only_a_night(turn: Turn) -> bool:
    """Whether nights are said without a number: « la nuit »."""
    spans = [e for e in turn.entities if e["entity"] == "nuits"]
    words = [turn.text[e.get("start", 0) : e.get("end", 0)] for e in spans]
    return bool(words) and all(re.fullmatch(r"\W*(?:la )?nuit\W*", bare(w)) for w in words)
