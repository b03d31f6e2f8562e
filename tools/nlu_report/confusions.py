"""Confusions with their sentences: expected, read instead, most frequent first."""

from __future__ import annotations

from collections import defaultdict
from typing import Dict, List, NamedTuple, Sequence, Tuple

from tools.nlu_report import stages
from tools.nlu_report.markup import code, folded, items, note, per_cent, quoted, table
from tools.nlu_report.stages import Both, Heard, Kept


class Confusion(NamedTuple):
    """`read`: the intent or the point that came first; "" where nothing was proposed."""

    expected: str
    read: str
    messages: Tuple[Both, ...]  # most confident first


def confusions(pairs: Sequence[Both]) -> List[Confusion]:
    """Most frequent first; an alternative is as good as what is expected."""
    groups: Dict[Tuple[str, str], List[Both]] = defaultdict(list)
    for message, found in pairs:
        if not stages.right(message, found):
            groups[message.expected, stages.first(message, found)].append((message, found))
    for group in groups.values():
        group.sort(key=lambda pair: (-pair[1].confidence, pair[0].text))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Confusion(*names, tuple(group)) for names, group in ordered]


def _sentence(message: Kept, found: Heard) -> str:
    others = sorted(message.right - {message.expected})
    also = f" ; bon aussi\u00a0: {', '.join(map(code, others))}" if others else ""
    labels = f"\u00a0: {', '.join(map(code, found.labels))}" if found.labels else ""
    return f"{quoted(message.text)} — {per_cent(found.confidence)}, {found.band}{labels}{also}"


def _table(found: Sequence[Confusion]) -> str:
    rows = (
        (
            code(each.expected),
            code(each.read),
            str(len(each.messages)),
            items(_sentence(*pair) for pair in each.messages),
        )
        for each in found
    )
    return table(("Attendu", "Reconnu", "Nombre", "Messages"), rows)


def section(pairs: Sequence[Both], what: str) -> str:
    """`what`: « intentions » or « points », for the title."""
    found = confusions(pairs)
    several = [each for each in found if len(each.messages) > 1]
    single = found[len(several) :]
    wrong = sum(len(each.messages) for each in found)
    return (
        f"<h3>Confusions entre {what}, les plus fréquentes d'abord</h3>"
        + note(
            f"{wrong} messages sur {len(pairs)}, une autre bonne réponse admise comptant comme "
            "juste. La confiance est celle de la première intention."
        )
        + (_table(several) if several else "<p>Aucune de deux messages ou plus.</p>")
        + (folded(f"Celles d'un seul message ({len(single)})", _table(single)) if single else "")
    )
