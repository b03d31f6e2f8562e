"""`mended`: every correction of a message, clause by clause, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dife.fields.labels import labelled
from dife.fields.mending.days import mended_day, part_of
from dife.fields.mending.lines import BEGINS, Change, change_in, declined, of_oneself
from dife.fields.mending.single import alike, replaced
from dife.fields.model import Kind, Read
from dife.fields.names import unspelt
from dife.fields.others import about_another
from dife.fields.reading import OPTIONAL, read
from dife.fields.retold import dictated
from dife.letter_fields import one_line
from dife.text import bare, fold

ANY_DAY = date.max
LONGEST = 300  # characters: a longer message tells something
_STRONG = re.compile(
    r"\s*[;!\n]\s*|(?<!\b[a-z])(?<!\bst)(?<!\bmme)(?<!\bmlle)\.(?=\s|$)\s*"
    r"|(?<=[a-z0-9])\s*:\s+(?=(?:ne|nee|le |la |mon |ma |mes |son |sa )\s*)"
)
_WEAK = re.compile(rf"\s*(?:,\s*(?:(?:et|mais|puis)\s+)?|\s(?:et|mais|puis)\s+)(?={BEGINS})")
_COMMA = re.compile(r"\s*,\s*|\s+et\s+(?!non\b|pas\b)")
_OWN: frozenset[Kind] = frozenset({"date_naissance", "lieu_naissance", "nom", "nom_usage"})


@dataclass(frozen=True)
class Mended:
    """The new value of each kind that is corrected, « » for one left out; what told nothing."""

    changes: Mapping[Kind, Read] = field(default_factory=dict)
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.changes)


_OPENS = re.compile(  # « attendez, c'est 1959 »: what stands before a correction
    r"^\W*(?:(?:attend(?:ez|s)|oups|ah|oh|euh+|mince|zut|une (?:minute|seconde))\b[\s,.!…-]+)+"
    r"(?=\w)",
    re.I,
)


def mended(text: str, held: Mapping[Kind, str]) -> Mended:
    """Every correction of what is held, in the order of the message."""
    line = dictated("; ".join(one_line(part) for part in text.splitlines() if part.strip()))
    if not line or len(line) > LONGEST or line.endswith("?") or line.startswith("/"):
        return Mended(rest=text)
    line = _OPENS.sub("", line)
    now, changes, rest = dict(held), {}, []
    for clause in clauses(line):
        found = _one(clause, now)
        if not found:
            rest.append(clause)
        for kind, value in found.items():
            changes[kind] = value
            if not value.doubt:
                now[kind] = value.value
    return Mended(changes, ". ".join(rest))


def clauses(line: str) -> Iterator[str]:
    """What a message tells, one thing after the other."""
    start = 0
    compared = bare(line)
    cuts = sorted(
        {(m.start(), m.end()) for pattern in (_STRONG, _WEAK) for m in pattern.finditer(compared)}
    )
    for begin, end in [*cuts, (len(line), len(line))]:
        if begin >= start:
            if clause := line[start:begin].strip(" ,"):
                yield clause
            start = end


def _one(clause: str, held: Mapping[Kind, str]) -> dict[Kind, Read]:
    if about_another(clause):
        return {}
    if (left_out := declined(clause)) and left_out in held:
        return {left_out: Read()}
    clause = of_oneself(unspelt(clause))
    said = change_in(clause)
    found = _changed(said, held)
    if found:
        return found
    if said.kind in held and said.new and (said.old or said.bound):
        return {}  # what its label says is no such thing: nothing is guessed
    pieces = [piece for piece in _COMMA.split(clause) if piece.strip()]
    told = [_changed(change_in(piece), held) for piece in pieces] if len(pieces) > 1 else []
    if any(told):
        return {kind: value for each in told for kind, value in each.items()}
    own = {k: v for k, v in labelled(clause, ANY_DAY).items() if k in held and v != held[k]}
    if own:
        return {kind: Read(value) for kind, value in own.items()}
    single = replaced(clause, held)
    return {single[0]: Read(single[1])} if single else {}


def _changed(said: Change, held: Mapping[Kind, str]) -> dict[Kind, Read]:
    """What one clause changes of what is held."""
    kind = said.kind or (_holder(said.old, held) if said.old else None)
    if said.way in ("drop", "only") and not said.old:
        return _dropped(said, held)
    if not kind and said.way == "add" and said.new and held.get("prenoms"):
        first = read("prenoms", said.new, ANY_DAY)
        return _first_names(said, held) if first.value and not first.doubt else {}
    if not kind and part_of(said.new) and (_same_day(said, held) or _bare_day(said)):
        kind = "date_naissance"
    if not kind or kind not in held or not said.new:
        return {}
    plain = not (said.bound or said.old or said.way or said.new[0].isupper())
    if plain and kind != "date_naissance":
        return {}
    if kind == "date_naissance":
        day = mended_day(said.new, held[kind])
        told = {kind: day, **_told_with(said.new)}
        return {k: Read(v) for k, v in told.items() if v and k in held and v != held[k]}
    if kind == "prenoms":
        return _first_names(said, held)
    answer = read(kind, said.new, ANY_DAY)
    if answer.skipped:
        return {kind: Read()} if kind in OPTIONAL else {}
    if not answer.value or answer.value == held[kind]:
        return {}
    others = {k: Read(v) for k, v in answer.others.items() if k in held and v != held[k]}
    return {**others, kind: Read(answer.value, doubt=answer.doubt and kind not in _OWN)}


def _holder(old: str, held: Mapping[Kind, str]) -> Kind | None:
    """The one kind that holds what is opposed, whole or for a word."""
    if part_of(old):
        return "date_naissance" if _is_in_day(old, held.get("date_naissance", "")) else None
    wanted = fold(old)
    whole = [kind for kind, value in held.items() if fold(value) == wanted and wanted]
    inside = [kind for kind, value in held.items() if f" {wanted} " in f" {fold(value)} "]
    found = whole or inside
    return found[0] if len(found) == 1 else None


def _is_in_day(old: str, held: str) -> bool:
    parts, before = part_of(old), part_of(held)
    if not parts or not before:
        return False
    return all(not one or one == other for one, other in zip(parts, before, strict=True))


def _same_day(said: Change, held: Mapping[Kind, str]) -> bool:
    return bool(said.old) and _is_in_day(said.old, held.get("date_naissance", ""))


def _bare_day(said: Change) -> bool:
    """« non, le 8 »: a day that corrects the one told, where nothing else is."""
    return said.denies and bool(re.fullmatch(r"le [0-9]{1,2}(?: [^\W\d_]+)?", bare(said.new)))


def _told_with(said: str) -> dict[Kind, str]:
    """« né le 3 avril 1970 à Blois »: the place told with the whole day."""
    told = labelled(f"né le {said}", ANY_DAY)
    return {k: v for k, v in told.items() if k in ("date_naissance", "lieu_naissance")}


def _dropped(said: Change, held: Mapping[Kind, str]) -> dict[Kind, Read]:
    """« enlevez Gustave », « je n'ai pas de nom d'usage »."""
    if said.kind in OPTIONAL and not said.new and said.kind in held:
        return {said.kind: Read()} if held[said.kind] else {}
    names = _items(held.get("prenoms", ""))
    told = re.sub(r"\s+(?:comme|pour|en) pr[eé]noms?.*|[,;].*", "", said.new)
    left = [name for name in names if (fold(name) == fold(told)) == (said.way == "only")]
    if said.kind in (None, "prenoms") and left and len(left) < len(names):
        return {"prenoms": Read(_joined(left, held["prenoms"]))}
    return {}


def _items(value: str) -> list[str]:
    return [each for each in re.split(r"\s*,\s*" if "," in value else r"\s+", value) if each]


def _joined(names: list[str], before: str) -> str:
    return (", " if "," in before or " " not in before else " ").join(names)


def _first_names(said: Change, held: Mapping[Kind, str]) -> dict[Kind, Read]:
    """First names mended one by one: none that was told is lost, none is written twice."""
    before = held.get("prenoms", "")
    answer = read("prenoms", said.new, ANY_DAY)
    names = _items(before)
    if not answer.value or not before:
        return {}
    fresh = _items(answer.value)
    here = [n for n, name in enumerate(names) if said.old and fold(name) == fold(said.old)]
    near = [n for n, name in enumerate(names) if len(fresh) == 1 and alike(name, fresh[0])]
    known = {fold(name) for name in fresh}
    if here and known & {fold(name) for name in names}:
        kept = [name for n, name in enumerate(names) if n not in here]  # « Marie, pas Anna »
        names = kept + [name for name in fresh if fold(name) not in set(map(fold, kept))]
    elif here:
        names[here[0] : here[0] + 1] = fresh
    elif said.way == "add":
        names += [name for name in fresh if fold(name) not in set(map(fold, names))]
    elif said.rank and len(fresh) == 1:
        names[said.rank - 1 : said.rank] = fresh
    elif len(near) == 1:
        names[near[0]] = fresh[0]
    else:
        return {"prenoms": answer} if answer.value != before else {}
    value = _joined(names, before)
    if value == before and said.way != "add":
        return {}
    return {"prenoms": Read(value, answer.doubt)}  # « ajoutez Anne », who is there: as it is
