"""Messages that tell or ask a day after a result: a step of the enrolment, another training,
another day of the sum (intents/corrections.py)."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Sequence

from assistant import clock
from assistant.nlu.entities.date_roles import ABSENCE, COUNCIL, ENROLMENT, OTHER
from assistant.nlu.intents import phrases
from dife.said import enrolments
from dife.text import bare

LONGEST_DATED = 24  # where a step of the enrolment is told with its day
LONGEST_AGAIN = 16  # « comme tout à l'heure, quand ferai-je ma demande au plus tard ? »
_COMES_BACK = re.compile(
    r"(?:non |et |mais |alors |bon )*(?:repren\w+|reven\w+|parl\w+|je parl\w+|il s agit|c est)\b"
)
_EXPLAINED = re.compile(
    r"\b(?:comment|pourquoi|qui|(?:que|quoi) faire|rembours\w*|paye\w*|argent|annul\w*)\b"
)
_ANOTHER_DAY = re.compile(
    r"\b(?:c ?'? ?etait|je parl\w+|pas (?:en |le )?(?:\d\w*|janvier|fevrier|mars|avril|mai|juin"
    r"|juillet|aout|septembre|octobre|novembre|decembre)|au meme endroit|pareil|meme chose"
    r"|(?:aurai[ts]?|aurait) (?:eu|touche|fait|donne)"
    r"|(?:ca|cela) (?:aurait|ferait|faisait|fait))\b|[?]{2}|^et (?:en|le) "
)


def of_days(folded: str, entities: List[Dict[str, Any]]) -> bool:
    """Whether a message tells a step, after the days of an enrolment, or asks for them again."""
    if len(folded.split()) > LONGEST_DATED or _EXPLAINED.search(folded):
        return False
    roles = [found.get("role") for found in entities if found["entity"] == "date"]
    if not roles:
        again = enrolments.AGAIN.search(folded) or enrolments.SOONEST_AGAIN.search(folded)
        return len(folded.split()) <= LONGEST_AGAIN and bool(again)
    told = (*ENROLMENT, ABSENCE, COUNCIL, OTHER)
    return any(each in told for each in roles) and "formation" not in roles


def of_training(text: str, folded: str, entities: List[Dict[str, Any]]) -> bool:
    """« repoussée d'une semaine », « et les fériés ? », « reprenons celle du 2 février »."""
    plain = bare(text)
    if enrolments.identity_in_time(plain):
        return len(folded.split()) <= LONGEST_DATED and not re.search(r"\bcomment\b", folded)
    if len(folded.split()) > LONGEST_DATED or _EXPLAINED.search(folded):
        return False
    if _COMES_BACK.match(folded):
        days = [found["value"] for found in entities if found["entity"] == "date"]
        back = any(len(day) == len("2027-03") for day in days)  # « revenons à mars »
        return enrolments.names(plain) or back or bool(days and enrolments.KEEPS.search(plain))
    moved = enrolments.moves(plain) or enrolments.most_urgent(plain)
    return moved or bool(enrolments.COUNT.search(plain))


def of_day(text: str, entities: List[Dict[str, Any]]) -> bool:
    """« et en 2022 ? », « c'était le 14 mars, pas décembre »: another day of the last sum."""
    days = [each for each in entities if each["entity"] == "date"]
    return bool(days) and bool(_ANOTHER_DAY.search(bare(text)))


def asks_in_time(text: str, entities: Sequence[Dict[str, Any]]) -> bool:
    """« une formation le 14 janvier, c'est encore bon ? »: whether it is not too late."""
    ahead = any(e["entity"] == "date" and e["value"] > f"{clock.today()}" for e in entities)
    return ahead and phrases.asks_in_time(text)
