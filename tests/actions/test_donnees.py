"""« Que savez-vous de moi ? »: what is told of what is kept, and where it is not told."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from actions.donnees import DireDonnees
from assistant.storage import callbacks

# 23:30 in Greenwich is the next day in Paris.
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=timezone.utc).timestamp()
ASKED = {"after": ({"event": "slot", "name": "echecs", "value": 0, "timestamp": NOW},)}


def test_nothing_kept_yet_but_the_question(run):
    outcome = run(DireDonnees(), door="site", **ASKED)
    assert outcome.responses == ["utter_mes_donnees"]
    assert outcome.marker("messages") == "1 message"
    assert outcome.marker("debut") == "23 novembre 2026 à 00:30"
    assert outcome.marker("identite") == "aucune identité"
    assert outcome.marker("rappels") == "aucune demande de rappel"
    assert outcome.marker("reference") == "officiel"


def test_a_letter_under_way_and_a_call_back_are_told(run):
    callbacks.save("officiel", "Claire", "06 12 34 56 78", "lundi")
    callbacks.save("quelqu'un d'autre", "Jean", "06 12 34 56 79", "mardi")
    outcome = run(DireDonnees(), slots={"courriel": {"nom_naissance": "Roy"}}, **ASKED)
    assert outcome.marker("identite") == "une identité pour le courriel en cours"
    assert outcome.marker("rappels") == "1 demande de rappel"


@pytest.mark.parametrize("door", ["teams_groupe", "inconnue"])
def test_nothing_is_told_where_others_read(run, door):
    outcome = run(DireDonnees(), door=door, **ASKED)
    assert outcome.responses == ["utter_mes_donnees_groupe"]
