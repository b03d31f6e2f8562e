"""The test set as read by the trained model, and by classifiers trained on fewer examples."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from assistant import settings
from assistant.dialogue.points import SUBJECT
from assistant.nlu.entities.extractor import FrenchEntityExtractor
from assistant.nlu.intents.classifier import SparseIntentClassifier
from tools.nlu_report.scoring import Case, Reading, reading

SHARES = (20, 40, 60, 80, 100)  # per cent of the examples
SEED = 45


def read(model: Path, cases: Sequence[Case], times: Optional[List[float]] = None) -> List[Reading]:
    """Through the whole pipeline of the trained model, as the server does.

    The seconds that each message took are appended to `times`.
    """

    parses = parsed(model, [case.text for case in cases], times)
    return [reading(*both) for both in zip(cases, parses, strict=True)]


def parsed(
    model: Path,
    texts: Sequence[str],
    times: Optional[List[float]] = None,
    subjects: Sequence[str] = (),
) -> List[Dict[str, Any]]:
    """Rasa's parse of each message, through the whole pipeline.

    `subjects`: the point that was said before each, as a door tells it; none by default.
    """

    async def parse_all() -> List[Dict[str, Any]]:
        agent, found = Agent.load(str(model)), []
        for text, subject in zip(texts, subjects or [""] * len(texts), strict=True):
            message = UserMessage(text, metadata={SUBJECT: subject})
            started = perf_counter()
            found.append(dict(await agent.processor.parse_message(message)))
            if times is not None:
                times.append(perf_counter() - started)
        return found

    return asyncio.run(parse_all())


def examples() -> List[Tuple[str, str]]:
    """(label, text) of data/nlu and of the association's examples, sorted, each once."""
    folders = (settings.ROOT / "data" / "nlu", settings.examples_folder())
    found = [message for path in folders for message in load_data(str(path)).intent_examples]
    return sorted({(message.get_full_intent(), message.get(TEXT)) for message in found})


def drawn(pairs: Sequence[Tuple[str, str]], per_cent: int) -> List[Tuple[str, str]]:
    """That share of each intent's examples, at random, always the same; larger hold smaller."""
    groups: Dict[str, List[Tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        groups[pair[0]].append(pair)
    kept: List[Tuple[str, str]] = []
    for intent, group in groups.items():
        random.Random(f"{SEED} {intent}").shuffle(group)  # noqa: S311 - no secret
        kept += group[: max(1, round(len(group) * per_cent / 100))]
    return sorted(kept)


def learning_curve(cases: Sequence[Case]) -> Iterator[Tuple[int, List[Reading]]]:
    """For each share: how many examples, and what the classifier trained on them reads."""
    pairs, config = examples(), _classifier_config()
    for per_cent in SHARES:
        part = drawn(pairs, per_cent)
        classifier = SparseIntentClassifier(config, "courbe", None, Resource("courbe"))
        classifier.fit(part)
        messages = [Message({TEXT: case.text}) for case in cases]
        messages = classifier.process(FrenchEntityExtractor().process(messages))
        parsed = (message.data for message in messages)
        yield len(part), [reading(*both) for both in zip(cases, parsed, strict=True)]


def _classifier_config() -> Dict[str, Any]:
    pipeline = yaml.safe_load((settings.ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    name = f"{SparseIntentClassifier.__module__}.{SparseIntentClassifier.__name__}"
    config = next(component for component in pipeline if component["name"] == name)
    return {key: value for key, value in config.items() if key != "name"}
