"""A local Microsoft: the parts of the Bot Framework a Teams connector talks to.

It answers on 127.0.0.1 from a thread of its own, so the connector may run in another process;
``environment()`` holds what that process needs. The faults may be set at any time by the test.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import random
import secrets
import socket
import threading
import time
import uuid
from datetime import datetime, timezone
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

import jwt
import requests
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
SCOPE = f"{ISSUER}/.default"
NAME = "Assistant DIFE"
PASSING = (429, 502, 503, 412)
LARGEST = 100_000  # bytes of UTF-16: Teams' documented limit for one activity
OWN_TOKEN = object()


class Record(NamedTuple):
    """An activity the connector posted and Teams accepted."""

    conversation: str
    reply_to: Optional[str]
    activity: Dict[str, Any]
    time: float
    id: str = ""  # that Teams gave it


class Refusal(NamedTuple):
    """An activity the connector posted and Teams refused; ``activity`` is None if unreadable."""

    conversation: str
    reply_to: Optional[str]
    activity: Any
    time: float
    status: int


class Key:
    """A signing key as Microsoft publishes it."""

    def __init__(self, endorsements: Sequence[str] = ("msteams",)) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = secrets.token_urlsafe(20)
        self.endorsements = list(endorsements)

    @property
    def public(self) -> Dict[str, Any]:
        """Its entry in the published list; like Microsoft's, without ``alg``."""
        numbers = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.kid,
            "x5t": self.kid,
            "n": numbers["n"],
            "e": numbers["e"],
            "endorsements": self.endorsements,
        }

    @property
    def pem(self) -> bytes:
        """The public key in PEM: the secret of the classic HS256 forgery."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class FakeTeams:
    """Token endpoint, published keys and connector service; a context manager."""

    def __init__(self) -> None:
        self.app_id = str(uuid.uuid4())
        self.app_password = secrets.token_urlsafe(32)
        self.tenant = str(uuid.uuid4())
        self.address = self.service_url = ""

        self.sent: List[Record] = []
        self.typing: List[Record] = []
        self.lost: List[Record] = []  # those of ``sent`` and ``typing`` whose answer was lost
        self.refused: List[Refusal] = []
        self.token_requests = 0
        self.key_requests = 0

        self.delay = self.typing_delay = 0.0
        self.typing_fault = 0  # the status that « typing » gets, and nothing else
        self.faults: List[int] = []
        self.fault_rate = 0.0
        self.lost_rate = 0.0
        self.random = random.Random(0)  # noqa: S311
        self.token_lifetime = 3600
        self.token_down = False
        self.token_faults = 0  # token requests that fail before one succeeds
        self.keys_down = False
        self.keys_delay = 0.0
        self.published: Any = None  # the document of keys, when it is not ours as it should be
        self.keys_at = ""  # where OpenID says that they are, when it is not here
        self.moved = False  # whether OpenID's document is elsewhere

        self.key = Key()
        self._standby = Key()  # published first: taking any key but the one named must fail
        self._tokens: Dict[str, float] = {}
        self._changed = threading.Condition()

    def __enter__(self) -> FakeTeams:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.service_url = f"{self.address}/teams/"
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake-teams", daemon=True)
        self._thread.start()
        assert self._ready.wait(10), "the fake Teams does not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        assert not self._thread.is_alive(), "the fake Teams does not stop"

    def environment(self) -> Dict[str, str]:
        """What the connector's process must have in its environment."""
        return {
            "TEAMS_APP_ID": self.app_id,
            "TEAMS_APP_PASSWORD": self.app_password,
            "TEAMS_TENANT_ID": self.tenant,
            "TEAMS_LOGIN_URL": self.address,
            "TEAMS_OPENID_URL": f"{self.address}/v1/.well-known/openidconfiguration",
            "TEAMS_SERVICE_URLS": self.service_url,
        }

    # What the test does to Microsoft.

    def revoke(self) -> None:
        """Every token issued so far is worth nothing any more."""
        with self._changed:
            self._tokens.clear()

    def rotate(self, endorsements: Sequence[str] = ("msteams",)) -> Key:
        """Sign with a new key; the old one, returned, is no longer published."""
        old, self.key = self.key, Key(endorsements)
        return old

    # What Teams sends to the assistant.

    def sign(
        self,
        *,
        key: Any = None,
        headers: Optional[Mapping[str, Any]] = None,
        algorithm: str = "RS256",
        **claims: Any,
    ) -> str:
        """The token of an inbound activity; a claim or header given as None is left out.

        ``key``: a ``Key`` signs and is named by the token; a bare private key signs in the name of
        ours; for HS* it is bytes or text, by default our public key, the classic forgery.
        Assembled by hand: PyJWT refuses to write what a forger would.
        """
        now, own = int(time.time()), key if isinstance(key, Key) else self.key
        key = None if key is own else key
        standard = {
            "iss": ISSUER,
            "aud": self.app_id,
            "nbf": now - 10,
            "exp": now + 3600,
            "serviceurl": self.service_url,
        }
        named = {"typ": "JWT", "alg": algorithm, "kid": own.kid, "x5t": own.kid}
        signed = f"{_part({**named, **(headers or {})})}.{_part({**standard, **claims})}"
        if algorithm.startswith("HS"):
            secret = own.pem if key is None else key.encode() if isinstance(key, str) else key
            signature = hmac.digest(secret, signed.encode(), f"sha{algorithm[2:]}")
        elif algorithm.lower() == "none":
            signature = b""
        else:
            signer = jwt.get_algorithm_by_name(algorithm)
            signature = signer.sign(signed.encode(), key or own.private)
        return f"{signed}.{_base64(signature)}"

    def activity(
        self,
        text: Optional[str] = None,
        *,
        user: str = "29:user-1",
        conversation: str = "a:conv-1",
        kind: str = "personal",
        value: Any = None,
        type: str = "message",
        mention: bool = False,
        **more: Any,
    ) -> Dict[str, Any]:
        """An activity as Teams sends it; ``more`` replaces whole keys of it."""
        bot = {"id": f"28:{self.app_id}", "name": NAME}
        place: Dict[str, Any] = {"tenant": {"id": self.tenant}}
        where = {"id": conversation, "conversationType": kind, "tenantId": self.tenant}
        if kind == "channel":
            place["channel"] = {"id": conversation.partition(";")[0]}
            place["team"] = {"id": "19:equipe@thread.tacv2"}
        entities: List[Dict[str, Any]] = [
            {
                "type": "clientInfo",
                "locale": "fr-FR",
                "country": "FR",
                "platform": "Windows",
                "timezone": "Europe/Paris",
            }
        ]
        activity: Dict[str, Any] = {
            "type": type,
            "id": f"f:{uuid.uuid4()}",
            "timestamp": datetime.now(timezone.utc).isoformat(timespec="milliseconds")[:-6] + "Z",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {
                "id": user,
                "name": "Camille Martin",
                "aadObjectId": str(uuid.uuid5(uuid.NAMESPACE_URL, user)),
            },
            "recipient": bot,
            "conversation": where if kind == "personal" else {**where, "isGroup": True},
            "channelData": place,
            "entities": entities,
            "locale": "fr-FR",
        }
        if text is not None:
            copy = f"<p>{text}</p>"
            if mention:
                span = '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">'
                copy = f"<p>{span}{NAME}</span>&nbsp;{text}</p>"
                text = f"<at>{NAME}</at> {text}"
                entities.append({"type": "mention", "mentioned": bot, "text": f"<at>{NAME}</at>"})
            attachments = [{"contentType": "text/html", "content": copy}]
            activity.update(text=text, textFormat="plain", attachments=attachments)
        elif type == "message":
            activity["text"] = None
        if value is not None:
            activity["value"] = value
        return {**activity, **more}

    def post(
        self,
        bot_address: str,
        activity: Any,
        token: Any = OWN_TOKEN,
        headers: Optional[Mapping[str, Any]] = None,
    ) -> requests.Response:
        """Deliver an activity (bytes go as they are); ``token`` None sends no authorization."""
        token = self.sign() if token is OWN_TOKEN else token
        named = {"Content-Type": "application/json; charset=utf-8"}
        if token is not None:
            named["Authorization"] = f"Bearer {token}"
        raw = isinstance(activity, bytes)
        return requests.post(
            f"{bot_address}/webhooks/teams/webhook",
            data=activity if raw else json.dumps(activity, ensure_ascii=False).encode(),
            headers={**named, **(headers or {})},
            timeout=10,
        )

    # What the assistant answered.

    def messages(self, conversation: Optional[str] = None) -> List[Dict[str, Any]]:
        """The messages accepted so far, in order of arrival."""
        with self._changed:
            return [
                record.activity
                for record in self.sent
                if record.activity["type"] == "message"
                and conversation in (None, record.conversation)
            ]

    def wait(
        self, count: int, conversation: Optional[str] = None, timeout: float = 8.0
    ) -> List[Dict[str, Any]]:
        """The messages accepted, once there are at least ``count``."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.messages(conversation)) >= count, timeout)
            found = self.messages(conversation)
            if len(found) >= count:
                return found
            others = sorted({r.conversation for r in self.sent} - {conversation})
            refused = [(r.conversation, r.status) for r in self.refused]
        raise AssertionError(
            f"{len(found)} of {count} messages in {conversation or 'all conversations'} after"
            f" {timeout} s: {json.dumps(found, ensure_ascii=False)}; refused: {refused}; other"
            f" conversations: {others}; typing: {len(self.typing)}; token requests:"
            f" {self.token_requests}; key requests: {self.key_requests}"
        )

    # The server.

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=4 * 1024 * 1024)
        activities = "/teams/v3/conversations/{conversation}/activities"
        app.add_routes(
            [
                web.post("/{tenant}/oauth2/v2.0/token", self._token),
                web.get("/v1/.well-known/openidconfiguration", self._openid),
                web.get("/v1/.well-known/keys", self._keys),
                web.post(activities, self._activities),
                web.post(activities + "/{reply_to}", self._activities),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)

        async def start() -> None:
            await runner.setup()
            await web.SockSite(runner, self._socket).start()

        try:
            self._loop.run_until_complete(start())
            self._loop.call_soon(self._ready.set)  # a stop asked before would be lost
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(runner.cleanup())
            self._loop.close()
            self._socket.close()

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.token_requests += 1
        given = (form.get("client_id"), form.get("client_secret"))
        if self.token_down or self.token_faults:
            self.token_faults -= not self.token_down
            return web.json_response({"error": "temporarily_unavailable"}, status=503)
        if request.match_info["tenant"] != self.tenant:
            return web.json_response({"error": "invalid_request"}, status=400)
        if form.get("grant_type") != "client_credentials":
            return web.json_response({"error": "unsupported_grant_type"}, status=400)
        if given != (self.app_id, self.app_password):
            return web.json_response({"error": "invalid_client"}, status=401)
        if form.get("scope") != SCOPE:
            return web.json_response({"error": "invalid_scope"}, status=400)
        token, lifetime = secrets.token_urlsafe(48), self.token_lifetime
        with self._changed:
            self._tokens[token] = time.monotonic() + lifetime
        return web.json_response(
            {"token_type": "Bearer", "expires_in": lifetime, "access_token": token}
        )

    async def _openid(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.keys_delay)
        if self.keys_down:
            return web.Response(status=503)
        if self.moved and not request.query:
            raise web.HTTPFound(f"{request.path}?moved=1")
        return web.json_response(
            {
                "issuer": ISSUER,
                "jwks_uri": self.keys_at or f"{self.address}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _keys(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        if self.keys_down:
            return web.Response(status=503)
        ours = {"keys": [self._standby.public, self.key.public]}
        return web.json_response(ours if self.published is None else self.published)

    async def _activities(self, request: web.Request) -> web.Response:
        body, arrival, given = await request.read(), time.monotonic(), f"1:{uuid.uuid4().hex}"
        conversation = request.match_info["conversation"]
        reply_to = request.match_info.get("reply_to")
        activity = _object(request, body)
        with self._changed:
            status = self._verdict(request, body, activity)
            if self.typing_fault and activity is not None and activity["type"] == "typing":
                status = self.typing_fault
            answered = status
            if status == 201 and activity is not None:
                record = Record(conversation, reply_to, activity, arrival, given)
                (self.typing if activity["type"] == "typing" else self.sent).append(record)
                if self.lost_rate and self.random.random() < self.lost_rate:
                    self.lost.append(record)
                    answered = 502
            else:
                self.refused.append(Refusal(conversation, reply_to, activity, arrival, status))
            self._changed.notify_all()
        typing = activity is not None and activity["type"] == "typing"
        await asyncio.sleep(self.typing_delay if typing else self.delay)
        if answered == 201:
            return web.json_response({"id": given}, status=201)
        again = {"Retry-After": "0.05"} if answered == 429 else {}
        error = {"error": {"code": str(answered), "message": "refused by the fake"}}
        return web.json_response(error, status=answered, headers=again)

    def _verdict(self, request: web.Request, body: bytes, activity: Any) -> int:
        """The status this post deserves: authorization, then form, then the faults asked for."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or self._tokens.get(token, 0.0) < time.monotonic():
            return 401
        if activity is None:
            return 400
        if len(body.decode().encode("utf-16-le")) > LARGEST:
            return 413
        if self.faults:
            return self.faults.pop(0)
        if self.fault_rate and self.random.random() < self.fault_rate:
            return self.random.choice(PASSING)
        return 201


def _object(request: web.Request, body: bytes) -> Optional[Dict[str, Any]]:
    """The activity in this body, None if Teams could not read one."""
    try:
        read = json.loads(body.decode())
    except ValueError:
        return None
    good = isinstance(read, dict) and isinstance(read.get("type"), str)
    return read if good and request.content_type == "application/json" else None


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _part(values: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in values.items() if value is not None}
    return _base64(json.dumps(kept, separators=(",", ":")).encode())
