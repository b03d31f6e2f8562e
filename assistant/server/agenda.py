"""The deadline as a calendar file at a signed, short-lived address: a date, no identity."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Dict, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import clock, facts, settings
from assistant.privacy import keyring
from dife.deadlines import deadline_calendar, latest_days

KEPT = 7 * 86_400  # seconds
NAME = re.compile(r"(\d{4}-\d\d-\d\d)_(\d{10})_([0-9a-f]{32})\.ics")


def link(start: date) -> str:
    """Address of the file, for the first day of the training."""
    stem = f"{start}_{int(time.time()) + KEPT}"
    signed = f"{stem}_{keyring.sign('agenda', stem)}.ics"
    return f"{settings.current().public_address}/assistant/agenda/{signed}"


def content(name: str) -> Optional[str]:
    """The calendar of an address of ours that is still valid."""
    match = NAME.fullmatch(name)
    if not match or int(match[2]) < time.time():
        return None
    if not keyring.same(match[3], keyring.sign("agenda", f"{match[1]}_{match[2]}")):
        return None
    refs = facts.current()
    days = latest_days(date.fromisoformat(match[1]), refs)
    return deadline_calendar(days, refs, clock.today())


def add_route(blueprint: Blueprint, shared: Dict[str, str]) -> None:
    """The calendar's address, its answers bearing the headers that all pages share."""

    @blueprint.route("/agenda/<name:str>", methods=["GET", "HEAD"])
    async def send(_: Request, name: str) -> HTTPResponse:
        calendar = content(name)
        if calendar is None:
            text = "Ce lien n'est plus valable. Redemandez la date limite à l'assistant."
            return response.text(text, status=404, headers=shared)
        headers = {**shared, "Content-Disposition": 'attachment; filename="date-limite-dife.ics"'}
        return response.raw(
            calendar.encode(), headers=headers, content_type="text/calendar; charset=utf-8"
        )
