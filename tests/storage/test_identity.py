"""What becomes of an identity told here: the real forms and actions, the store, both engines.

Nothing in this file names a slot of the letter: what an action tells the storage is its own.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, Dict

import pytest
from rasa.shared.core import events
from rasa.shared.core.events import ActionExecuted, ActiveLoop, UserUttered
from rasa.shared.core.trackers import EventVerbosity
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import donnees, letter_card
from actions.calculations.allowances import AllowancesForm
from actions.conversation import RecevoirValeur
from actions.courriel import ProposerCourriel, RedigerCourriel, ValidateCourriel
from actions.donnees import EffacerDonnees
from actions.forms.base import ValidateForm
from actions.leaving import Annuler, Recommencer
from actions.rappel import EnregistrerRappel, ValidateRappel
from assistant.clock import today
from assistant.facts import current
from assistant.nlu.entities.finder import extract
from assistant.storage import callbacks
from tests.storage.conftest import raw, texts

HALF_AN_HOUR = 1_800.0  # seconds, as officials are told
LETTER = "erreur_plateforme"


class Talk:
    """A conversation of one official, kept at the end of each turn as Rasa keeps it."""

    def __init__(self, store: Any, sender: str = "moi") -> None:
        self.store, self.sender = store, sender

    def turn(self, text: str, intent: str, *steps: Any) -> None:
        """A message, then these steps: one of our actions, or a response."""
        entities = [found.as_dict() for found in extract(text, today())]
        asyncio.run(self._turn(text, intent, entities, steps))

    async def _turn(self, text: str, intent: str, entities: Any, steps: Any) -> None:
        self.tracker = await self.store.get_or_create_tracker(self.sender)
        meant = {"name": intent, "confidence": 0.9}
        self.tracker.update(UserUttered(text, meant, entities, input_channel="rest"))
        for step in steps:
            if isinstance(step, str):
                self.tracker.update(ActionExecuted(step))
            elif isinstance(step, ValidateForm):
                await self._form(step)
            else:
                self.tracker.update(ActionExecuted(step.name()))
                await self._run(step)
        self.tracker.update(ActionExecuted("action_listen"))
        await self.store.save(self.tracker)

    async def _form(self, form: Any) -> None:
        """A form as Rasa runs it: it becomes the active one, reads the turn, ends when full."""
        self.tracker.update(ActionExecuted(form.form))
        if self.tracker.active_loop_name != form.form:
            self.tracker.update(ActiveLoop(form.form))
        await self._run(form)
        if self.tracker.get_slot("requested_slot") is None:
            self.tracker.update(ActiveLoop(None))

    async def _run(self, action: Any) -> None:
        state = Tracker.from_dict(self.tracker.current_state(EventVerbosity.ALL))
        done = await action.run(CollectingDispatcher(), state, {})
        for event in events.deserialise_events(done):
            self.tracker.update(event)

    @property
    def kept(self) -> bool:
        return bool(texts(self.store, self.sender))

    @property
    def held(self) -> bool:
        """Whether the half hour runs for it."""
        return (self.sender,) in raw("select sender_id from identites")

    # --- what people do

    def start_letter(self) -> None:
        self.turn("la plateforme plante", LETTER, ProposerCourriel())
        self.turn("on le remplit ensemble", "courriel_ensemble", ValidateCourriel())

    def fill_letter(self, but: int = 0) -> None:
        """Answer its questions, all `but` the last ones."""
        fields = current().letters[LETTER].champs
        for field in fields[: len(fields) - but]:
            self.turn(field.exemple, "informer", ValidateCourriel())

    def start_callback(self) -> None:
        self.turn("rappelez-moi", "demander_rappel", ValidateRappel())
        self.turn("Claire Martin", "informer", ValidateRappel())

    def end_callback(self) -> None:
        self.turn("06 12 34 56 78", "informer", ValidateRappel())
        self.turn("demain matin", "informer", ValidateRappel())
        self.turn("c'est juste", "affirmer", ValidateRappel(), EnregistrerRappel())

    def end_letter(self) -> None:
        self.fill_letter(but=1)
        self.turn("la page affiche erreur 500", "informer", ValidateCourriel())
        self.turn("c'est juste", "affirmer", ValidateCourriel(), RedigerCourriel())


@pytest.fixture
def talk(store: Any) -> Talk:
    return Talk(store)


def broken(*_: Any, **__: Any) -> Any:
    raise RuntimeError("en panne")


# --- what a case does; whether the conversation is kept, and held for half an hour at most

CASES: Dict[str, tuple[Callable[[Talk, pytest.MonkeyPatch], None], bool, bool]] = {}


def case(kept: bool, held: bool) -> Callable[..., Any]:
    def add(do: Callable[[Talk, pytest.MonkeyPatch], None]) -> Any:
        CASES[do.__name__] = (do, kept, held)
        return do

    return add


@case(kept=True, held=False)
def nothing_personal(talk, patch):
    talk.turn("bonjour", "saluer", "utter_saluer")


@case(kept=True, held=False)
def letter_begun_and_nothing_answered(talk, patch):
    talk.start_letter()


@case(kept=True, held=True)
def letter_half_given(talk, patch):
    talk.start_letter()
    talk.fill_letter(but=5)


@case(kept=True, held=True)
def letter_given(talk, patch):
    talk.start_letter()
    talk.end_letter()


@case(kept=False, held=False)
def letter_given_then_cancelled(talk, patch):
    letter_given(talk, patch)
    talk.turn("annuler", "annuler", Annuler())


@case(kept=True, held=True)
def letter_given_then_corrected(talk, patch):
    letter_given(talk, patch)
    talk.turn("non, mon nom de naissance est Lefebvre", "informer", RecevoirValeur())
    assert talk.tracker.get_slot("courriel")["nom_naissance"] == "Lefebvre"
    talk.turn("et mon prénom c'est Anne", "informer", RecevoirValeur())  # and once more
    details = talk.tracker.get_slot("courriel")
    assert (details["nom_naissance"], details["prenoms"]) == ("Lefebvre", "Anne")


@case(kept=True, held=True)
def letter_failed(talk, patch):
    patch.setattr(letter_card, "build_letter", broken)
    talk.start_letter()
    talk.end_letter()


@case(kept=False, held=False)
def letter_failed_then_cancelled(talk, patch):
    letter_failed(talk, patch)
    talk.turn("annuler", "annuler", Annuler())


@case(kept=False, held=False)
def letter_cancelled(talk, patch):
    letter_half_given(talk, patch)
    talk.turn("annuler", "annuler", Annuler())


@case(kept=False, held=False)
def letter_left_by_a_new_start(talk, patch):
    letter_half_given(talk, patch)
    talk.turn("/recommencer", "recommencer", Recommencer())


@case(kept=True, held=True)
def letter_begun_again(talk, patch):
    letter_half_given(talk, patch)
    talk.turn("combien de nuits ?", "calculer_frais", AllowancesForm())
    talk.turn("on le remplit ensemble", "courriel_ensemble", ValidateCourriel())


@case(kept=False, held=False)
def letter_begun_again_then_cancelled(talk, patch):
    letter_begun_again(talk, patch)
    talk.turn("annuler", "annuler", Annuler())


@case(kept=False, held=False)
def letter_begun_again_then_another_form_cancelled(talk, patch):
    letter_begun_again(talk, patch)
    talk.turn("mes frais", "calculer_frais", AllowancesForm())
    talk.turn("annuler", "annuler", Annuler())


@case(kept=True, held=True)
def letter_interrupted_by_a_question(talk, patch):
    letter_half_given(talk, patch)
    talk.turn("c'est quoi le dife ?", "definir_dife", "utter_definir_dife", ValidateCourriel())


@case(kept=True, held=True)
def letter_left_for_a_sum(talk, patch):
    letter_half_given(talk, patch)
    said = "deux nuits et un repas à Gien le 3 octobre 2026"
    talk.turn(said, "calculer_frais", AllowancesForm())
    assert not talk.tracker.active_loop_name


@case(kept=False, held=False)
def letter_left_for_a_sum_that_is_cancelled(talk, patch):
    letter_half_given(talk, patch)
    talk.turn("mes frais", "calculer_frais", AllowancesForm())
    talk.turn("annuler", "annuler", Annuler())


@case(kept=False, held=False)
def letter_left_for_a_sum_then_nothing_to_cancel(talk, patch):
    letter_left_for_a_sum(talk, patch)
    talk.turn("annuler", "annuler", Annuler())


@case(kept=False, held=False)
def letter_begun_again_left_for_a_sum_then_nothing_to_cancel(talk, patch):
    letter_begun_again(talk, patch)
    talk.turn("des frais pour une formation en visio ?", "calculer_frais", AllowancesForm())
    talk.turn("annuler", "annuler", Annuler())


@case(kept=True, held=True)
def callback_half_given(talk, patch):
    talk.start_callback()


@case(kept=True, held=True)
def callback_whose_telephone_is_refused(talk, patch):
    talk.start_callback()
    talk.turn("12", "informer", ValidateRappel())


@case(kept=True, held=False)
def callback_saved(talk, patch):
    talk.start_callback()
    talk.end_callback()
    assert len(callbacks.waiting(talk.sender)) == 1


@case(kept=True, held=False)
def callback_saved_then_cancelled(talk, patch):
    callback_saved(talk, patch)
    talk.turn("annuler", "annuler", Annuler())


@case(kept=True, held=False)
def callback_saved_then_a_new_start(talk, patch):
    callback_saved(talk, patch)
    talk.turn("/recommencer", "recommencer", Recommencer())


@case(kept=True, held=True)
def callback_saved_then_another_begun(talk, patch):
    callback_saved(talk, patch)
    talk.start_callback()


@case(kept=True, held=True)
def callback_failed(talk, patch):
    patch.setattr(callbacks, "save", broken)
    talk.start_callback()
    talk.end_callback()


@case(kept=True, held=False)
def callback_failed_then_saved(talk, patch):
    with patch.context() as away:
        callback_failed(talk, away)
    talk.turn("oui", "affirmer", ValidateRappel(), EnregistrerRappel())
    assert len(callbacks.waiting(talk.sender)) == 1


@case(kept=False, held=False)
def callback_cancelled(talk, patch):
    talk.start_callback()
    talk.turn("annuler", "annuler", Annuler())
    assert callbacks.waiting(talk.sender) == []


@case(kept=True, held=True)
def callback_saved_while_a_letter_is_held(talk, patch):
    letter_half_given(talk, patch)
    talk.start_callback()
    talk.end_callback()


@case(kept=True, held=False)
def sum_cancelled(talk, patch):
    talk.turn("mes frais", "calculer_frais", AllowancesForm())
    talk.turn("2 nuits", "informer", AllowancesForm())
    talk.turn("annuler", "annuler", Annuler())


@case(kept=True, held=False)
def new_start_of_an_ordinary_talk(talk, patch):
    talk.turn("mes frais", "calculer_frais", AllowancesForm())
    talk.turn("/recommencer", "recommencer", Recommencer())


@case(kept=False, held=False)
def erased(talk, patch):
    talk.turn("bonjour", "saluer", "utter_saluer")
    talk.turn("effacez tout", "effacer_donnees", EffacerDonnees())


@case(kept=False, held=False)
def erased_with_a_callback_saved(talk, patch):
    callback_saved(talk, patch)
    talk.turn("effacez tout", "effacer_donnees", EffacerDonnees())
    assert callbacks.waiting(talk.sender) == []


@case(kept=False, held=False)
def erased_with_a_letter_half_given(talk, patch):
    letter_half_given(talk, patch)
    talk.turn("effacez tout", "effacer_donnees", EffacerDonnees())
    assert talk.kept  # typed in a form, it is asked first
    talk.turn("/effacer_donnees", "effacer_donnees", EffacerDonnees())


@case(kept=True, held=False)
def erasure_failed(talk, patch):
    talk.turn("bonjour", "saluer", "utter_saluer")
    patch.setattr(donnees.callbacks, "delete", broken)
    talk.turn("effacez tout", "effacer_donnees", EffacerDonnees())


@case(kept=True, held=True)
def erasure_failed_with_a_letter_half_given(talk, patch):
    letter_half_given(talk, patch)
    patch.setattr(donnees.callbacks, "delete", broken)
    talk.turn("effacez tout", "effacer_donnees", EffacerDonnees())


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_it(talk, monkeypatch, name):
    do, kept, held = CASES[name]
    Talk(talk.store, "quelqu'un d'autre").turn("bonjour", "saluer", "utter_saluer")
    do(talk, monkeypatch)
    assert (talk.kept, talk.held) == (kept, held)
    # An answer more, then half an hour of silence, forget exactly those that are held.
    if kept:
        talk.turn("merci", "remercier", "utter_remercier")
        assert (talk.kept, talk.held) == (kept, held)
    assert talk.store.forget_abandoned(time.time() + HALF_AN_HOUR - 10) == 0
    assert talk.store.forget_abandoned(time.time() + HALF_AN_HOUR + 10) == held
    assert (talk.kept, talk.held) == (kept and not held, False)
    assert texts(talk.store, "quelqu'un d'autre") == ["bonjour"]
    if not talk.kept:
        assert raw(f"select * from events where sender_id = '{talk.sender}'") == []  # noqa: S608


def test_what_is_said_after_a_letter_prolongs_nothing(talk):
    talk.start_letter()
    talk.end_letter()
    since = raw("select vu_le from identites")
    talk.turn("merci", "remercier", "utter_remercier")
    talk.turn("deux nuits et un repas à Gien", "calculer_frais", AllowancesForm())
    assert raw("select vu_le from identites") == since
    talk.turn("non, mon nom de naissance est Lefebvre", "informer", RecevoirValeur())
    assert raw("select vu_le from identites") > since  # a new letter, a new half hour
