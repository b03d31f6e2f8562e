"""What holds for every test."""

from __future__ import annotations

import os
from typing import Any, Iterator

import pytest

from assistant import settings


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Under CI nothing may be skipped: what a test needs is installed there."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped under CI: {report.longrepr}"


def _reread(method: Any) -> Any:
    """A patched environment is read again: the settings are read once a process."""

    def patched(self: pytest.MonkeyPatch, *arguments: Any, **more: Any) -> None:
        method(self, *arguments, **more)
        settings.current.cache_clear()

    return patched


for _name in ("setenv", "delenv", "undo"):
    setattr(pytest.MonkeyPatch, _name, _reread(getattr(pytest.MonkeyPatch, _name)))
