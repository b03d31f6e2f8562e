"""A server that says what a test wants: states that the real one reaches slowly, or not yet."""

from __future__ import annotations

import json
import re
from typing import Any, Callable, Dict, List, Optional

from playwright.sync_api import Page, WebSocketRoute

from tests.support.association import fact

Answers = List[Dict[str, Any]]
CONTACT = {"association_telephone": fact("association_telephone"), "association_courriel": "a@b.fr"}


def answer(text: str, **more: Any) -> Dict[str, Any]:
    """An answer as assistant/dialogue/answers.py gives it."""
    return {"text": text, "buttons": [], "data": None, "details": [], "rated": False, **more}


class Scripted:
    """Behind a page's socket. `reply(text)` gives the answers; `expects` is told after them.

    While `holding`, answers and acknowledgements wait for `release`.
    """

    def __init__(self, page: Page, reply: Callable[[str], Answers]) -> None:
        self.reply = reply
        self.expects: Optional[str] = None
        self.heard: List[str] = []
        self.identities: List[str] = []  # of the messages heard
        self.opinions: List[Dict[str, Any]] = []
        self.history: Answers = []
        self.holding = False
        self._held: List[str] = []
        page.route_web_socket(re.compile("socket.io"), self._open)

    def _open(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        socket.on_message(lambda message: self._read(str(message)))
        socket.send('0{"sid":"a","upgrades":[],"pingInterval":60000,"pingTimeout":60000}')

    def _send(self, frame: str) -> None:
        if self.holding:
            self._held.append(frame)
        else:
            self._socket.send(frame)

    def release(self) -> None:
        self.holding = False
        for frame in self._held:
            self._socket.send(frame)
        self._held.clear()

    def cut(self) -> None:
        self._socket.close()

    def say(self, said: Dict[str, Any]) -> None:
        self._send(f'42["bot_uttered",{json.dumps(said)}]')

    def _read(self, frame: str) -> None:
        if frame == "40":
            self._socket.send('40{"sid":"b"}')
        found = re.match(r"42(\d+)(\[.*)", frame, re.S)
        if not found:
            return
        event, data = json.loads(found[2])
        done: Dict[str, Any] = {"ok": True}
        if event == "session_request":
            done |= {"token": "a.9999999999.b", "history": self.history, "contact": CONTACT}
            done["expects"] = self.expects
        elif event == "opinion":
            self.opinions.append(data)
        else:
            self.heard.append(data["text"])
            self.identities.append(data["id"])
            for said in self.reply(data["text"]):
                self.say({**said, "answers": data["id"]})
            done |= {"expects": self.expects, "erased": False}
        self._send(f"43{found[1]}[{json.dumps(done)}]")
