"""The blind test set: written by three hands who never saw the training examples."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter

import yaml
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.settings import ROOT, examples_folder
from tools.nlu_report import scoring

ROWS = [
    line.split("\t") for path in scoring.messages() for line in path.read_text("utf-8").splitlines()
]
TRAINED = [
    line[2:]
    for folder in (ROOT / "data/nlu", examples_folder())
    for path in sorted(folder.glob("*.yml"))
    for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]
    for line in block["examples"].splitlines()
]


def normal(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9+]+", text)) or text


def test_size_and_labels():
    catalogue = {
        row["intent"]
        for row in csv.DictReader((ROOT / "tests/catalogue.csv").read_text("utf-8").splitlines())
    }
    counts = Counter(intent for intent, *_ in ROWS)
    assert len(ROWS) >= 900 and set(counts) == catalogue and min(counts.values()) >= 9
    known = set(yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["intents"])
    for _, alternatives, text, _ in ROWS:
        assert set(alternatives.split(",")) - {""} <= known and text.strip()


def test_no_near_copy_of_a_training_example():
    texts = [text for _, _, text, _ in ROWS]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), preprocessor=normal)
    trained = vectors.fit_transform(TRAINED)
    likeness = vectors.transform(texts) @ trained.T
    best = likeness.max(axis=1).toarray().ravel()
    assert [t for t, score in zip(texts, best, strict=True) if score > 0.9] == []
