"""Why an answer is not kept, and how that is told."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa_sdk.executor import CollectingDispatcher

AFTER_EXPLANATION = 2  # failed answers before an explanation with an example
AFTER_WAY_OUT = 3
DOUBT = "utter_doute"
MANY = "utter_repas_nombreux"
CONFIRMED = (DOUBT, MANY)  # what « oui », or the same figure again, keeps
PROPOSED = "utter_commune_proposee"


class Refusal(Exception):
    """A value that cannot be taken: the response that says why, its markers and buttons."""

    def __init__(
        self, response: str, buttons: Optional[List[Dict[str, str]]] = None, **markers: Any
    ) -> None:
        super().__init__(response)
        self.response, self.buttons, self.markers = response, buttons, markers

    def tell(self, dispatcher: CollectingDispatcher) -> None:
        """Say why."""
        dispatcher.utter_message(response=self.response, buttons=self.buttons, **self.markers)


class Masked(Refusal):
    """An answer that held a number which the door masked: what to write instead is said at once."""

    def __init__(self) -> None:
        super().__init__("utter_numero_refuse")


class Doubt(Refusal):
    """What was read is perhaps not meant: « Vous avez écrit « attendez » : est-ce votre nom ? »

    « oui » keeps it: the message is read again, and no doubt is raised (`ValidateForm.keep`).
    """

    def __init__(self, value: Any, written: str, wanted: str) -> None:
        super().__init__(DOUBT, valeur=written, champ=wanted)
        self.value = value  # what « oui » keeps


def tell_unread(
    dispatcher: CollectingDispatcher, explained: Dict[str, Any], failures: int, text: str
) -> None:
    """That an answer was not read; at once with an example where it holds a figure, which is then
    a value of another kind."""
    figures = any(map(str.isdigit, text))
    if failures == 1 and not figures:
        dispatcher.utter_message(response="utter_reponse_inattendue")
    tell_failure(dispatcher, explained, failures, figures)


def tell_failure(
    dispatcher: CollectingDispatcher, explained: Dict[str, Any], failures: int, now: bool = False
) -> None:
    """After two failed answers an explanation with an example (`now`: after one), after three a
    way out."""
    if now or failures >= AFTER_EXPLANATION:
        dispatcher.utter_message(**explained)
    if failures >= AFTER_WAY_OUT:
        dispatcher.utter_message(response="utter_issue_formulaire")
