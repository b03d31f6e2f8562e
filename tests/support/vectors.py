"""Cases worked out by hand, in YAML that staff can read and add to (tests/dife/vectors/)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / "dife" / "vectors"


class _Exact(yaml.SafeLoader):
    """Numbers as exact decimals: 17.50 is no float."""


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Exact.add_constructor("tag:yaml.org,2002:int", _number)
_Exact.add_constructor("tag:yaml.org,2002:float", _number)


def vectors(name: str, table: str) -> Any:
    """A parametrize mark: one test, with argument `case`, for each line of a table."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    content = yaml.load(text, _Exact)[table]  # noqa: S506 - a safe loader
    assert content["source"] and content["cas"], f"{name}, {table}: a table has a source and cases"
    named = [pytest.param(case, id=_id(case)) for case in content["cas"]]
    return pytest.mark.parametrize("case", named)


def _id(case: dict[str, Any]) -> str:
    return " ".join(str(value) for value in case.values())
