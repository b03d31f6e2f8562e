"""The widget beside rasa-webchat 1.0.1, in one run: `python -m tools.bench.widget`.

Needs a Chromium, and npm for the other widget (left out when npm is not there). Part of `make
bench`. Weight: JavaScript and style sheets, gzip -9. Accessibility: axe-core's rules that fail,
closed and open, on the same empty page for both.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Dict, List, Set
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import socketio
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from assistant import settings
from assistant.cli import launcher, model

ROUNDS = 20
# In the page itself, once painted: the panel open with the cursor in its field; the welcome read.
OPENING = """async () => {
  const root = document.querySelector('assistant-dife').shadowRoot, start = performance.now();
  const list = root.querySelector('ol');
  const said = new Promise((done) => new MutationObserver((_, o) => { o.disconnect(); done(); })
    .observe(list, {childList: true}));
  root.querySelector('.lanceur').click();
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await painted();
  if (root.activeElement.id !== 'message') throw Error('not ready');
  const ready = performance.now() - start;
  await said;
  await painted();
  return [ready, performance.now() - start]; }"""
OTHER = """<!DOCTYPE html><html lang="fr"><head><title>Essai</title></head><body>
<main><h1>Essai</h1></main><script src="index.js"></script><script>
WebChat.default({customData: {language: "fr"}, socketUrl: location.origin, title: "Essai",
  inputTextFieldHint: "Votre message"}, null);
</script></body></html>"""


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None: ...


def weight(paths: List[Path]) -> str:
    return f"{sum(len(gzip.compress(p.read_bytes(), 9)) for p in paths) / 1024:.1f}"


def failing(page: Any) -> Set[str]:
    return {v["id"] for v in Axe().run(page).response["violations"]}


def ours(browser: Any, address: str) -> Dict[str, str]:
    usable, welcomed = [], []
    for _ in range(ROUNDS):
        page = browser.new_context(locale="fr-FR").new_page()
        page.goto(f"{address}/assistant/")
        page.locator(".lanceur").wait_for()
        times = page.evaluate(OPENING)
        usable.append(times[0])
        welcomed.append(times[1])
        page.context.close()
    page = browser.new_context(locale="fr-FR").new_page()
    page.goto(f"{address}/assistant/")
    rules = failing(page)
    page.locator(".lanceur").click()
    page.locator(".fil li.assistant").first.wait_for()
    rules |= failing(page)
    # In the page itself: from the click on « Envoyer » to the answer on the screen.
    turns = page.evaluate(
        """async ([texts, rounds]) => {
          const root = document.querySelector('assistant-dife').shadowRoot, times = [];
          const list = root.querySelector('ol');
          for (let n = 0; n < rounds; n++) for (const text of texts) {
            root.querySelector('#message').value = text;
            const before = list.children.length, start = performance.now();
            root.querySelector('[type=submit]').click();
            await new Promise((done) => new MutationObserver((_, o) => {
              if (list.children.length > before + 1) { o.disconnect(); done(); }
            }).observe(list, {childList: true}));
            times.push(performance.now() - start);
            await new Promise((done) => setTimeout(done, 150));
          }
          return times; }""",
        [["bonjour", "combien d'euros par an", "c'est quoi franceconnect+", "comment valider"], 10],
    )
    return {
        "Poids, gz (Kio)": weight([settings.WIDGET / "assistant-dife.js"]),
        "Règles d'axe en défaut": str(len(rules)),
        "Du clic à la fenêtre prête, médiane (ms)": f"{statistics.median(usable):.0f}",
        "Du clic à l'accueil affiché, médiane (ms)": f"{statistics.median(welcomed):.0f}",
        "Tour vu du navigateur, médiane / p95 (ms)": (
            f"{statistics.median(turns):.0f} / {statistics.quantiles(turns, n=20)[18]:.0f}"
        ),
    }


def webchat(browser: Any) -> Dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", "--silent", "--no-audit", "--ignore-scripts"]
        subprocess.run(
            [*command, "--legacy-peer-deps", "rasa-webchat@1.0.1"], cwd=folder, check=True
        )
        script = Path(folder) / "node_modules/rasa-webchat/lib/index.js"
        page_file = Path(folder) / "index.html"
        page_file.write_text(OTHER, "utf-8")
        # It shows nothing before a session.
        sio = socketio.Server(async_mode="threading", allow_upgrades=False)

        @sio.on("session_request")
        def confirm(sid: str, _: Any) -> None:
            sio.emit("session_confirm", sid, room=sid)

        files = {"/": str(page_file), "/index.js": str(script)}
        server = make_server(
            model.HOST, 0, socketio.WSGIApp(sio, static_files=files), Threaded, Quiet
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_context().new_page()
        page.goto(f"http://{model.HOST}:{server.server_port}/", wait_until="domcontentloaded")
        page.locator(".rw-launcher").wait_for()
        rules = failing(page)
        started = time.perf_counter()
        page.locator(".rw-launcher").click(no_wait_after=True)
        page.locator(".rw-new-message").wait_for()
        opened = time.perf_counter() - started
        rules |= failing(page)
        server.shutdown()
        return {
            "Poids, gz (Kio)": weight([script]),
            "Règles d'axe en défaut": f"{len(rules)} ({', '.join(sorted(rules))})",
            "Du clic à la fenêtre prête, médiane (ms)": f"{opened * 1000:.0f} (une fois)",
            "Du clic à l'accueil affiché, médiane (ms)": "non mesuré",
            "Tour vu du navigateur, médiane / p95 (ms)": "non mesuré",
        }


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        os.environ.update(DIFE_VAR=var, PORT="16805")
        settings.current.cache_clear()
        with launcher.Servers() as servers, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            columns = {"assistant-dife": ours(browser, servers.address)}
            if shutil.which("npm"):
                columns["rasa-webchat 1.0.1"] = webchat(browser)
            browser.close()
    print("| mesure | " + " | ".join(columns) + " |")
    print("| --- |" + " --- |" * len(columns))
    for row in columns["assistant-dife"]:
        print(f"| {row} | " + " | ".join(column[row] for column in columns.values()) + " |")


if __name__ == "__main__":
    main()
