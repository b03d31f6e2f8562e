"""The letter as each door shows it."""

from __future__ import annotations

from assistant.dialogue import answers
from assistant.dialogue.doors import Door
from dife.letter_fields import SOCIAL_SECURITY, LetterField
from dife.letters import Letter, LetterCase


def card(case: LetterCase, letter: Letter, door: Door) -> answers.Letter:
    """A letter to fill in where the official's own device does that, else to read."""
    papers, name = tuple(letter.attachments), f"courriel-{case.cle}.eml"
    if door.fills_letters:
        return answers.Letter(
            recipient=letter.recipient,
            subject=case.objet,
            papers=papers,
            template=case.corps.strip(),
            fields_=tuple(_to_fill(field) for field in case.champs),
            refusals=case.refus.dict(exclude={"exemple"}),
            forbidden=SOCIAL_SECURITY,
            file_name=name,
        )
    read = answers.Letter(
        recipient=letter.recipient, subject=letter.subject, papers=papers, body=letter.body
    )
    if not door.ready_files:
        return read
    files = {"mailto": letter.mailto(), "file_name": name, "eml": letter.eml().decode()}
    fields = tuple(_named(field).copy(update={"kind": field.type}) for field in case.champs)
    return read.copy(update={"fields_": fields, **files})


def _to_fill(field: LetterField) -> answers.LetterField:
    """A field with its rule; what is false is left out."""
    rule = field.rule
    held = {
        "longest": rule.longest,
        "letters": rule.letters or None,
        "lines": rule.lines or None,
        "earliest": rule.earliest.isoformat() if rule.earliest else None,
    }
    return _named(field).copy(update=held)


def _named(field: LetterField) -> answers.LetterField:
    return answers.LetterField(
        key=field.cle,
        label=field.libelle,
        mandatory=field.obligatoire,
        example=field.exemple,
    )
