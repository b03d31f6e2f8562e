"""Teams end to end: the real server, a local fake of Microsoft's (teams_fake.py)."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, Iterator, List

import pytest
import requests

from assistant import settings
from assistant.channels.in_order import InOrder
from assistant.channels.teams import config
from assistant.channels.teams.activity import sender_of
from assistant.cli import launcher
from assistant.storage import housekeeping, opinions
from tests.channels.conftest import started
from tests.support.association import fact
from tests.support.log import log, nothing_uncaught
from tests.support.teams_fake import FakeTeams, Key


@pytest.fixture(autouse=True)
def healthy(fake: FakeTeams) -> Iterator[None]:
    yield
    fake.delay, fake.fault_rate, fake.lost_rate = 0.0, 0.0, 0.0
    fake.token_down = fake.keys_down = False
    fake.faults.clear()


COUNT = iter(range(10**6))


class Person:
    """Somebody in a conversation of Teams: what is sent, what comes back."""

    def __init__(self, fake: FakeTeams, address: str, kind: str = "personal") -> None:
        number = next(COUNT)
        self.fake, self.address, self.kind = fake, address, kind
        self.user, self.conversation = f"29:personne-{number}", f"a:échange/{number}+x"

    def post(self, text: Any = None, **more: Any) -> requests.Response:
        activity = self.fake.activity(
            text, user=self.user, conversation=self.conversation, kind=self.kind, **more
        )
        return self.fake.post(self.address, activity)

    def say(self, text: Any = None, answers: int = 1, **more: Any) -> str:
        """The texts of the answers to this message."""
        known = len(self.fake.messages(self.conversation))
        assert self.post(text, **more).status_code == 200
        self.fake.wait(known + answers, self.conversation, timeout=12)
        self.new = self.quiet()[known:]
        return "\n".join(map(read, self.new)).replace("\u00a0", " ")

    def quiet(self) -> List[Dict[str, Any]]:
        """All that was said here, once nothing has come for a while."""
        count = -1
        while count != len(self.fake.messages(self.conversation)):
            count = len(self.fake.messages(self.conversation))
            time.sleep(0.25)
        return self.fake.messages(self.conversation)

    def press(self, title: str, **fields: Any) -> str:
        """Click a button of the latest cards, with the fields of its card filled."""
        for message in reversed(self.fake.messages(self.conversation)):
            for action in actions(card(message)):
                if action["title"] == title and "data" in action:
                    return self.say(None, value={**action["data"], **fields})
        raise AssertionError(f"no button « {title} »")


def card(message: Dict[str, Any]) -> Dict[str, Any]:
    found = message.get("attachments") or [{"content": {}}]
    return found[0]["content"]


def actions(node: Any) -> Iterator[Dict[str, Any]]:
    """What can be pressed in a card: its buttons, its rows."""
    if isinstance(node, dict) and str(node.get("type")).startswith("Action."):
        yield node
    elif isinstance(node, (dict, list)):
        for child in node.values() if isinstance(node, dict) else node:
            yield from actions(child)


def read(message: Dict[str, Any]) -> str:
    """The words of a message, cards included."""
    words = [message.get("text") or ""]

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            words.extend(str(node[k]) for k in ("text", "title", "label") if k in node)
            for child in node.values():
                walk(child)
        elif isinstance(node, (list, tuple)):
            for child in node:
                walk(child)

    walk(card(message).get("body", []))
    return "\n".join(words)


@pytest.fixture
def person(fake: FakeTeams, servers: launcher.Servers) -> Callable[..., Person]:
    return lambda **more: Person(fake, servers.address, **more)


def test_a_whole_calculation_by_typing(person: Any) -> None:
    someone = person()
    someone.say("je voudrais calculer mes frais")
    someone.say("2")
    someone.say("un repas")
    said = someone.say("à Nanterre")
    assert "260 €" in said and said.count("2 nuits") == 2  # its line, and what was counted
    assert "ExtraLarge" in str(someone.new)


def test_a_whole_calculation_by_cards(person: Any) -> None:
    someone = person()
    someone.say(None, type="conversationUpdate", membersAdded=[{"id": f"28:{someone.fake.app_id}"}])
    someone.say("calculer ma date limite")
    fields = [e for e in card(someone.new[-1])["body"] if e["type"] == "Input.Date"]
    assert fields and fields[0]["id"] == "valeur"
    said = someone.press("Envoyer cette date", valeur="2026-12-09")
    assert "lundi 23 novembre 2026" in said and "Vous avez choisi : 09/12/2026" in said
    someone.say("calculer mes frais")
    someone.press("Envoyer ce nombre", valeur="3")
    someone.press("Envoyer ce nombre", valeur=2)
    assert "400 €" in someone.say("Lyon")  # 3 × 120 + 2 × 20


def test_an_empty_field_is_asked_again(person: Any) -> None:
    someone = person()
    someone.say("calculer mes frais")
    assert someone.press("Envoyer ce nombre", valeur="")
    assert "260 €" in someone.say("2 nuits et 1 repas à Nanterre")


IDENTITY = ["Martin", "passer", "Élise", "14/07/1968", "Gien", "Commune de Gien", "passer"]


@pytest.mark.parametrize("way", ["typing", "cards"])
def test_a_whole_letter(person: Any, way: str) -> None:
    someone = person()
    someone.say("mon compte elu apparait pas")
    if way == "cards":
        someone.press("Le remplir ensemble")
    else:
        someone.say("on le remplit ensemble")
    for answer in IDENTITY[:-1]:
        if way == "cards" and answer == "passer":
            someone.press("Passer")
        elif way == "cards" and answer == "14/07/1968":
            someone.press("Envoyer cette date", valeur="1968-07-14")
        else:
            someone.say(answer)
    assert "Est-ce juste" in someone.say(IDENTITY[-1])
    said = someone.say("c'est juste", answers=2)
    assert "Nom de naissance : Martin" in said and "14 juillet 1968" in said
    assert "(mailto:DFP_MCF_Gestion" in said and "Martin" not in said.split("mailto:")[1]
    database = b"".join(p.read_bytes() for p in settings.var_folder().glob("dife.db*"))
    assert b"14 juillet 1968" not in database


def test_buttons_work_by_click_and_by_title(person: Any) -> None:
    someone = person()
    someone.say("bonjour")
    assert "DROITS" in someone.press("Où voir mes droits ?")
    assert "DROITS" in someone.say("Où voir mes droits ?")
    assert "feedbackLoop" in someone.new[0]["channelData"]


def test_the_welcome(person: Any) -> None:
    someone = person()
    ours = {"id": f"28:{someone.fake.app_id}"}
    joined = {"type": "conversationUpdate", "membersAdded": [{"id": someone.user}, ours]}
    someone.say(None, **joined)
    (welcome,) = someone.new
    said, notice = read(welcome).split("Système d'IA")
    assert "assistant automatique" in said and list(actions(card(welcome)))
    assert "30 jours" in notice
    someone.post(None, type="conversationUpdate", membersAdded=[{"id": "29:autre"}])
    assert len(someone.quiet()) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"type": "messageReaction"},
        {"type": "typing"},
        {"type": "installationUpdate"},
        {"type": "conversationUpdate"},
        {"type": "conversationUpdate", "membersAdded": "x"},
        {"type": "message", "value": {"autre": 1}, "text": ""},
        {"type": "event", "name": "x"},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"data": {}}},
        {"type": "invoke", "name": "message/submitAction", "value": "x"},
        {"type": "messageUpdate", "text": "bonjour"},
        {"type": "messageDelete"},
        {"type": "installationUpdate", "action": "remove"},
    ],
)
def test_other_activities_harm_nothing(person: Any, more: Dict[str, Any]) -> None:
    someone = person()
    answer = someone.post(**{"text": None, **more})
    assert answer.status_code == 200 and isinstance(answer.json(), dict)
    assert len(someone.quiet()) <= 1  # an empty message is told how to be written
    assert someone.say("bonjour")


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/query", "", None, ["x"]])
def test_what_we_cannot_do_is_not_said_to_be_done(person: Any, name: Any) -> None:
    someone = person()
    someone.say("bonjour")
    data = next(actions(card(someone.new[0])))["data"]
    answer = someone.post(type="invoke", name=name, value={"action": {"data": data}})
    assert answer.status_code == 501
    assert len(someone.quiet()) == len(someone.new)


def test_an_activity_of_yesterday_is_refused(person: Any) -> None:
    someone = person()
    answer = someone.post("bonjour", timestamp="2026-01-01T12:00:00.000Z")
    assert answer.status_code == 403 and someone.quiet() == []


@pytest.mark.parametrize("reaction, counted", [("like", (1, 0)), ("dislike", (0, 1))])
def test_an_opinion_is_kept_for_staff_without_a_word(
    person: Any, fake: FakeTeams, reaction: str, counted: Any
) -> None:
    someone, other = person(), person()

    def opinions_kept() -> Dict[str, Any]:
        return {row.intent: (row.useful, row.useless) for row in opinions.by_intent()}

    someone.say("où voir mes droits ?")
    intent = "consulter_droits"
    before = opinions_kept().get(intent, (0, 0))
    (answer,) = [r for r in fake.sent if r.activity is someone.new[0]]
    thumb = {"reaction": reaction, "feedback": '{"feedbackText": "canari-d-avis"}'}
    said = {
        "type": "invoke",
        "name": "message/submitAction",
        "value": {"actionName": "feedback", "actionValue": thumb},
        "replyToId": answer.id,
    }
    for _ in range(2):  # said again, it replaces the first
        sent = someone.post(**said)
        assert sent.status_code == 200 and sent.json() == {}
    other.post(**said)  # an answer that was not theirs
    someone.post(**{**said, "replyToId": "1:inconnu"})
    assert len(someone.quiet()) == 1, "nothing is answered"
    after = opinions_kept()[intent]
    assert (after[0] - before[0], after[1] - before[1]) == counted
    database = b"".join(p.read_bytes() for p in settings.var_folder().glob("dife.db*"))
    assert b"canari-d-avis" not in database


def test_what_its_writer_deletes_is_not_kept(person: Any, fake: FakeTeams) -> None:
    someone = person()
    someone.say("calculer mes frais")
    said = fake.activity(
        "canari-supprimé et 2 nuits", user=someone.user, conversation=someone.conversation
    )
    known = len(someone.quiet())
    assert fake.post(someone.address, said).ok
    fake.wait(known + 1, someone.conversation)
    known = len(someone.quiet())
    sender = sender_of(said)
    assert "canari" in json.dumps(housekeeping.export(sender), ensure_ascii=False)
    for _ in range(2):
        gone = {**said, "type": "messageDelete", "text": None}
        assert fake.post(someone.address, gone).status_code == 200
    assert len(someone.quiet()) == known, "nothing is answered"
    assert "canari" not in json.dumps(housekeeping.export(sender), ensure_ascii=False)
    assert someone.say("1 repas"), "and the form goes on"


def test_who_uninstalls_the_assistant_is_forgotten(person: Any, fake: FakeTeams) -> None:
    someone = person()
    someone.say("où voir mes droits ?")
    sender = sender_of(fake.activity("x", user=someone.user, conversation=someone.conversation))
    assert housekeeping.export(sender)["evenements"]
    someone.post(type="installationUpdate", action="remove-upgrade")
    someone.quiet()
    assert housekeeping.export(sender)["evenements"]
    someone.post(type="installationUpdate", action="remove")
    assert len(someone.quiet()) == 1
    assert not housekeeping.export(sender)["evenements"]
    assert "Système d'IA" in someone.say("bonjour"), "a newcomer again"


def test_an_executed_action_is_a_click(person: Any) -> None:
    someone = person()
    someone.say("bonjour")
    data = next(actions(card(someone.new[0])))["data"]
    said = someone.say(
        None,
        type="invoke",
        name="adaptiveCard/action",
        value={"action": {"type": "Action.Execute", "data": data}},
    )
    assert "Étape 1 sur 6" in said


def test_an_activity_sent_twice_is_handled_once(person: Any) -> None:
    someone = person()
    activity = someone.fake.activity(
        "bonjour", user=someone.user, conversation=someone.conversation
    )
    for _ in range(3):
        assert someone.fake.post(someone.address, activity).status_code == 200
    assert len(someone.quiet()) == 1  # the welcome, its notice


@pytest.mark.parametrize("text", ["/courriel_ensemble", '/informer{"nuits": 3}', "/restart"])
def test_an_intent_typed_or_forged_triggers_nothing(person: Any, text: str) -> None:
    someone = person()
    someone.say("bonjour")
    forged = someone.say(None, value={"dife": {"payload": text, "title": "Bonjour"}})
    assert "pas bien compris" in forged
    someone.say(text)  # typed, it is a sentence like another
    assert "pas bien compris" in someone.say(None, value={"dife": {"payload": text, "title": "x"}})


# --- In a group or a channel


def test_in_a_channel_only_when_mentioned(person: Any) -> None:
    someone = person(kind="channel")
    someone.post("combien d'euros par an")
    assert someone.quiet() == []
    said = someone.say("qu'est-ce que le dife&nbsp;?", mention=True)
    assert "formation" in said
    assert "channelData" not in someone.new[0]  # nobody's opinion is asked before others


@pytest.mark.parametrize("kind", ["groupChat", "channel"])
@pytest.mark.parametrize("way", ["courriel", "rappel"])
def test_no_identity_is_asked_where_others_read(person: Any, kind: str, way: str) -> None:
    someone = person(kind=kind)
    if way == "courriel":
        someone.say("mon compte elu apparait pas", mention=True)
        said = someone.press("Le remplir ensemble")
    else:
        said = someone.say("je veux être rappelé", mention=True)
    assert "conversation privée" in said
    assert "conversation privée" not in someone.say("bonjour", mention=True)  # no form is left


@pytest.mark.parametrize(
    "place", [{"isGroup": True}, {"conversationType": "personal", "isGroup": 1}]
)
def test_no_identity_is_asked_where_the_person_may_not_be_alone(
    person: Any, fake: FakeTeams, place: Dict[str, Any]
) -> None:
    someone = person()
    said = fake.activity("je veux être rappelé", user=someone.user, mention=True)
    said["conversation"] = {"id": someone.conversation, "tenantId": fake.tenant, **place}
    assert fake.post(someone.address, said).ok
    fake.wait(1, someone.conversation)
    assert "conversation privée" in "".join(map(read, someone.quiet()))


def test_private_and_public_conversations_are_apart(person: Any, fake: FakeTeams) -> None:
    alone, public = person(), person(kind="channel")
    public.user = alone.user
    alone.say("calculer mes frais")
    assert "Combien de repas" not in public.say("2", mention=True)


# --- Who may speak


FORGERIES: Dict[str, Callable[[FakeTeams], Any]] = {
    "none at all": lambda f: None,
    "not a token": lambda f: "abc",
    "three dots": lambda f: "a.b.c",
    "unsigned": lambda f: f.sign(algorithm="none"),
    "HS256 with our public key": lambda f: f.sign(algorithm="HS256"),
    "RS512": lambda f: f.sign(algorithm="RS512"),
    "no kid": lambda f: f.sign(headers={"kid": None}),
    "kid of another type": lambda f: f.sign(headers={"kid": 5}),
    "unknown kid": lambda f: f.sign(headers={"kid": "inconnu"}),
    "another key": lambda f: f.sign(key=Key().private),
    "wrong issuer": lambda f: f.sign(iss="https://sts.windows.net/x/"),
    "no issuer": lambda f: f.sign(iss=None),
    "wrong audience": lambda f: f.sign(aud="autre"),
    "no audience": lambda f: f.sign(aud=None),
    "expired": lambda f: f.sign(exp=int(time.time()) - 400),
    "no expiry": lambda f: f.sign(exp=None),
    "not yet": lambda f: f.sign(nbf=int(time.time()) + 900),
    "expiry that is no number": lambda f: f.sign(exp="demain"),
    "foreign service": lambda f: f.sign(serviceurl="https://evil.example/"),
    "no service": lambda f: f.sign(serviceurl=None),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_request_is_refused(person: Any, fake: FakeTeams, name: str) -> None:
    someone = person()
    activity = fake.activity("bonjour", user=someone.user, conversation=someone.conversation)
    answer = fake.post(someone.address, activity, token=FORGERIES[name](fake))
    assert answer.status_code in (401, 403)
    assert someone.quiet() == []
    if name == "none at all":  # docs/teams.md has staff read it; the journal counts the others
        assert f"refused ({answer.json()['error']})" in log()


def test_a_skewed_clock_is_forgiven(person: Any, fake: FakeTeams) -> None:
    someone = person()
    for claims in ({"exp": int(time.time()) - 120}, {"nbf": int(time.time()) + 120}):
        activity = fake.activity("bonjour", user=someone.user, conversation=someone.conversation)
        assert fake.post(someone.address, activity, token=fake.sign(**claims)).status_code == 200


@pytest.mark.parametrize(
    "change, status",
    [
        ({"serviceUrl": "http://127.0.0.1:1/evil/"}, 403),
        ({"channelId": "emulator"}, 403),
        ({"channelData": {"tenant": {"id": "00000000-0000-0000-0000-000000000000"}}}, 403),
        ({"channelData": None, "conversation": {"id": "a:x"}}, 403),
        ({"channelData": "x", "conversation": {"id": "a:x", "tenantId": ["x"]}}, 403),
        ({"id": None}, 400),
        ({"id": ""}, 400),
        ({"id": {"a": 1}}, 400),
        ({"id": "x" * 3000}, 400),
        ({"type": None}, 400),
        ({"type": 5}, 400),
        ({"conversation": None}, 400),
        ({"conversation": "x"}, 400),
        ({"conversation": {"id": 5}}, 400),
        ({"from": []}, 400),
        ({"from": {"id": "a\u0000b"}}, 400),
        ({"recipient": {}}, 400),
        ({"serviceUrl": None}, 400),
        ({"serviceUrl": "x\r\ny"}, 400),
        ({"channelId": None}, 400),
    ],
)
def test_a_wrong_activity_is_refused(
    person: Any, fake: FakeTeams, change: Dict[str, Any], status: int
) -> None:
    someone = person()
    activity = {**fake.activity("bonjour", conversation=someone.conversation), **change}
    assert fake.post(someone.address, activity).status_code == status
    assert someone.quiet() == []


BODIES = [
    b"",
    b"null",
    b"[1]",
    b'"x"',
    b"{",
    b"\xff\xfe",
    b"[" * 5000,
    b"{}",
    b"5",
    b'{"type": "message"}',
]


@pytest.mark.parametrize("body", BODIES)
def test_a_broken_body_is_refused(servers: launcher.Servers, fake: FakeTeams, body: bytes) -> None:
    assert fake.post(servers.address, body).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"text": 5},
        {"text": ["x"]},
        {"entities": "x"},
        {"entities": [None, 5, {"type": "mention"}]},
        {"entities": [{"type": "mention", "mentioned": "x"}]},
        {"value": "x"},
        {"value": [1]},
        {"value": {"dife": 5}},
        {"value": {"dife": {"payload": ["/x"]}}},
        {"text": "a\ud83d"},
        {"text": "x" * 5000},
        {"value": {"dife": {"champ": 1}, "valeur": {"a": 1}}},
        {"membersAdded": [5], "type": "conversationUpdate"},
    ],
)
def test_odd_contents_are_answered_or_ignored(
    person: Any, fake: FakeTeams, change: Dict[str, Any]
) -> None:
    someone = person()
    activity = fake.activity("bonjour", user=someone.user, conversation=someone.conversation)
    body = json.dumps({**activity, **change}).encode()
    assert fake.post(someone.address, body).status_code == 200
    assert len(someone.quiet()) <= 1
    assert someone.say("bonjour")


def test_no_traceback_and_no_word_of_anybody_in_the_log(person: Any) -> None:
    """Last of its kind on purpose: it reads what all the others left."""
    someone = person()
    someone.say("canari-du-journal est mon nom")
    nothing_uncaught(text := log())
    assert "canari" not in text and someone.user not in text
    assert "eyJ" not in text  # a token


# --- When Microsoft stumbles


def test_the_bot_says_no_masked_number_again(person: Any) -> None:
    someone = person()
    someone.say("calculer mes frais")
    value = {"dife": {"champ": "nombre"}, "valeur": "185057800608491"}
    said = someone.say(None, value=value)
    assert "185057800608491" not in said and "masqué" in said


def test_turns_of_a_conversation_are_taken_in_order() -> None:
    """A third message must not overtake the second when the first ends."""
    taken: List[str] = []

    async def go() -> None:
        order = InOrder()

        async def turn(name: str, wait: float) -> None:
            await asyncio.sleep(wait)
            async with order.of("moi"):
                taken.append(f"+{name}")
                await asyncio.sleep(0.02)
                taken.append(f"-{name}")

        await asyncio.gather(*(turn(f"{n}", n * 0.0199) for n in range(6)))
        assert not order._lines

    asyncio.run(go())
    assert taken == [sign + f"{n}" for n in range(6) for sign in "+-"]


def test_a_newcomer_reads_the_notice_after_the_answer(person: Any) -> None:
    someone = person()
    someone.say("où voir mes droits ?")
    (message,) = someone.new
    answer, notice = read(message).split("Système d'IA")
    assert "DROITS" in answer and "30" in notice


def test_a_newcomer_reads_the_notice_under_the_question_of_a_form(person: Any) -> None:
    someone = person()
    someone.say("calculer mes frais")
    (message,) = someone.new
    asked, notice = read(message).split("Système d'IA")
    assert "3 questions" in asked and "nuits" in asked and "30" in notice
    assert any(part.get("type") == "Input.Number" for part in card(message)["body"])


def test_a_mention_without_a_name_changes_nothing(person: Any, fake: FakeTeams) -> None:
    someone = person()
    activity = fake.activity("bonjour", user=someone.user, conversation=someone.conversation)
    nameless = {"type": "mention", "mentioned": {"id": activity["recipient"]["id"]}, "text": ""}
    body = json.dumps({**activity, "entities": [nameless] * 30}).encode()
    assert fake.post(someone.address, body).status_code == 200
    assert "assistant automatique" in read(someone.quiet()[0])


def test_a_busy_teams_is_asked_again(person: Any, fake: FakeTeams) -> None:
    someone = person()
    fake.faults.extend([429, 502, 503, 412])
    assert "assistant automatique" in someone.say("bonjour")
    assert len(someone.quiet()) == 1


def test_a_revoked_token_is_renewed_once(person: Any, fake: FakeTeams) -> None:
    people = [person() for _ in range(5)]
    people[0].say("bonjour")
    before = fake.token_requests
    fake.revoke()
    with ThreadPoolExecutor(5) as pool:
        assert all(pool.map(lambda each: each.say("bonjour"), people))
    assert fake.token_requests == before + 1


def test_a_slow_teams_holds_nobody_else(person: Any, fake: FakeTeams) -> None:
    """3 s to take each message in one conversation; the others are timed over REST."""
    slow, address = person(), person().address

    def turn(text: str) -> float:
        started = time.perf_counter()
        launcher.say(address, text, "quelqu-un-de-tranquille")
        return time.perf_counter() - started

    turn("bonjour")
    alone = sorted(turn("combien d'euros par an") for _ in range(15))[7]
    fake.delay = 3.0
    for _ in range(3):
        slow.post("bonjour")
    time.sleep(0.1)
    beside = sorted(turn("combien d'euros par an") for _ in range(15))[7]
    print(
        f"\nmédiane seule {alone * 1000:.0f} ms, à côté {beside * 1000:.0f} ms, "
        f"rapport {beside / alone:.2f}"
    )
    assert beside < max(3 * alone, 0.5)


def test_typing_is_shown_while_it_lasts_and_never_after(
    person: Any, fake: FakeTeams, servers: launcher.Servers
) -> None:
    someone = person()
    someone.say("bonjour")

    def shown() -> List[float]:
        return [r.time for r in fake.typing if r.conversation == someone.conversation]

    known = len(someone.quiet())
    assert shown() == []  # a quick answer needs none
    actions = servers._running[0]
    actions.send_signal(signal.SIGSTOP)
    try:
        assert someone.post("calculer mes frais").ok
        time.sleep(1.5)
    finally:
        actions.send_signal(signal.SIGCONT)
    fake.wait(known + 1, someone.conversation)
    assert len(someone.quiet()) == known + 1 and len(shown()) == 1
    answered = [r.time for r in fake.sent if r.conversation == someone.conversation][-1]
    assert shown()[0] < answered


def test_a_failure_is_told_and_the_form_goes_on(
    person: Any, fake: FakeTeams, servers: launcher.Servers
) -> None:
    someone = person()
    someone.say("calculer mes frais")
    actions = servers._running[0]
    actions.send_signal(signal.SIGSTOP)
    try:
        assert someone.post("2").ok
        fake.wait(2, someone.conversation, timeout=15)
    finally:
        actions.send_signal(signal.SIGCONT)
    told = read(someone.quiet()[-1]).replace("\u00a0", " ")
    assert fact("association_telephone") in told
    assert "repas" in someone.say("2")


def test_nothing_lost_and_nothing_doubled(person: Any, fake: FakeTeams) -> None:
    """500 turns of 25 people, one request in ten refused by Teams."""
    people = [person() for _ in range(25)]
    fake.fault_rate = 0.10

    def talk(someone: Person) -> List[str]:
        for number in range(20):
            known = len(fake.messages(someone.conversation))
            assert someone.post("merci beaucoup" if number % 2 else "bonjour").ok
            fake.wait(known + 1, someone.conversation, timeout=40)
        return [read(m) for m in someone.quiet()]

    with ThreadPoolExecutor(25) as pool:
        said = list(pool.map(talk, people))
    assert [len(each) for each in said] == [20] * 25
    for each in said:
        assert ["Système d'IA" in text for text in each] == [True] + [False] * 19
        assert all(("automatique" in text) != bool(n % 2) for n, text in enumerate(each))


def test_nobody_s_name_or_identifier_at_microsoft_is_kept(person: Any, fake: FakeTeams) -> None:
    someone = person()
    someone.say("bonjour")
    sent = fake.activity("x", user=someone.user, conversation=someone.conversation)
    kept = housekeeping.export(sender_of(sent))
    assert kept["evenements"] and sent["from"]["name"]
    for known in (someone.user, sent["from"]["name"], sent["serviceUrl"]):
        assert known not in json.dumps(kept, ensure_ascii=False)


def test_the_deadline_has_a_link_that_nobody_can_change(person: Any) -> None:
    someone = person()
    someone.say("bonjour")
    someone.say("formation le 9 décembre 2026, jusqu'à quand valider ?")
    sets = [e for e in card(someone.new[0])["body"] if e["type"] == "ActionSet"]
    address = sets[0]["actions"][0]["url"]
    answer = requests.get(address, timeout=5)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "20261123" in answer.text and "DESCRIPTION" in answer.text
    for wrong in (
        address.replace("2026-12-09", "2026-12-10"),
        address[:-5] + "0.ics",
        address.replace(".ics", ""),
    ):
        if wrong != address:
            assert requests.get(wrong, timeout=5).status_code == 404


# --- Off, or badly set


def test_off_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEAMS_APP_ID", "TEAMS_APP_PASSWORD", "TEAMS_TENANT_ID"):
        monkeypatch.delenv(name, raising=False)
    assert config.read() is None and config.state() == ""


SMBA = "https://smba.trafficmanager.net/"
GUID = "aaaaaaaa-0000-0000-0000-000000000001"


@pytest.mark.parametrize(
    "given, said",
    [
        ({"TEAMS_APP_ID": "pas-un-guid"}, "TEAMS_APP_ID doit"),
        ({"TEAMS_TENANT_ID": ""}, "TEAMS_TENANT_ID doit"),
        ({"TEAMS_APP_PASSWORD": "court"}, "TEAMS_APP_PASSWORD manque"),
        ({"TEAMS_APP_PASSWORD": GUID}, "TEAMS_APP_PASSWORD est"),
        ({"TEAMS_ALLOWED_TENANTS": f"{GUID};{GUID}"}, "TEAMS_ALLOWED_TENANTS doit"),
        ({"TEAMS_ALLOWED_TENANTS": f"{GUID}, mairie.fr"}, "TEAMS_ALLOWED_TENANTS doit"),
        ({"TEAMS_ALLOWED_TENANTS": "*"}, "TEAMS_ALLOWED_TENANTS doit"),
        ({"TEAMS_SERVICE_URLS": "smba.trafficmanager.net"}, "TEAMS_SERVICE_URLS doit"),
        ({"TEAMS_SERVICE_URLS": "/"}, "TEAMS_SERVICE_URLS doit"),
        ({"TEAMS_SERVICE_URLS": "http://smba.trafficmanager.net/"}, "TEAMS_SERVICE_URLS doit"),
        ({"TEAMS_SERVICE_URLS": f"{SMBA},https://"}, "TEAMS_SERVICE_URLS doit"),
        ({"TEAMS_LOGIN_URL": "login.microsoftonline.com"}, "TEAMS_LOGIN_URL doit"),
        ({"TEAMS_OPENID_URL": "https://x.fr/?a=1"}, "TEAMS_OPENID_URL doit"),
        ({"TEAMS_EXTRA_ISSUERS": "https://sts.windows.net/<locataire>/"}, "TEAMS_EXTRA_ISSUERS d"),
        ({"TEAMS_SERVICE_URLS": SMBA}, "DIFE_HOTE manque"),
        ({"TEAMS_SERVICE_URLS": SMBA, "DIFE_HOTE": "https://x.fr"}, "DIFE_HOTE n'a pas"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, fake: FakeTeams, given: Dict[str, str], said: str
) -> None:
    for name, value in {**fake.environment(), **given}.items():
        monkeypatch.setenv(name, value)
    line = config.state()
    assert said in line and "\n" not in line and "actif" not in line
    assert fake.app_password not in line and "aaaaaaaa" not in line


def test_the_settings_of_docs_teams_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "TEAMS_APP_ID": GUID,
        "TEAMS_APP_PASSWORD": "abc8Q~essai.essai_essai-essai",
        "TEAMS_TENANT_ID": GUID,
        "TEAMS_ALLOWED_TENANTS": f"{GUID}, {GUID.upper()}",
        "TEAMS_EXTRA_ISSUERS": f"https://sts.windows.net/{GUID}/",
        "DIFE_HOTE": "Assistant.exemple.fr",
    }.items():
        monkeypatch.setenv(name, value)
    assert config.state() == "Teams : actif."


def test_it_starts_without_microsoft(tmp_path: Any) -> None:
    with FakeTeams() as gone:
        environment = gone.environment()
    with started(environment, tmp_path) as servers:
        assert launcher.say(servers.address, "bonjour", "quelqu-un-d-autre")[0]["text"]
        before = time.perf_counter()
        status = gone.post(servers.address, gone.activity("bonjour")).status_code
        assert status == 503 and time.perf_counter() - before < 8


def test_rotated_keys_are_read_again_at_once(tmp_path: Any) -> None:
    with FakeTeams() as fake, started(fake.environment(), tmp_path) as servers:
        someone = Person(fake, servers.address)
        someone.say("bonjour")
        fake.keys_down = True
        someone.say("merci")  # keys once read serve a day
        fake.keys_down = False
        old = fake.rotate()
        someone.say("bonjour")
        assert fake.key_requests == 2
        activity = fake.activity("bonjour", conversation=someone.conversation)
        assert fake.post(servers.address, activity, token=fake.sign(key=old)).status_code == 401
        assert fake.key_requests == 2  # unknown keys have them read every ten seconds
