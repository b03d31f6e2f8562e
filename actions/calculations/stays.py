"""The towns where the nights of one stay are passed, each with its own number of nights.

A stay is {"nuits": …, "commune": the place as a slot keeps it, "date": its first day, if said}.
`nuits` is None where the message does not tell which nights are passed in which town: then it
is asked, never guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from actions.base import Turn
from actions.calculations.counts import number_of
from dife.allowances import Stay
from dife.places import Place
from dife.said.counts import NUMBER
from dife.said.numbers import WORD_NUMBER
from dife.text import bare

Stays = list[dict[str, Any]]

_ORDER = r"premiere|seconde|deuxieme|troisieme|derniere|suivante"
_ONE = rf"l'une|l'autre|(?:la )?(?:{_ORDER})"
_COUNT = rf"(?P<n>{NUMBER}|{_ONE})"
_NIGHTS = (
    r"(?: *-?(?:nuits?|nuit[e]*s?)\b)?(?: +(?:d'hotel|sur place))?"
    r"(?: +(?:autres?|suivantes?|dernieres?))?(?: +(?:le|du|en)\b)?"
)
_BEFORE = re.compile(
    rf"(?<![\w,.'])(?:{_COUNT}){_NIGHTS} *(?:est |sont )?(?:(?:a|sur|au|aux|en|dans|pour)\b)? *$"
)
_AFTER = re.compile(rf" *(?:[:=,(]|pour|pendant)? *(?:{_COUNT}){_NIGHTS}(?!\w)")
_JOINED = re.compile(r"\W*(?:et|puis|ensuite|plus|\+|&)?\W*(?:(?:puis|ensuite) )?(?:a|sur|au)?\W*")
_REST = re.compile(r"\b(?:(?:le )?reste|les autres|l'autre)\b")
_NOT_BOTH = re.compile(r"\b(?:pas|plutot|au lieu|non|erreur|correction|trompee?)\b")
_EACH = re.compile(r"\b(?:chacune?|chaque|partout|dans les (?:deux|trois))\b")


def read_stays(turn: Turn) -> Stays:
    """The stays of a message that names several towns; empty where it names one, or corrects it."""
    towns = towns_of(turn)
    if len({town["commune"]["label"] for town in towns}) < 2:
        return []
    if any(town["start"] is None for town in towns):  # handed by an action: to be asked
        return [{"nuits": None, "commune": town["commune"]} for town in towns]
    text = _without_others(turn)
    counts = _counted(text, towns)
    dates = _dates(turn, towns)
    if all(counts) and _sum_said(turn, counts) in (None, sum(n for n, *_ in filter(None, counts))):
        return [
            {"nuits": count[0], "commune": town["commune"], **dates.get(index, {})}
            for index, (town, count) in enumerate(zip(towns, counts, strict=True))
            if count
        ]
    rest = (_sum_said(turn, counts) or 0) - sum(n for n, *_ in filter(None, counts))
    if rest > 0 and counts.count(None) == 1 and _REST.search(text):
        # « 3 nuits : une à Paris, le reste à Tours »
        pairs = zip(towns, counts, strict=True)
        return [{"nuits": n[0] if n else rest, "commune": t["commune"]} for t, n in pairs]
    between = (text[one["end"] : two["start"]] for one, two in zip(towns, towns[1:], strict=False))
    listed = all(_JOINED.fullmatch(words) for words in between)
    if _NOT_BOTH.search(text) or not (listed or sum(map(bool, counts)) > 1):
        return []
    return [{"nuits": None, "commune": town["commune"]} for town in towns]


def counted_town(turn: Turn) -> Place | None:
    """The only town of several that has its nights: « je pars de Gien, une nuit à Paris »."""
    towns = [town for town in towns_of(turn) if town["start"] is not None]
    counts = _counted(_without_others(turn), towns) if len(towns) > 1 else []
    found = [town for town, count in zip(towns, counts, strict=False) if count]
    return Place.from_json(found[0]["commune"]) if len(found) == 1 else None


def answered(turn: Turn, towns: list[dict[str, Any]], total: int | None) -> Stays:
    """The stays of the answer to how many in each: « 1 et 2 », « une chacune », « 2 à Tours »."""
    text = bare(turn.text)
    figures = re.findall(rf"(?<![\w,.])\d{{1,2}}(?!\w|[,.]\d)|\b{WORD_NUMBER}\b", text)
    said = [number_of(found) for found in figures]  # word by word: « une et deux » are two
    named = {town["commune"]["label"] for town in towns_of(turn)}
    if len(said) == 1 and _EACH.search(text):
        said *= len(towns)
    elif len(said) == 1 and len(towns) == 2 and len(named) == 1 and total:
        rest = total - (said[0] or 0)
        said = [said[0] if town["label"] in named else rest for town in towns]
    elif named:
        return []
    if len(said) != len(towns) or any(count is None or count < 0 for count in said):
        return []
    return [{"nuits": n, "commune": town} for n, town in zip(said, towns, strict=True)]


def complete(values: dict[str, Any]) -> None:
    """A town said: that of the nights whose town was still to be asked, else that of all."""
    held, place = values.get("sejours"), values.get("commune")
    if not unfinished(held):
        values["sejours"] = None
    elif place is not None:
        whole = [each if each["commune"] else {**each, "commune": place} for each in held or ()]
        values["sejours"], values["commune"] = whole, whole[0]["commune"]


def unfinished(stays: Stays | None) -> bool:
    """Whether some nights are told without their town: « deux nuits dont une à Paris »."""
    return isinstance(stays, list) and any(each["commune"] is None for each in stays)


def ask_each(values: dict[str, Any], towns: Stays) -> None:
    values["commune"] = [each["commune"] for each in towns]
    values["sejours"] = None


def spread(values: dict[str, Any]) -> None:
    """Another number of nights, where they were passed in several towns: in which, is asked."""
    held, nights = values.get("sejours"), values.get("nuits")
    if nights == 0 or unfinished(held):
        values["sejours"] = None
        if isinstance(values.get("commune"), list):
            values["commune"] = None
    elif isinstance(held, list) and nights is not None and nights != total(held):
        ask_each(values, held)


def total(stays: Stays) -> int:
    return sum(each["nuits"] for each in stays)


def pending(stays: Stays | None) -> bool:
    """Whether the nights of some town are still to be asked."""
    return bool(stays) and any(each["nuits"] is None for each in stays or ())


def as_stays(stays: Stays, first: date) -> tuple[Stay, ...]:
    """The stays to count, one after the other from a day, but for those whose date was said."""
    found, day = [], first
    for each in stays:
        day = date.fromisoformat(each["date"]) if each.get("date") else day
        place = Place.from_json(each["commune"])
        found.append(Stay(each["nuits"], place.zone, day, place.label))
        day += timedelta(days=each["nuits"])
    return tuple(found)


def towns_of(turn: Turn) -> list[dict[str, Any]]:
    """Each town once, where it is said first; `start` is None for one handed by an action."""
    found: dict[str, dict[str, Any]] = {}
    for each in turn.entities:
        if "lieu" in each:
            span = {"start": each.get("start"), "end": each.get("end")}
            found.setdefault(each["lieu"]["label"], {"commune": each["lieu"], **span})
    return list(found.values())


def _without_others(turn: Turn) -> str:
    """The folded text with blanks for what counts no night: meals, dates, kilometres …"""
    text = bare(turn.text)
    for each in turn.entities:
        if (
            each["entity"] not in ("nuits", "nombre", "option", "commune")
            and each.get("start") is not None
        ):
            text = text[: each["start"]] + " " * (each["end"] - each["start"]) + text[each["end"] :]
    return text


def _counted(text: str, towns: list[dict[str, Any]]) -> list[tuple[int, int, int] | None]:
    """For each town its nights and where they are said: just before its name, or just after."""
    begins = [0, *(town["end"] for town in towns)]
    ends = [*(town["start"] for town in towns[1:]), len(text)]
    counts = [
        _found(_BEFORE.search(text, begin, town["start"]))
        for begin, town in zip(begins, towns, strict=False)
    ]
    after_each = [
        _found(_AFTER.match(text, town["end"], end)) for town, end in zip(towns, ends, strict=True)
    ]
    if not counts[0] and all(after_each):
        return after_each  # « nantes 2 nuits tours 1 nuit »
    used = {count[1] for count in counts if count}
    for index, town in enumerate(towns):
        after = _found(_AFTER.match(text, town["end"], ends[index]))
        if not counts[index] and after and after[1] not in used:
            counts[index] = after
    return counts


def _found(match: re.Match[str] | None) -> tuple[int, int, int] | None:
    return (number_of(match["n"]) or 0, *match.span("n")) if match else None


def _sum_said(turn: Turn, counts: list[tuple[int, int, int] | None]) -> int | None:
    """The nights said beside those of each town: « 3 nuits : une à Paris, deux à Tours »."""
    spans = [(count[1], count[2]) for count in counts if count]
    others = [
        each["value"]
        for each in turn.entities
        if each["entity"] == "nuits"
        and not any(start < each.get("end", 0) and each["start"] < end for start, end in spans)
    ]
    return others[-1] if others else None


def _dates(turn: Turn, towns: list[dict[str, Any]]) -> dict[int, dict[str, str]]:
    """The first day of each stay, where several are said: before all the towns, or after them."""
    days = [
        each
        for each in turn.entities
        if each["entity"] == "date" and len(each["value"]) == 10 and "start" in each
    ]
    if len(days) != len(towns) or len(days) < 2:
        return {}
    said = [each["value"] for each in days]
    if said != sorted(said):
        return {0: {"date": said[0]}}
    return {index: {"date": value} for index, value in enumerate(said)}
