"""Vectors kept between trainings: each line is read once, and no damage outlives a training."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import List

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.nlu.meaning import remembered
from assistant.nlu.meaning.encoders import Encoder

TEXTS = ["bonjour", "mot de passe perdu", "où", "bonjour"]
DIFFERENT = TEXTS[:3]


class Counting:
    """An encoder that notes what it was asked."""

    def __init__(self, width: int = 4) -> None:
        self.asked: List[str] = []
        self.width = width
        self.encoder = Encoder("counting 1.0, 2 layers", self._embed)

    def _embed(self, texts: List[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[hash_of(t) / (i + 3) for i in range(self.width)] for t in texts])


def hash_of(text: str) -> float:
    return sum(ord(c) * (i + 1) for i, c in enumerate(text)) % 97 / 97


def file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_each_line_is_read_once(tmp_path: Path) -> None:
    counting = Counting()
    first = remembered.vectors(counting.encoder, TEXTS, tmp_path)
    assert counting.asked == DIFFERENT and len(first) == len(TEXTS)
    again = remembered.vectors(counting.encoder, [*TEXTS[::-1], "nouveau"], tmp_path)
    assert counting.asked == [*DIFFERENT, "nouveau"]
    assert np.array_equal(again[:4], first[::-1])
    assert file(tmp_path).name == "counting-1.0-2-layers.npz"


def test_the_same_vectors_with_and_without_the_file(tmp_path: Path) -> None:
    encoder = Counting().encoder
    first = remembered.vectors(encoder, TEXTS, tmp_path)
    kept = remembered.vectors(encoder, TEXTS, tmp_path)
    assert first.tobytes() == kept.tobytes() == encoder(TEXTS).tobytes()


def test_many_texts_go_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "BATCH", 2)
    counting = Counting()
    texts = [f"texte {i}" for i in range(5)]
    found = remembered.vectors(counting.encoder, texts, tmp_path)
    assert counting.asked == texts
    assert np.array_equal(found, Counting().encoder(texts))


DAMAGES = {
    "empty": b"",
    "text": b"bonjour",
    "array": None,
    "other keys": {"a": np.zeros(3)},
    "other digests": {"keys": np.zeros((3, 4), np.uint8), "vectors": np.zeros((3, 4), np.float16)},
    "numbers": {"keys": np.zeros((3, 16), np.uint8), "vectors": np.zeros(3, np.float16)},
    "fewer": {"keys": np.zeros((3, 16), np.uint8), "vectors": np.zeros((2, 4), np.float16)},
    "another width": {"keys": np.zeros((1, 16), np.uint8), "vectors": np.zeros((1, 9), np.float16)},
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_again(damage: str, tmp_path: Path) -> None:
    counting = Counting()
    right = remembered.vectors(counting.encoder, TEXTS, tmp_path)
    path, content = file(tmp_path), DAMAGES[damage]
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is None:
        with path.open("wb") as out:
            np.save(out, np.zeros((3, 4)))
    else:
        np.savez(path, **content)
    assert np.array_equal(remembered.vectors(counting.encoder, TEXTS, tmp_path), right)
    asked = len(counting.asked)
    assert np.array_equal(remembered.vectors(counting.encoder, TEXTS, tmp_path), right)
    assert len(counting.asked) == asked  # the new file is read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_a_cut_or_a_changed_byte_never_stops_a_training(
    tmp_path: Path, data: st.DataObject
) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    encoder = Counting().encoder
    remembered.vectors(encoder, TEXTS, tmp_path)
    path = file(tmp_path)
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:at]
    else:
        content[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    assert np.array_equal(remembered.vectors(encoder, TEXTS, tmp_path), encoder(TEXTS))


def test_two_writers_leave_a_whole_file(tmp_path: Path) -> None:
    parts = [[f"{who} {i}" for i in range(40)] for who in "abcd"]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(5):
            list(pool.map(lambda p: remembered.vectors(Counting().encoder, p, tmp_path), parts))
    with np.load(file(tmp_path), allow_pickle=False) as stored:  # and nothing beside it
        assert len(stored["keys"]) == len(stored["vectors"]) in (40, 80, 120, 160)


def test_beyond_the_most_only_these_texts_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST", 4)
    counting = Counting()
    remembered.vectors(counting.encoder, ["a", "b", "c"], tmp_path)
    remembered.vectors(counting.encoder, ["c", "d"], tmp_path)
    assert len(np.load(file(tmp_path))["keys"]) == 4
    remembered.vectors(counting.encoder, ["d", "e", "d"], tmp_path)
    assert len(np.load(file(tmp_path))["keys"]) == 2
    counting.asked.clear()
    remembered.vectors(counting.encoder, ["e", "d"], tmp_path)
    assert counting.asked == []


def test_no_text_is_in_the_file(tmp_path: Path) -> None:
    remembered.vectors(Counting().encoder, TEXTS, tmp_path)
    content = file(tmp_path).read_bytes()
    assert not any(text.encode() in content for text in TEXTS if len(text) > 3)
    assert b"passe" not in content
