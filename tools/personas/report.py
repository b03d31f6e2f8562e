"""The report of a run: a French summary, and the whole under var/personas/."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Dict, List, Sequence

from tools.personas.faults import AGAIN, GRAVE, KINDS, Fault
from tools.personas.talk import Played

SHOWN = 3  # examples of a kind in the summary


def figures(played: Sequence[Played], faults: Sequence[Fault]) -> Dict[str, object]:
    """The counts of a run, by kind and by character."""
    turns = sum(len(each.turns) for each in played)
    kinds = Counter(fault.kind for fault in faults)
    names = {each.script.number: each.script.character.name for each in played}
    grave = Counter(names[fault.number] for fault in faults if fault.kind in GRAVE)
    again = Counter(fault.what for fault in faults if fault.kind == AGAIN)
    form = [t.seconds for each in played for t in each.turns if t.heard.question]
    failed = {fault.number for fault in faults if fault.kind in GRAVE}
    return {
        "conversations": len(played),
        "tours": turns,
        "sans_faute_grave": len(played) - len(failed),
        "fautes": {kind: kinds[kind] for kind in KINDS},
        "redemandes_pour_1000_tours": round(1000 * kinds[AGAIN] / max(turns, 1), 1),
        "redemandes": dict(again.most_common()),
        "graves_par_personnage": {name: grave[name] for name in dict.fromkeys(names.values())},
        "tour_de_formulaire_p50_ms": round(1000 * statistics.median(form), 1) if form else 0.0,
    }


def summary(played: Sequence[Played], faults: Sequence[Fault], seed: int) -> str:
    """A few French lines for the terminal."""
    found = figures(played, faults)
    counts: Dict[str, int] = found["fautes"]  # type: ignore[assignment]
    by_character: Dict[str, int] = found["graves_par_personnage"]  # type: ignore[assignment]
    lines = [
        f"{found['conversations']} conversations, {found['tours']} tours (graine {seed}) ; "
        f"{found['sans_faute_grave']} conversations sans faute grave.",
        *(
            f"  {kind} : {counts[kind]}, dans {_conversations(faults, kind)} conversations"
            + ("" if kind in GRAVE else " (ne fait pas échouer)")
            for kind in KINDS
        ),
        f"  redemandé pour 1 000 tours : {found['redemandes_pour_1000_tours']}",
        f"  tour de formulaire, médiane : {found['tour_de_formulaire_p50_ms']} ms"
        " (plusieurs conversations à la fois)",
        "Fautes graves par personnage : "
        + ", ".join(f"{name} {count}" for name, count in by_character.items()),
    ]
    for kind in GRAVE:
        for fault in [fault for fault in faults if fault.kind == kind][:SHOWN]:
            lines.append(f"  {kind}, conversation {fault.number}, tour {fault.turn} : {fault.what}")
    return "\n".join(lines)


def _conversations(faults: Sequence[Fault], kind: str) -> int:
    return len({fault.number for fault in faults if fault.kind == kind})


def write(folder: Path, played: Sequence[Played], faults: Sequence[Fault], seed: int) -> List[Path]:
    """The figures and the faults (JSON), and the failing dialogues as text."""
    folder.mkdir(parents=True, exist_ok=True)
    report, dialogues = folder / f"rapport-{seed}.json", folder / f"dialogues-{seed}.txt"
    content = {
        "graine": seed,
        **figures(played, faults),
        "liste": [asdict(fault) for fault in faults],
    }
    report.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    by_number: Dict[int, List[Fault]] = {}
    for fault in faults:
        by_number.setdefault(fault.number, []).append(fault)
    texts = []
    for each in played:
        if of_it := by_number.get(each.script.number):
            heads = [f"!!! {f.kind}, tour {f.turn} : {f.what}" for f in of_it]
            texts.append("\n".join([each.dialogue(), *heads]))
    dialogues.write_text("\n\n\n".join(texts) + "\n", "utf-8")
    return [report, dialogues]


def fails(faults: Sequence[Fault]) -> bool:
    """Whether a run is to be refused."""
    return any(fault.kind in GRAVE for fault in faults)
