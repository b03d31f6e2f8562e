"""The questions of a call-back."""

from __future__ import annotations

from typing import ClassVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, today
from actions.forms.identity import silent
from actions.forms.turns import response_of, said_now
from actions.rappel.form import MOMENT, OVER, ValidateRappel
from actions.rappel.numbers import WHICH
from dife.days import ONE_DAY, WEEKDAYS
from dife.text import fold


def closed_day(moment: str) -> str:
    """« samedi », « dimanche », where the moment wished for is one, told by its name or by
    « demain »; "" for any other."""
    folded = fold(moment)
    said = folded.split()
    if "demain" in said and "apres demain" not in folded:
        said.append(WEEKDAYS[(today() + ONE_DAY).weekday()])
    return next((day for day in ("samedi", "dimanche") if day in said), "")


class AskRappel(SafeAction):
    """Ask for a thing of the call-back, or nothing where a doubt was just told."""

    slot: ClassVar[str]

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if silent(tracker) or any(response_of(e) == WHICH for e in said_now(tracker)):
            return []
        if self.slot == OVER:
            form = ValidateRappel()
            form.say_over(dispatcher, form.held(tracker))
            if day := closed_day(form.held(tracker).get(MOMENT) or ""):
                dispatcher.utter_message(response="utter_rappel_week_end", jour=day)
        else:
            dispatcher.utter_message(response=f"utter_ask_{self.slot}")
        return []


class AskNom(AskRappel):
    slot = "rappel_nom"

    def name(self) -> str:
        return "action_ask_rappel_nom"


class AskTelephone(AskRappel):
    slot = "rappel_telephone"

    def name(self) -> str:
        return "action_ask_rappel_telephone"


class AskMoment(AskRappel):
    slot = "rappel_moment"

    def name(self) -> str:
        return "action_ask_rappel_moment"


class AskRelu(AskRappel):
    slot = OVER

    def name(self) -> str:
        return "action_ask_rappel_relu"
