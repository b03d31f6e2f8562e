"""The word vectors of fr_core_news_md, without the rest of spaCy's pipeline."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import List, Optional

import numpy as np


class WordVectors:
    """Unit vectors in half precision: 17 MB, where spaCy's own table takes 240."""

    def __init__(self, package: str) -> None:
        from spacy.vectors import Vectors

        module = import_module(package)
        self.name = f"{package} {module.__version__}"
        folder = Path(str(module.__file__)).parent / f"{package}-{module.__version__}" / "vocab"
        table = Vectors()
        table.from_disk(folder)
        data = np.asarray(table.data, dtype=np.float32)
        data /= np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-9)
        self._data = data.astype(np.float16)
        keys = np.fromiter(table.key2row, dtype=np.uint64, count=len(table.key2row))
        rows = np.fromiter(table.key2row.values(), dtype=np.int32, count=len(keys))
        order = np.argsort(keys)
        self._keys, self._rows = keys[order], rows[order]
        self.width = data.shape[1]

    def row(self, word: str) -> Optional[int]:
        """Where the word stands in the table; "l'" is looked up with either apostrophe."""
        from spacy.strings import get_string_id

        for spelling in dict.fromkeys((word, word.rstrip("'"), word.replace("'", "’"))):
            key = np.uint64(get_string_id(spelling))
            at = int(np.searchsorted(self._keys, key))
            if at < len(self._keys) and self._keys[at] == key:
                return int(self._rows[at])
        return None

    def sum(self, words: List[str], weights: List[float]) -> np.ndarray:
        """The weighted sum of the words' vectors; a word without a vector adds nothing."""
        total = np.zeros(self.width, dtype=np.float32)
        for word, weight in zip(words, weights, strict=True):
            row = self.row(word)
            if row is not None:
                total += self._data[row].astype(np.float32) * np.float32(weight)
        return total


@lru_cache(maxsize=1)
def load(package: str) -> WordVectors:
    """The package's vectors, read once per process."""
    return WordVectors(package)
