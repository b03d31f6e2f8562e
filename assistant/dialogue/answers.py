"""What is answered, typed: a text, its buttons, and what a door may show better than as text.

Python names are English; the JSON, kept with the conversation and read by the widget, is French.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Dict, List, Literal, Optional, Tuple, Type, Union

from pydantic import BaseModel, Extra, Field, ValidationError

from assistant.dialogue.folding import folded, rated
from assistant.dialogue.points import SAID
from assistant.dialogue.sketches import shown_by


class Payload(BaseModel):
    """What a door may show in its own way; the text of the answer says the same."""

    class Config:
        allow_mutation = False
        allow_population_by_field_name = True
        extra = Extra.forbid

    def to_json(self) -> Dict[str, Any]:
        """Ready for JSON, days as AAAA-MM-JJ."""
        found = self.dict(by_alias=True, exclude_none=True)
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in found.items()}


class Table(Payload):
    """A sum, line by line: cells are French text, the last row the total."""

    kind: Literal["tableau"] = Field("tableau", alias="type")
    title: str = Field(alias="titre")
    columns: Tuple[str, ...] = Field(alias="colonnes")
    rows: Tuple[Tuple[str, ...], ...] = Field(alias="lignes")
    total: Tuple[str, ...]


class Deadline(Payload):
    """The last working day for something, before the first day of a training; its file too."""

    kind: Literal["agenda"] = Field("agenda", alias="type")
    limit: date = Field(alias="validation")
    start: date = Field(alias="formation")
    file_name: str = Field("", alias="nom")
    calendar: str = Field("", alias="ics")


class Steps(Payload):
    """Where the guided tour stands: the text of the answer says the same first."""

    kind: Literal["etapes"] = Field("etapes", alias="type")
    current: int = Field(alias="etape", ge=1)  # the first is 1
    last: int = Field(alias="total")


class LetterField(Payload):
    """A detail of a letter that its reader must give.

    What it may hold, where the official's own device checks it: `longest`, in characters; one
    letter at least; several lines; a whole date between `earliest` (AAAA-MM-JJ) and today; `fills`,
    what the browser may put there by itself (a token of HTML's `autocomplete`).
    """

    key: str = Field(alias="cle")
    label: str = Field(alias="libelle")
    kind: Optional[str] = Field(None, alias="type")
    mandatory: bool = Field(alias="obligatoire")
    example: str = Field(alias="exemple")
    longest: Optional[int] = Field(None, alias="longueur")
    letters: Optional[bool] = Field(None, alias="lettres")
    lines: Optional[bool] = Field(None, alias="lignes")
    earliest: Optional[str] = Field(None, alias="depuis")
    fills: Optional[str] = Field(None, alias="saisie")


class Letter(Payload):
    """A letter: to read (`body`), or to fill in on the official's own device (`template`).

    A door is sent what it reads (actions/letter_card.py): nothing else is kept of it.
    """

    kind: Literal["courriel"] = Field("courriel", alias="type")
    recipient: str = Field(alias="destinataire")
    subject: str = Field(alias="objet")  # with its {field} marks in a letter to fill in
    papers: Tuple[str, ...] = Field(alias="pieces")
    body: Optional[str] = Field(None, alias="corps")
    template: Optional[str] = Field(None, alias="modele")
    fields_: Optional[Tuple[LetterField, ...]] = Field(None, alias="champs")
    refusals: Optional[Dict[str, str]] = Field(None, alias="refus")  # sentence of each fault
    forbidden: Optional[str] = Field(None, alias="interdit")  # pattern, in no answer
    mailto: Optional[str] = None
    file_name: Optional[str] = Field(None, alias="nom")
    eml: Optional[str] = None


class Notice(Payload):
    """What we are and what is kept, in two small lines: no answer."""

    kind: Literal["mention"] = Field("mention", alias="type")


AnyPayload = Union[Table, Deadline, Steps, Letter, Notice]
KINDS: Dict[str, Type[Payload]] = {
    "tableau": Table,
    "agenda": Deadline,
    "etapes": Steps,
    "courriel": Letter,
    "mention": Notice,
}


def payload(data: Any) -> Optional[AnyPayload]:
    """The payload of an answer, from its JSON; None for none, or for one that is not ours."""
    kind = KINDS.get(str(data.get("type"))) if isinstance(data, dict) else None
    try:
        return kind.parse_obj(data) if kind else None  # type: ignore[return-value]
    except ValidationError:  # an older answer, read back: its text says the same
        return None


@dataclass(frozen=True)
class Button:
    """A title of at most 40 characters, and what pressing it says."""

    title: str
    payload: str


@dataclass(frozen=True)
class Answer:
    """One answer. `to` is the id of the message that it answers, when the door has ids; `label`
    tells what it says: a point (« consulter_droits/ou »), or its response without « utter_ »."""

    text: str
    buttons: Tuple[Button, ...] = ()
    data: Optional[Dict[str, Any]] = field(default=None)
    to: Optional[str] = None
    label: str = ""

    @classmethod
    def of(cls, message: Dict[str, Any], to: Optional[str] = None) -> Answer:
        """The answer that Rasa gives to a channel, or keeps in a `bot` event."""
        return cls(
            text=(message.get("text") or "").strip(),
            buttons=tuple(
                Button(str(b.get("title")), str(b.get("payload")))
                for b in message.get("buttons") or []
            ),
            data=(message.get("custom") or {}).get("data"),
            to=to,
            label=str(message.get(SAID) or message.get("utter_action") or "").removeprefix(
                "utter_"
            ),
        )

    def to_json(self) -> Dict[str, Any]:
        """As the widget reads it: {text, front, details: [{title, text}], rated, drawings: [{file,
        title, description}], buttons: [{title, payload}], data, answers}."""
        buttons: List[Dict[str, str]] = [vars(button) for button in self.buttons]
        notice = (self.data or {}).get("type") == "mention"
        front, details = (self.text, []) if notice else folded(self.text)
        return {
            "text": self.text,
            "front": front,
            "details": details,
            "rated": bool(self.to) and not notice and rated(self.text),
            "drawings": shown_by(self.label),
            "buttons": buttons,
            "data": self.data,
            "answers": self.to,
        }
