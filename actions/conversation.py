"""The thread of the talk: yes, no, a value alone, repeat, cancel, start again, erase."""

from __future__ import annotations

import re
from typing import Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import droits
from actions.base import Events, SafeAction, Turn, door_of, press
from actions.calculations import CALCULATIONS, called_for
from actions.calculations.allowances_places import asked_again
from actions.calculations.changing.last import (
    COUNTED,
    answered_about,
    correct_last,
    just_calculated,
    picked,
    unplaced,
)
from actions.courriel import ValidateCourriel
from actions.forms.asked import asked, defined, explanation
from actions.forms.conduct import ask_what_is_wrong
from actions.forms.turns import just_told, last_answers, response_of
from actions.incompris import not_understood
from actions.rappel import corrected as correct_callback
from assistant.dialogue import points
from assistant.dialogue.slots import MEMORY, results
from assistant.nlu.intents import phrases
from assistant.nlu.intents.corrections import returned_to
from dife.said.callback import declines
from dife.said.enrolments import moves
from dife.text import bare

RIGHTS = 3  # the step of the tour that ends where an amount is read
CHOICES = {"utter_choisir_point", "utter_proposer_intentions"}
LISTED = re.compile(r"(?m)^(?:\d\.|-) ")
SIMPLER = re.compile(r"simpl|clair|court|bref|résum|resum|compr|compliqu|expliqu|fran[cç]ais", re.I)
OTHER = re.compile(r"\bl['’ ]?autre\b", re.I)  # the last of two
NODS = re.compile(  # that one has read; « oui » answers
    r"\W*(?:ok|okay|d['’ ]?accord|entendu|compris|bien|tr[eè]s bien|parfait|[cç]a marche|vu|not[ée]"
    r"|bien not[ée]|super)(?: merci)?\W*",
    re.I,
)
YES = re.compile(
    r"\W*(?:oui|ouais|si)(?:[\s,]+(?:il y en a|y en a|y a)?\s*une(?: erreur)?)?\W*", re.I
)
DONE = re.compile(  # a step of the tour
    r"\b(?:c'est|c est|voila|ca y est)\b[\s,]*(?:bien )?(?:fait|bon|ok|regle|cree|termine)\b"
    r"|\b(?:etape|la) suivante\b"
)
WHY = re.compile(r"\W*(?:et |mais |ah bon )?(?:pourquoi|pq|pkoi|comment ça se fait|d'où)\b", re.I)


def in_form(tracker: Tracker) -> bool:
    return bool((tracker.active_loop or {}).get("name"))


def offered_buttons(tracker: Tracker) -> List[Dict[str, str]]:
    """Buttons of the last answer that had some."""
    for event in reversed(last_answers(tracker)):
        buttons = (event.get("data") or {}).get("buttons")
        if buttons:
            return list(buttons)
    return []


class Affirmer(SafeAction):
    """« Oui »: the first button that was offered; in the guided tour, the next step."""

    def name(self) -> str:
        return "action_affirmer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if in_form(tracker):
            return not_understood(dispatcher, tracker)
        if tracker.get_slot("etape_parcours") and DONE.search(bare(Turn.of(tracker).text)):
            return press({"payload": "/etape_suivante"})
        if just_told(tracker, "utter_courriel_apres"):  # « Une erreur dans ce courriel ? »
            letter = ValidateCourriel()
            if not YES.fullmatch(Turn.of(tracker).text) or door_of(tracker).fills_letters:
                return press({"payload": "/etape_suivante"})
            ask_what_is_wrong(letter, dispatcher, letter.held(tracker))
            return []
        buttons = [b for b in offered_buttons(tracker) if b["payload"].startswith("/")]
        if len(buttons) > 1 and titles_offered(tracker):
            dispatcher.utter_message(response="utter_lequel", buttons=offered_buttons(tracker))
            return []
        if NODS.fullmatch(Turn.of(tracker).text) and not asked_something(tracker):
            if tracker.get_slot("etape_parcours"):
                return press({"payload": "/etape_suivante"})
            dispatcher.utter_message(response="utter_affirmer_sans_contexte")
            return []
        if buttons:
            return press(buttons[0])
        dispatcher.utter_message(response="utter_affirmer_sans_contexte")
        return []


class Nier(SafeAction):
    """« Non »: a correction of the last sum if it brings a value, else what else?"""

    def name(self) -> str:
        return "action_nier"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if in_form(tracker):
            return not_understood(dispatcher, tracker)
        if declines(Turn.of(tracker).text) and tracker.get_slot("etape_parcours"):
            return press({"payload": "/reprendre_parcours"})  # not called back: the tour goes on
        corrected = correct_last(dispatcher, tracker)
        if corrected is not None:
            return corrected
        calculation = just_calculated(tracker)
        if calculation:  # « non », after a sum: something in it is not right
            buttons = calculation.changes_offered(tracker.get_slot(MEMORY) or {})
            dispatcher.utter_message(response="utter_changer_quoi", buttons=buttons)
            return []
        dispatcher.utter_message(response="utter_nier_sans_contexte")
        return []


class RecevoirValeur(SafeAction):
    """A value alone: it corrects the last sum, picks an offered option, or is asked about."""

    uses_database = True  # a call-back kept is changed there

    def name(self) -> str:
        return "action_recevoir_valeur"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if in_form(tracker):
            return not_understood(dispatcher, tracker)
        turn = Turn.of(tracker)
        memory = tracker.get_slot(MEMORY) or {}
        if memory.get("objet") == "frais" and (chosen_town := asked_again(turn, tracker)):
            return CALCULATIONS["frais"].corrected(dispatcher, chosen_town, memory) or []
        if defined(dispatcher, turn.text):
            return []
        if any(response_of(said) == "utter_ask_mode_courriel" for said in last_answers(tracker)):
            begun = ValidateCourriel().told_first(dispatcher, tracker, turn)
            if begun is not None:
                return begun
        changed = correct_callback(dispatcher, tracker)  # « plutôt mercredi 15 h »
        if changed is not None:
            return changed
        if tracker.get_slot("courriel"):  # a letter was given: « mon nom c'est Lefebvre »
            made_again = ValidateCourriel().corrected(dispatcher, tracker)
            if made_again is not None:
                return made_again
        if phrases.asks_what_else(turn.text):
            if not just_calculated(tracker):
                return press({"payload": "/etape_suivante"})
            dispatcher.utter_message(response="utter_frais_suite")
            return []
        if answered_about(dispatcher, tracker):
            return []
        told = droits.answered(dispatcher, tracker)
        if told is not None:
            return told
        calculation = called_for(turn)
        counted = any(turn.values(each) for each in COUNTED)
        moved = moves(bare(turn.text))  # « la deuxième est repoussée », « le dernier, c'est le 4e »
        option = None if calculation or counted or moved else chosen(tracker)
        among = picked(dispatcher, tracker, option) if option is not None else None
        if among is not None:
            return among
        buttons = [b for b in offered_buttons(tracker) if b["payload"].startswith("/")]
        if option is not None and buttons:
            index = len(buttons) - 1 if option == -1 else option - 1
            if 0 <= index < len(buttons):
                return press(buttons[index])
        corrected = None if calculation else correct_last(dispatcher, tracker)
        if corrected is not None:
            return corrected
        if not calculation and unplaced(dispatcher, tracker):
            return []
        if calculation or (calculation := called_for(turn, partly=True)):
            return press({"payload": f"/{calculation.intent}"}, turn)
        if tour := tracker.get_slot("etape_parcours"):  # « je vois 800 € » is step three done
            done = tour == RIGHTS and turn.values("montant")
            return press({"payload": "/etape_suivante" if done else "/reprendre_parcours"})
        dispatcher.utter_message(response="utter_informer_sans_contexte")
        return []


def titles_offered(tracker: Tracker) -> bool:
    """Whether the last answer proposed titles to choose from."""
    return any(response_of(said) in CHOICES for said in last_answers(tracker))


def asked_something(tracker: Tracker) -> bool:
    """Whether the last answers hold a question to the official."""
    return any("?" in str(event.get("text") or "") for event in last_answers(tracker))


def chosen(tracker: Tracker) -> Optional[int]:
    """Which of the offered titles a value alone picks: « la deuxième », « b », « 2 »."""
    turn = Turn.of(tracker)
    option: Optional[int] = turn.value("option")
    if option is None and OTHER.search(turn.text):
        option = -1
    choice = titles_offered(tracker)
    # After an answer with its buttons too, unless the number may correct the last sum.
    choice = choice or len(offered_buttons(tracker)) > 1 and not tracker.get_slot(MEMORY)
    if option is None and choice:
        number = str(turn.value("nombre") or "")
        option = int(number) if number.isdigit() and 1 <= int(number) <= 9 else None
    return option


class Repeter(SafeAction):
    """The last answer once more, with its buttons; only what answers, if it was not understood."""

    def name(self) -> str:
        return "action_repeter"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        requested = asked(tracker)
        if in_form(tracker) and requested:  # the form then asks again
            dispatcher.utter_message(**explanation(requested, tracker))
            return []
        key = returned_to(Turn.of(tracker).text, results(tracker.get_slot))
        if key:  # « revenons aux frais »
            again, made = CALCULATIONS[key], tracker.get_slot(f"calcul_{key}") or {}
            return again.calculate(dispatcher, {slot: made.get(slot) for slot in again.slots})
        memory = tracker.get_slot(MEMORY) or {}
        if memory and WHY.match(Turn.of(tracker).text):
            calculation = CALCULATIONS[memory["objet"]]
            told = calculation.explain(dispatcher, memory)
            return [] if told else press({"payload": f"/{calculation.why}"})
        answers = last_answers(tracker)
        if not answers:
            dispatcher.utter_message(response="utter_rien_a_repeter")
        simpler = SIMPLER.search(Turn.of(tracker).text)
        for event in answers:
            data = event.get("data") or {}
            text = event.get("text") or ""
            said = (event.get("metadata") or {}).get(points.SAID)
            if simpler and said and not LISTED.search(text):  # a list of clicks is needed whole
                text = text.partition("\n\n")[0]  # what answers; the rest is detail
            dispatcher.utter_message(
                text=text,
                buttons=data.get("buttons"),
                json_message=data.get("custom"),
            )
        return []
