"""What the staff do in a terminal: call-back requests, opinions, requests about one's data."""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import Tuple

from assistant import clock, settings
from assistant.dialogue.intents import title
from assistant.storage import callbacks
from assistant.storage import opinions as kept_opinions


def callbacks_waiting() -> int:
    """`make rappels`: the call-back requests, oldest first, at the hour of Paris."""
    rows = callbacks.waiting()
    for row in rows:
        asked = f"{callbacks.asked_at(row):%d/%m/%Y %H:%M}"
        print(f"{asked}  {row.nom}  {row.telephone}  {row.moment}")
        print(f"    référence : {row.sender_id}")
    print(f"{len(rows)} demande(s) de rappel.")
    for day in callbacks.busy_days(rows):
        print(
            f"Attention : le plafond de {settings.current().callbacks_a_day} demandes a été "
            f"atteint le {day:%d/%m/%Y}. D'autres ont pu être refusées, ou celles-ci être fausses."
        )
    if rows:
        print("Une fois la personne rappelée : .venv/bin/python -m assistant rappele RÉFÉRENCE")
        print("Toutes celles d'un jour : .venv/bin/python -m assistant rappele JJ/MM/AAAA")
    return 0


def called_back(*told: str) -> int:
    """`python -m assistant rappele REFERENCE… | JJ/MM/AAAA…`: forget the requests of these
    conversations and days, once staff have read how many and said « oui »."""
    found = [
        row
        for row in callbacks.waiting()
        if row.sender_id in told or set(_written(callbacks.asked_at(row))) & set(told)
    ]
    if not found:
        print("Aucune demande de rappel ne porte cette référence ou ce jour.")
        return 0
    first, last = (callbacks.asked_at(found[n]) for n in (0, -1))
    people = len({row.sender_id for row in found})
    try:
        said = input(
            f"{len(found)} demande(s), de {people} conversation(s), du {first:%d/%m/%Y %H:%M} "
            f"au {last:%d/%m/%Y %H:%M}. Les effacer ? (oui/non) "
        )
    except EOFError:  # nobody to answer
        print("\nRien n'est effacé.")
        return 1
    if said.strip().lower() != "oui":
        print("Rien n'est effacé.")
        return 0
    print(f"{callbacks.delete_these(*(row.id for row in found))} demande(s) de rappel effacée(s).")
    return 0


def _written(at: datetime) -> Tuple[str, str]:
    return f"{at:%d/%m/%Y}", f"{at:%Y-%m-%d}"


def opinions() -> int:
    """`make avis`: « Cette réponse vous aide ? » by intent, the worst first, and why."""
    rows, reasons = kept_opinions.by_intent(), kept_opinions.reasons()
    for row in rows:
        name = title(row.intent) or row.intent
        told = reasons.get(row.intent, {})
        why = ", ".join(
            f"{told[k]} {said}" for k, said in kept_opinions.REASONS.items() if k in told
        )
        print(
            f"{row.useful:>5} oui {row.useless:>5} non   {name} ({row.intent}){why and f' : {why}'}"
        )
    print(f"{sum(row.useful + row.useless for row in rows)} avis.")
    return 0


def export(reference: str) -> int:
    """`python -m assistant donnees REFERENCE`: all that is kept of a conversation, as JSON."""
    from assistant.storage import housekeeping  # it brings Rasa: a second, for these verbs alone

    print(json.dumps(housekeeping.export(reference), ensure_ascii=False, indent=1))
    return 0


def erase(reference: str) -> int:
    """`python -m assistant effacer REFERENCE`: forget a conversation, and say so without it."""
    from assistant.storage import housekeeping

    print(f"{housekeeping.erase(reference)} lignes effacées.")
    return 0


def purge(reference: str = "") -> int:
    """`python -m assistant purge`: forget what is too old, at once; `purge tout`: everything.

    Who asks for it has seen the day: the service believes its clock again.
    """
    from assistant.storage import housekeeping, purging

    print(f"Cette machine se croit le {datetime.now(clock.PARIS):%d/%m/%Y, %H h %M} à Paris.")
    done = purging.purge(time.time())
    if reference == "tout":
        done += housekeeping.purge_all()
    print(f"{done} lignes effacées.")
    return 0
