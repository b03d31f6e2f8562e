"""What a character reads: which question is asked, which result is given, which buttons there are.

Questions and results are known by the first line of the response that words them, read from
data/responses/ and courriels.yml: a reworded sentence is still recognised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Optional, Pattern, Sequence, Tuple

import yaml

from assistant import facts, settings

Answer = Mapping[str, Any]  # as the REST door writes it: text, buttons, custom

QUESTION = re.compile(r"utter_(?:ask|aide)_(\w+)")
# Responses that ask without being called utter_ask_….
ASKS = {"utter_rediger_courriel": "motif_courriel", "utter_commune_ambigue": "commune_ambigue"}
RESULTS = {
    "utter_resultat_frais": "frais",
    "utter_resultat_frais_change": "frais",
    "utter_frais_a_distance": "frais",
    "utter_date_deja_passee": "date_limite",
    "utter_date_jour_meme": "date_limite",
    "utter_resultat_validation_passee": "date_limite",
    "utter_courriel_pret": "courriel",
    "utter_courriel_modele": "modele",
    "utter_rappel_enregistre": "rappel",
    "utter_rappels_complets": "rappel",
    "utter_rappel_deja_demande": "rappel",
    "utter_parcours_fini": "parcours",
    "utter_annule": "annule",
}
FAMILIES = {"utter_resultat_date_": "date_limite", "utter_resultat_financement_": "financement"}
EXPLAINS = ("utter_resultat_date_brute", "utter_resultat_date_brute_debut")
LOST = re.compile(
    r"pas (?:bien |toujours |encore )?compris\b|n'arrive pas à vous (?:comprendre|aider)"
)
RIGHT, CORRECT = "C'est juste", "Corriger"
DOUBT = re.compile(r"[ée]crit « ?(.+?) ?»")
LINE = re.compile(r"^[-•* ]*([^:\n]{3,70}?) : (.+)$", re.M)
MAY_BE_EMPTY = ("verdict",)  # markers that often stand for nothing: « Oui. » where that was asked
_MARKER = re.compile(r"\{([\w.]+)\}")


def plain(text: str) -> str:
    """The text with plain spaces and apostrophes, without marks of bold."""
    return re.sub("[\u00a0\u202f]", " ", text).replace("’", "'").replace("**", "")


def _pattern(line: str) -> Pattern[str]:
    parts = _MARKER.split(plain(line))
    seen: List[str] = []
    pattern = ""
    for number, part in enumerate(parts):
        if not number % 2:
            pattern += re.escape(part)
        elif part.isidentifier() and part not in seen:
            seen.append(part)
            some = "*" if part in MAY_BE_EMPTY else "+"
            pattern += f"(?P<{part}>.{some}?)"
        else:
            pattern += ".+?"
    return re.compile(pattern)


@lru_cache(maxsize=1)
def responses() -> Dict[str, str]:
    """The text of each response, that of a rich door apart."""
    found: Dict[str, str] = {}
    for path in sorted((settings.ROOT / "data/responses").glob("*.yml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for name, variants in content["responses"].items():
            for variant in variants:
                if "channel" not in variant and variant.get("text"):
                    found.setdefault(name, variant["text"])
    return found


@lru_cache(maxsize=1)
def _patterns() -> Dict[str, Tuple[Pattern[str], ...]]:
    """The lines of each response that have words of their own, as patterns: the first is its head.

    A question of a letter is named « courriel:<its field> ».
    """
    found: Dict[str, Tuple[Pattern[str], ...]] = {}
    texts = dict(responses())
    for case in facts.current().letters.values():
        for field in case.champs:
            texts[f"courriel:{field.cle}"] = field.question or f"{field.libelle} ?"
            texts[f"courriel:{field.cle}:aide"] = field.aide
    for name, text in texts.items():
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        kept = [line for line in lines if re.search(r"\w{2}", _MARKER.sub("", line))]
        if kept and kept[0] == lines[0]:
            found[name] = tuple(map(_pattern, kept))
    return found


@lru_cache(maxsize=20_000)
def _heads(line: str) -> Tuple[str, ...]:
    return tuple(name for name, lines in _patterns().items() if lines[0].fullmatch(line))


def asked(name: str) -> Optional[str]:
    """What a response asks for, None when it asks for nothing."""
    if name.startswith("courriel:"):
        return name.split(":")[1]
    question = QUESTION.fullmatch(name)
    return ASKS.get(name) or (question[1] if question else None)


def result(name: str) -> Optional[str]:
    """The kind of result that a response gives, None when it gives none."""
    if name in EXPLAINS:
        return None
    family = next((kind for start, kind in FAMILIES.items() if name.startswith(start)), None)
    return RESULTS.get(name) or family


@dataclass(frozen=True)
class Heard:
    """The answers to one message, read."""

    text: str
    buttons: Tuple[Tuple[str, str], ...]  # title, payload
    names: Tuple[str, ...]  # of the responses recognised, in order
    letter: str = ""  # the body of a letter, from its card

    @property
    def question(self) -> Optional[str]:
        """What is asked last."""
        return next((field for name in reversed(self.names) if (field := asked(name))), None)

    @property
    def results(self) -> Tuple[str, ...]:
        """The kinds of result given."""
        return tuple(dict.fromkeys(kind for name in self.names if (kind := result(name))))

    @property
    def lost(self) -> bool:
        """Whether the assistant says that it did not understand."""
        return bool(LOST.search(self.text))

    @property
    def reviews(self) -> bool:
        """Whether what was understood is shown, to be said right or corrected."""
        return any(plain(title) == RIGHT for title, _ in self.buttons)

    @property
    def doubt(self) -> Optional[str]:
        """What the assistant asks to confirm with yes or no."""
        found = DOUBT.search(self.text)
        titles = {title for title, _ in self.buttons}
        return found[1] if found and {"Oui", "Non"} <= titles else None

    def groups(self, kind: str) -> Dict[str, str]:
        """What stands for each marker in the results of a kind."""
        found: Dict[str, str] = {}
        lines = self.text.split("\n")
        for name in self.names:
            for pattern in _patterns()[name] if result(name) == kind else ():
                for line in lines:
                    if match := pattern.fullmatch(line.strip()):
                        found |= {k: v for k, v in match.groupdict().items() if k not in found}
        return found


def hear(answers: Sequence[Answer]) -> Heard:
    """The answers of a turn, read."""
    text = plain("\n\n".join(str(answer.get("text") or "") for answer in answers)).strip()
    names: List[str] = []
    for line in text.split("\n"):
        names += _heads(line.strip())
    buttons = [
        (str(button["title"]), str(button["payload"]))
        for answer in answers
        for button in answer.get("buttons") or ()
    ]
    cards = [(answer.get("custom") or {}).get("data") or {} for answer in answers]
    letter = next((card["corps"] for card in cards if card.get("corps")), "")
    return Heard(text, tuple(buttons), tuple(names), plain(str(letter)))
