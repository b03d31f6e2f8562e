"""Every sentence of the guide's three versions (guide.csv) is said by an answer, as read today.

A row of guide.csv: the versions that have the sentence (A, the oldest; B, « Utiliser mon DIFE »;
C, « Payer ma formation »), its step, the sentence, the answer that says it (a point, another
response, or `courriels/<cas>` with its papers), and the words that must be found in it: regular
expressions without capitals or accents, « & » between them. The association's facts are markers,
in the sentence and in the words. `etat`: « dit »; « remplacé », tied to what holds today, and
« écarté », said by nobody, both with the reason.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Dict, Set

import pytest
import yaml

from assistant import clock, settings
from assistant.dialogue import points
from assistant.facts import current
from assistant.wording.markers import marker
from dife.letters import build_letter
from dife.text import bare

ROWS = list(
    csv.DictReader(
        Path(__file__).with_name("guide.csv").read_text("utf-8").splitlines(), delimiter=";"
    )
)
WRITTEN = {
    name.removeprefix("utter_"): variants[0]["text"]
    for path in sorted(settings.RESPONSES.glob("*.yml"))
    for name, variants in yaml.safe_load(path.read_text("utf-8"))["responses"].items()
}
LETTERS = "courriels/"
STEPS: Dict[str, Set[str]] = {  # what was found of each version: A has only three steps of its own
    "couverture": {"B", "C"},
    "1": {"A", "B", "C"},
    "2": {"A", "B", "C"},
    "3": {"B", "C"},
    "4": {"B", "C"},
    "5": {"A", "B", "C"},
    "6": {"B"},
    "6 La Poste": {"C"},
    "contacts": {"B", "C"},
}
NAMED = [f"{row['etape']} : {row['phrase']}" for row in ROWS]
SAID = [row for row in ROWS if row["etat"] != "écarté"]
_MARKER = re.compile(r"{([a-z0-9_.]+)}")


def folded(text: str) -> str:
    """Lower case, without accents, any space or line for one space."""
    return " ".join(bare(text).split())


def answer(place: str, day: date) -> str:
    """What the official reads, folded; KeyError when no answer has that name."""
    refs = current()
    if place.startswith(LETTERS):
        letter = build_letter(refs.letters[place.removeprefix(LETTERS)], {}, refs, day, blank=True)
        return folded(
            "\n".join([letter.recipient, letter.subject, letter.body, *letter.attachments])
        )
    return folded(_MARKER.sub(lambda found: marker(found[1], refs, day), WRITTEN[place]))


def words(row: Dict[str, str], day: date) -> list[str]:
    """The regular expressions of a row, with its facts."""
    filled = _MARKER.sub(
        lambda found: re.escape(folded(marker(found[1], current(), day))), row["mots"]
    )
    return filled.split(" & ")


@pytest.mark.parametrize("row", SAID, ids=[f"{r['etape']}-{r['phrase'][:40]}" for r in SAID])
def test_a_sentence_is_said(row: Dict[str, str]) -> None:
    text = answer(row["dit_par"], clock.today())
    for word in words(row, clock.today()):
        assert re.search(word, text), (
            f"{row['dit_par']} ne dit plus « {row['phrase']} » : « {word} » manque"
        )


@pytest.mark.parametrize("row", ROWS, ids=NAMED)
def test_a_row_is_whole(row: Dict[str, str]) -> None:
    assert None not in row and None not in row.values(), "un « ; » de trop ou de moins"
    versions = row["versions"].split()
    assert versions and versions == sorted(set(versions))
    assert set(versions) <= STEPS[row["etape"]]
    assert row["phrase"].strip()
    assert row["etat"] in ("dit", "remplacé", "écarté")
    assert bool(row["raison"]) == (row["etat"] != "dit")
    assert bool(row["dit_par"]) == bool(row["mots"]) == (row["etat"] != "écarté")
    assert not _MARKER.sub("", row["phrase"]).count("{")
    for found in _MARKER.findall(row["phrase"]):
        assert marker(found, current(), clock.today())


@pytest.mark.parametrize("place", sorted({row["dit_par"] for row in SAID}))
def test_the_answer_exists(place: str) -> None:
    if place.startswith(LETTERS):
        assert place.removeprefix(LETTERS) in current().letters
    else:
        assert place in WRITTEN
        assert "/" not in place or place in points.points()


@pytest.mark.parametrize("row", SAID, ids=[f"{r['etape']}-{r['phrase'][:40]}" for r in SAID])
def test_the_words_are_distinctive(row: Dict[str, str]) -> None:
    """Words found in many answers would be found there whatever was taken out."""
    day = clock.today()
    patterns = words(row, day)
    assert all(len(re.findall(r"\w", word)) >= 4 for word in patterns)
    texts = [answer(label, day) for label in points.points()]
    found = sum(all(re.search(word, text) for word in patterns) for text in texts)
    assert found <= 15, f"{found} points disent « {row['mots']} »"


def test_every_version_has_its_steps() -> None:
    found: Dict[str, Set[str]] = {}
    for row in ROWS:
        found.setdefault(row["etape"], set()).update(row["versions"].split())
    assert found == STEPS


def test_no_sentence_twice_and_none_lost() -> None:
    assert [name for name, n in Counter(NAMED).items() if n > 1] == []
    assert len(ROWS) == 231
    assert len(ROWS) - len(SAID) <= 1
