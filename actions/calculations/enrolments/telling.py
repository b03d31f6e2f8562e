"""What is told before the days of an enrolment: an identity still to be verified, an answer of the
organisme that is awaited, a file where all is done."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Turn, facts, today
from actions.calculations import deadline_answers as answers
from actions.calculations.deadline_answers import days_of
from assistant.dialogue.things import change_button
from dife.days import add_delay
from dife.deadlines import WAYS, last_to_verify, last_validation, latest_days, verified
from dife.said import enrolments as said_so
from dife.text import bare
from dife.wording import format_value, full_date

IDENTITY = "identite"  # beside the slots of a result: how the identity stands (said_so.identity)
_HOW = {"papier": "par le formulaire papier", "numerique": "sans identité numérique prête"}


def identity(tracker: Tracker) -> str:
    """How the identity stands, by what was said last of it."""
    told = (e.get("text") or "" for e in reversed(tracker.events) if e.get("event") == "user")
    return next((way for text in told if (way := said_so.identity(bare(text)))), "")


def tell(dispatcher: CollectingDispatcher, values: dict[str, Any]) -> None:
    """The days that follow from those known, what matters most first."""
    known, others = days_of(values)
    way = values.get(IDENTITY)
    alone = set(known) == {"formation"} and not others and way in WAYS
    if alone and _verified_in_time(dispatcher, known["formation"], str(way)):
        return
    if not _all_done(dispatcher, known):
        answers.tell(dispatcher, known, others)


def _verified_in_time(dispatcher: CollectingDispatcher, start: date, way: str) -> bool:
    """Whether the verification fits before the last day of the request; False where that day is
    past, whatever the identity."""
    refs, now = facts(), today()
    days = latest_days(start, refs)
    if days.request < now:
        return False
    soon, key = verified(way, now, refs), WAYS[way]
    fits = soon.ready <= days.request
    said = {
        "formation": start,
        "verifiee": soon.ready,
        "demande": days.request,
        "acceptation": days.acceptance,
    }
    said |= {"papiers": last_to_verify(way, days.request, refs)} if fits else {"debut": soon.start}
    told = {name: full_date(day) for name, day in said.items()}
    dispatcher.utter_message(
        response="utter_resultat_identite_tenue" if fits else "utter_resultat_identite_trop_tard",
        buttons=[change_button("calculer_date_limite", "date_formation")],
        voie=_HOW[way],
        duree=format_value(refs.reference(key), refs.value(key, now)),
        verdict="",
        **told,
    )
    return True


def _all_done(dispatcher: CollectingDispatcher, known: dict[str, date]) -> bool:
    """« accepté le 23, j'ai validé le 25 »: nothing is left to do, where both came in time."""
    answered = known.get("proposition") or known.get("acceptation")
    done, start = known.get("validation"), known.get("formation")
    if not answered or not done or not answered <= done < today():
        return False
    if done > last_validation(answered, facts(), start):
        return False
    if start and answered > latest_days(start, facts()).acceptance:
        return False
    told = {"jour": done, "reponse": answered, "validation": last_validation(answered, facts())}
    response = "utter_resultat_tout_fait"
    if start:
        response, told["formation"] = "utter_resultat_tout_fait_formation", start
    buttons = [change_button("calculer_date_limite", "date_formation")]
    days = {name: full_date(day) for name, day in told.items()}
    dispatcher.utter_message(response=response, buttons=buttons, verdict="", **days)
    return True


def awaited(dispatcher: CollectingDispatcher, turn: Turn, start: str | None) -> bool:
    """« demande envoyée lundi, pas de réponse »: until when the organisme may answer, or that this
    is past; then the days of the training that starts on `start`. False where that is not told."""
    text, sent = bare(turn.text), [day for day in turn.days("demande") if len(day.iso) == 10]
    if not sent or sent[-1].iso > today().isoformat() or not said_so.awaits(text):
        return False
    day = date.fromisoformat(sent[-1].iso)
    last = add_delay(day, "delai_reponse_organisme", facts())
    late = last < today()
    dispatcher.utter_message(
        response="utter_resultat_reponse_en_retard" if late else "utter_resultat_reponse_attendue",
        demande=full_date(day),
        limite=full_date(last),
    )
    if start and start > today().isoformat():
        answers.tell(dispatcher, {"formation": date.fromisoformat(start), "demande": day}, [])
    return True
