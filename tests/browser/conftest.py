"""The widget in a real Chromium, against the two real servers."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Error,
    Page,
    expect,
    sync_playwright,
)

from assistant import settings
from assistant.cli import launcher
from tests.support.servers import TODAY, free_port

SCREENSHOTS = settings.ROOT / "var" / "captures"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[launcher.Servers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIFE_VAR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("DIFE_AUJOURDHUI", TODAY)
        patch.setenv("PORT", str(free_port()))
        with launcher.Servers() as running:
            running.var = settings.var_folder()  # type: ignore[attr-defined]
            yield running


def launch(kind: BrowserType, **more: Any) -> Browser:
    """The system's Chromium, or Playwright's where it is installed."""
    return kind.launch(
        executable_path=next(filter(None, map(shutil.which, CHROMIUMS)), None),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
        ],
        **more,
    )


# Not for the session: while it is open no other test can run an event loop.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright.chromium)
        except Error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip("aucun Chromium : installez-le (apt install chromium) pour ces essais")
        yield browser
        browser.close()


def plain(text: str) -> str:
    """A text of the page without its typesetting."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def printed(title: str) -> re.Pattern[str]:
    """A title of a button as it is printed: its apostrophes and its spaces are typeset."""
    found = re.escape(title).replace("\\ ", "[\\s\u00a0]").replace("'", "['’]")
    return re.compile(f"^{found}$")


class Visit:
    """A visitor's page, with what went wrong and what went over the network."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: List[str] = []
        self.hosts: List[str] = []
        self.sent: List[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self._request)
        page.on("websocket", lambda socket: socket.on("framesent", self._frame))

    def _console(self, message: Any) -> None:
        offline = re.search("ERR_(CONNECTION|INTERNET|NETWORK)|WebSocket", message.text)
        if message.type == "error" and not offline:
            self.faults.append(message.text)

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("blob:", "about:", "data:")):
            self.hosts.append(request.url.split("/")[2])
        self.sent.append(f"{request.url} {request.post_data or ''}")

    def _frame(self, payload: Any) -> None:
        self.sent.append(
            payload if isinstance(payload, str) else payload.decode("utf-8", "replace")
        )

    def go(self) -> Visit:
        self.page.goto(f"{self.address}/assistant/")
        return self

    def open(self) -> Visit:
        """Click the launcher, unless the panel stayed open; something is then said."""
        expect(self.page.locator("dialog[open], .lanceur:not([hidden])")).to_be_visible()
        if self.page.locator(".lanceur").is_visible():
            self.page.locator(".lanceur").click()
        expect(self.page.locator(".fil li.assistant").first).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Type a message, in the place of the calendar too, and wait for the turn to end."""
        if self.page.get_by_role("button", name="Envoyer cette date").is_visible():
            self.page.get_by_role("button", name="Écrire des mots").click()
        self.page.get_by_label("Votre message").fill(text)
        self.page.get_by_role("button", name="Envoyer", exact=True).click()
        self.settled()

    def press(self, title: str) -> None:
        """Click the last button of that title in the conversation."""
        self.page.locator(".fil").get_by_role("button", name=printed(title)).last.click()
        self.settled()

    def settled(self) -> None:
        """Every message sent has been answered."""
        expect(self.page.locator(".attente")).to_have_count(0)

    @property
    def answers(self) -> List[str]:
        """Texts of the answers, oldest first, folded parts too, with plain spaces and marks."""
        texts = self.page.locator(".fil li.assistant").evaluate_all(
            "all => all.map((li) => { const shut = [...li.querySelectorAll('details:not([open])')];"
            " const cards = [...li.querySelectorAll('.chiffre')];"  # laid out as two columns
            " shut.forEach((d) => { d.open = true; }); cards.forEach((c) => c.className = '');"
            " const text = li.innerText; shut.forEach((d) => { d.open = false; });"
            " cards.forEach((c) => c.className = 'chiffre'); return text; })"
        )
        return [plain(text) for text in texts]

    def menu(self, name: str) -> None:
        """Press a button of the menu."""
        self.page.get_by_role("button", name="Menu").click()
        self.page.get_by_role("button", name=name, exact=True).click()

    def shot(self, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


@pytest.fixture
def visit(chromium: Browser, servers: launcher.Servers) -> Iterator[Callable[..., Visit]]:
    """Visitors of the demo page; nothing may go wrong in the page nor leave for another host."""
    contexts: List[BrowserContext] = []
    visits: List[Visit] = []

    def make(
        address: str = servers.address, like: BrowserContext | None = None, **options: Any
    ) -> Visit:
        context = like
        if context is None:
            settings_: Dict[str, Any] = {
                "locale": "fr-FR",
                "viewport": {"width": 1100, "height": 800},
            }
            context = chromium.new_context(**{**settings_, **options})
            contexts.append(context)
        visits.append(Visit(context.new_page(), address))
        return visits[-1].go()

    yield make
    for context in contexts:
        context.close()
    for each in visits:
        assert each.faults == []
        assert set(each.hosts) <= {each.address.split("/")[2]}, "a third party was asked"
