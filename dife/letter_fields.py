"""What a field of a letter may hold, as data, and what is said of an answer that it cannot hold.

The rules travel to the browser, which applies them on the official's own device; the vectors of
tests/support/letter.json hold both to the same answers. A value is an official's own text: it is
cleaned of control characters and never reaches a header with a line break.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from pydantic import constr, root_validator, validator

from dife.days import parse_date
from dife.facts.model import Strict
from dife.wording import format_date

# A social-security number, in a pattern that Python and JavaScript read alike.
SOCIAL_SECURITY = (
    r"(?<![0-9])[12][ .-]?[0-9]{2}[ .-]?[0-9]{2}[ .-]?(?:[0-9]{2}|2[ABab])[ .-]?[0-9]{3}"
    r"[ .-]?[0-9]{3}(?:[ .-]?[0-9]{2})?(?![0-9])"
)
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")

# What a detail is, for the readers of dife.fields.
Kind = Literal[
    "nom",
    "nom_usage",
    "prenoms",
    "date_naissance",
    "lieu_naissance",
    "nationalite",
    "collectivite",
    "mandat",
    "telephone",
    "moment",
    "texte",
    "recit",
]
Fault = Literal["numero", "ligne", "vide", "long", "date", "avenir", "ancienne", "lettres"]


@dataclass(frozen=True)
class FieldRule:
    """`longest`, in characters; `lines`: several lines; `letters`: one letter at least.

    With `earliest`, a whole date between that day and today, letters or not.
    """

    longest: int
    lines: bool = False
    letters: bool = True
    earliest: date | None = None


# The type that each kind of detail is written in; what a field is when its `genre` is not said.
_TYPE_OF: dict[str, str] = {"date_naissance": "date", "recit": "texte_long"}
_KIND_OF: dict[str, Kind] = {"texte": "texte", "date": "date_naissance", "texte_long": "recit"}
_RULES = {
    "texte": FieldRule(200),
    "date": FieldRule(60, earliest=date(1900, 1, 1)),
    "texte_long": FieldRule(2000, lines=True),
}


class LetterField(Strict):
    """A detail that a letter needs, and how it is asked for."""

    cle: constr(regex=r"^[a-z][a-z0-9_]*$")  # type: ignore[valid-type]
    libelle: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]
    type: Literal["texte", "date", "texte_long"] = "texte"
    genre: Kind | None = None
    obligatoire: bool = True
    exemple: str = ""
    question: str = ""
    aide: str = ""

    @root_validator(skip_on_failure=True)
    def _right_kind(cls, values: dict[str, Any]) -> dict[str, Any]:
        wanted = _TYPE_OF.get(values["genre"], "texte")
        if values["genre"] and values["type"] != wanted:
            raise ValueError(f"le genre « {values['genre']} » demande le type « {wanted} »")
        return values

    @root_validator(skip_on_failure=True)
    def _right_example(cls, values: dict[str, Any]) -> dict[str, Any]:
        field = cls.construct(**values)
        if field.exemple:
            try:
                validate_field(field, field.exemple, date.max)
            except FieldError as error:
                raise ValueError(
                    f"l'exemple « {field.exemple} » serait refusé comme réponse ({error.fault})"
                ) from None
        return values

    @property
    def rule(self) -> FieldRule:
        """An example without a letter, such as a postcode, asks for none."""
        return replace(_RULES[self.type], letters=not self.exemple or _has_letter(self.exemple))

    @property
    def kind(self) -> Kind:
        """What is asked, for the reader of dife.fields; its type says it where staff do not."""
        return self.genre or _KIND_OF[self.type]

    @property
    def name(self) -> str:
        """« nom de naissance »: the label inside a sentence."""
        return f"{self.libelle[0].lower()}{self.libelle[1:]}"

    @property
    def blank(self) -> str:
        """« [nom de naissance] », what stands for a missing detail."""
        return f"[{self.name}{'' if self.obligatoire else ', facultatif'}]"


class Refusals(Strict):
    """What is said of an answer that a field cannot hold, by fault.

    Markers: {champ} the label, {longueur} characters at most, {annee} the earliest year; `exemple`
    follows the sentence of a field that has an {exemple}.
    """

    numero: str
    ligne: str
    vide: str
    long: str
    date: str
    avenir: str
    ancienne: str
    lettres: str
    exemple: str

    @validator("*")
    def _known_markers(cls, sentence: str) -> str:
        unknown = set(_PLACEHOLDER.findall(sentence)) - {"champ", "longueur", "annee", "exemple"}
        if unknown or not sentence.strip():
            raise ValueError(f"la phrase est vide ou emploie un repère inconnu : « {sentence} »")
        return sentence

    def say(self, field: LetterField, fault: Fault) -> str:
        """The sentence for the official, with the field's example."""
        rule = field.rule
        markers = {
            "champ": field.name,
            "longueur": str(rule.longest),
            "annee": str(rule.earliest.year) if rule.earliest else "",
            "exemple": field.exemple,
        }
        sentences = [getattr(self, fault), self.exemple if field.exemple else ""]
        said = (_PLACEHOLDER.sub(lambda found: markers[found[1]], text) for text in sentences)
        return " ".join(filter(None, said))


class FieldError(ValueError):
    """An answer that cannot be used; `Refusals` words its `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def validate_field(field: LetterField, text: str, today: date) -> str:
    """The official's answer, cleaned; a date becomes « 12 mai 1970 », a skipped option is "".

    Raises FieldError for an answer that cannot be used.
    """
    rule, text = field.rule, clean(text)
    if re.search(SOCIAL_SECURITY, " ".join(text.split())):
        raise FieldError("numero")
    if not rule.lines and "\n" in text:
        raise FieldError("ligne")
    text = text if rule.lines else one_line(text)
    if not text:
        if field.obligatoire:
            raise FieldError("vide")
        return ""
    if len(text) > rule.longest:
        raise FieldError("long")
    if rule.earliest:
        return _whole_date(text, rule.earliest, today)
    if rule.letters and not _has_letter(text):
        raise FieldError("lettres")
    return text


def _whole_date(text: str, earliest: date, latest: date) -> str:
    day = parse_date(text)
    if day is None:
        raise FieldError("date")
    if day > latest:
        raise FieldError("avenir")
    if day < earliest:
        raise FieldError("ancienne")
    return format_date(day)


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _keep(character: str) -> bool:
    """Not a control, format, surrogate or unassigned character."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn"}


def clean(text: str) -> str:
    """The text with \\n line breaks only and no other control character."""
    text = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or _keep(c)).strip()


def one_line(text: str) -> str:
    """The clean text on one line, every run of blanks made one space."""
    return " ".join(clean(text).split())
