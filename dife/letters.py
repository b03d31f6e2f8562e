"""The e-mails to the Caisse des Dépôts: their text, mailto: link and .eml file.

Cases come from courriels.yml (guide, steps 3 and 5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import root_validator

from dife.facts.files import ReferenceFileError, as_entry, read_mapping
from dife.facts.model import Facts, Strict
from dife.letter_fields import LetterField, Refusals, clean, one_line

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SIGNATURE = re.compile(r"\{\w+\}(?: \{\w+\})+")  # a line of names and nothing else
_CRLF = "\r\n"


class LetterCase(Strict):
    """A case of courriels.yml; `destinataire` and `pieces` are reference keys."""

    cle: str
    titre: str
    destinataire: str
    objet: str
    corps: str
    champs: tuple[LetterField, ...]
    refus: Refusals
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

    def field(self, key: str) -> LetterField | None:
        """The field of this key, None when staff took it away."""
        return next((field for field in self.champs if field.cle == key), None)


def read_cases(path: Path) -> dict[str, LetterCase]:
    """The letters of courriels.yml by key; ReferenceFileError at the first mistake.

    `champs` holds the fields that several letters share, `refus` what is said of a wrong answer.
    A letter names a shared field by its key, or writes a field of its own; of a shared one it may
    write again what differs.
    """
    content = read_mapping(path)
    shared = content.pop("champs", {})
    for key, field in shared.items():
        if not isinstance(field, dict):
            raise ReferenceFileError(path.name, f"champs, {key}", "sa fiche manque en dessous")
        as_entry(path, f"champs, {key}", field, LetterField, key)
    refusals = as_entry(path, "refus", content.pop("refus", {}), Refusals)
    cases = {}
    for key, entry in content.items():
        if "refus" in entry:
            raise ReferenceFileError(path.name, key, "« refus » s'écrit au début du fichier")
        fields = entry.get("champs")
        if isinstance(fields, list):
            fields = [_whole(path, key, field, shared) for field in fields]
        entry = {**entry, "champs": fields, "refus": refusals}
        cases[key] = as_entry(path, key, entry, LetterCase, key)
    return cases


def _whole(path: Path, case: str, field: Any, shared: Mapping[str, Any]) -> Any:
    """A field of a letter, completed by the shared one of that key."""
    if isinstance(field, str):
        if field not in shared:
            problem = f"« {field} » n'est pas parmi les champs écrits en tête, sous « champs »"
            raise ReferenceFileError(path.name, case, problem)
        return {**shared[field], "cle": field}
    if isinstance(field, dict):
        return {**shared.get(str(field.get("cle")), {}), **field}
    return field


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
        address = quote(one_line(self.recipient), safe="@")
        return f"mailto:{address}?subject={quote(one_line(self.subject), safe='')}"

    def eml(self) -> bytes:
        """A draft message (RFC 5322, UTF-8) that mail programs open ready to send."""
        message = EmailMessage(policy=SMTP)
        message["To"] = one_line(self.recipient)
        message["X-Unsent"] = "1"
        message.set_content(clean(self.body), charset="utf-8")
        # EmailMessage loses a space between accented words when it folds a long subject.
        subject = Header(one_line(self.subject), "utf-8", header_name="Subject")
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
        text = (clean if field.rule.lines else one_line)(values.get(field.cle) or "")
        if not text and field.obligatoire:
            missing.append(field)
        filled[field.cle] = text or (field.blank if field.obligatoire or blank else "")
    lines = []
    for line in case.corps.strip().split("\n"):
        names = _PLACEHOLDER.findall(line)
        if not names or any(filled[name] for name in names):
            signed = _SIGNATURE.fullmatch(line.strip()) is not None
            lines.append(_fill(line, _spoken(filled) if signed else filled).rstrip())
    attachments = refs.value(case.pieces, on).valeur if case.pieces else ()
    return Letter(
        recipient=one_line(str(refs.value(case.destinataire, on).valeur)),
        subject=one_line(_fill(case.objet, filled)),
        body=re.sub(r"\n{3,}", "\n\n", "\n".join(lines)),
        attachments=list(attachments) if isinstance(attachments, tuple) else [],
        missing=missing,
    )


def _spoken(filled: Mapping[str, str]) -> dict[str, str]:
    """Without the commas of a list: « Roland, Émile Vasseur » signs « Roland Émile Vasseur »."""
    return {key: value.replace(", ", " ") for key, value in filled.items()}


def _fill(text: str, filled: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: filled[match[1]], text)
