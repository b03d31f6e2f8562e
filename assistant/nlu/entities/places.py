"""Communes: those of data/references, the arrondissements, and names that a preposition tells."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from assistant.nlu.entities.scan import ALONE, Scan, fold, pattern

# zones.csv holds the communes with a zone of their own; communes.csv the communes of the Loiret,
# the prefectures, sub-prefectures and communes of 10,000 inhabitants or more (Insee, official
# geographic code 2026, through @etalab/decoupage-administratif 6.0.0, MIT licence).
REFERENCES = Path(__file__).resolve().parents[3] / "data" / "references"
FILES = ("zones.csv", "communes.csv")


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(","))


# Names that are also common words: only after a preposition, with a capital, or alone.
AMBIGUOUS = _listed(
    """adon, apt, arue, auch, auxy, avion, avon, baule, beausoleil, blaye, bonneville, borgo, bou,
    carros, chapelon, cluses, cognac, coinces, colombes, condom, corbeilles, corte, cravant,
    croix, die, dry, foix, fontaine, fosses, fougeres, gaillard, gap, grasse, harnes, houilles,
    ifs, la chatre, la crau, la fleche, la garde, la hague, la madeleine, la possession, la
    riche, la trinite, laas, le blanc, le cannet, le charme, le francois, le gosier, le luc, le
    marin, le moule, le muy, le pecq, le pontet, le port, le robert, le tampon, le vigan, les
    avirons, les bordes, les choux, les lilas, lons, louvres, mana, marck, marly, montigny,
    moulins, moulon, muret, noyers, oison, orange, ormes, pannes, passy, persan, pia, plaisir,
    provins, puiseaux, ruan, sada, saint claude, saint joseph, saint louis, saint maurice, saint
    pierre, sainte marie, saintes, sceaux, sens, stains, tarare, thou, tours, trappes, vienne,
    vire"""
)
_CITIES = {"paris": (20, "75"), "marseille": (16, "130"), "lyon": (9, "6900")}
_IN = r"\b(?:a|sur|vers|cote de|(?:pres|commune|ville|mairie|maire) d[e'])\W?$"
# A department or a postal code after the name.
_AFTER = (
    rf"[ ,]{{0,2}}(?:\(?(?P<p>\d{{5}})\)?(?!\d)|\((?P<d>97\d|\d\d|2[ab])\)"
    rf"|(?P<e>97\d|\d\d|2[ab])(?!\w){ALONE}|\(?(?:a |de |ile de )?(?P<r>la reunion\b)\)?"
    rf"|\(?(?:en |dans la )?(?P<s>seine[ -]saint[ -]denis)\b\)?)"
)
_SHORT_NAMES = ("Boulogne", "Saint-Ouen")  # names of several communes: dife.places asks which
_CONTRACTED = {"au": "le", "aux": "les", "du": "le"}
_PERSON = r"\b(?:mme|madame|m|mr|monsieur|melle|mlle|appelle|prenom|nom est)\b\.?(?: [a-z-]+)? ?$"
_STREET = (
    r"\b(?:rue|avenue|boulevard|place|gare|universite|cours|porte|quai|route|chez) (?:de |d')?$"
)
_STOP = _listed(
    """ameli, aml, aml45, anct, android, aout, avril, caisse, cdc, chrome, cnfel, compte, cpf,
    decembre, departement, dife, dimanche, dossiers, droits, edge, elu, elus, espace, excel,
    facebook, fevrier, firefox, formation, france, franceconnect, google, identite, impots,
    insee, internet, ipad, iphone, janvier, jeudi, juillet, juin, linkedin, loiret, lundi, m,
    ma, madame, mai, mairie, mardi, mars, mcf, mercredi, mes, mlle, mme, mon,
    moncompteformation, monsieur, mr, novembre, numerique, octobre, pole, poste, prefecture,
    region, safari, samedi, septembre, teams, urssaf, vendredi, whatsapp, windows, word, zoom"""
)
_WORD = r"[A-ZÀ-ÖØ-ÞŒ][\w’']*[a-zà-öø-ÿœ][\w’']*"
_JOIN = r"(?:[- ](?:sur|sous|en|les|lès|la|le|de|du|des|aux|au|et|d['’]|l['’]))"
_NAME = rf"{_WORD}(?:(?:{_JOIN}*[- ]|{_JOIN}*[- ]?[dl]['’]){_WORD})*"


def _key(words: list[str]) -> str:
    short = {"st": "saint", "ste": "sainte"}
    return " ".join(short.get(w, w).replace("œ", "oe").replace("æ", "ae") for w in words)


def _tokens(folded: str) -> list[re.Match[str]]:
    return list(pattern(r"[a-zœæ]+").finditer(folded))


@lru_cache(maxsize=1)
def names() -> tuple[dict[str, tuple[str, frozenset[str]]], dict[str, int]]:
    """Return (name, departments) by key, and by first word the most words a name has."""
    known = {_key(name.lower().split("-")): (name, frozenset("?!")) for name in _SHORT_NAMES}
    for file in FILES:
        path = REFERENCES / file
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                key, code = _key([t[0] for t in _tokens(fold(row["nom"]))]), row["code_insee"]
                name, departments = known.get(key, (row["nom"], frozenset()))
                known[key] = name, departments | {_department(code)}
    longest: dict[str, int] = {}
    for key in known:
        first, count = key.split(" ", 1)[0], key.count(" ") + 1
        longest[first] = max(longest.get(first, 0), count)
    return known, longest


def _department(code: str) -> str:
    """Return « 974 » for 97411, « 93 » for 93066."""
    return code[:3] if code.startswith("97") else code[:2]


def find_places(scan: Scan) -> None:
    """Take the ``commune`` entities, known names first."""
    _arrondissement_first(scan)
    _known(scan)
    if scan.text != scan.text.upper():
        _unknown(scan)


def _known(scan: Scan) -> None:
    known, longest = names()
    tokens = _tokens(scan.free)
    words = [_key([t[0]]) for t in tokens]
    index = 0
    while index < len(tokens):
        first = _CONTRACTED.get(words[index], words[index])
        for count in range(min(longest.get(first, 0), len(words) - index), 0, -1):
            key = " ".join([first, *words[index + 1 : index + count]])
            start, end = tokens[index].start(), tokens[index + count - 1].end()
            if key in known and _plausible(scan, key, start, end, count):
                _take_known(scan, *known[key], key, start, end)
                index += count - 1
                break
        index += 1


def _plausible(scan: Scan, key: str, start: int, end: int, count: int) -> bool:
    gaps = pattern(r"[a-zœæ]+").sub("", scan.free[start:end])
    if not re.fullmatch(r"[ '\u00a0-]*", gaps) or len(gaps) > 2 * count:
        return False
    around = scan.free[max(0, start - 1) : start] + scan.free[end : end + 1]
    if re.search(r"[\w@+/_]", around):
        return False
    before = scan.folded[:start]
    if key.startswith("saint denis") and re.search(r"seine[ -]$", before):
        return False
    if pattern(_PERSON).search(before) or pattern(_STREET).search(before):
        return False
    if key not in AMBIGUOUS:
        return True
    if not scan.folded[:start].strip(" .,;:!?") and not scan.folded[end:].strip(" .,;:!?"):
        return True
    capital = scan.text[end - len(key.split()[-1]) : end][:1].isupper()
    if pattern(r"\d+ ?$|pas de $|de $|d'$").search(before):
        return False
    said = pattern(_IN).search(before) or scan.folded[start:end].startswith("au")
    return bool(said or (capital and before.strip() and scan.text != scan.text.upper()))


def _take_known(
    scan: Scan, name: str, departments: frozenset[str], key: str, start: int, end: int
) -> None:
    if key in _CITIES:
        highest, code = _CITIES[key]
        width = 5 - len(code)
        source = (
            rf"(?:[ ,(-]{{1,2}}(?:dans le )?(?:(?P<c>{code}\d{{{width}}})\b\)?"
            rf"|(?P<n>\d{{1,2}}) ?(?:e|er|eme|ieme)\b"
            rf"(?: arr\w*)?|(?P<b>\d{{1,2}})(?!\d){ALONE}|(?P<r>[ivx]{{1,5}})(?:e|eme)?\b))"
        )
        m = pattern(source).match(scan.free, end)
        if m:
            order = int((m["c"] or "")[-2:] or m["n"] or m["b"] or 0) or _roman(m["r"] or "")
            if 1 <= order <= highest:
                scan.take(start, m.end(), "commune", _arrondissement(name, order))
                return
    after = pattern(_AFTER).match(scan.free, end)
    if after:
        end = after.end()
        code = after["p"] or after["d"] or after["e"] or ("974" if after["r"] else "93")
        department = _department(code.upper())
        if departments != {department}:  # the name alone does not tell which commune
            name = f"{name} ({department})"
    scan.take(start, end, "commune", name)


def _arrondissement(city: str, order: int) -> str:
    return f"{city} {order}{'er' if order == 1 else 'e'}"


def _arrondissement_first(scan: Scan) -> None:
    source = r"\b(?P<n>\d{1,2}) ?(?:er|e|eme)(?: arr\w*)? (?:de |a )?(?P<v>paris|lyon|marseille)\b"
    for m in pattern(source).finditer(scan.free):
        if 1 <= int(m["n"]) <= _CITIES[m["v"]][0]:
            scan.take(*m.span(), "commune", _arrondissement(m["v"].title(), int(m["n"])))


def _roman(text: str) -> int:
    units = {
        "": 0,
        "i": 1,
        "ii": 2,
        "iii": 3,
        "iv": 4,
        "v": 5,
        "vi": 6,
        "vii": 7,
        "viii": 8,
        "ix": 9,
    }
    tens = len(text) - len(text.lstrip("x"))
    return 10 * tens + units.get(text.lstrip("x"), -100)


def _unknown(scan: Scan) -> None:
    source = (
        r"(?:\b(?:[àÀ]|[Ss]ur|[Vv]ers|[Pp]rès d[e’']|[Cc]ommune d[e’']|[Vv]ille d[e’']"
        rf"|[Mm]airie d[e’']|[Mm]aire d[e’']|^A) ?)(?P<n>(?:L[ae]s? )?{_NAME})"
        rf"|(?<![\w-])(?P<h>(?:Sainte?|Ste?|[A-ZÉ][a-zà-ÿ]+-(?:sur|sous|en|les|lès|la|le|de|du|des"
        r"|aux|d['’]))-?[\w’'-]*[A-ZÉ][a-zà-ÿ]+)"
    )
    for m in pattern(source).finditer(scan.text):
        name = m["n"] or m["h"]
        start = m.start("n") if m["n"] else m.start("h")
        words = [t[0] for t in _tokens(fold(name))]
        free = "\x00" not in scan.free[start : start + len(name)]
        first = words[1:2] if words[0] in ("la", "le", "les", "l") else words[:1]
        if free and not _STOP.intersection(first):
            scan.take(start, start + len(name), "commune", name.replace("’", "'"))
