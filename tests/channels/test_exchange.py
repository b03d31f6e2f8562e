"""The one exchange of every door, in memory: a store of our own, and turns as we please."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Awaitable, Callable, Dict, List, Optional

import pytest
import sqlalchemy as sa
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    SlotSet,
    UserUttered,
)

from assistant import settings
from assistant.channels import exchange, reading
from assistant.channels.exchange import Exchange
from assistant.channels.said import TOO_FAST, Outcome, Said
from assistant.dialogue.doors import REST, SITE, TEAMS, TEAMS_GROUP
from assistant.dialogue.slots import FATE, FORGET, RECEIVED
from assistant.errors import DatabaseAway
from assistant.server import guard
from assistant.storage import database
from assistant.storage.conversations import ConversationStore

SENDER = "quelqu-un-de-particulier"
NIR = "1 85 05 78 006 084 91"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(settings.ROOT / "domain.yml")


class Talk:
    """An exchange whose turns say `answers` and leave `events`, or do what `turn` does."""

    def __init__(self, store: ConversationStore) -> None:
        self.store = store
        self.answers: List[Dict[str, Any]] = [{"text": "Une réponse."}]
        self.events: List[Any] = []
        self.taken: List[UserMessage] = []
        self.before: Callable[[], Awaitable[None]] = self._nothing
        agent = SimpleNamespace(tracker_store=store)
        self.exchange = Exchange(
            self._turn,
            SimpleNamespace(ctx=SimpleNamespace(agent=agent)),  # type: ignore[arg-type]
        )

    async def _nothing(self) -> None:
        return None

    async def _turn(self, message: UserMessage) -> None:
        self.taken.append(message)
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        user = UserUttered(
            message.text,
            {"name": "saluer", "confidence": 1.0},
            message_id=message.message_id,
            input_channel=message.input_channel,
        )
        tracker.update(user)
        for answer in self.answers:
            await message.output_channel.send_response(message.sender_id, dict(answer))
            kept = {key: answer.get(key) for key in ("buttons", "custom")}
            tracker.update(BotUttered(answer.get("text"), kept))
        await self.before()
        for event in self.events:
            tracker.update(event)
        tracker.update(ActionExecuted("action_listen"))
        await self.store.save(tracker)

    def say(self, text: Any, door: Any = REST, **more: Any) -> Outcome:
        return asyncio.run(self.exchange.take(Said(door, SENDER, text, **more)))


@pytest.fixture
def talk(domain: Domain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-23")
    return Talk(ConversationStore(domain))


def texts(outcome: Outcome) -> List[str]:
    return [answer.text for answer in outcome.answers]


NOTICE = "Système d'IA, qui peut se tromper."


@pytest.mark.parametrize("door", [REST, SITE, TEAMS, TEAMS_GROUP], ids=lambda door: door.name)
def test_a_newcomer_reads_the_notice_after_the_answer_and_once(talk: Talk, door: Any) -> None:
    first, second = talk.say("bonjour", door), talk.say("et après ?", door)
    answer, notice = texts(first)
    assert answer == "Une réponse." and notice.startswith(NOTICE)
    assert "\n" not in notice, "one line"
    assert texts(second) == ["Une réponse."]


@pytest.mark.parametrize("before", [[], [{"text": "Le calcul se fait en deux temps."}]])
def test_the_question_of_a_form_stays_last(talk: Talk, before: List[Any]) -> None:
    """After what is told of data and of secrets; nothing stands before it but its own words."""
    question = {"text": "Combien de nuits ?", "buttons": [{"title": "Une", "payload": "1"}]}
    talk.answers = [*before, question]
    talk.events = [ActiveLoop("frais_form"), SlotSet("requested_slot", "nuits")]
    said = texts(talk.say(f"calculer mes frais, mon numéro est {NIR}"))
    masked, notice, *rest = said
    assert "masqué" in masked and notice.startswith(NOTICE)
    assert rest == [each["text"] for each in [*before, question]]


def test_the_notice_answers_no_message(talk: Talk) -> None:
    """The widget asks for an opinion under the last answer to a message."""
    answer, notice = talk.say("bonjour", SITE, id="message-1").answers
    assert answer.to == "message-1" and notice.to is None


def test_an_answer_that_tells_the_notice_is_enough(talk: Talk) -> None:
    address = f"{settings.current().public_address}/assistant/donnees.html"
    talk.answers = [{"text": f"Bonjour, lisez {address}"}]
    assert len(talk.say("bonjour").answers) == 1


def test_a_number_is_masked_before_the_turn_and_told_after_the_answers(talk: Talk) -> None:
    talk.say("bonjour")
    outcome = talk.say(f"voici mon numéro {NIR}, et mes droits ?")
    assert "1 85" not in talk.taken[-1].text and outcome.kept == talk.taken[-1].text
    assert outcome.masked and texts(outcome)[0] == "Une réponse."
    assert "masqué" in texts(outcome)[-1]


@pytest.mark.parametrize(
    "text, advice",
    [
        ("mon mot de passe Soleil1985! est refusé, pourquoi ?", "Ne le donnez à personne"),
        (f"mdp Soleil1985!, sécu {NIR}, et mes droits ?", "Ne le donnez à personne"),
        ("ma CNI 880692310285 est périmée, que faire ?", "sans ce numéro"),
        ("mon numéro fiscal 3012345678901 suffit-il ?", "sans ce numéro"),
        ("mon IBAN FR76 3000 6000 0112 3456 7890 18 est-il utile ?", "votre banque"),
    ],
)
def test_each_kind_of_secret_has_its_advice_after_the_answer(
    talk: Talk, text: str, advice: str
) -> None:
    talk.say("bonjour")
    said = texts(talk.say(text))
    assert said[0] == "Une réponse." and len(said) == 2 and advice in said[1]
    assert not re.search(r"Soleil|\d{4}", talk.taken[-1].text)


@pytest.mark.parametrize(
    "text, fault",
    [
        (None, reading.UNREADABLE),
        (12, reading.UNREADABLE),
        ("\u200b \u2060", reading.UNREADABLE),
        ("x" * 1_001, reading.TOO_LONG),
        (NIR, reading.MASK_NOTICE),
        (f"Bonjour, voici mon numéro de sécurité sociale : {NIR} merci", reading.MASK_NOTICE),
        ("mon mot de passe est Soleil1985!", reading.OPENING_NOTICE),
        ("code reçu par sms : 482913", reading.OPENING_NOTICE),
        ("ma carte d'identité : 880692310285", reading.PAPER_NOTICE),
        ("/calculer_frais", exchange.NOT_OFFERED),
    ],
)
def test_what_cannot_enter_is_told_and_takes_no_turn(talk: Talk, text: Any, fault: str) -> None:
    outcome = talk.say(text)
    assert outcome.fault == fault and len(outcome.answers) == 1 and outcome.answers[0].text
    assert talk.taken == []


def test_outside_a_form_nothing_is_asked_again(talk: Talk) -> None:
    talk.say("bonjour")
    assert len(talk.say(NIR).answers) == 1


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("j'ai reçu un code par sms, j'en fais quoi ?", "719283"),
        ("mon mot de passe ne marche pas", "Zinzin8899"),
        ("mon numéro de sécu est 1 85 05 78", "006 084 91"),
    ],
)
def test_what_one_message_announces_is_not_kept_from_the_next(
    talk: Talk, before: str, text: str
) -> None:
    talk.say(before)
    outcome = talk.say(text)
    assert outcome.masked and text not in outcome.kept
    assert [said.text for said in talk.taken] == [before]


def test_what_a_form_asks_is_no_secret(talk: Talk) -> None:
    talk.events = [ActiveLoop("frais_form"), SlotSet("requested_slot", "commune")]
    talk.say("mon mot de passe ne marche pas")
    assert talk.say("Gien45500").kept == "Gien45500"


@pytest.mark.parametrize("text", ["x" * 1_001, "mon mot de passe est Soleil1985!", NIR])
def test_what_a_form_asks_is_asked_again_after_what_cannot_enter(talk: Talk, text: str) -> None:
    talk.answers = [{"text": "Combien de nuits ?", "buttons": [{"title": "Une", "payload": "1"}]}]
    talk.events = [ActiveLoop("frais_form"), SlotSet("requested_slot", "nuits")]
    talk.say("calculer mes frais")
    refused = talk.say(text)
    assert refused.expects == "nombre" and len(refused.answers) == 2
    assert refused.answers[1].text == "Combien de nuits ?"
    assert [button.title for button in refused.answers[1].buttons] == ["Une"]


def test_a_button_is_heard_where_it_was_offered_and_shown_by_its_title(talk: Talk) -> None:
    talk.answers = [{"text": "?", "buttons": [{"title": "Mes frais", "payload": "/frais"}]}]
    talk.say("bonjour")
    talk.answers = [{"text": "Une réponse."}]
    for _ in range(45):  # a new session begins meanwhile: older buttons still work
        talk.say("encore")
    assert talk.say("/frais").shown == "Mes frais"
    assert talk.say("/jamais_offert").fault == exchange.NOT_OFFERED
    assert talk.say("/recommencer").fault is None, "on every screen, whatever was offered"


def test_where_others_read_the_welcome_of_one_is_everybodys(talk: Talk) -> None:
    assert talk.say("/consulter_droits").fault == exchange.NOT_OFFERED
    welcome = exchange._answer("utter_saluer", None).buttons[1]
    talk.say("bonjour", TEAMS_GROUP)
    assert talk.say(welcome.payload, TEAMS_GROUP).shown == welcome.title


def test_where_nobody_else_reads_it_is_for_whom_it_was_said_to(talk: Talk) -> None:
    welcome = exchange._answer("utter_saluer", None).buttons[1]
    talk.say("bonjour", SITE)
    assert talk.say(welcome.payload, SITE).fault == exchange.NOT_OFFERED


def test_a_message_is_handled_once(talk: Talk) -> None:
    assert not talk.say("bonjour", id="message-1").repeated
    again = talk.say("bonjour", id="message-1")
    assert again.repeated and again.answers == () and len(talk.taken) == 1
    for n in range(45):
        talk.say("encore", id=f"autre-{n}")
    assert talk.say("bonjour", id="message-1", again=True).repeated, "an earlier session"


async def _fails() -> None:
    raise ValueError("Zanzibarine")


async def _away() -> None:
    raise DatabaseAway


async def _slow() -> None:
    await asyncio.sleep(5)


@pytest.mark.parametrize(
    "before, fault",
    [
        (_fails, exchange.INCIDENT),
        (_away, DatabaseAway.response),
        (_slow, exchange.TOO_SLOW),
    ],
)
def test_a_turn_that_fails_is_told_and_not_half_answered(
    talk: Talk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    before: Any,
    fault: str,
) -> None:
    monkeypatch.setenv("DIFE_DELAI_REPONSE", "0.5")
    talk.events = [ActiveLoop("frais_form"), SlotSet("requested_slot", "nuits")]
    assert talk.say("bonjour").expects == "nombre"
    talk.before = before
    outcome = talk.say("deux")
    assert outcome.fault == fault and len(outcome.answers) == 1
    assert outcome.expects == "nombre", "the form under way goes on"
    assert "Zanzibarine" not in caplog.text
    talk.before = talk._nothing
    assert talk.say("deux").fault is None


def test_a_silent_turn_is_told(talk: Talk) -> None:
    talk.answers = []
    assert talk.say("bonjour").fault == exchange.INCIDENT


def test_a_database_away_before_the_turn_is_told(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: Any) -> None:
        raise DatabaseAway

    monkeypatch.setattr("assistant.storage.opened.in_thread", away)
    assert talk.say("bonjour").fault == DatabaseAway.response and talk.taken == []


def test_what_is_expected_next_and_whether_all_was_forgotten(talk: Talk) -> None:
    assert talk.say("bonjour").expects is None
    talk.events = [ActiveLoop("financement_form"), SlotSet("requested_slot", "prix")]
    outcome = talk.say("mon reste à charge")
    assert outcome.expects == "montant" and not outcome.ended
    talk.events = [ActiveLoop(None), AllSlotsReset(), SlotSet(FATE, FORGET)]
    outcome = talk.say("effacez tout")
    assert outcome.ended and outcome.expects is None
    again = texts(talk.say("bonjour"))
    assert any(text.startswith(NOTICE) for text in again), "nobody is known any more"


def test_a_message_is_counted_before_anything_is_read(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1")
    guard._memory.cache_clear()
    guard._storage.cache_clear()
    counted: List[Optional[str]] = []
    outcomes = [talk.say("bonjour", address="192.0.2.7") for _ in range(5)]
    assert all(outcome.fault is None for outcome in outcomes)

    def read(*_: Any) -> None:
        counted.append("read")

    monkeypatch.setattr(ConversationStore, "_read", read)
    late = talk.say("bonjour", address="192.0.2.7")
    assert late.fault == TOO_FAST and late.later and counted == []


def test_turns_of_a_conversation_are_taken_and_delivered_in_order(talk: Talk) -> None:
    said: List[str] = []

    async def go() -> None:
        async def deliver(outcome: Outcome) -> None:
            said.append(f"+{outcome.kept}")
            await asyncio.sleep(0.01)
            said.append(f"-{outcome.kept}")

        await asyncio.gather(
            *(talk.exchange.take(Said(SITE, SENDER, f"{n} ?"), deliver=deliver) for n in range(4))
        )

    asyncio.run(go())
    assert said == [sign + f"{n} ?" for n in range(4) for sign in "+-"]


def test_begun_tells_what_is_kept_and_only_of_a_turn(talk: Talk) -> None:
    begun: List[str] = []

    async def note(outcome: Outcome) -> None:
        begun.append(outcome.kept)

    async def go(text: str) -> None:
        await talk.exchange.take(Said(SITE, SENDER, text), begun=note)

    asyncio.run(go(f"mon numéro {NIR} à moi"))
    asyncio.run(go("/jamais_offert"))
    assert len(begun) == 1 and "1 85" not in begun[0]


@pytest.mark.parametrize("text", ["bonjour", "/recommencer"])
def test_a_turn_reads_the_database_twice_at_most(talk: Talk, text: str) -> None:
    """One read that serves the exchange and Rasa; one to know that nobody erased it meanwhile."""
    talk.say("bonjour")
    reads: List[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            reads.append(statement)

    sa.event.listen(database.engine(), "before_cursor_execute", note)
    talk.say(text, id="message-lu")
    sa.event.remove(database.engine(), "before_cursor_execute", note)
    assert 0 < len(reads) <= 2, reads


@pytest.mark.parametrize(
    "form, address, limited, noted",
    [
        ("rappel_form", "203.0.113.9", False, 1),
        ("frais_form", "203.0.113.9", False, 0),
        (None, "203.0.113.9", False, 0),
        ("rappel_form", None, True, 0),
        ("rappel_form", "127.0.0.1", False, 0),
        ("rappel_form", "127.0.0.1", True, 1),
    ],
)
def test_the_storage_is_told_where_a_call_back_comes_from(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, form: Any, address: Any, limited: bool, noted: int
) -> None:
    """In its form alone: the action knows no address, and counts requests by address."""
    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1" if limited else "")
    guard._storage.cache_clear()  # other tests spoke in this name
    talk.events = [ActiveLoop(form)]
    talk.say("rappelez-moi", address=address)
    talk.say("Claire", address=address)
    assert len(talk.taken) == 2
    with database.engine().connect() as connection:
        query = sa.text("select sender_id, adresse from rappels_adresses")
        rows = connection.execute(query).all()
    assert [row.sender_id for row in rows] == [SENDER] * noted
    assert str(address) not in str(rows)


LETTER = {"text": "Voici le courriel.", "custom": {"data": {"type": "courriel"}}}
IDENTITIES = (
    "née le 14 mars 1957 à Gien, commune de Sully",
    "Martin Zoé 14/03/1957 Gien",
    "Nom de naissance : Martin, prénom : Zoé",
    "mon nom de naissance est Martin",
    "Zoé Martin",
)


@pytest.mark.parametrize("text", IDENTITIES)
def test_what_belongs_in_the_letter_is_not_kept_where_the_device_fills_it(
    talk: Talk, text: str
) -> None:
    assert not talk.say(text, SITE).fault  # no letter yet: a name is answered as any message
    talk.answers = [LETTER]
    talk.say("mon compte élu n'apparaît pas", SITE)
    talk.answers = [{"text": "Une réponse."}]
    before = len(talk.taken)
    outcome = talk.say(text, SITE)
    assert outcome.fault == reading.IN_THE_LETTER and outcome.masked  # the screen forgets it too
    assert "cases du courriel" in texts(outcome)[0] and len(texts(outcome)) == 1
    assert len(talk.taken) == before, "no turn of it, so nothing is kept"


@pytest.mark.parametrize(
    "text",
    [
        "et après, je fais quoi ?",
        "né en 1957, ai-je encore des droits ?",
        "je m'appelle Zoé Martin, rappelez-moi au 06 12 34 56 78",
        "ma formation commence le 14 mars 2027 à Gien",
        "la caisse ne répond pas à mon courriel",
        "Née Dupuis, élue Martin : la Caisse ne fait pas le lien entre mes deux noms",
        "merci Monique",
    ],
)
def test_other_messages_after_a_letter_are_answered(talk: Talk, text: str) -> None:
    talk.answers = [LETTER]
    talk.say("mon compte élu n'apparaît pas", SITE)
    assert not talk.say(text, SITE).fault


def test_a_form_under_way_and_other_doors_hear_a_name_after_a_letter(talk: Talk) -> None:
    talk.answers = [LETTER]
    talk.say("mon compte élu n'apparaît pas")
    assert not talk.say("Zoé Martin").fault
    talk.events = [ActiveLoop("rappel_form")]
    talk.say("rappelez-moi", SITE)
    assert not talk.say("Zoé Martin", SITE).fault
    talk.events = [ActiveLoop(None), SlotSet(FATE, RECEIVED)]
    talk.say("oui", SITE)
    assert not talk.say("mon nom est Lefebvre", SITE).fault, "it corrects the call-back"
