"""The name to ask for, among other words, and what a message puts right in the one held."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Iterator

from actions.base import today
from dife import fields
from dife.fields.model import words_of
from dife.fields.names import CIVILITY
from dife.fields.times import MOMENT
from dife.fields.words import (
    CHOICES,
    COMMANDS,
    COMMON,
    NAMES_TOO,
    POLITE,
    SPEECH,
    is_first_name,
)
from dife.text import bare, fold

_AROUND = (
    POLITE
    | SPEECH
    | (CHOICES - {"joker"})
    | COMMANDS
    | words_of(
        """
        n importe quoi nom noms prenom mal ecrit ecrite orthographie faux fausse suis m appelle
        appellent nomme s ecrivez mettez notez inscrivez demandez parler plutot finalement fait
        faites pardonnez excusez viens dis dit disais deja encore repete rappel rappelle rappele
        rappelee rappeles etre voudrais veux souhaite souhaiterais aimerais peut pouvez pourriez
        pourrait faudrait faut on nous monsieur-le-maire moi pour tel num numero telephone portable
        mobile fixe joignable changez change changer corrigez modifiez remplacez decidement ici
        erreur trompe trompee ai j mis mon ma mes son sa notre votre sur avec qu par est etait sont
        seulement juste simplement demande demander tant que si possible passer appel
        """
    )
) - words_of("allez")
_LABELLED = re.compile(
    r"\bnon pas\b|\b(?:noms?|prenoms?|(?:je |j )?m ?appell?e|s ecrit|orthograph\w+"
    r"|demandez|au nom de)\b"
)
_PART = re.compile(r"[,;:.!?\n()]+(?!\w)|[,;!?\n()]+")
_NOT = re.compile(r"(?<!\w)(?:(?:et|mais) )?(?:non pas|pas|et non|au lieu de|plutot que)\s")
_LETTERS_SAID = re.compile(
    r"\W+(?:avec|sans) (?:un |une |deux |le |la |des )?(?:seul )?['\"«]?\s*(?:[a-z]|tiret|accent\w*"
    r"|trait d'union|apostrophe|cedille)s?\s*['\"»]?(?![\w])(?: (?:final|a la fin|au debut))?.*$"
)
_ALIKE = 0.72


def labels_name(text: str) -> bool:
    """Whether a message says that it tells a name."""
    return bool(_LABELLED.search(fold(text)))


def name(text: str) -> fields.Read:
    """The name that a message tells among other words; in doubt where neither its title, its
    capitals nor a first name tells it; no value where none stands out."""
    labelled = labels_name(text)
    doubted = fields.Read()
    for part in _parts(text):
        read = fields.caller(part, today())
        words = fold(part).split()
        other = set(words) & COMMON - {"madame", "monsieur", "mademoiselle"}
        if not read.value or other or len(words) > 5:
            continue
        if stands_out(part) or labelled and (len(words) < 3 and not read.doubt):
            return fields.Read(read.value)
        if not doubted.value and len(words) == 1 and part[0].isupper():
            doubted = fields.Read(read.value, doubt=not labelled)
    return doubted


def _parts(text: str) -> Iterator[str]:
    for found in reversed(list(MOMENT.finditer(bare(text)))):
        text = f"{text[: found.start()]} , {text[found.end() :]}"
    for part in _PART.split(text):
        refused = _NOT.search(bare(part))
        part = part[: refused.start()] if refused else part
        spelt = _LETTERS_SAID.search(bare(part))
        part = part[: spelt.start()] if spelt else part
        tokens = re.findall(r"[^\s'’]+['’]?", part)
        title = [n for n, t in enumerate(tokens) if re.fullmatch(CIVILITY, f"{bare(t)} ".strip())]
        kept = [n for n, token in enumerate(tokens) if fold(token) and fold(token) not in _AROUND]
        if kept:
            start = kept[0] - 1 if kept[0] - 1 in title else kept[0]
            yield "".join(
                token if token.endswith(("'", "’")) else f"{token} "
                for token in tokens[start : kept[-1] + 1]
            ).strip()


def is_filler(text: str, value: str) -> bool:
    """Whether a value has no word but those of courtesy and of commands: « changez le tel »,
    « Oui, cette fois c'est parfait »; « Parfait » alone may be a name."""
    words = fold(value).split()
    alone = fold(text) == fold(value)
    if alone and fold(value) in NAMES_TOO and text.strip()[0].isupper():
        return False
    return all(word in (_AROUND if alone else _AROUND | COMMON) for word in words)


def stands_out(part: str) -> bool:
    """Whether its title, its capitals or a first name tell a name from other words."""
    tokens = re.findall(r"[^\W\d_][\w'’-]*", part)
    titled = bool(re.match(rf"{CIVILITY}\s", bare(f"{part} ")))
    capital = len(tokens) > 1 and all(t[0].isupper() or len(t) < 4 for t in tokens)
    first = len(tokens) > 1 and (is_first_name(fold(tokens[0])) or is_first_name(fold(tokens[-1])))
    return titled or capital or first


def renamed(held: str, new: str, text: str) -> str:
    """The name held with what a message puts right in it: « Garrin » in « Paul Garin »."""
    if not held or not new or re.match(rf"{CIVILITY}\s", bare(new)):
        return new
    words, folded = held.split(), fold(text)
    titled = bool(re.fullmatch(CIVILITY, bare(words[0]))) and len(words) > 1
    firsts = [w for w in words[titled:-1] if is_first_name(fold(w))]
    only_first = re.search(r"\bprenoms?\b", folded) and not re.search(r"\bnoms?\b", folded)
    if only_first and len(new.split()) == 1 or only_first and is_first_name(fold(new)):
        last = [w for w in words if w not in firsts]
        alone = len(words) == 1 and is_first_name(fold(held))
        return new if alone else " ".join([new, *last])
    if len(new.split()) > 1:
        return new
    alike = [w for w in words if SequenceMatcher(None, fold(w), fold(new)).ratio() >= _ALIKE]
    if len(alike) == 1:
        return " ".join(new if w == alike[0] else w for w in words)
    return " ".join([*firsts, new]) if firsts else new
