"""The e-mails to the Caisse des Dépôts: their fields, their text, mailto: link and .eml file.

Cases come from courriels.yml (guide of the AML45, steps 3 and 5). A value is an official's own
text: it is cleaned of control characters and never reaches a header with a line break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, Literal
from urllib.parse import quote

from pydantic import constr, root_validator

from dife.days import parse_date
from dife.facts.model import Facts, Strict
from dife.wording import format_date

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SOCIAL_SECURITY = re.compile(
    r"(?<!\d)[12][ .-]?\d\d[ .-]?\d\d[ .-]?(?:\d\d|2[AB])[ .-]?\d{3}[ .-]?\d{3}"
    r"(?:[ .-]?\d\d)?(?!\d)",
    re.IGNORECASE,
)
_LONGEST = {"texte": 200, "date": 60, "texte_long": 2000}
_CRLF = "\r\n"
_EARLIEST = date(1900, 1, 1)


class LetterField(Strict):
    """A detail that a letter needs."""

    cle: constr(regex=r"^[a-z][a-z0-9_]*$")  # type: ignore[valid-type]
    libelle: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]
    type: Literal["texte", "date", "texte_long"] = "texte"
    obligatoire: bool = True
    exemple: str = ""

    @property
    def blank(self) -> str:
        """« [nom de naissance] », what stands for a missing detail."""
        optional = "" if self.obligatoire else " (facultatif)"
        return f"[{self.libelle[0].lower()}{self.libelle[1:]}{optional}]"


class LetterCase(Strict):
    """A case of courriels.yml; `destinataire` and `pieces` are reference keys."""

    cle: str
    titre: str
    destinataire: str
    objet: str
    corps: str
    champs: tuple[LetterField, ...]
    pieces: str | None = None

    @root_validator(skip_on_failure=True)
    def _known_placeholders(cls, values: dict[str, Any]) -> dict[str, Any]:
        known = [field.cle for field in values["champs"]]
        if len(set(known)) != len(known):
            raise ValueError("deux champs ont la même « cle »")
        for attribute in ("objet", "corps"):
            text = values[attribute].strip()
            if not text or (attribute == "objet" and "\n" in text):
                raise ValueError(f"« {attribute} » est vide ou tient sur plusieurs lignes")
            rest = _PLACEHOLDER.sub("", text)
            if "{" in rest or "}" in rest:
                raise ValueError(f"« {attribute} » contient une accolade mal fermée")
            unknown = [name for name in _PLACEHOLDER.findall(text) if name not in known]
            if unknown:
                raise ValueError(f"« {attribute} » emploie {{{unknown[0]}}}, absent de « champs »")
        return values


class FieldError(ValueError):
    """A detail that cannot be used; its message is a French sentence for the official."""


@dataclass(frozen=True)
class Letter:
    """A letter ready to send, or to complete where `missing` says."""

    recipient: str
    subject: str
    body: str
    attachments: list[str]
    missing: list[LetterField]

    def mailto(self) -> str:
        """A mailto: link (RFC 6068), without the body: an address ends up in histories and logs."""
        address = quote(_one_line(self.recipient), safe="@")
        return f"mailto:{address}?subject={quote(_one_line(self.subject), safe='')}"

    def eml(self) -> bytes:
        """A draft message (RFC 5322, UTF-8) that mail programs open ready to send."""
        message = EmailMessage(policy=SMTP)
        message["To"] = _one_line(self.recipient)
        message["X-Unsent"] = "1"
        message.set_content(_clean(self.body), charset="utf-8")
        # EmailMessage loses a space between accented words when it folds a long subject.
        subject = Header(_one_line(self.subject), "utf-8", header_name="Subject")
        return f"Subject: {subject.encode(linesep=_CRLF)}{_CRLF}".encode() + message.as_bytes()


def build_letter(
    case: LetterCase, values: Mapping[str, str], refs: Facts, on: date, blank: bool = False
) -> Letter:
    """The letter of a case with the official's details, by field key.

    A missing mandatory field stays « [nom de naissance] ». A line whose fields are all optional
    and empty is left out, unless `blank` asks for the whole form to fill in by hand.
    """
    filled: dict[str, str] = {}
    missing: list[LetterField] = []
    for field in case.champs:
        long = field.type == "texte_long"
        text = (_clean if long else _one_line)(values.get(field.cle) or "")
        if not text and field.obligatoire:
            missing.append(field)
        filled[field.cle] = text or (field.blank if field.obligatoire or blank else "")
    lines = []
    for line in case.corps.strip().split("\n"):
        names = _PLACEHOLDER.findall(line)
        if not names or any(filled[name] for name in names):
            lines.append(_fill(line, filled).rstrip())
    attachments = refs.value(case.pieces, on).valeur if case.pieces else ()
    return Letter(
        recipient=_one_line(str(refs.value(case.destinataire, on).valeur)),
        subject=_one_line(_fill(case.objet, filled)),
        body=re.sub(r"\n{3,}", "\n\n", "\n".join(lines)),
        attachments=list(attachments) if isinstance(attachments, tuple) else [],
        missing=missing,
    )


def validate_field(field: LetterField, text: str, today: date) -> str:
    """The official's answer, cleaned; a date becomes « 12 mai 1970 », a skipped option is "".

    Raises FieldError, a kind French sentence, for an answer that cannot be used.
    """
    text = text.strip()
    if _SOCIAL_SECURITY.search(text):
        raise FieldError(
            "Ne me donnez pas votre numéro de sécurité sociale, je n'en ai pas besoin. "
            "Pouvez-vous répondre sans lui ?"
        )
    if field.type != "texte_long" and _LINE_BREAK.search(text):
        raise FieldError("Pouvez-vous écrire votre réponse sur une seule ligne ?")
    text = _clean(text) if field.type == "texte_long" else _one_line(text)
    example = f" Par exemple : {field.exemple}." if field.exemple else ""
    if not text:
        if field.obligatoire:
            raise FieldError(f"Il me manque : {field.blank[1:-1]}.{example}")
        return ""
    if len(text) > _LONGEST[field.type]:
        raise FieldError(
            f"Votre réponse est un peu longue : {_LONGEST[field.type]} caractères au plus, "
            "s'il vous plaît."
        )
    if field.type == "date":
        return _validate_date(text, today)
    if _has_letter(field.exemple or "a") and not _has_letter(text):
        raise FieldError(
            f"Je lis seulement des chiffres ou des signes. Pouvez-vous écrire en lettres : "
            f"{field.blank[1:-1]} ?{example}"
        )
    return text


def _validate_date(text: str, today: date) -> str:
    day = parse_date(text)
    if day is None:
        raise FieldError(
            "Je n'ai pas reconnu cette date. Pouvez-vous l'écrire avec le jour, le mois et "
            "l'année, par exemple 12/05/1970 ou 12 mai 1970 ?"
        )
    if day > today:
        raise FieldError("Cette date est dans l'avenir. Pouvez-vous vérifier l'année ?")
    if day < _EARLIEST:
        raise FieldError("Cette date est antérieure à 1900. Pouvez-vous vérifier l'année ?")
    return format_date(day)


def _fill(text: str, filled: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: filled[match[1]], text)


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _keep(character: str) -> bool:
    """Not a control, format, surrogate or unassigned character."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn"}


def _clean(text: str) -> str:
    """The text with \\n line breaks only and no other control character."""
    text = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or _keep(c)).strip()


def _one_line(text: str) -> str:
    """The clean text on one line, every run of blanks made one space."""
    return " ".join(_clean(text).split())
