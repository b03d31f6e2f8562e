"""A sum asked for several persons: theirs together, and that of the one who differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from textwrap import shorten
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.calculations.allowances_answers import made_of
from actions.calculations.base import Calculation
from assistant.dialogue.slots import MEMORY
from dife.said import people
from dife.text import bare
from dife.wording import format_euros, plural

_COUNTED = ("nuits", "repas", "kilometres")
_SHOWN = 40  # characters of a button


def counted(texts: Iterable[str], held: int | None = None) -> int | None:
    """How many persons these messages speak of, the last that tells; `held` were known before.

    1 for « chacun », of an unknown number; None where nothing tells of several.
    """
    count = held
    for text in map(bare, texts):
        more = people.more(text)
        told = people.people(text)
        told = told if told != 1 else count or told  # « chacun » of those known
        count = (count or 1) + more if more else told or count
        count = None if people.by_oneself(text) else count
    return count


def first_told(turn: Turn) -> tuple[Turn, str]:
    """The turn of the first of two persons who travel apart, and what is said of the second: « le
    maire à Paris, 2 nuits, et une conseillère à Tours, un repas »; the whole of it and "" for one.
    """
    cut = people.second(bare(turn.text))
    sides: tuple[list[dict[str, Any]], list[dict[str, Any]]] = [], []
    for each in turn.entities if cut else ():
        sides[each.get("start", 0) >= (cut or 0)].append(each)
    if not all({e["entity"] for e in side} & set(_COUNTED) for side in sides):
        return turn, ""
    return replace(turn, text=turn.text[:cut], entities=tuple(sides[0])), turn.text[cut:]


def say_second(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """That the sum of the second person is still to be asked: a button says it."""
    if rest := first_told(turn)[1]:
        title = shorten(rest, _SHOWN, placeholder="…")
        button = {"title": title[:1].upper() + title[1:], "payload": rest}
        dispatcher.utter_message(response="utter_deuxieme_question", buttons=[button])


def say(dispatcher: CollectingDispatcher, made: dict[str, Any], count: int | None) -> None:
    """That the sum is one person's, where several are spoken of; and what theirs makes."""
    each = made_of(made)
    if count is None or each is None or made.get("a_distance"):
        return
    together = f" Pour {count} personnes : {format_euros(each.total * count)}." if count > 1 else ""
    dispatcher.utter_message(response="utter_resultat_frais_personnes", ensemble=together)


def answered(
    form: Calculation, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
) -> Events | None:
    """What is answered to « et pour les trois ? » or « l'un a une 7 CV », after a sum; None for
    another message."""
    text, held, each = bare(turn.text), memory.get("personnes"), made_of(memory)
    said = form.read(form.told_of(turn, memory), None, {})
    if each is None:
        return None
    if people.one_of_them(text) and said.keys() - {"repas_offerts"}:
        return _one_differs(form, dispatcher, said, memory, each.total)
    count = counted([turn.text], held) if people.of_sum(text) else None
    if said or not count or count < 2:
        return None
    dispatcher.utter_message(
        response="utter_resultat_frais_ensemble",
        personnes=str(count),
        ensemble=format_euros(each.total * count),
        chacun=format_euros(each.total),
        source=each.source,
    )
    kept = {**memory, "personnes": count}
    return [SlotSet(MEMORY, kept), SlotSet(f"calcul_{form.key}", kept)]


def _one_differs(
    form: Calculation,
    dispatcher: CollectingDispatcher,
    said: dict[str, Any],
    memory: dict[str, Any],
    total: Decimal,
) -> Events | None:
    """The sum of the one person whose values differ; that of the others stays as it is."""
    values, count = form.recalled(memory), memory.get("personnes") or 1
    refused = form.keep(CollectingDispatcher(), said, values)
    other = None if refused or form.missing(values) else made_of(values)
    if other is None or other.total == total:
        return None
    together = ""
    if count > 1:
        rest = f"{plural(count - 1, 'autre')} à {format_euros(total)}"
        whole = format_euros(other.total + total * (count - 1))
        together = f" Avec {rest} : {whole} en tout."
    dispatcher.utter_message(
        response="utter_resultat_frais_une_personne",
        personne=format_euros(other.total),
        chacun=format_euros(total),
        ensemble=together,
        source=other.source,
    )
    return []
