"""Which policy learns the stories: `python -m tools.bench.policies [--sans-ted]`.

Each policy is trained on data/stories/ beside RulePolicy, in a folder of its own, then put through
the last turns of every story: alone; after other subjects; with questions of the guide in between
(the interruptions that no story writes); in a long conversation. Right is the story's own action.
Seconds and milliseconds are those of the processor: what else runs does not count.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import structlog
import yaml

from assistant import settings
from assistant.cli.model import environment
from assistant.dialogue.intents import intent
from tests.support.paths import Talk, actions, load

RULES = """
recipe: default.v1
assistant_id: essai
language: fr
policies:
  - name: RulePolicy
    core_fallback_threshold: 0.3
    core_fallback_action_name: action_sans_histoire
"""
TED = """  - name: TEDPolicy
    max_history: {0}
    epochs: 100
    constrain_similarities: true
    split_entities_by_comma: true
"""
MEMORY = "  - name: {1}\n    max_history: {0}\n"
POLICIES: Dict[str, str] = {
    "aucune histoire": "",
    "Memoization, 5": MEMORY.format(5, "MemoizationPolicy"),
    "Memoization, 16": MEMORY.format(16, "MemoizationPolicy"),
    "AugmentedMemoization, 5": MEMORY.format(5, "AugmentedMemoizationPolicy"),
    "AugmentedMemoization, 8": MEMORY.format(8, "AugmentedMemoizationPolicy"),
    "AugmentedMemoization, 16": MEMORY.format(16, "AugmentedMemoizationPolicy"),
    "AugmentedMemoization, 24": MEMORY.format(24, "AugmentedMemoizationPolicy"),
    "la nôtre, 24": MEMORY.format(24, "assistant.policy.StoryPolicy"),
    "TED, 16": TED.format(16),
}
BEFORE = ["saluer", "definir_dife", "eligibilite_dife", "creer_compte", "frais_annexes"]
BETWEEN = ["remercier", "definir_dife", "etes_vous_un_robot"]
Turn = Tuple[str, List[str]]


def stories() -> Iterator[List[Turn]]:
    """The turns of the stories that begin with a message, as (intent, actions)."""
    for path in sorted((settings.ROOT / "data/stories").glob("*.yml")):
        for story in yaml.safe_load(path.read_text("utf-8"))["stories"]:
            turns: List[Turn] = []
            for step in story["steps"]:
                if "intent" in step:
                    turns.append((step["intent"], []))
                elif "action" in step and turns:
                    turns[-1][1].append(step["action"])
            if turns and "intent" in story["steps"][0]:
                yield turns


def paths() -> Dict[str, List[Tuple[List[str], Turn]]]:
    """By kind of path: what is said before, and the turn that a story decides."""
    found: Dict[str, List[Tuple[List[str], Turn]]] = {}
    for turns in stories():
        said = [name for name, _ in turns[:-1]]
        last = turns[-1]
        if not intent(last[0]).follows or not said:
            continue
        kinds = {
            "seul": said,
            "après d'autres sujets": [*BEFORE, *said],
            "interrompu une fois": [*said, BETWEEN[0]],
            "interrompu trois fois": [*said, *BETWEEN],
            "interrompu, longue conversation": [*BEFORE * 3, *said, *BETWEEN[:2]],
        }
        for kind, before in kinds.items():
            found.setdefault(kind, []).append((before, last))
    return found


def train(config: str, folder: Path) -> Tuple[Path, float]:
    """The model of this configuration, and the seconds of processor that it took."""
    (folder / "config.yml").write_text(RULES + config, "utf-8")
    command = [sys.executable, "-m", "rasa", "train", "core", "--config", "config.yml"]
    command += ["--domain", "domain", "--stories", "paths", "--out", "models"]
    command += ["--fixed-model-name", "essai"]
    before = _children()
    subprocess.run(
        command,
        cwd=folder,
        env={**environment(5005), "PYTHONPATH": str(settings.ROOT)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return folder / "models/essai.tar.gz", _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(config: str) -> List[str]:
    """A row of the table: seconds of training, right by kind of path, then the milliseconds of a
    decision that a story takes, and of one that a rule takes, over all these conversations."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(settings.ROOT / "data/responses", folder / "domain")
        shutil.copy(settings.ROOT / "domain.yml", folder / "domain")
        for kind in ("rules", "stories"):
            shutil.copytree(settings.ROOT / "data" / kind, folder / "paths" / kind)
        model, seconds = train(config, folder)
        agent = load(model)
    row = [f"{seconds:.0f}"]
    times: Dict[bool, List[float]] = {True: [], False: []}
    for cases in paths().values():
        right = 0
        for before, (last, expected) in cases:
            talk = Talk(agent)
            for said in [*before, last]:
                started = time.process_time()
                done = actions(talk.say(said))
                spent = (time.process_time() - started) / (len(done) + 1)
                times[intent(said).follows].append(spent)
            right += done == expected
        row.append(f"{right}/{len(cases)}")
    return [*row, *(f"{statistics.median(times[kind]) * 1000:.1f}" for kind in (True, False))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sans-ted", action="store_true")
    parser.add_argument("--seulement", default="", help="the policies whose name holds this")
    options = parser.parse_args()
    quiet: Any = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    logging.disable(logging.WARNING)
    os.environ.update(environment(5005))
    columns = ["entraînement (s)", *paths(), "décision d'une histoire (ms)", "d'une règle (ms)"]
    print("| " + " | ".join(["politique", *columns]) + " |")
    print("| --- |" + " --- |" * len(columns))
    for name, config in POLICIES.items():
        if options.seulement in name and not (options.sans_ted and name.startswith("TED")):
            print("| " + " | ".join([name, *measure(config)]) + " |", flush=True)


if __name__ == "__main__":
    main()
