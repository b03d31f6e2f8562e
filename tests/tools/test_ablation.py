"""What each part of the classifier brings: who shares a training, what is counted."""

from __future__ import annotations

from pathlib import Path
from typing import List, Tuple

import numpy as np
import pytest

from assistant.nlu.intents.model import DEFAULTS
from assistant.nlu.meaning.encoders import Encoder
from tools.nlu_report import ablation
from tools.nlu_report.points import Asked

LABELS = ["hors_sujet", "montant/date", "montant/plafond"]


def test_variants_change_what_the_model_knows() -> None:
    for config in ablation.VARIANTS.values():
        assert set(config) <= set(DEFAULTS)
        assert all(config[key] != DEFAULTS[key] for key in config)


def test_what_only_changes_the_reading_shares_a_training() -> None:
    shared = [ablation.learnt(ablation.VARIANTS[name]) for name in ("tout lu par e5", "sans e5")]
    assert shared == [ablation.learnt({})] * 2
    assert ablation.learnt({"encoders": []}) == ablation.learnt({"encoders": ["e5"]})
    assert ablation.learnt({"vectors": ""}) != ablation.learnt({})


def test_a_text_is_read_once() -> None:
    read: List[str] = []

    def embed(texts: List[str]) -> np.ndarray:
        read.extend(texts)
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    encoder = ablation.remembering(lambda: Encoder("x 1", embed))
    assert encoder.name == "x 1"
    for texts in (["a", "bb"], ["bb", "ccc", "a"]):
        assert encoder(texts).tolist() == [[len(text)] for text in texts]
    assert read == ["a", "bb", "ccc"]


def test_an_intent_is_as_likely_as_its_points_together() -> None:
    names, table = ablation.by_intent(LABELS, np.array([[0.4, 0.3, 0.3]]))
    assert names == ["hors_sujet", "montant"]
    assert table.tolist() == [[0.4, pytest.approx(0.6)]]


def test_figures() -> None:
    rows = {
        "plafond": np.array([0.0, 0.1, 0.9]),  # right at once
        "date": np.array([0.1, 0.2, 0.7]),  # wrong at once
        "bonjour": np.array([0.5, 0.3, 0.2]),  # right, not at once
    }
    cases = [
        Asked(frozenset({"montant/plafond"}), "plafond"),
        Asked(frozenset({"montant/date"}), "date"),
    ]
    others = [("hors_sujet", {"hors_sujet"}, "bonjour"), ("montant", {"montant"}, "date")]
    found = ablation.measure(LABELS, rows.__getitem__, others, cases)
    assert [found[name] for name in ("étiquette juste", "dans les 4")] == [0.5, 1.0]
    assert [found[name] for name in ("juste d'emblée", "faux d'emblée")] == [0.5, 0.5]
    assert [found[name] for name in ("intention juste", "hors sujet reconnu")] == [1.0, 1.0]
    assert [found[name] for name in ("vraie question écartée", "faux et sûr")] == [0.0, 0.0]
    assert ablation.line("x", {"a": 0.5}) == "| x | 50.0 % |"


def test_trained_kept_and_read(tmp_path: Path) -> None:
    turns = ["quel est", "je cherche", "dites-moi", "où voir", "svp", "merci de dire"]
    subjects = {"montant/date": "la date du crédit", "montant/plafond": "le plafond de mes droits"}
    pairs: List[Tuple[str, str]] = sorted(
        (label, f"{turn} {subject}") for label, subject in subjects.items() for turn in turns
    )
    config = {"vectors": "", "lexicon": "", "encoders": []}
    ablation.trained(pairs, config, tmp_path / "kept")
    labels, predict = ablation.component(config, tmp_path / "kept")
    assert labels[int(predict("et le plafond ?").argmax())] == "montant/plafond"
    assert ablation.logistic(pairs)[0] == labels
