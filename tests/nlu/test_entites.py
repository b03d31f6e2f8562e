"""The entities of the messages in entites.csv (today is Monday 23 November 2026), and limits."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clock import today
from assistant.nlu.entities import extract, read

TODAY = date(2026, 11, 23)
LINES = (Path(__file__).parent / "entites.csv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [tuple(line.rsplit(";", 1)) for line in LINES]
COUNTS = ("nuits", "repas", "repas_offerts", "kilometres", "chevaux", "nombre", "option")


def found(text: str) -> Counter:
    entities = extract(text, TODAY)
    return Counter((e.entity, e.value, e.role) for e in entities)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_table(text: str, expected: str) -> None:
    wanted = Counter((*item, None)[:3] for item in map(tuple, json.loads(expected)))
    assert found(text) == wanted
