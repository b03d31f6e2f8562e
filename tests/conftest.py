"""What holds for every test."""

from __future__ import annotations

import logging
import os
import warnings
from typing import Any, Iterator, List

import pytest

with warnings.catch_warnings():  # it changes the filters of whoever imports it
    import sanic.app  # noqa: F401

from assistant import settings


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Under CI nothing may be skipped: what a test needs is installed there."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped under CI: {report.longrepr}"


@pytest.fixture(autouse=True)
def the_log_is_still_ours() -> Iterator[None]:
    """A journal that a test keeps in this process would leave the tests after it without a log."""
    before = logging.Logger.callHandlers
    yield
    after, logging.Logger.callHandlers = logging.Logger.callHandlers, before
    assert after is before, "the journal was kept in the process of the tests"


# What starts a server, a browser or PostgreSQL, or trains; `make check` leaves them out.
HEAVY_PATHS = (
    "browser/",
    "conversations/",
    "deploy/",
    "channels/cards/",
    "channels/test_campaigns",
    "channels/test_doors",
    "channels/test_faults",
    "channels/test_site",
    "channels/test_teams.py",
    "privacy/test_telemetry",
    "server/test_launcher",
)
HEAVY_FIXTURES = {"servers", "chromium", "cluster", "second"}


def pytest_collection_modifyitems(items: List[pytest.Item]) -> None:
    """Mark `heavy` what needs more than Python."""
    here = settings.ROOT / "tests"
    for item in items:
        values = getattr(getattr(item, "callspec", None), "params", {}).values()
        if (
            str(item.path.relative_to(here)).startswith(HEAVY_PATHS)
            or HEAVY_FIXTURES.intersection(getattr(item, "fixturenames", ()))
            or "postgresql" in values
        ):
            item.add_marker("heavy")


def _reread(method: Any) -> Any:
    """A patched environment is read again: the settings are read once a process."""

    def patched(self: pytest.MonkeyPatch, *arguments: Any, **more: Any) -> None:
        method(self, *arguments, **more)
        settings.current.cache_clear()

    return patched


for _name in ("setenv", "delenv", "undo"):
    setattr(pytest.MonkeyPatch, _name, _reread(getattr(pytest.MonkeyPatch, _name)))
