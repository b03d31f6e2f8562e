"""What a letter's field holds and how a letter is written: Python and the browser say the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import Any, Dict

import pytest

from actions.letter_card import card
from assistant.dialogue.doors import SITE
from assistant.facts import current
from assistant.settings import ROOT
from dife.letter_fields import FieldError, LetterField, validate_field
from dife.letters import Letter, LetterCase, build_letter
from dife.said.birth import read_birth

VECTORS: Dict[str, Any] = json.loads((ROOT / "tests/support/letter.json").read_text("utf-8"))
TODAY = date.fromisoformat(VECTORS["today"])
REFUSALS = {**VECTORS["card"]["refus"], "exemple": "Comme {exemple}."}
CASE = LetterCase.parse_obj({**VECTORS["case"], "cle": "cas", "refus": REFUSALS})


def field(key: str) -> LetterField:
    found = CASE.field(key)
    assert found
    return found


def letter(values: Dict[str, str], blank: bool = False) -> Letter:
    return build_letter(CASE, values, current(), TODAY, blank)


@pytest.mark.parametrize(
    "vector", VECTORS["answers"], ids=lambda v: f"{v['field']}-{v['text'][:20]}"
)
def test_an_answer_in_python(vector: Dict[str, Any]) -> None:
    text = vector["text"] * vector.get("times", 1) + vector.get("then", "")
    if "fault" in vector:
        with pytest.raises(FieldError) as error:
            validate_field(field(vector["field"]), text, TODAY)
        assert error.value.fault == vector["fault"]
    else:
        kept = validate_field(field(vector["field"]), text, TODAY)
        assert kept == (text if vector["kept"] is True else vector["kept"])


@pytest.mark.parametrize("vector", VECTORS["letters"])
def test_a_letter_in_python(vector: Dict[str, Any]) -> None:
    said = vector["values"].items()
    made = letter({key: validate_field(field(key), text, TODAY) for key, text in said})
    assert (made.subject, made.body) == (vector["subject"], vector["body"])


@pytest.mark.parametrize("vector", VECTORS["days"], ids=lambda v: "-".join(v["typed"]))
def test_a_day_in_three_fields_is_the_one_that_is_read_elsewhere(vector: Dict[str, Any]) -> None:
    day = read_birth(" ".join(vector["typed"]), TODAY).day
    assert (day.isoformat() if day else None) == vector.get("day")


@pytest.mark.parametrize("vector", VECTORS["sentences"])
def test_a_sentence_in_python(vector: Dict[str, Any]) -> None:
    example = field(vector["field"]).exemple
    follows = f" Comme {example}." if example else ""
    said = CASE.refus.say(field(vector["field"]), vector["fault"])
    assert said == vector["said"] + follows


def test_the_card_that_the_browser_reads_is_the_one_of_the_vectors() -> None:
    made = replace(letter({}, blank=True), recipient=VECTORS["card"]["destinataire"])
    assert json.loads(json.dumps(card(CASE, made, SITE).to_json())) == VECTORS["card"]


def test_the_same_in_the_browser_s_language() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    tests = sorted((ROOT / "widget/test").glob("*.test.js"))
    command = [node, "--test", "--test-reporter=tap", *map(str, tests)]
    environment = {name: text for name, text in os.environ.items() if name != "NODE_OPTIONS"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert re.search(r"^# fail 0$", done.stdout, re.M), done.stdout[-1000:]
    assert not re.search(r"^# pass 0$", done.stdout, re.M), done.stdout[-1000:]
