"""Vectors of the examples, kept between trainings: an encoder reads each line once.

One file an encoder in var/vecteurs/: a digest of the text and its vector, never the text. A file
that cannot be read is made again.
"""

from __future__ import annotations

import os
import tempfile
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Dict, List

import numpy as np

from assistant.nlu.meaning.encoders import Encoder

BATCH = 256  # texts
DIGEST = 16  # bytes
MOST = 60_000  # vectors kept; beyond, those of these texts only


def vectors(encoder: Encoder, texts: List[str], folder: Path) -> np.ndarray:
    """A row for each text."""
    path = folder / f"{encoder.name.replace(',', '').replace(' ', '-')}.npz"
    known = _read(path)
    keys = [_key(text) for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    left = list(missing.items())
    for start in range(0, len(left), BATCH):
        part = left[start : start + BATCH]
        found = encoder([text for _, text in part]).astype(np.float16)
        if any(len(row) != found.shape[1] for row in islice(known.values(), 1)):
            path.unlink()  # of another width
            return vectors(encoder, texts, folder)
        known.update(zip((key for key, _ in part), found, strict=True))
    if missing:
        kept = known if len(known) <= MOST else {key: known[key] for key in dict.fromkeys(keys)}
        _write(path, kept)
    return np.array([known[key] for key in keys], dtype=np.float32)


def _key(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=DIGEST).digest()


def _read(path: Path) -> Dict[bytes, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            keys, rows = stored["keys"], stored["vectors"]
        if keys.shape[1:] != (DIGEST,) or rows.ndim != 2 or rows.dtype != np.float16:
            return {}
        return {bytes(key): row for key, row in zip(keys, rows, strict=True)}
    except Exception:  # damaged anywhere: zipfile and numpy raise a dozen kinds
        return {}


def _write(path: Path, kept: Dict[bytes, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = np.frombuffer(b"".join(kept), dtype=np.uint8).reshape(len(kept), -1)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
        np.savez(file, keys=keys, vectors=np.array(list(kept.values()), dtype=np.float16))
    os.replace(file.name, path)  # two trainings at once: one of the two files, whole
