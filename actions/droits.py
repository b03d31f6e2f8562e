"""How much an account would hold, from the year of the election; a former official is asked
whether a mandate is still held."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Turn, facts, today
from actions.forms.turns import answered_with
from dife import rights
from dife.text import bare
from dife.wording import format_date, format_euros

_SAID = ("utter_droits_estimes", "utter_droits_reelu", "utter_droits_selon_le_jour")


def answered(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Whether the message asked that, and was answered."""
    text = bare(Turn.of(tracker).text)
    said = rights.told(text)
    if not said and rights.tells_spent(text):
        before = [turn for name in _SAID for turn in answered_with(tracker, name)]
        said = next((told for turn in before if (told := rights.told(bare(turn.text)))), None)
        said = said and rights.with_spent(said, text)
    if said:
        return _estimated(dispatcher, said)
    if rights.former(text):
        dispatcher.utter_message(response="utter_ancien_elu")
        return True
    return False


def _estimated(dispatcher: CollectingDispatcher, said: rights.Told) -> bool:
    found = rights.estimate(said, today(), facts())
    if not found:
        return False
    detail = " + ".join(f"{format_euros(line.amount)} en {line.day.year}" for line in found.credits)
    markers = {
        "annee": str(said.year),
        "montant": format_euros(found.most),
        "calcul": detail,
        "depense": _spent(said),
    }
    if found.least != found.most:
        dispatcher.utter_message(
            response="utter_droits_selon_le_jour",
            minimum=format_euros(found.least),
            credit=format_date(found.last_credit),
            **markers,
        )
        return True
    # Elected before the last general election, they were elected once more.
    again = found.last_election > said.year
    response = "utter_droits_reelu" if again else "utter_droits_estimes"
    dispatcher.utter_message(response=response, **markers)
    return True


def _spent(said: rights.Told) -> str:
    """How what was spent is said; supposed, where nothing was told of it."""
    if said.spent is None:
        return "si vous n'avez rien dépensé"
    return f"avec {format_euros(said.spent)} dépensés" if said.spent else "sans rien dépenser"
