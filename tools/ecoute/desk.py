"""A desk without a screen: Xvfb, a session bus, a window manager, Firefox and Orca.

Orca writes what it would say in its debug file («SPEECH OUTPUT»), with no speech server at all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Callable, Dict, List

PROGRAMS = ("Xvfb", "dbus-daemon", "openbox", "orca", "firefox-esr", "xdotool")
PACKAGES = "xvfb dbus at-spi2-core openbox orca firefox-esr xdotool"
SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*?)' ?(?:\{[^}\n]*\}|None)?$", re.M | re.S)
QUIET = 6.0  # seconds without a word: all was said
SLOW = 8.0  # seconds before the first word
LONGEST = 120.0  # seconds that one gesture may be listened to
PATIENCE = 4.0  # times longer at most, on a machine that has much else to do
READY = 90.0  # seconds that a program may take to be there
SIZE = "1366x768x24"
PREFERENCES = {
    "accessibility.force_disabled": -1,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "browser.sessionstore.resume_from_crash": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "intl.accept_languages": "fr",
    "media.webspeech.synth.dont_notify_on_error": True,  # no voice here, and no alert of it
}


def missing() -> List[str]:
    """The programs that this machine lacks."""
    return [name for name in PROGRAMS if not shutil.which(name)]


class Desk:
    """As a context: all programs started, then stopped; `folder` takes their files."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "orca.txt"
        self.environment: Dict[str, str] = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "GNOME_ACCESSIBILITY": "1",
            "MOZ_ENABLE_WAYLAND": "0",
            "NO_AT_BRIDGE": "0",
            "SPEECHD_CMD": "/bin/false",  # what is said is read, not played
            "LANG": "C.UTF-8",  # what Orca adds of its own is then in English
        }
        self._stack = ExitStack()
        self._heard = 0

    def __enter__(self) -> Desk:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            screen = self._told("Xvfb", "-displayfd", "1", "-screen", "0", SIZE)
            self.environment["DISPLAY"] = f":{screen}"
            bus = self._told("dbus-daemon", "--session", "--nofork", "--print-address")
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
            self._start("openbox")
            self._start("orca", "--replace", "--debug-file", str(self.log))
            self._wait(self.log.exists, "Orca ne démarre pas")
            time.sleep(QUIET)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _start(self, *command: str, piped: bool = False) -> subprocess.Popen[bytes]:
        """A program that is ended with the desk, its own children too."""
        errors = self._stack.enter_context((self.folder / f"{command[0]}.log").open("wb"))
        process = subprocess.Popen(  # nosec B603: our own words
            command,
            env=self.environment,
            stdout=subprocess.PIPE if piped else errors,
            stderr=errors,
            start_new_session=True,
        )
        self._stack.callback(_end, process)
        return process

    def _told(self, *command: str) -> str:
        """The line that a program tells once it is ready: where it is."""
        output = self._start(*command, piped=True).stdout
        return output.readline().decode().strip() if output else ""

    def _wait(self, there: Callable[[], object], fault: str) -> None:
        since = time.monotonic()
        while not there():
            if time.monotonic() - since > READY:
                raise TimeoutError(fault)
            time.sleep(0.3)

    def browse(self, address: str) -> List[str]:
        """A new Firefox on a page, with nothing kept of an earlier one; what is heard."""
        profile = self.folder / f"profil-{time.time_ns()}"
        profile.mkdir()
        lines = [f"user_pref({_js(name)}, {_js(value)});" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        self._start("firefox-esr", "--no-remote", "--profile", str(profile), "--kiosk", address)
        self._wait(lambda: self._xdotool("search", "--class", "firefox"), "Firefox ne s'ouvre pas")
        self._wait(self._there, "la page ne s'ouvre pas")
        return self.heard()

    def _there(self) -> bool:
        """Whether the page was told; where a field takes the focus at once, that field."""
        said = self._spoken()[self._heard :]
        return any(re.search("Finished loading|Votre message", each) for each in said)

    def _xdotool(self, *words: str) -> str:
        command = ("xdotool", *words)
        return subprocess.run(  # nosec B603
            command, env=self.environment, capture_output=True, text=True, timeout=120
        ).stdout

    def press(self, *keys: str) -> List[str]:
        """What is heard of keys, by their names: « Tab », « shift+Tab », « Return »."""
        self._xdotool("key", "--delay", "120", *keys)
        return self.heard()

    def write(self, text: str) -> List[str]:
        """What is heard of a text typed key by key, the keys themselves left out."""
        self._xdotool("type", "--delay", "120", text)
        return self.heard()

    def reach(self, name: str, key: str = "Tab", most: int = 40) -> List[str]:
        """Go from field to field until a name is heard; what is heard there."""
        for _ in range(most):
            heard = self.press(key)
            if any(re.search(name, each, re.I) for each in heard):
                return heard
        raise LookupError(f"« {name} » est hors d'atteinte du clavier")

    def heard(self) -> List[str]:
        """What was said since the last time, once nothing more is."""
        since = changed = time.monotonic()
        count = self._heard
        while time.monotonic() - since < LONGEST:
            spoken = self._spoken()
            if len(spoken) != count:
                count, changed = len(spoken), time.monotonic()
            patience = _busy() * (QUIET if count > self._heard else SLOW)
            if time.monotonic() - changed > patience:
                break
            time.sleep(0.2)
        new, self._heard = spoken[self._heard :], len(spoken)
        return [each.strip() for each in new if each.strip()]

    def _spoken(self) -> List[str]:
        return SPOKEN.findall(self.log.read_text("utf-8", "replace"))


def _busy() -> float:
    """How many programs share a processor: what is said comes as much later."""
    return min(PATIENCE, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))


def _js(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started."""
    for number in (15, 9):
        try:
            os.killpg(process.pid, number)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
        return
