"""What the staff do in a terminal: call-back requests, opinions, requests about one's data."""

from __future__ import annotations

import json

from assistant.dialogue.intents import title
from assistant.storage import callbacks
from assistant.storage import opinions as kept_opinions


def callbacks_waiting() -> int:
    """`make rappels`: the call-back requests, oldest first."""
    rows = callbacks.waiting()
    for row in rows:
        print(f"{row.demande_le:%d/%m/%Y %H:%M}  {row.nom}  {row.telephone}  {row.moment}")
        print(f"    référence : {row.sender_id}")
    print(f"{len(rows)} demande(s) de rappel.")
    if rows:
        print("Une fois la personne rappelée : .venv/bin/python -m assistant rappele RÉFÉRENCE")
    return 0


def called_back(reference: str) -> int:
    """`python -m assistant rappele REFERENCE`: forget the requests that were dealt with."""
    print(f"{callbacks.delete(reference)} demande(s) de rappel effacée(s).")
    return 0


def opinions() -> int:
    """`make avis`: « Cette réponse vous aide ? » by intent, the most disappointing first."""
    rows = kept_opinions.by_intent()
    for row in rows:
        name = title(row.intent) or row.intent
        print(f"{row.useful:>5} oui {row.useless:>5} non   {name} ({row.intent})")
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


def purge(reference: str) -> int:
    """`python -m assistant purge`: forget what is too old, at once; `purge tout`: everything."""
    from assistant.storage import housekeeping
    from assistant.storage.conversations import ConversationStore

    ConversationStore()  # it forgets what is too old when it is made
    if reference == "tout":
        print(f"{housekeeping.purge_all()} lignes effacées.")
    else:
        print("Ce qui était trop ancien est effacé.")
    return 0
