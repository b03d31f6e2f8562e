"""What a message tells a form that asks who somebody is: an answer, a block, corrections."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Dict, Optional, Tuple

from actions.base import Turn, today
from actions.forms.base import ValidateForm
from actions.forms.turns import asks_elsewhere
from assistant.privacy.masking.shapes import MASKED
from dife import fields
from dife.letter_fields import SOCIAL_SECURITY
from dife.letter_fields import Fault as LetterFault
from dife.text import fold

# Faults that the form tells, as a letter's refusal of the value; the others are a gesture, a
# question or another field.
TOLD: Dict[str, LetterFault] = {
    "vide": "vide",
    "nombre": "lettres",
    "adresse": "lettres",
    "date": "date",
    "avenir": "avenir",
    "ancienne": "ancienne",
    "long": "long",
}
NAME = re.compile(r"\W*[^\W\d_]{2,}(?:[ '’-]+[^\W\d_]+){0,4}\W*")
_MENDS = re.compile(
    r"\b(?:pas|non|plutot|au lieu|erreur|tromp\w+|avec (?:un|une|deux)|corr(?:ig|ect)\w+"
    r"|chang\w+|faux|finalement|pardon|desolee?|ajout\w+|en fait|dit"
    r"|au fait|rectif\w+|voulais dire|oubli\w+)\b"
)
_DENIES = re.compile(r"\W*(?:(?:ah|oh|euh|mais|non|nan)\W*)+", re.I)
_LINE = re.compile(
    r"(?:non,? |en fait,? |plut[oô]t,? )?(?:le |la |l'|mon |ma |mes |les )?"
    r"([^\W\d_]+(?: d[e'’] ?[^\W\d_]+)?)(?: c['’]est| est| sont|\s*[:=,])? (.+)",
    re.I,
)
_LINES: Dict[fields.Kind, str] = {  # those of a letter are read by `fields.mended`
    "nom": r"nom(?: de naissance)?",
    "moment": r"moment|heure|jour",
}
PLACES: Tuple[fields.Kind, ...] = ("lieu_naissance", "collectivite")
YES = "oui"  # the value of what was read over


class DetailsForm(ValidateForm):
    """A form whose answers are details of a person, by kind."""

    read_over: ClassVar[str]  # its last thing asked: whether what was understood is right

    @abstractmethod
    def kind(self, name: str, values: Dict[str, Any]) -> Optional[fields.Kind]:
        """What is asked there; None for what is no field of an identity."""

    def field(self, kind: fields.Kind, text: str) -> fields.Read:
        """What an answer to that kind of question says."""
        return fields.read(kind, text, today())

    def by_kind(self, values: Dict[str, Any]) -> Dict[fields.Kind, str]:
        """The first thing of each kind that this case asks."""
        names: Dict[fields.Kind, str] = {}
        for name in self.required(values):
            if kind := self.kind(name, values):
                names.setdefault(kind, name)
        return names

    def opened(self, turn: Turn, requested: str, values: Dict[str, Any]) -> Dict[str, Any]:
        """« Maire. Et c'est lui qui est né là, pas moi »: the first words answer; the rest may tell
        or correct other things."""
        kind = self.kind(requested, values)
        if kind in (None, "recit", "moment", "telephone") or MASKED.search(turn.text):
            return {}
        whole, names = self.field(kind, turn.text), self.by_kind(values)
        for head, rest, sentence in fields.openings(turn.text):
            first = self.field(kind, head)
            beside = fields.beside(rest, today(), kind)
            told = {
                names[k]: v
                for k, v in beside.items()
                if k in names and values.get(names[k]) is None
            }
            clear = whole.value and not whole.doubt
            only = not sentence and clear and (first.value != whole.value or not told)
            sure = first.value and not first.doubt or first.skipped
            if not sure or requested in told or only and not first.skipped:
                continue
            told |= {names[k]: fields.Read(v) for k, v in first.others.items() if k in names}
            mended = self.mended(replace(turn, text=f"{head}, {rest}"), requested, values)
            if first.skipped and _DENIES.fullmatch(head) and mended.keys() - {requested}:
                return {**told, **mended}  # « ah non, il est adjoint » answers nothing else
            return {**told, **mended, requested: first}
        return {}

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        names = self.by_kind(values)
        hidden = MASKED.search(turn.text) or re.search(SOCIAL_SECURITY, turn.text)
        pasted = {} if hidden else fields.block(turn.text, today(), self.reader)
        if found := {names[kind]: value for kind, value in pasted.items() if kind in names}:
            return found
        if not hidden and (roles := self.by_role(turn, requested, values)):
            return roles
        if requested and (opened := self.opened(turn, requested, values)):
            return opened
        if mended := self.mended(turn, requested, values):
            return mended
        if requested == self.read_over:
            if turn.intent == "affirmer" or fields.agrees(turn.text):
                return {self.read_over: YES}
            if line := self.line_said(turn.text, names):
                return line
        said: Dict[str, Any] = {}
        others: Dict[fields.Kind, Any] = {}
        kind = self.kind(requested or "", values)
        if requested and hidden:
            return {requested: turn.text}  # to be refused: what was hidden is told nowhere
        if requested and kind:
            found_here = self.field(kind, turn.text)
            elsewhere = found_here.fault in ("date", "vide") and asks_elsewhere(turn)
            place = turn.place()
            astray = found_here.fault == "phrase" and kind in PLACES
            beside = fields.beside(turn.text, today()) if astray else {}
            if astray and place and not asks_elsewhere(turn) and not beside.keys() & set(PLACES):
                found_here = fields.Read(place.label, doubt=True)  # « ma mère y vivait, à Nice »
            if found_here.value or found_here.skipped or found_here.fault in TOLD and not elsewhere:
                said[requested] = found_here
            others = dict(found_here.others)
        told = said.get(requested or "")
        if not told or told.fault:  # an answer for another field, with its label
            others = {**others, **fields.beside(turn.text, today())}
        found_for: Dict[str, Any] = {names[k]: v for k, v in others.items() if k in names}
        day = names.get("date_naissance", "")
        if told and not told.fault and day and not found_for.get(day) and not values.get(day):
            odd = fields.beside(turn.text, today()).get("date_naissance")
            found_for |= {day: odd} if odd and odd.fault else {}  # « né le 31 février » is said
        if found_for and told and told.fault:
            del said[requested or ""]  # an answer for another field, and none for this one
        if requested == self.read_over and not found_for and not said:
            return self.unread(turn, names, values) or self.guessed(turn, names)
        return {**found_for, **said}

    def by_role(
        self, turn: Turn, requested: Optional[str], values: Dict[str, Any]
    ) -> Dict[str, Any]:
        """Surnames told with their roles, and what is told besides; where one alone answers what
        is asked, it is read as any answer."""
        names = self.by_kind(values)
        if "nom" not in names or "nom_usage" not in names:
            return {}
        held = {kind: str(values.get(name) or "") for kind, name in names.items()}
        told = fields.by_role(turn.text, held)
        said: Dict[str, Any] = {names[k]: fields.Read(v) for k, v in told.names.items()}
        plain = self.field(kind, turn.text) if (kind := next(iter(told.names), None)) else None
        if not plain or list(said) == [requested] and plain.value and not plain.doubt:
            return {}
        left = requested if requested not in said else None
        rest = replace(turn, text=told.rest)
        return {**(self.read(rest, left, {**values, **said}) if told.rest else {}), **said}

    def beside(self, part: Turn, requested: str, values: Dict[str, Any]) -> Dict[str, Any]:
        """A name beside a question is asked about: « La Poste, c'est gratuit ? » tells none."""
        kind = self.kind(requested, values)
        if kind in ("recit", "texte"):
            return {}
        said = super().beside(part, requested, values)
        found = said.get(requested)
        if kind in ("nom", "nom_usage", "prenoms") and isinstance(found, fields.Read):
            sure = not found.value or kind == "prenoms" and fields.is_first_name(found.value)
            said[requested] = found if sure else replace(found, doubt=True)
        return said

    def reader(self, kind: fields.Kind, text: str, day: date) -> fields.Read:
        return self.field(kind, text)

    def mended(
        self, turn: Turn, requested: Optional[str], values: Dict[str, Any]
    ) -> Dict[str, Any]:
        """What the message corrects, clause by clause, and what the rest of it answers."""
        if requested not in (None, self.read_over) and not _MENDS.search(fold(turn.text)):
            return {}
        names = self.by_kind(values)
        held = {
            kind: str(values[name]) for kind, name in names.items() if values.get(name) is not None
        }
        held.pop("recit", None)
        found = fields.mended(turn.text, held)
        story = self.kind(requested or "", values) == "recit"
        if not found or (story and found.rest):
            return {}
        also = fields.labelled(turn.text, today())
        new = {names[k]: v for k, v in also.items() if k in names and k not in held}
        said: Dict[str, Any] = {**new, **{names[k]: v for k, v in found.changes.items()}}
        if requested not in (None, self.read_over) and found.rest and requested not in said:
            answer = self.read(replace(turn, text=found.rest), requested, values).get(requested)
            if isinstance(answer, fields.Read) and answer.value:
                said[str(requested)] = answer
        return said

    def unread(
        self, turn: Turn, names: Dict[fields.Kind, str], values: Dict[str, Any]
    ) -> Dict[str, Any]:
        """« né le trente-deux avril »: that is refused, and what was kept stays."""
        day = names.get("date_naissance", "")
        unread = values.get(day) and fields.unread_day(turn.text, str(values[day]))
        return {day: fields.Read(fault="date")} if unread else {}

    def guessed(self, turn: Turn, names: Dict[fields.Kind, str]) -> Dict[str, Any]:
        """« Karim », « Tunis » at the reading over: the line it is perhaps meant for is asked."""
        words = fields.bare_answer(turn.text).strip(" .!")
        if not NAME.fullmatch(words) or asks_elsewhere(turn):
            return {}
        order: Tuple[fields.Kind, ...] = ("mandat", "prenoms")
        for kind in order:
            read = self.field(kind, words) if kind in names else fields.Read()
            if read.value and not read.doubt and (kind == "mandat" or fields.is_first_name(words)):
                return {names[kind]: replace(read, doubt=True)}
        place = turn.place()
        where = next((names[kind] for kind in PLACES if kind in names), None)
        if place and where:
            return {where: fields.Read(place.label, doubt=True)}
        name = fields.sole_name(turn.text, today()) if "prenoms" in names else ""
        return {names["nom"]: fields.Read(name, doubt=True)} if name else {}

    def line_said(self, text: str, names: Dict[fields.Kind, str]) -> Dict[str, Any]:
        """« moment : mardi »: a line of the reading over, said again."""
        found = _LINE.match(text.strip())
        kinds = [
            kind for kind, words in _LINES.items() if found and re.fullmatch(words, fold(found[1]))
        ]
        for kind in kinds:
            value = self.field(kind, found[2]) if found and kind in names else fields.Read()
            if value.value:
                return {names[kind]: value}
        return {}
