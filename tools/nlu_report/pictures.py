"""The pictures of the report on understanding, as PNG in base64."""

from __future__ import annotations

import base64
import io
from typing import Dict, List, Sequence, Tuple

import matplotlib

matplotlib.use("Agg")

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from tools.nlu_report import scoring
from tools.nlu_report.scoring import Reading, Share

RIGHT, WRONG, GREY = "#0b6e99", "#c9480c", "#8a8f98"
PER_CENT = FuncFormatter(lambda value, _: f"{value * 100:.0f} %")
plt.rcParams.update(
    {"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True}
)


def png(figure: Figure) -> str:
    """The picture in base64; the same figures give the same bytes."""
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=110, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def intents(shares: Dict[str, Share]) -> str:
    """A bar per intent, worst first."""
    names, values = list(shares), [s.value for s in shares.values()]
    figure, axes = plt.subplots(figsize=(8.5, 0.19 * len(names) + 0.8))
    colours = [WRONG if value < 0.9 else RIGHT for value in values]
    axes.barh(names, values, color=colours, height=0.75)
    for place, each in enumerate(shares.values()):
        axes.text(
            each.value + 0.006,
            place,
            f"{each.count}/{each.total}",
            va="center",
            fontsize=7,
            bbox={"color": "white", "pad": 0.5},
        )
    axes.axvline(0.9, color=GREY, linestyle=":", zorder=0)
    axes.set(xlim=(0, 1.08), ylim=(len(names) - 0.4, -0.6), xlabel="première réponse juste")
    axes.set_xticks(np.arange(0, 1.01, 0.1))
    axes.xaxis.set_major_formatter(PER_CENT)
    axes.tick_params(axis="y", labelsize=7.5)
    return png(figure)


def confusion(labels: List[str], matrix: np.ndarray) -> str:
    """Rows brought to 1; the counts of errors are written."""
    parts = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(13, 12.4))
    shown = axes.imshow(parts, cmap="Blues", norm=PowerNorm(0.5, 0, 1))
    for row, column in zip(*np.nonzero(matrix), strict=True):
        if row != column:
            axes.text(
                column,
                row,
                matrix[row, column],
                ha="center",
                va="center",
                color=WRONG,
                fontsize=7,
                fontweight="bold",
            )
    places = np.arange(len(labels))
    axes.set_xticks(places, labels, rotation=90, fontsize=7)
    axes.set_yticks(places, labels, fontsize=7)
    axes.set_xticks(places - 0.5, minor=True)
    axes.set_yticks(places - 0.5, minor=True)
    axes.grid(which="minor", color="#e6e8eb", linewidth=0.4)
    axes.tick_params(which="minor", length=0)
    axes.set(xlabel="intention reconnue", ylabel="intention attendue")
    bar = figure.colorbar(shown, ax=axes, shrink=0.5, pad=0.015, format=PER_CENT)
    bar.set_label("part des messages de la ligne")
    return png(figure)


def confidences(readings: Sequence[Reading]) -> str:
    """How confident the right and the wrong ones are."""
    groups = [
        [r.confidence for r in readings if r.right],
        [r.confidence for r in readings if not r.right],
    ]
    figure, (whole, near) = plt.subplots(2, 1, figsize=(8, 4.6), sharex=True)
    for axes, which in ((whole, (0, 1)), (near, (1,))):
        axes.hist(
            [groups[i] for i in which],
            bins=list(np.linspace(0, 1, 21)),
            stacked=True,
            color=[(RIGHT, WRONG)[i] for i in which],
            label=[("justes", "fausses")[i] + f" ({len(groups[i])})" for i in which],
        )
        axes.set_ylabel("messages")
        axes.legend(frameon=False, loc="upper left")
    near.set_xlabel("confiance dans la première intention (en bas : les fausses seules)")
    near.xaxis.set_major_formatter(PER_CENT)
    return png(figure)


def reliability(readings: Sequence[Reading]) -> str:
    """Rightness against confidence; on the diagonal, confidence is honest."""
    bins = scoring.reliability(readings)
    figure, axes = plt.subplots(figsize=(5.6, 5.2))
    axes.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="confiance parfaitement honnête")
    x, y = [b.confidence for b in bins], [b.right.value for b in bins]
    low, high = zip(*(b.right.interval for b in bins), strict=True)
    spread = [np.subtract(y, low).clip(0), np.subtract(high, y).clip(0)]
    axes.errorbar(x, y, spread, color=RIGHT, marker="o", capsize=3, label="mesurée (à 95 %)")
    for b in bins:
        axes.annotate(
            str(b.right.total),
            (b.confidence, b.right.value),
            xytext=(6, -11),
            textcoords="offset points",
            fontsize=7.5,
            color="#444",
        )
    axes.set(
        xlim=(0, 1.02),
        ylim=(0, 1.02),
        xlabel="confiance annoncée (moyenne du dixième)",
        ylabel="première réponse juste",
    )
    axes.xaxis.set_major_formatter(PER_CENT)
    axes.yaxis.set_major_formatter(PER_CENT)
    axes.legend(frameon=False, loc="lower right")
    return png(figure)


def learning(curve: Sequence[Tuple[int, Share, Share]]) -> str:
    """Rightness against the number of examples."""
    sizes = [size for size, _, _ in curve]
    figure, axes = plt.subplots(figsize=(7.2, 4.2))
    firsts, threes = [first for _, first, _ in curve], [three for _, _, three in curve]
    for shares, label, colour, below in (
        (firsts, "première réponse juste", RIGHT, -14),
        (threes, "parmi les trois premières", GREY, 7),
    ):
        values = [share.value for share in shares]
        low, high = zip(*(share.interval for share in shares), strict=True)
        axes.fill_between(sizes, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(sizes, values, color=colour, marker="o", label=label)
        for size, value in zip(sizes, values, strict=True):
            text = f"{value * 100:.1f}".replace(".", ",")
            axes.annotate(
                text,
                (size, value),
                xytext=(0, below),
                textcoords="offset points",
                ha="center",
                fontsize=8,
            )
    axes.set(xlabel="exemples d'entraînement", xticks=sizes, ylim=(None, 1.01))
    axes.yaxis.set_major_formatter(PER_CENT)
    axes.grid(axis="y", color="#e6e8eb")
    axes.legend(frameon=False, loc="lower right")
    return png(figure)


def risk(steps: Sequence[Tuple[float, float]], today: int) -> str:
    """Shares answered (wrong, right), surest first; up to `today`, what is answered at present."""
    wrong, right = zip(*steps, strict=True)
    figure, axes = plt.subplots(figsize=(7.2, 4.6))
    axes.plot(wrong[today:], right[today:], color=GREY, linestyle="--", label="estimée au-delà")
    axes.plot(wrong[: today + 1], right[: today + 1], color=RIGHT, label="en montant le seuil")
    axes.plot(
        wrong[today], right[today], color=WRONG, marker="o", linestyle="", label="aujourd'hui"
    )
    axes.annotate(
        f"{right[today] * 100:.1f} % juste, {wrong[today] * 100:.1f} % faux".replace(".", ","),
        steps[today],
        xytext=(9, -14),
        textcoords="offset points",
        fontsize=8,
    )
    axes.set(
        xlim=(0, max(0.06, wrong[today] * 1.5)),
        ylim=(0, 1.02),
        xlabel="part des vraies questions répondues faux",
        ylabel="part répondue juste, aussitôt",
    )
    axes.xaxis.set_major_formatter(PER_CENT)
    axes.yaxis.set_major_formatter(PER_CENT)
    axes.grid(color="#e6e8eb")
    axes.legend(frameon=False, loc="lower right")
    return png(figure)
