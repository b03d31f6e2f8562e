"""Names of people where one is asked, with what else the same message tells; their mandates,
kept whole: « adjointe aux finances et déléguée communautaire »."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dife.fields.details import Detail, others_of, without
from dife.fields.model import LONGEST, Kind, Read
from dife.fields.names import Name, bare_name, last_words, name_case, read_name
from dife.fields.places import NATIONS
from dife.fields.refusals import fault_of, is_sentence, perhaps_not_meant
from dife.fields.words import COMMANDS, COMMON, OF_BIRTH, POLITE, is_first_name
from dife.text import bare, fold

_OFFICE_LEAD = re.compile(
    r"\W*(?:(?:euh|oui|ok|alors|donc|eh bien|bonjour|pardon|non|en fait|c'est|ce sera"
    r"|(?:mon |ma )?(?:mandat|fonction)s?\s*(?:,|:|=|c'est|est)*|(?:je suis|suis|j'etais|je fus"
    r"|j'ai ete|jsuis?|ch?uis|on m'a (?:elue?|nommee?|designee?)"
    r"|j'ai (?:l'honneur|le plaisir|la chance|la joie) d'etre"
    r"|j'(?:exerce|occupe) (?:les? |la )?(?:fonctions?|mandats?|postes?) (?:de|d'))"
    r"(?:\s*(?:la|le|l'|une?))?(?=\s|$)|comme|en tant que)(?![\w'-])[\s,:]*)*"
)
_OFFICE_TAIL = re.compile(r"[\s,]*(?:merci(?: beaucoup| bien)?|svp|s'il vous plait|voila)\W*$")
_OFFICE = re.compile(
    r"\b(?:maires?|mairesse|adjointe?s?|conseill(?:er|ere)s?|cons|presidente?s?|vp|vice|deleguee?s?"
    r"|deputee?s?|senat(?:eur|rice)|elue?s?|membre|suppleante?|maire-adjointe?|doyen(?:ne)?"
    r"|rapporteure?|titulaire|cm|echevine?|referente?)\b"
)
_POST = (
    r"(?P<office>(?:(?:je |j')?(?:suis|etais) )?(?:(?:ancien(?:ne)?|premiere?|deuxieme|simple"
    r"|[0-9]{1,2}(?:er|ere|eme|e)) )*(?:maire|adjointe?|conseill(?:er|ere)|vice[- ]?pres\w*"
    r"|presidente?|deleguee?)(?: (?:municipale?|communautaire|departementale?|regionale?"
    r"|d'opposition|au maire|delegue?e?))*)"
)
_OFFICE_ALONE = re.compile(rf"{_POST}(?: depuis .{{1,30}}| (?:en|a partir de) [0-9]{{4}})?")
_BODY_OF = re.compile(
    rf"{_POST} (?:(?:a|dans|de|pour) )?(?P<body>(?:la |l'|le )?(?:com ?com|comcom|cc|communaute"
    r"|agglo\w*|metropole|syndicat|departement|region|mairie|ville|commune|interco\w*)\b.*)"
)
_DENIED = re.compile(r"\b(?:pas|plus|jamais|aucun|ne|n)\b")
# Said inside mandates: « chargée de », « à la culture et au sport ».
_INSIDE = re.compile(
    r"(?<![\w'])(?:et|a|au|aux|en|chargee?|pour|sans|de|dans|par|depuis|mon|ma)(?![\w'])"
)


# « mon nom est Merci »: said so, a word of courtesy is perhaps a name.
_NAMED_SO = re.compile(
    rf"\W*(?:(?:(?:mon |le |son )?nom(?: {OF_BIRTH})?\s*(?:c'est|est|:|=)?"
    r"|(?:je )?m'appelle|je me nomme|il s'agit de"
    r"|c'est|(?:[\w' ]{1,25} )?s'appelle)\s+(?P<name>[^\W\d_]+)"
    r"|(?P<alike>[^\W\d_]+),? comme (?:mon|ma|son|sa|mes|ses) \w+)"
    r"(?:\W+(?:je vous (?:remercie|prie)|voila|svp|de naissance|madame|monsieur))?\W*"
)


def polite_name(line: str) -> str:
    """« Merci », of « mon nom est Merci »; "" for any other line."""
    found = _NAMED_SO.fullmatch(bare(line))
    last = (found["name"] or found["alike"]) if found else ""
    start = bare(line).rindex(last) if last else 0
    return name_case(line[start : start + len(last)]) if last in POLITE else ""


def _married(line: str) -> tuple[str, str]:
    """« Petit née Lefebvre », « Lefebvre épouse Petit »: name at birth, other name; or ""."""
    found = re.fullmatch(r"(.*?\w)[\s,(]+(nee?)\s+([^\W\d_].*?)[\s)]*", bare(line))
    if found and line[found.start(2) : found.end(2)] != "ne":  # « ça ne m'avance à rien »
        return line[found.start(3) : found.end(3)], line[found.start(1) : found.end(1)]
    found = re.fullmatch(r"(.*?\w)[\s,(]+(?:epouse|ep\.?|epoux)\s+([^\W\d_].*?)[\s)]*", bare(line))
    if found and found[1] not in ("nom d", "mon nom d"):
        return line[found.start(1) : found.end(1)], line[found.start(2) : found.end(2)]
    return "", ""


_IS = r"(?:\s*(?:[:=]|c'est|c est|est|sont|s'ecrit))\s*"
_LABELLED: dict[Kind, re.Pattern[str]] = {  # said where another thing is asked
    "prenoms": re.compile(rf"\W*(?:non,? |euh,? )?(?:mon |mes |son |ses |les? )?prenoms?{_IS}"),
    "nom": re.compile(
        rf"\W*(?:non,? |euh,? )?(?:mon |son |le )?nom(?: {OF_BIRTH}| patronymique)?{_IS}"
    ),
}


def _for_another(kind: Kind, line: str, today: date) -> Read | None:
    """« mes prénoms sont Anne Marie » where the surname is asked: what is told, of that kind."""
    label = _LABELLED[kind].match(bare(line))
    if not label or (kind == "prenoms" and re.search(r"(?<!pre)\bnom\b", bare(line))):
        return None
    reader = read_first_names if kind == "prenoms" else read_surname
    told = reader(line[label.end() :], [], today)
    if not told.value:
        return None
    return Read(fault="autre_nature", others={**told.others, kind: told.value})


def read_surname(line: str, details: list[Detail], today: date, usage: bool = False) -> Read:
    if another := _for_another("prenoms", line, today):
        return another
    others = others_of(details)
    rest = without(line, details)
    if not rest and [d.kind for d in details] == ["moment"] and line.istitle():
        return Read(line, doubt=True, others=others)  # « Dimanche » is a surname too
    birth, other = _married(rest)
    if birth:
        names = read_name(birth), read_name(other)
        if not any(name.fault for name in names):
            kept, told = names[::-1] if usage else names
            said: Kind = "nom" if usage else "nom_usage"
            first = kept.first or told.first
            others |= {said: told.last} | ({"prenoms": first} if first else {})
            return Read(kept.last, kept.doubt, others=others)
    rest, first = _first_name_said(rest)
    name = read_name(rest)
    tail = last_words(rest) if name.fault == "phrase" else ""
    if tail and len(tail.split()) < 4:
        name = replace(read_name(tail), doubt=True)
    if name.fault:
        return Read(fault=(rest and fault_of(rest)) or name.fault, others=others)
    if name.first or first:
        others["prenoms"] = first or name.first
    nation = not first and fold(name.last) in NATIONS  # « Français »: a surname, or not
    doubt = name.doubt or nation or perhaps_not_meant(rest)
    return Read(name.last, doubt=doubt, others=others)


def _first_name_said(rest: str) -> tuple[str, str]:
    """« nom Dupont prénom Jean »: the text before the label, and the first name."""
    found = re.fullmatch(r"(.*\w.*?)[\s,;]+(?:mon |et )*prenoms?\s*[:=]?\s*(\w.*)", bare(rest))
    said = read_name(rest[found.start(2) :]) if found else Name(fault="vide")
    if not found or said.fault:
        return rest, ""
    return rest[: found.end(1)], said.whole


def read_usage(line: str, details: list[Detail], today: date) -> Read:
    return read_surname(line, details, today, usage=True)


def read_first_names(line: str, details: list[Detail], today: date) -> Read:
    if another := _for_another("nom", line, today):
        return another
    others = others_of(details)
    rest, aside = bare_name(without(line, details))
    rest = re.sub(r"\s*(?:,\s*et\b|,|;|/|\bet\b|\+|&)\s*", ", ", rest)
    parts = [part for part in rest.split(", ") if part]
    names = [read_name(part) for part in parts]
    faults = [name.fault for name in names if name.fault]
    tail = last_words(line) if faults else ""
    if tail:
        found = read_first_names(tail, [], today)
        return replace(found, doubt=True) if found.value else Read(fault=faults[0], others=others)
    if not names or faults or rest.count(" ") > 10:
        return Read(fault=faults[0] if faults else "autre_nature", others=others)
    doubt = aside or perhaps_not_meant(rest) or any(_strange_first(name) for name in names)
    value = ", ".join(name_case(part) for part in parts)
    return Read(value, doubt=doubt, others=others)


def _strange_first(name: Name) -> bool:
    """A first name with a surname, words that are neither, or « Dampierre-en-Burly »."""
    if re.search(r"-(?:en|sur|sous|les|lez|la|le|de|du|des|aux)-", bare(name.last)):
        return True
    return bool(name.first) and not _known(name.last) or (" " in name.last and not name.first)


def _known(last: str) -> bool:
    return is_first_name(fold(last))


def read_office(text: str) -> Read:
    said = text
    while (rest := _without_words(said)) != said:
        said = rest
    folded = fold(said)
    if not folded:
        return Read(fault="autre_nature")
    if not any(character.isalpha() for character in said):
        return Read(fault="nombre")
    if len(said) > LONGEST:
        return Read(fault="long")
    asked = folded.split()[0].endswith("ez")  # « demandez au maire »
    told = asked or is_sentence(_INSIDE.sub(lambda found: "x" * len(found[0]), bare(said)))
    if office := _OFFICE.search(folded):
        if told and not asked and len(folded.split()) <= 12 and not _DENIED.search(folded):
            return Read(office[0], doubt=True)  # « mes collègues m'ont choisi comme maire »
        return Read(fault="phrase") if told or len(folded.split()) > 25 else Read(said)
    words = folded.split()
    if told or len(words) > 3 or any(word in COMMON | COMMANDS for word in words):
        return Read(fault="phrase" if told or len(words) > 3 else "autre_nature")
    return Read(said, doubt=True)


def office_and_body(line: str) -> tuple[str, str]:
    """« conseillère com com des Loges. vice pres », « mairie de Chécy, maire depuis 2020 »: the
    mandate and the authority that one line tells; "" for what it does not."""
    parts = [part.strip() for part in re.split(r"\s*[,;]\s*|\.\s+|\.$|\s+et\s+", line)]
    offices, bodies = [], []
    for part in filter(None, parts):
        found = _BODY_OF.fullmatch(bare(part))
        alone = _OFFICE_ALONE.fullmatch(bare(part))
        if alone:
            offices.append(part[: alone.end("office")])
        elif found:
            offices.append(part[found.start("office") : found.end("office")])
            bodies.append(part[found.start("body") :])
        else:
            bodies.append(part)
    offices = [_without_words(office) for office in offices]
    return ", ".join(offices), bodies[0] if len(bodies) == 1 else ""


def _without_words(text: str) -> str:
    found = _OFFICE_LEAD.match(bare(text))
    said = text[found.end() if found else 0 :]
    cut = _OFFICE_TAIL.search(bare(said))
    return (said[: cut.start()] if cut else said).strip(' \t,;:.!?«»"“”=')
