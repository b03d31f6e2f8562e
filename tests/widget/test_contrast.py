"""RGAA 3.3: what only an edge or a mark tells stands out, 3 for 1, in light and in dark."""

from __future__ import annotations

import re
from typing import Dict

import pytest

from assistant import settings

STYLE = (settings.ROOT / "widget/src/style.css").read_text("utf-8")
PROPERTY = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6})\b")


def colours(selector: str) -> Dict[str, str]:
    """The custom properties of the first rule of a selector."""
    body = re.search(rf"^{re.escape(selector)} {{(.*?)}}", STYLE, re.S | re.M)
    assert body
    return dict(PROPERTY.findall(body[1]))


def luminance(colour: str) -> float:
    digits = colour[1:]
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("selector", [".cadre", ".sombre"])
def test_edges_and_marks_stand_out(selector: str) -> None:
    found = {**colours(".cadre"), **colours(selector)}
    for ground in ("fond", "sol"):
        assert contrast(found["trait"], found[ground]) >= 3  # of fields and buttons
        assert contrast(found["faute"], found[ground]) >= 4.5  # also of words
        assert contrast(found["second"], found[ground]) >= 4.5
        assert contrast(found["encre"], found[ground]) >= 7
