"""`make bench`: speed, memory and size, beside `rasa init`'s stock configuration, in one run.

python -m tools.bench.speed [--sans-stock] [--tours N] [--epoques N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Dict, List, Tuple

from assistant import settings
from assistant.cli import launcher, model

STOCK = """
recipe: default.v1
assistant_id: stock
language: fr
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: ResponseSelector
    epochs: 100
    constrain_similarities: true
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: UnexpecTEDIntentPolicy
    max_history: 5
    epochs: 100
  - name: TEDPolicy
    max_history: 5
    epochs: 100
    constrain_similarities: true
"""

# What is typed, and whether the turn belongs to a form.
TALK: List[Tuple[str, bool]] = [
    ("bonjour", False),
    ("mon compte elu apparait pas", False),
    ("c'est quoi franceconnect+", False),
    ("combien d'euros par an", False),
    ("calculer mes frais", True),
    ("2 nuits", True),
    ("3 repas", True),
    ("à Nanterre", True),
    ("comment valider mon dossier", False),
    ("prix 900 euros solde 400 euros, qui paie quoi", True),
    ("formation le 9 décembre 2027, dernier jour pour valider ?", True),
    ("deux nuits et un repas à Paris le 3 avril 2026", True),
    ("quelle météo demain", False),
    ("merci", False),
]


def rss(pids: List[int]) -> float:
    """Resident memory of processes, in megabytes."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentiles(times: List[float]) -> str:
    """« p50 / p95 » in milliseconds."""
    cuts = statistics.quantiles(times, n=20)
    return f"{statistics.median(times) * 1000:.1f} / {cuts[18] * 1000:.1f}"


def measure(root: Path, rounds: int, port: int) -> Dict[str, str]:
    """Train, start, talk and weigh the project copied at `root`."""
    os.environ["PORT"], settings.ROOT, settings.MODELS = str(port), root, root / "models"
    os.environ["DIFE_VAR"] = str(root / "var")
    settings.current.cache_clear()
    shutil.rmtree(settings.MODELS, ignore_errors=True)
    settings.MODELS.mkdir()
    started = time.perf_counter()
    subprocess.run(
        [
            sys.executable,
            "-m",
            "rasa",
            "train",
            "--fixed-model-name",
            f"dife-{model.fingerprint()[:12]}",
            "--skip-validation",
            "--quiet",
        ],
        cwd=root,
        env=model.environment(port),
        check=True,
        capture_output=True,
    )
    training = time.perf_counter() - started
    trained = model.trained_model()
    assert trained is not None
    model.seal(trained)
    started = time.perf_counter()
    plain: List[float] = []
    forms: List[float] = []
    with launcher.Servers() as servers:
        launcher.say(servers.address, "bonjour", "premiere-conversation")
        first = time.perf_counter() - started
        for _ in range(rounds):
            sender = uuid.uuid4().hex
            for text, in_form in TALK:
                before = time.perf_counter()
                launcher.say(servers.address, text, sender)
                (forms if in_form else plain).append(time.perf_counter() - before)
        memory = [rss([process.pid]) for process in servers._running]
    return {
        "Entraînement complet (s)": f"{training:.1f}",
        "Du démarrage à la première réponse (s)": f"{first:.1f}",
        "Tour par REST, tous, p50 / p95 (ms)": percentiles(plain + forms),
        "Tour de formulaire, p50 / p95 (ms)": percentiles(forms),
        "Tour sans formulaire, p50 / p95 (ms)": percentiles(plain),
        "Mémoire Rasa + actions (Mo)": f"{memory[1]:.0f} + {memory[0]:.0f} = {sum(memory):.0f}",
        "Archive du modèle (Mo)": f"{trained.stat().st_size / 1e6:.1f}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sans-stock", action="store_true")
    parser.add_argument("--tours", type=int, default=20)
    parser.add_argument("--epoques", type=int, default=100, help="of the stock configuration")
    options = parser.parse_args()
    source = settings.ROOT
    columns: Dict[str, Dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(["assistant"] + ["stock"] * (not options.sans_stock)):
            root = Path(folder) / name
            ignored = shutil.ignore_patterns(".venv", ".git", "models", "var", "__pycache__")
            shutil.copytree(source, root, ignore=ignored)
            if name == "stock":
                stock = STOCK.replace("epochs: 100", f"epochs: {options.epoques}")
                (root / "config.yml").write_text(stock, "utf-8")
            columns[name] = measure(root, options.tours, 16005 + 200 * number)
    print("| mesure | " + " | ".join(columns) + " |")
    print("| --- |" + " --- |" * len(columns))
    for row in columns["assistant"]:
        print(f"| {row} | " + " | ".join(column[row] for column in columns.values()) + " |")


if __name__ == "__main__":
    main()
