"""The test stories of this folder, through Rasa's own `rasa test`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

from assistant import settings
from assistant.cli import model

FOLDER = Path(__file__).parent


def stories() -> list:
    return [s for p in FOLDER.glob("test_*.yml") for s in yaml.safe_load(p.read_text())["stories"]]


def test_there_are_enough_turns_and_each_intent_of_the_catalogue_is_met():
    turns = [step for story in stories() for step in story["steps"] if "user" in step]
    assert len(turns) >= 120
    catalogue = (settings.ROOT / "tests/catalogue.csv").read_text("utf-8").splitlines()[1:]
    assert {line.split(",")[0] for line in catalogue} <= {turn["intent"] for turn in turns}


def rasa(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "rasa", *words],
        cwd=settings.ROOT,
        env=model.environment(5005),
        capture_output=True,
        text=True,
    )


def test_rasa_finds_no_contradiction():
    policies = yaml.safe_load((settings.ROOT / "config.yml").read_text("utf-8"))["policies"]
    (memory,) = [p["max_history"] for p in policies if "max_history" in p]
    done = rasa("data", "validate", "--max-history", str(memory))
    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stdout + done.stderr


def test_rasa_predicts_every_step(tmp_path):
    done = rasa(
        *("test", "core", "--model", str(model.trained_model())),
        *("--stories", str(FOLDER), "--out", str(tmp_path), "--fail-on-prediction-errors"),
    )
    failed = tmp_path / "failed_test_stories.yml"
    assert done.returncode == 0, failed.read_text() if failed.exists() else done.stderr[-2000:]
