"""A page's own line to the real server: cut while its neighbours keep theirs, or deaf."""

from __future__ import annotations

import re
from typing import List

from playwright.sync_api import Page, WebSocketRoute


class Wire:
    """Stands between a page and its server from its next loading on."""

    def __init__(self, page: Page) -> None:
        self._cut = False
        self.deaf = False  # what the server says is lost
        self._open: List[WebSocketRoute] = []
        page.route_web_socket(re.compile("socket.io"), self._join)
        page.route(re.compile("socket.io.*polling"), lambda route: route.abort())

    def _join(self, page: WebSocketRoute) -> None:
        if self._cut:
            page.close()
            return
        self._open.append(page)
        server = page.connect_to_server()
        server.on_message(lambda said: None if self.deaf else page.send(said))

    def cut(self) -> None:
        self._cut = True
        for page in self._open:
            page.close()
        self._open.clear()

    def mend(self) -> None:
        self._cut = self.deaf = False
