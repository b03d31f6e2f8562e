"""The name to ask for, among other words, and what a message puts right in the one held."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Iterator, List, Tuple

from actions.base import today
from dife import fields
from dife.fields.model import words_of
from dife.fields.names import CIVILITY, PARTICLES
from dife.fields.times import MOMENT
from dife.fields.words import (
    CHOICES,
    COMMANDS,
    COMMON,
    EXCLAIMED,
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
        seulement juste simplement demande demander tant que si possible passer appel epouse
        epoux mari femme conjoint conjointe fille fils frere soeur secretaire collegue assistante
        etape etapes suivante suivant precedente suite parcours continue continuer continuons
        reprenons
        sauf hormis prend prends comporte dire dites comme heure meme memes repete redis maire
        adjointe adjoint conseiller conseillere municipal municipale elu elue
        """
    )
) - words_of("allez")
_LABELLED = re.compile(
    r"\bnon pas\b|\b(?:noms?|prenoms?|(?:je |j )?m ?appell?e|s ecrit|orthograph\w+"
    r"|demandez|au nom de)\b|\br?appelez (?:plutot )?(?:ma|mon)\b"
)
_PART = re.compile(r"[,;:.!?\n()]+(?!\w)|[,;!?\n()]+|\s(?:mais|ou plut[oô]t)(?=\s)")
_ASKED = re.compile(r"\bdemandez\b|\br?appelez (?:plutot )?(?:ma|mon)\b")
_NOT = re.compile(r"(?<!\w)(?:(?:et|mais) )?(?:non pas|pas|et non|au lieu de|plutot que)\s")
_SHOUT = re.compile(rf"(?<![\w'-]){EXCLAIMED}\s*(?=[,!.;:…]|$)")
_RELATIVE = re.compile(
    r"\b(?:epou(?:x|se)|mari|femme|conjointe?|compagne|compagnon|fil(?:le|s)|frere|soeur|mere|pere"
    r"|secretaire|collegue|assistante?|adjointe?)\b"
)
_RATHER = re.compile(r"\b(?:plutot|finalement|pardon|non|mieux)\b")
_LETTERS_SAID = re.compile(
    r"\W+(?:avec|sans|prend|comporte|a|il y a)"
    r" (?:un |une |deux |le |la |des )?(?:seul )?['\"«]?\s*(?:[a-z]|tiret|accent\w*"
    r"|trait d'union|apostrophe|cedille)s?\s*['\"»]?(?![\w])(?: (?:final|a la fin|au debut))?.*$"
)
_ALIKE = 0.72


def labels_name(text: str) -> bool:
    """Whether a message says that it tells a name."""
    return bool(_LABELLED.search(fold(text)))


def name(text: str) -> fields.Read:
    """The name that a message tells among other words; in doubt where neither its title, its
    capitals nor a first name tells it; no value where none stands out."""
    doubted = fields.Read()
    for part, labelled in _by_rank(text):
        read = fields.caller(part, today())
        words = fold(part).split()
        other = set(words) & COMMON - {"madame", "monsieur", "mademoiselle"}
        if not read.value or other or len(words) > 5:
            continue
        asked = bool(_ASKED.search(fold(text))) and is_first_name(fold(part))  # « ma fille Odile »
        if fields.perhaps_merci(part):
            doubted = doubted if doubted.value else read
        elif stands_out(part) or labelled and (asked or len(words) < 3 and not read.doubt):
            return fields.Read(read.value)
        if not doubted.value and len(words) == 1 and part[0].isupper():
            doubted = fields.Read(read.value, doubt=not labelled)
    return doubted


def sole(text: str) -> str:
    """The one part of an answer that may be a name: « Thomazo » of « Thomazo, je viens de le
    dire »; "" where several may be, or none."""
    parts = [part for part, _, _ in _parts(text)]
    if len(parts) != 1 or len(parts[0].split()) > 3 or "." in text.partition(parts[0])[0]:
        return ""
    tokens = parts[0].split()
    capital = all(token[0].isupper() or fold(token) in PARTICLES for token in tokens)
    return parts[0] if capital or len(tokens) == 1 and text.startswith(parts[0]) else ""


def _by_rank(text: str) -> List[Tuple[str, bool]]:
    """The parts that may be a name: those that a label tells, the last first, else those said
    after « plutôt », else the others in order."""
    parts = list(_parts(text))
    told = [(part, True) for part, labelled, _ in reversed(parts) if labelled]
    rather = [(part, False) for part, labelled, after in reversed(parts) if after and not labelled]
    first = [(part, False) for part, labelled, after in parts if not (labelled or after)]
    return [*told, *rather, *first]


def _parts(text: str) -> Iterator[Tuple[str, bool, bool]]:
    """The parts of a text that hold other words than those around a name, whether a label tells
    each, and whether « plutôt » comes before."""
    labelled = rather = False
    text = _blanked(_SHOUT, text)
    for found in reversed(list(MOMENT.finditer(bare(text)))):
        text = f"{text[: found.start()]} , {text[found.end() :]}"
    for part in _PART.split(text):
        labelled = labels_name(part) or labelled  # « mon nom : Pruvost »
        rather = rather or bool(_RATHER.search(fold(part)))
        refused = _NOT.search(bare(part))
        part = part[: refused.start()] if refused else part
        spelt = _LETTERS_SAID.search(bare(part))
        part = part[: spelt.start()] if spelt else part
        tokens = re.findall(r"[^\s'’]+['’]?", part)
        title = [n for n, t in enumerate(tokens) if re.fullmatch(CIVILITY, f"{bare(t)} ".strip())]
        kept = [n for n, token in enumerate(tokens) if fold(token) and fold(token) not in _AROUND]
        if kept:
            start = kept[0]
            while start and fold(tokens[start - 1]) in PARTICLES and tokens[start - 1].istitle():
                start -= 1  # « Le Floc'h »
            start -= start - 1 in title
            end = kept[-1] + 1
            end += fields.perhaps_merci(" ".join(tokens[start:]))  # « Loïc Merci »
            said = "".join(
                token if token.endswith(("'", "’")) else f"{token} " for token in tokens[start:end]
            ).strip()
            yield said, labelled, rather
            labelled = False


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    for found in reversed(list(pattern.finditer(bare(text)))):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


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


def near(held: str, new: str) -> List[str]:
    """The words of the name held that look like the new one."""
    return [w for w in held.split() if SequenceMatcher(None, fold(w), fold(new)).ratio() >= _ALIKE]


def renamed(held: str, new: str, text: str) -> str:
    """The name held with what a message puts right in it: « Garrin » in « Paul Garin »."""
    if not held or not new or re.match(rf"{CIVILITY}\s", bare(new)):
        return new
    words, folded = held.split(), fold(text)
    titled = bool(re.fullmatch(CIVILITY, bare(words[0]))) and len(words) > 1
    firsts = [w for w in words[titled:-1] if is_first_name(fold(w))]
    only_first = re.search(r"\bprenoms?\b", folded) and not re.search(r"\bnoms?\b", folded)
    if only_first and len(new.split()) == 1 or only_first and is_first_name(fold(new)):
        last = [w for w in words[titled:] if w not in firsts]
        alone = len(words) == 1 and is_first_name(fold(held))
        return new if alone else " ".join([*words[:titled], new, *last])
    if len(new.split()) > 1 or _RELATIVE.search(folded) and is_first_name(fold(new)):
        return new
    if len(alike := near(held, new)) == 1:
        return " ".join(new if w == alike[0] else w for w in words)
    return " ".join([*firsts, new]) if firsts else new
