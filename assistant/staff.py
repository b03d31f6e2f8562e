"""What AML staff read in a terminal: call-back requests, opinions."""

from __future__ import annotations

from assistant.storage import callbacks, feedback
from assistant.titles import title


def callbacks_waiting() -> int:
    """`make rappels`: the call-back requests, oldest first."""
    rows = callbacks.waiting()
    for row in rows:
        print(f"{row.demande_le:%d/%m/%Y %H:%M}  {row.nom}  {row.telephone}  {row.moment}")
    print(f"{len(rows)} demande(s) de rappel.")
    return 0


def opinions() -> int:
    """`make avis`: « Cette réponse vous aide ? » by intent, the most disappointing first."""
    rows = feedback.by_intent()
    for row in rows:
        name = title(row.intention) or row.intention
        print(f"{row.utiles:>5} oui {row.inutiles:>5} non   {name} ({row.intention})")
    print(f"{sum(row.utiles + row.inutiles for row in rows)} avis.")
    return 0
