"""Names of people: what is around them, what they are made of, first name or surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dife.fields.model import Fault, words_of
from dife.fields.refusals import is_sentence
from dife.fields.words import ALSO_SURNAMES, COMMON, FUNCTION, NUMBERS, is_first_name, never_surname
from dife.text import bare, fold

# Kept in lower case inside a name, as they are typed.
PARTICLES = words_of(
    """
    de du des d la le les van von der den ter ten zu ben bin el al ait ould abou dos das da do di
    della dell del mac saint sainte san
    """
)
_PLACE = words_of(
    "de du des d la le les l en sur sous dans et a au aux pres lez chez par arrondissement"
)
_LETTERS = re.compile(r"[^\W\d_]+")


def name_case(text: str) -> str:
    """A name with capitals where it had none at all; otherwise as typed."""
    return _capitals(text, PARTICLES) if text == text.lower() else text


def place_case(text: str) -> str:
    """A place, a town's name or several, with capitals where it had none at all."""
    return _capitals(text, _PLACE) if text == text.lower() else text


def _capitals(text: str, small: frozenset[str]) -> str:
    compared = bare(text)

    def capital(found: re.Match[str]) -> str:
        word, start, end = found[0], found.start(), found.end()
        before, after = compared[start - 1 : start], compared[end : end + 1]
        if before.isdigit() or (before == "'" and not _elided(compared, start)):
            return word  # « 14e », « guivarc'h »
        if start and compared[start:end] in small:
            return word
        if start and after == "'" and compared[start:end] in small:
            return word
        return word[:1].upper() + word[1:]

    return _LETTERS.sub(capital, text)


def _elided(compared: str, start: int) -> bool:
    """Whether the apostrophe before ``start`` follows an elision (« d'almeida », « n'guyen »)."""
    head = re.search(r"[^\W\d_]+$", compared[: start - 1])
    return head is not None and (len(head[0]) == 1 or head[0] in {"dell", "dall", "mac"})


CIVILITY = r"(?:m\.|mr\.?|m(?=\s)|mme\.?|mlle\.?|madame|monsieur|mademoiselle|dr\.?|docteur)"
_TITLE = r"(?:madame|monsieur|mademoiselle|mme\.?|mlle\.?|mr\.?)"
# « Ginette Madame Lefèvre », « Lefèvre Madame »: a title is no name, wherever it stands.
_TITLE_INSIDE = re.compile(
    rf"(?<=\w)(?<!\bet)(?<!\bde)(?<!\bou)\s+{_TITLE}(?=\s+[^\W\d_]|[\s.]*$)(?!\s+(?:le|la|et)\s)"
)
_OF = (
    r"(?:\s+(?:de (?:naissance|jeune fille|famille|femme mariee|bapteme|mariage)|d'usage"
    r"|d'epou(?:x|se)|usuel|marital|patronymique|complet))?"
)
_IS = r"(?:\s*(?:,|:|=|-|–|c'est|c est|est|sont|etait|sera|s'ecrit|s ecrit))*\s*"
_ANY_DAY = (  # « né le 3 mai », not « né Le Goff »
    r"(?:[0-9]|(?:premier|jour|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
    r"|quatorze|quinze|seize|vingt|trente|\w+di|dimanche)(?!\w))"
)
_SAYS = (
    rf"(?:mon |le |mes |les )?(?:nom|prenoms?){_OF}(?![\w'-]){_IS}",
    r"(?:je|j)\s?(?:m'|m |me )\s?(?:appell?e?|nomme|prenomme)\s+",
    r"(?:(?:je )?(?:mets|note)|mettez|notez|ecrivez|inscrivez|j'ai pour nom)\s+",
    r"(?:on|vous pouvez) m'appelle\w*\s+",
    rf"(?:je suis |suis )?nee?(?:\(e\))?\s+(?=[^\W\d_])(?!(?:a|en|aux?)\s|le\s+{_ANY_DAY})",
    r"(?:moi|c'est moi),?\s*c'est\s+",
    r"(?:(?:ca|cela) )?(?:s'ecrit|s ecrit)\s+",
    r"(?:c'est|c est|ce sera|ca sera|c'etait|il s'agit de|je suis|epouse)\s+(?:le nom\s+)?",
    rf"{CIVILITY}\s+(?:(?:le|la) (?:maire|presidente?|deputee?)\s+)?",
)
_HUMS = (
    r"(?:euh+|heu+|alors|donc|eh (?:bien|ben)|oui|ok|d'accord|bonjour|bonsoir|pardon|desolee?"
    r"|voici|voila|en fait|non|ah|enfin|(?:ben|bon|oh)(?=\s*,))(?![\w'-])[\s,:;.!]*"
)
_LEAD = re.compile(rf"\W*(?:(?:{'|'.join((_HUMS, *_SAYS))})\W*)*")
_LETTER = r"(?:un|une|deux|2|des) ['\"«]?\s*[a-z]['\"»]?(?![\w'-])"
_TAIL = re.compile(
    r"[\s,;(]*(?:(?:la |le )?secretaire(?: generale?)?(?: de (?:la )?mairie)?|je (?:crois|pense)"
    r"|mon nom|merci(?: beaucoup| bien)?|s'il vous plait|svp|voila|tout (?:simplement|court)"
    r"|(?:tout )?en (?:un seul|une?|deux|trois) mots?|sans (?:accents?|espaces?|tirets?|rien)"
    r"|avec (?:un |des |les )?(?:accents?(?: \w+)?|tirets?|traits? d'union)"
    rf"|c'est tout|point final|(?:ca s'ecrit )?(?:avec )?{_LETTER}"
    r"(?: (?:a la fin|au (?:debut|milieu|bout)))?)[\s).!]*$"
)
_SAID_TWICE = r"(?:(?:deux|2) )?"  # « V A deux S E U R »
_SPELT = re.compile(
    rf"[\s,:;(-]*(?<![\w'])((?:{_SAID_TWICE}[a-z][\s.,-]{{1,3}}){{2,}}{_SAID_TWICE}[a-z])[.)\s]*$"
)
_ASIDE = re.compile(
    r"[\s,]+(?:comme|mais|parce|puisque|depuis|vu que|ce dernier|cette derniere"
    r"|en (?:souvenir|hommage|memoire)|celui de|celle de)\s.*$"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘´`ʼ‐‑–-][^\W\d_]+)*\.?")
_IBERIAN = words_of(
    """
    garcia lopez fernandez sanchez perez gomez rodriguez hernandez silva pereira santos ferreira
    oliveira costa sousa rodrigues fernandes almeida alves ribeiro pinto lopes martins moreno ruiz
    navarro torres diaz romero munoz jimenez alonso gutierrez gonzalez goncalves carvalho teixeira
    """
)


@dataclass(frozen=True)
class Name:
    """A surname and first names, as typed but for capitals; `doubt`: ask before it is kept."""

    last: str = ""
    first: str = ""
    doubt: bool = False
    fault: Fault = ""

    @property
    def whole(self) -> str:
        return " ".join(filter(None, (self.first, self.last)))


def bare_name(text: str) -> tuple[str, bool]:
    """The name without the words around it, and whether something was said of it."""
    said = text.strip()
    aside = False
    while True:
        found = _LEAD.match(bare(said))
        rest = said[found.end() :] if found else said
        compared = bare(rest)
        cut = _TAIL.search(compared) or _ASIDE.search(compared)
        if cut:
            aside = aside or not _TAIL.search(compared)
            rest = rest[: cut.start()]
        for title in reversed(list(_TITLE_INSIDE.finditer(bare(rest)))):
            rest = rest[: title.start()] + rest[title.end() :]
        rest = _unspelt(rest).strip(' \t,;:.!?«»"“”()[]*_=/\\|<>')
        if rest == said:
            return rest, aside
        said = rest


def last_words(text: str) -> str:
    """« Dupont » of « sur ma carte c'est Dupont », of « j'en ai trois : … »; else ""."""
    found = re.fullmatch(r".*\w.*?(?:\bc'est\s+|\bc est\s+|:\s*)([^:]+)", bare(text))
    return text[found.start(1) :] if found else ""


def unspelt(text: str) -> str:
    """A text without the letters that spell its last name: « non, Lefebvre, B V R E »."""
    found = _SPELT.search(bare(text))
    head = text[: found.start()].strip(" ,") if found else text
    return head if bare_name(head)[0] else text


def _unspelt(text: str) -> str:
    """« Dupont, D U P O N T » → « Dupont »; « D U P O N T » → « DUPONT »."""
    found = _SPELT.search(bare(text))
    if not found:
        return text
    said = re.sub(r"(?i)(?:deux|2) ([^\W\d_])", r"\1\1", text[found.start(1) : found.end(1)])
    letters = re.sub(r"[\W_]", "", said)
    head = text[: found.start()].strip(" ,")
    return head if head else letters.upper()


def read_name(text: str) -> Name:
    """The name in a text that holds nothing else but words around it."""
    rest, aside = bare_name(text)
    if not rest or re.fullmatch(CIVILITY, bare(f"{rest} ").strip()):
        return Name(fault="autre_nature")
    if any(character.isdigit() for character in rest) or not _TOKEN.search(rest):
        return Name(fault="autre_nature" if _TOKEN.search(rest) else "nombre")
    if re.sub(_TOKEN, "", rest).strip(" ,’'-"):
        return Name(fault="phrase")
    tokens = [token.rstrip(".") for token in _TOKEN.findall(rest)]
    folded = [fold(token) for token in tokens]
    if is_sentence(rest) or len(tokens) > 8:
        return Name(fault="phrase")
    content = [word for word in folded if word not in PARTICLES] or folded
    if all(part in NUMBERS for word in folded for part in word.split()):
        return Name(fault="nombre")
    if len(folded) > 1 and folded[0] in NUMBERS:
        return Name(fault="autre_nature")
    strange = [word for word in content if word in COMMON]
    perhaps = len(content) == 1 and tokens[-1].istitle()  # « Le Page », « Janvier »
    if strange and not perhaps and (len(strange) == len(content) or not _capitalised(tokens)):
        return Name(fault="autre_nature")
    name = _split(rest, tokens, folded)
    odd = aside or bool(strange) or (len(folded) == 1 and _odd(folded[0], tokens[0]))
    return Name(name.last, name.first, name.doubt or odd, name.fault)


def _odd(folded: str, typed: str) -> bool:
    """« pfff », « vraiment », « inscription », « moi »: seldom a surname."""
    if folded in FUNCTION or not (re.search("[aeiouy]", folded) or len(folded) < 3):
        return True
    return typed.islower() and bool(re.fullmatch(r".{4,}(?:[aeiu]ment|[ts]ions?)", folded))


def _capitalised(tokens: Sequence[str]) -> bool:
    return all(t[0].isupper() or fold(t) in PARTICLES for t in tokens)


def _split(rest: str, tokens: Sequence[str], folded: Sequence[str]) -> Name:
    """First names before or after the surname; a surname has its particles."""
    head = tail = 0
    while head < len(folded) and is_first_name(folded[head]):
        head += 1
    while tail < len(folded) - head and is_first_name(folded[-1 - tail]):
        tail += 1
    while tail and folded[-1 - tail] in PARTICLES:  # « Ben Ali », « Le Bernard »
        tail -= 1
    if head == len(folded):
        return _all_first_names(tokens, folded)
    last = list(tokens[head : len(tokens) - tail])
    if head and tail:  # « Jean Dupont Marie », « Marie Le Goff Martin »
        return Name(name_case(" ".join(tokens[head:])), _firsts(tokens[:head]), doubt=True)
    first = _firsts(tokens[:head] or tokens[len(tokens) - tail :] if head or tail else ())
    unknown = [t for t in last if fold(t) not in PARTICLES]
    iberian = any(fold(t) in _IBERIAN for t in unknown)
    particle = len(unknown) < len(last) or any(re.match(r"[dl]'.", bare(t)) for t in last)
    several = len(unknown) > 1 and not iberian and not (particle and len(unknown) == 2)
    if not unknown:
        return Name(name_case(" ".join(last)), first, doubt=not _capitalised(tokens))
    return Name(name_case(" ".join(last)), first, doubt=several)


def _firsts(tokens: Sequence[str]) -> str:
    return name_case(" ".join(tokens))


def _all_first_names(tokens: Sequence[str], folded: Sequence[str]) -> Name:
    """« Martin », « Claude Martin », « Marie Claire »."""
    if len(tokens) == 1:
        return Name(name_case(tokens[0]), doubt=never_surname(folded[0]))
    clear = folded[-1] in ALSO_SURNAMES and not any(
        w in ALSO_SURNAMES - {"marie"} for w in folded[:-1]
    )
    return Name(name_case(tokens[-1]), _firsts(tokens[:-1]), doubt=not clear)
