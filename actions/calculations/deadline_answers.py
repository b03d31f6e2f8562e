"""What is answered about the days of an enrolment: one message, its first sentence the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import facts, shown, today
from assistant.dialogue.answers import Deadline
from assistant.dialogue.things import change_button
from dife.deadlines import (
    LatestDays,
    advised_days,
    deadline_calendar,
    earliest_start,
    earliest_start_from_request,
    is_pressing,
    last_validation,
    latest_days,
)
from dife.wording import format_near, full_date

STEPS = {  # slot → role, and how a button says it again
    "date_demande": ("demande", "demande envoyée le"),
    "date_acceptation": ("acceptation", "l'organisme a accepté le"),
    "date_proposition": ("proposition", "proposition reçue le"),
    "date_validation": ("validation", "je valide le"),
}


TOLD_WITH_VERDICT = {  # whether what each tells is in time
    "utter_resultat_date_formation": True,
    "utter_resultat_date_proche": True,
    "utter_resultat_date_presse": True,
    "utter_date_deja_passee": False,
    "utter_date_jour_meme": False,
    "utter_resultat_date_tenue": True,
    "utter_resultat_date_non_tenue": False,
    "utter_resultat_demande_tenue": True,
    "utter_resultat_demande_juste": True,
    "utter_resultat_demande_pressee": True,
    "utter_resultat_demande_trop_tard": False,
    "utter_resultat_demande_passee": False,
    "utter_resultat_validation_tenue": True,
    "utter_resultat_validation_trop_tard": False,
}


def days_of(values: dict[str, Any]) -> tuple[dict[str, date], list[date]]:
    """What is known, by its role; and the first days of the other trainings."""
    roles = {"date_formation": "formation"} | {slot: role for slot, (role, _) in STEPS.items()}
    known = {
        role: date.fromisoformat(values[slot]) for slot, role in roles.items() if values.get(slot)
    }
    return known, [date.fromisoformat(day) for day in values.get("autres_formations") or ()]


def tell(dispatcher: CollectingDispatcher, known: dict[str, date], others: list[date]) -> None:
    """Say the days that follow from those known, by role; `others` are further trainings."""
    start = known.get("formation")
    answered = known.get("proposition") or known.get("acceptation")
    if answered and "validation" in known and "demande" not in known:
        _reply(dispatcher, answered, known["validation"], start)
    elif start and answered:
        _held(dispatcher, start, answered, "proposition" in known)
    elif start and ("validation" in known or "demande" in known):
        _in_time(dispatcher, start, known)
    elif start:
        for each in (start, *others):
            _backwards(dispatcher, each)
    elif answered:
        _answered(dispatcher, answered, "proposition" in known)
    elif "demande" in known:
        _from_request(dispatcher, known["demande"])
    else:
        _from_validation(dispatcher, known["validation"])


def explain(dispatcher: CollectingDispatcher, known: dict[str, date], others: list[date]) -> bool:
    """Say the rule with the day that the bare count gives, where it is another; else False."""
    refs = facts()
    if start := known.get("formation"):
        days = latest_days(start, refs)
        told = days.bare_acceptance != days.acceptance
        if told:
            said = {"brute": days.bare_acceptance, "formation": start}
            _say(dispatcher, "utter_resultat_date_brute", said, changes="formation")
        return told
    if not known:
        return False
    first = known.get("demande")
    soonest = (
        earliest_start_from_request(first, refs)
        if first
        else earliest_start(next(iter(known.values())), refs)
    )
    if soonest.bare_start != soonest.start:
        said = {"brute": soonest.bare_start}
        changes = "demande" if first else next(iter(known))
        _say(dispatcher, "utter_resultat_date_brute_debut", said, changes=changes)
    return soonest.bare_start != soonest.start


def _backwards(dispatcher: CollectingDispatcher, start: date) -> None:
    """The last days to ask and to be accepted, or what is still possible after them."""
    refs, now = facts(), today()
    days = latest_days(start, refs)
    said = {"formation": start, "acceptation": days.acceptance}
    if start <= now:
        _say(dispatcher, "utter_date_jour_meme", {"formation": start})
    elif days.acceptance < now:
        _say(dispatcher, "utter_date_deja_passee", said)
    elif is_pressing(days, now, refs):
        _say(dispatcher, "utter_resultat_date_presse", said, days)
    elif (advised := advised_days(start, refs).usual) > now:
        said |= {"demande": days.request, "conseil": advised}
        _say(dispatcher, "utter_resultat_date_formation", said, days)
    else:
        said |= {"demande": days.request}
        _say(dispatcher, "utter_resultat_date_proche", said, days)


def _held(dispatcher: CollectingDispatcher, start: date, answered: date, proposed: bool) -> None:
    """Whether an answer came in time for a training, and until when to validate."""
    refs = facts()
    days = latest_days(start, refs)
    said = {"formation": start, "reponse": answered, "acceptation": days.acceptance}
    if answered > days.acceptance:
        _say(dispatcher, "utter_resultat_date_non_tenue", said)
        return
    last = last_validation(answered, refs, start)
    if last < today():
        _late(dispatcher, answered, last, proposed)
    else:
        _say(dispatcher, "utter_resultat_date_tenue", {**said, "validation": last})


def _in_time(dispatcher: CollectingDispatcher, start: date, known: dict[str, date]) -> None:
    """Whether a request or a validation is in time for a training."""
    refs = facts()
    days = latest_days(start, refs)
    said = {"formation": start, "acceptation": days.acceptance}
    if "validation" in known:
        last = last_validation(days.acceptance, refs, start)
        said |= {"jour": known["validation"], "validation": last}
        if last < today():
            _backwards(dispatcher, start)
        elif known["validation"] > last:
            _say(dispatcher, "utter_resultat_validation_trop_tard", said)
        else:
            _say(dispatcher, "utter_resultat_validation_tenue", said)
        return
    said |= {"jour": known["demande"], "demande": days.request}
    gone = days.request < today()  # no more told as still to be done
    if days.acceptance < today():
        _backwards(dispatcher, start)
    elif known["demande"] <= days.request:
        sent = known["demande"] < today()
        told = "utter_resultat_demande_faite" if sent else "utter_resultat_demande_tenue"
        _say(dispatcher, told, said)
    elif known["demande"] <= days.acceptance:
        told = "utter_resultat_demande_pressee" if gone else "utter_resultat_demande_juste"
        _say(dispatcher, told, said)
    else:
        told = "utter_resultat_demande_passee" if gone else "utter_resultat_demande_trop_tard"
        _say(dispatcher, told, said)


def _reply(dispatcher: CollectingDispatcher, answered: date, day: date, start: date | None) -> None:
    """Whether a day to validate is in time, the organisme having answered."""
    last = last_validation(answered, facts(), start)
    if start and answered > latest_days(start, facts()).acceptance:
        _held(dispatcher, start, answered, False)
        return
    response = "utter_resultat_reponse_tenue" if day <= last else "utter_resultat_reponse_trop_tard"
    said = {"jour": day, "validation": last, "reponse": answered}
    _say(dispatcher, response, said, changes="formation" if start else "validation")


def _answered(dispatcher: CollectingDispatcher, answered: date, proposed: bool) -> None:
    """Until when to validate an answer of the organisme, and the first day that it allows."""
    refs = facts()
    last = last_validation(answered, refs)
    said = {"validation": last, "formation": earliest_start(answered, refs).start}
    if last < today():
        _late(dispatcher, answered, last, proposed)
    elif proposed:
        _say(
            dispatcher,
            "utter_resultat_date_proposition",
            {**said, "proposition": answered},
            changes="proposition",
        )
    else:
        _say(
            dispatcher,
            "utter_resultat_date_acceptation",
            {**said, "acceptation": answered},
            changes="acceptation",
        )


def _from_request(dispatcher: CollectingDispatcher, request: date) -> None:
    refs = facts()
    soonest = earliest_start_from_request(request, refs)
    said = {"demande": request, "acceptation": soonest.acceptance, "formation": soonest.start}
    _say(
        dispatcher, "utter_resultat_date_demande", said, latest_days(soonest.start, refs), "demande"
    )


def _from_validation(dispatcher: CollectingDispatcher, validation: date) -> None:
    """The organisme has accepted before the official validates: that very day at the latest."""
    refs = facts()
    start = earliest_start(validation, refs).start
    # Said on a Saturday, the count begins on Monday: the last working day is the Friday.
    days = latest_days(start, refs)
    said = {"validation": validation, "formation": start}
    _say(dispatcher, "utter_resultat_date_validation", said, days, "validation")


def _late(dispatcher: CollectingDispatcher, answered: date, last: date, proposed: bool) -> None:
    said = {"reponse": answered, "validation": last}
    changes = "proposition" if proposed else "acceptation"
    _say(dispatcher, "utter_resultat_validation_passee", said, changes=changes)


def _say(
    dispatcher: CollectingDispatcher,
    response: str,
    said: dict[str, date],
    days: LatestDays | None = None,
    changes: str = "formation",
) -> None:
    """A response and its days; with a calendar file where its last day is still to come.

    A button asks again the day of the role `changes`, from which the others were counted.
    """
    card = _calendar(days) if days and days.acceptance >= today() else None
    markers = {name: full_date(day) for name, day in said.items()}
    if "validation" in said:
        markers["validation"] = format_near(said["validation"], today())
    if response in TOLD_WITH_VERDICT:
        markers["verdict"] = ""  # « Oui. » where it is asked (enrolments/verdicts.py)
    # Here and not in the response: Rasa would read the entity of its payload as a marker.
    buttons = [change_button("calculer_date_limite", f"date_{changes}")]
    dispatcher.utter_message(response=response, json_message=card, buttons=buttons, **markers)


def _calendar(days: LatestDays) -> dict[str, Any]:
    """The last days as a file that a door may offer."""
    cells = {
        "validation": days.acceptance,
        "formation": days.start,
        "nom": "date-limite-dife.ics",
        "ics": deadline_calendar(days, facts(), today()),
    }
    return shown(Deadline.parse_obj(cells))
