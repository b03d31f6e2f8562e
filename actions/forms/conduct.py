"""What is done with each gesture, the same in every form (tests/conversations/grille.yml)."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import Any, Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecutionRejected, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import droits
from actions.base import Events, Turn, press
from actions.forms import gestures, pending
from actions.forms.asked import PREFIX, defined, explanation
from actions.forms.form import Form
from actions.forms.turns import asks
from assistant.dialogue import things
from assistant.dialogue.confidence import ANSWERED
from assistant.dialogue.slots import READ_OVER
from dife.text import fold
from dife.wording import plural

ALL = "debut"  # « reprendre ces questions au début », where a button names a thing
SAID = {  # said before the question is asked again
    "attente": "utter_saisie_attente",
    "bonjour": "utter_saisie_bonjour",
    "merci": "utter_saisie_merci",
    "resultat": "utter_saisie_resultat",
}
LEAVES = {"abandon": "/annuler"}  # what the gesture means, whatever else is asked
QUICK = 4  # questions answered in a minute
CALCULATIONS: List[Any] = []  # those of actions/calculations/, which are forms and say so there
KEPT: List[Any] = []  # what cancels a thing kept before, in the middle of a form (actions/rappel/)
WRONG = "utter_saisie_corriger"
_TO_WRITE = re.compile(
    r"\b(?:faut(?: il)?|dois(?: je)?|doit(?: on)?|je|on|vaut mieux) (?:que je )?(?:le |la |les )?"
    r"(?:mett\w+|mets?|ecri\w+|indiqu\w+|not\w+|donn\w+|repond\w+|saisi\w*|choisi\w*)\b"
)
MOST_SHOWN = 40  # characters of a button


def of_gesture(
    form: Form,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    turn: Turn,
    requested: Optional[str],
    values: Dict[str, Any],
) -> Optional[Events]:
    """What a gesture does; None where the message makes none."""
    if requested and any(each(form.form, dispatcher, tracker, turn.text) for each in KEPT):
        return [SlotSet("echecs", 0), *form.request(requested, values, tracker)]
    if requested and defined(dispatcher, turn.text):
        return [SlotSet("echecs", 0), *form.request(requested, values, tracker)]
    waiting = pending.meant(form.form, tracker, turn.text)
    if waiting:
        return redirected(form, f"/{pending.RESUMED[waiting][0]}")
    gesture = gestures.of(turn.text)
    if not gesture and requested and _asks_what_to_write(form, turn.text, requested, values):
        gesture = "explique"
    own = form.own_gesture(turn.text) if not turn.text.startswith("/") else ""
    if not requested or not (gesture or own):
        return None
    if gesture in LEAVES and not own:
        return redirected(form, LEAVES[str(gesture)])
    if gesture == "retour":
        return _back(form, dispatcher, tracker, requested, values)
    if gesture in ("passer", "refus") and form.optional(requested, values):
        before = dict(values)
        values[requested] = ""
        events = form.changes({}, before, values)
        return [*events, SlotSet("echecs", 0), *form.request(form.missing(values), values, tracker)]
    if own:
        dispatcher.utter_message(response=own)
    elif gesture in SAID:
        dispatcher.utter_message(response=SAID[gesture])
    elif gesture == "erreur":
        ask_what_is_wrong(form, dispatcher, values)
    elif gesture == "recommence":
        buttons = [
            {
                "title": "Reprendre ces questions au début",
                "payload": things.asking_again(form.intent, ALL),
            },
            {"title": "Tout effacer et recommencer", "payload": "/recommencer"},
            {"title": "Non, continuer", "payload": "/reprendre_parcours"},
        ]
        dispatcher.utter_message(response="utter_saisie_recommencer", buttons=buttons)
    elif gesture in ("pourquoi", "refus"):
        dispatcher.utter_message(response=f"utter_{gesture}_{form.form}")
    elif gesture == "ignore" and (told := form.unknown(requested)):
        dispatcher.utter_message(response=told)
    else:  # what it is, with an example: « c'est quoi ? », « passer » where an answer is needed
        if gesture == "passer":
            dispatcher.utter_message(response="utter_saisie_necessaire")
        dispatcher.utter_message(**explanation(requested, tracker))
    return [SlotSet("echecs", 0), *form.request(requested, values, tracker)]


def _asks_what_to_write(form: Form, text: str, requested: str, values: Dict[str, Any]) -> bool:
    """« c'est quoi la collectivité qu'il faut mettre ? », of the thing that is asked."""
    head = (fold(form.label(requested, values)).split() or [""])[0]
    asked = asks(text) and _TO_WRITE.search(fold(text))
    return bool(asked and head and re.search(rf"\b{re.escape(head)}s?\b", fold(text)))


def redirected(form: Form, payload: str) -> Events:
    """The events of a message that means a button: the form steps aside for its rule."""
    return [*press({"payload": payload}), ActionExecutionRejected(form.form)]


def emptied(form: Form, name: str, tracker: Tracker, values: Dict[str, Any]) -> Events:
    """What « corriger le prénom » does: that thing is asked again, the others are kept."""
    before = dict(values)
    named = name if name in values or name in form.slots else f"{PREFIX}{name}"
    for each in set(values) - set(form.lasting) if name == ALL else [named]:
        values[each] = None
    events = form.changes({}, before, values)
    return [*events, SlotSet("echecs", 0), *form.request(form.missing(values), values, tracker)]


def _back(
    form: Form,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    requested: str,
    values: Dict[str, Any],
) -> Events:
    """The question before this one; what was answered after it is kept."""
    order = form.required(values)
    until = order.index(requested) if requested in order else len(order)
    before = [name for name in order[:until] if name not in form.lasting]
    filled = [name for name in before if values.get(name) is not None]
    if not filled:
        dispatcher.utter_message(response="utter_saisie_premiere")
        return [SlotSet("echecs", 0), *form.request(requested, values, tracker)]
    return emptied(form, filled[-1], tracker, values)


def ask_what_is_wrong(form: Form, dispatcher: CollectingDispatcher, values: Dict[str, Any]) -> None:
    """Ask which of the things said is to be corrected, if any was said."""
    buttons = corrections(form, values)
    said = WRONG if buttons else "utter_saisie_rien_a_corriger"
    dispatcher.utter_message(response=said, buttons=buttons or None)


def corrections(form: Form, values: Dict[str, Any]) -> List[Dict[str, str]]:
    """A button for each thing said, that asks it again."""
    return [
        {
            "title": shorten(f"Corriger : {form.label(name, values)}", MOST_SHOWN, placeholder="…"),
            "payload": things.asking_again(form.intent, name.removeprefix(PREFIX)),
        }
        for name in _said(form, values)
    ]


def say_length(form: Form, dispatcher: CollectingDispatcher, values: Dict[str, Any]) -> None:
    """« 3 questions, une minute », where there are several."""
    missing = [name for name in form.required(values) if values.get(name) is None]
    count = sum(bool(form.label(name, values)) for name in missing)
    if count > 1:
        minutes = "une minute" if count <= QUICK else "deux minutes"
        dispatcher.utter_message(
            response="utter_saisie_debut", questions=plural(count, "question"), duree=minutes
        )


def say_noted(
    form: Form,
    dispatcher: CollectingDispatcher,
    said: Dict[str, Any],
    requested: Optional[str],
    values: Dict[str, Any],
    before: Dict[str, Any],
) -> None:
    """« C'est noté », where another thing than the one asked was said: it is asked again.

    What is as it was is not noted: at the reading over, what to change is asked instead.
    """
    if not requested or requested in said or values.get(requested) is not None:
        return
    told = [n for n in said if values.get(n) is not None and form.label(n, values)]
    noted = [n for n in told if values[n] != before.get(n)]
    over, mute = requested.endswith(READ_OVER), not dispatcher.messages
    if told and not noted and over and mute:
        ask_what_is_wrong(form, dispatcher, values)
    elif noted:
        response = "utter_saisie_note_complete" if over else "utter_saisie_note"  # all is told
        _say(form, dispatcher, response, values, noted)


def say_kept(
    form: Form, dispatcher: CollectingDispatcher, values: Dict[str, Any], before: Dict[str, Any]
) -> None:
    """« C'est noté », of what is kept beside a question."""
    told = [n for n in values if values[n] is not None and values[n] != before.get(n)]
    if told := [name for name in told if form.label(name, values)]:
        _say(form, dispatcher, "utter_saisie_note_complete", values, told)


def _say(
    form: Form,
    dispatcher: CollectingDispatcher,
    response: str,
    values: Dict[str, Any],
    names: List[str],
) -> None:
    dispatcher.utter_message(response=response, valeurs=form.recited(names, values))


def recalled(form: Form, values: Dict[str, Any]) -> str:
    """What was said of a form that goes on, line by line; "" when nothing was."""
    return "\n".join(
        f"- {form.label(name, values)} : {form.shown(name, values)}" for name in _said(form, values)
    )


def _said(form: Form, values: Dict[str, Any]) -> List[str]:
    """What was answered, in the order of the questions."""
    order = form.required(values)
    return [name for name in order if values.get(name) is not None and form.label(name, values)]


def calculated(
    form: Form,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    turn: Turn,
    values: Dict[str, Any],
) -> Optional[Events]:
    """Another calculation asked in the middle of the form, where the message holds all it needs.

    None where it does not: its own form then starts, and this one waits (pending.py). An account
    of rights is such a sum too.
    """
    if droits.answered_in_form(dispatcher, turn):
        return form.request(form.missing(values), values, tracker)
    for calculation in CALCULATIONS:
        meant = turn.intent == calculation.intent and turn.confidence >= ANSWERED
        if calculation.form == form.form or not (meant or calculation.called_for(turn)):
            continue
        if form.concerns(turn, calculation, tracker):
            continue
        wanted: Dict[str, Any] = dict.fromkeys(calculation.slots)
        said = calculation.read(turn, None, wanted)
        kept = said and not calculation.keep(dispatcher, said, wanted)
        if kept and calculation.missing(wanted) is None:
            done = calculation.calculate(dispatcher, wanted)
            return [*done, *form.request(form.missing(values), values, tracker)]
        dispatcher.messages.clear()
    return None
