"""What masking and encryption cost a turn, with and without in one run.

`python -m tools.bench.privacy`: a turn reads a message, reads back a conversation of 60
events and keeps 8 more.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from typing import Callable, List

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from assistant import settings
from assistant.channels.reading import read
from assistant.privacy import keyring
from assistant.storage.conversations import ConversationStore

TEXT = "deux nuits et un repas à Nanterre le 3 avril 2026, combien puis-je demander ?"
ANSWER = {"buttons": [{"title": "Où voir mes droits ?", "payload": "/consulter_droits"}] * 4}
ROUNDS = 60


def turn(store: ConversationStore, masking: bool) -> float:
    started = time.perf_counter()
    text = read(TEXT).text if masking else TEXT
    tracker = asyncio.run(store.retrieve("web-essai"))
    assert tracker is not None
    for _ in range(4):
        tracker.update(UserUttered(text, {"name": "calculer_frais", "confidence": 1.0}))
        tracker.update(BotUttered("Vous pouvez demander jusqu'à 260 €. " * 8, ANSWER))
    asyncio.run(store.save(tracker))
    spent = time.perf_counter() - started
    store.forget("web-essai")
    return spent


def fill(store: ConversationStore) -> None:
    tracker = asyncio.run(store.get_or_create_tracker("web-essai"))
    for _ in range(30):
        tracker.update(UserUttered(TEXT, {"name": "calculer_frais", "confidence": 1.0}))
        tracker.update(BotUttered("Vous pouvez demander jusqu'à 260 €. " * 8, ANSWER))
    asyncio.run(store.save(tracker))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIFE_VAR"] = folder
        settings.current.cache_clear()
        store = ConversationStore(Domain.empty())
        with_: List[float] = []
        without: List[float] = []
        encrypt, decrypt = keyring.encrypt, keyring.decrypt
        plain: Callable[[str, str], str] = lambda _, text: f"{keyring.FORMAT}{text}"  # noqa: E731
        opened: Callable[[str, str], str] = lambda _, text: text[len(keyring.FORMAT) :]  # noqa: E731
        for number in range(2 * ROUNDS):
            bare = number % 2 == 1
            ways = (plain, opened) if bare else (encrypt, decrypt)
            keyring.encrypt, keyring.decrypt = ways  # type: ignore[assignment]
            fill(store)
            (without if bare else with_).append(turn(store, masking=not bare))
        one, other = statistics.median(with_), statistics.median(without)
        print(
            f"avec {one * 1000:.2f} ms, sans {other * 1000:.2f} ms, écart "
            f"{(one - other) * 1000:.2f} ms, rapport {one / other:.3f}"
        )


if __name__ == "__main__":
    main()
