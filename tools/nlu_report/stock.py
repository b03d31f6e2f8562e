"""The same figures for Rasa's stock pipelines on the same data, in one run (about two hours).

`python -m tools.nlu_report.stock [--epoques N] [names]` trains the understanding alone, three
times: ours, that of `rasa init` (which is also what Rasa picks when none is written), and
the same over spaCy's French vectors. A line comes out as soon as it is measured, for
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, List

import yaml
from rasa.utils.log_utils import configure_structlog

from assistant import settings
from assistant.cli.model import environment
from tools.bench.speed import STOCK
from tools.nlu_report import reader, scoring

KEPT = {
    "first": "première réponse juste",
    "three": "bonne parmi trois",
    "outside_caught": "hors sujet reconnus",
    "turned_away": "vraies questions éconduites",
    "answered_wrong": "fausses sans rien proposer",
}


def pipelines() -> Dict[str, str]:
    """Name → configuration file's text."""
    stock = yaml.safe_load(STOCK)
    french = [
        {"name": "SpacyNLP", "model": "fr_core_news_md"},
        {"name": "SpacyTokenizer"},
        {"name": "SpacyFeaturizer"},
    ]
    with_spacy = {**stock, "pipeline": french + stock["pipeline"][1:]}
    return {
        "assistant": (settings.ROOT / "config.yml").read_text("utf-8"),
        "rasa init": STOCK,
        "rasa init avec spaCy": yaml.safe_dump(with_spacy, sort_keys=False),
    }


def measure(config: str, cases: List[scoring.Case]) -> Dict[str, str]:
    """Train on all the examples and read the cases."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        same_data = {"importers": [{"name": "assistant.nlu.importer.AssociationImporter"}]}
        config = yaml.safe_dump({**yaml.safe_load(config), **same_data}, sort_keys=False)
        (root / "config.yml").write_text(config, "utf-8")
        shutil.copy(settings.ROOT / "domain.yml", root)
        started = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "rasa",
                "train",
                "nlu",
                "--config",
                str(root / "config.yml"),
                "--nlu",
                "data/nlu",
                "--out",
                str(root),
                "--fixed-model-name",
                "essai",
            ],
            cwd=settings.ROOT,
            env=environment(5005),
            check=True,
            capture_output=True,
        )
        training = time.perf_counter() - started
        model = root / "essai.tar.gz"
        times: List[float] = []
        figures = scoring.figures(reader.read(model, cases, times))
        row = {label: f"{figures[key].value * 100:.1f} %" for key, label in KEPT.items()}
        row["lecture, médiane (ms)"] = f"{statistics.median(times) * 1000:.1f}"
        row["entraînement de la compréhension (s)"] = f"{training:.0f}"
        row["archive (Mo)"] = f"{model.stat().st_size / 1e6:.1f}"
        return row


def main() -> None:
    configs = pipelines()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *configs], default=[])
    parser.add_argument("--epoques", type=int, default=100, help="of the stock classifiers")
    options = parser.parse_args()
    configure_structlog(logging.WARNING)
    cases = scoring.cases()
    print(f"{len(reader.examples())} exemples, {len(cases)} messages d'autres auteurs.", flush=True)
    for name in options.names or configs:
        config = configs[name].replace("epochs: 100", f"epochs: {options.epoques}")
        for label, value in measure(config, cases).items():
            print(f"{name} | {label} | {value}", flush=True)


if __name__ == "__main__":
    main()
