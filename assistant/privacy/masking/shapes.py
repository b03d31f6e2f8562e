"""What the numbers that are masked look like, and what looks like them without being one."""

from __future__ import annotations

import re
from typing import Iterator, Tuple

from assistant.privacy.masking.checks import iban_length, right_iban, right_rib

NIR, CARD, IBAN = "[NIR masqué]", "[carte masquée]", "[IBAN masqué]"
PASSWORD, CODE = "[mot de passe masqué]", "[code masqué]"
PAPER, TAX = "[pièce d'identité masquée]", "[numéro fiscal masqué]"
MASKED = re.compile("|".join(map(re.escape, (NIR, CARD, IBAN, PASSWORD, CODE, PAPER, TAX))))
Span = Tuple[int, int, str]  # start, end, what replaces it

FIGURES = re.compile("[²³¹⁰⁴-⁹₀-₉①-⑨❶-❾➀-➈]")  # read as digits where a number is announced
REACH = 40  # characters before a number where a word says what it is
CUTS = frozenset((1, 3, 5, 7, 10, 13))  # where people cut a NIR
BEGIN, END = r"(?<![^\W_])", r"(?![^\W_])"  # of a word
IS = r"c ?['’ ]?(?:est|etait|était)|est|était|etait|sera|c ?t\b|[:=]+>?|->|→"
AGAIN = re.compile(r"(?:[ ]?(?:[,/;+]|puis|et|ou|ensuite)){1,2}[ ](?:le |la |un )?", re.I)
BACK = re.compile(  # from a number to the word that tells it: «… : c'est mon numéro de»
    rf"[ ,;:()\]\n\"»”.-]{{0,4}}(?:{IS}|pour|sur|comme)?[ (]{{0,2}}"
    r"(?:(?:le|la|ma|mon|un|num[ée]ro|n°|de|du|d')[ ]?){0,5}\Z",
    re.I,
)
ELSE = re.compile(  # another thing is announced nearer
    rf"{BEGIN}(?:dossier|facture|siret|siren|t[ée]l\w*|portable|appel\w*|joindre|mobile|fixe"
    rf"|convention|r[ée]f(?:[ée]rences?)?|commande|iban|rib|s[ée]cu\w*|nir){END}",
    re.I,
)
_S = r"[ \n./\-_]"
_GAP = r"[ \n./\-_,:;|()*'\\]{0,20}"
ROUGH = re.compile(r"[,:;|()*'\\]")  # cuts a NIR only where it is cut at each of its parts
BREAK = re.compile(r"\n|[.:;] ")  # the end of a line or of a sentence
GROUP = re.compile(r"[0-9]+")
RUN = re.compile(rf"[0-9](?:{_GAP}[0-9])*")
NIR_SHAPE = re.compile(
    r"[1-478]\d\d(?:0[1-9]|1[0-2]|[235-9]\d|4[0-2])(?:(?!00)\d\d|2[AaBb])(?!000)\d{3}(?!000)\d{3}"
    r"(?:\d\d)?",
    re.ASCII,
)
_CORSICAN = re.compile(
    rf"(?<![0-9])[1-478](?:{_GAP}[0-9]){{4}}{_GAP}2(?:[AaBb]|{_GAP}[AB])(?:{_GAP}[0-9]){{6}}"
    rf"(?:{_GAP}[0-9]{_GAP}[0-9])?(?![0-9])"
)
_KEY = re.compile(r"[ \n,;:|(/\-]{0,6}cl[ée]f?[ :=(°]{0,6}[0-9] ?[0-9](?![0-9])\)?", re.I)
CARD_SHAPE = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|(?:50[123]\d|5[678]\d\d|6304|6390|67\d\d)\d{9}(?:\d{2,6})?",
    re.ASCII,
)
CARD_CUT = re.compile(r"\d+|(?:4,)+[1-4]|4,6,[45]|(?:1,)+1|8,8|6,\d+")
_IBAN_HEAD = re.compile(  # not the end of a word, such as « les 09 27 … »
    r"(?<![A-Za-z])"
    r"[A-Za-z] ?[A-Za-z][ .\-/_]{0,3}[0-9] ?[0-9]|(?<=[A-Za-z])[A-Za-z]{2}[0-9]{2}"
)
_FRENCH_IBAN = re.compile(r"FR\d{12}[0-9A-Z]{11}\d\d", re.ASCII)
_RIB = re.compile(  # bank, branch, account, key: what an IBAN of France is made of
    rf"(?<![0-9A-Za-z])([0-9]{{5}}){_S}{{0,2}}([0-9]{{5}}){_S}{{0,2}}"
    rf"([0-9](?:{_S}?[0-9A-Za-z]){{10}}){_S}{{0,2}}([0-9]{{2}})(?![0-9A-Za-z])"
)
SERIAL = re.compile(r"[A-Za-z][\-_/]\Z")  # « CAS-784627-4050989 »
UNIT = re.compile(
    r" ?(?:[€$%²°]|k€|euros?\b|eur\b|km\b|hab|kg\b|ha\b|m[²2]|ms\b|millions?\b)", re.I
)
HEX = re.compile(  # identifiers and digests
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|(?=[0-9]*[a-f])[0-9a-f]{24,})(?![0-9A-Za-z])",
    re.I,
)
NIR_WORDS = (
    r"s[ée]cu(?![^\W\d_])|s[ée]curit[ée][ _-]{0,3}soc(?:iale)?|(?<![^\W_])n\.?i\.?r(?![^\W\d_])"
    r"|(?<!code )(?<!codes )(?<!commune )(?<!communes )insee|vitale|(?<![^\W_])nss(?![^\W\d_])"
    r"|(?:n[°o]?|num(?:[ée]ro)?)\W{0,3}(?:de )?s\.?s\.?(?![^\W\d_])|assur[ée]e?s? soc(?:ial)?"
)
WORDS = re.compile(
    rf"(?P<nir>{NIR_WORDS})"
    r"|(?P<card>(?<![^\W_])(?:carte|cb)(?![^\W\d_])|visa|master ?card|amex|maestro|bancaire)"
    r"|(?P<other>(?<![^\W_])(?:siret|siren|ean|gtin|isbn|imei|rib|iban)|code[- ]?barre|timestamp"
    r"|horodat|epoch|colis|suivi|milliseconde|[?&][a-z_]{1,12}=|(?<![^\W_])ts\W{1,3})"
    r"|(?P<file>dossier|(?<![^\W_])r[ée]f|facture|commande|devis|ticket|contrat|march[ée]|mandat"
    r"|d[ée]lib|arr[êe]t[ée]|d[ée]cret|convention|population|habitants)",
)
FILED = re.compile(  # «dossier n° …»: said just before, it is a file's number, not somebody's
    r"(?:dossiers?|r[ée]f(?:[ée]rences?)?|factures?|commandes?|devis|tickets?|contrats?|march[ée]s?"
    r"|conventions?|mandats?|siret|bons? de commande)(?:[\W_]|n[°o]|num[ée]ro|num|est|le|dife|cpf"
    r"|mcf|[ée]lus?|de|formation|c)*\Z",
    re.I,
)
LISTS = re.compile(  # postal codes; two amounts or more; places on a map
    r"(?:[0-9]{5}[^0-9]+)+[0-9]{5}|(?P<town>[0-9]{2})[0-9]{3} (?P=town)[0-9]{3} [0-9]{3,5}"
    r"|[0-9]{1,3}(?:[ .][0-9]{3})+(?: [0-9]{1,2}(?:[ .][0-9]{3})+)+"
    r"|(?:[0-9]{1,3}\.[0-9]{4,}[^0-9.]+)+[0-9]{1,3}\.[0-9]{4,}"
)
KNOWN = re.compile(  # what has a shape of its own, whole groups only
    rf"""(?<![0-9])(?:
      (?:0033{_S}?0?[1-9]|(?<=\+)33{_S}?0?[1-9]|0[1-9])(?:{_S}{{0,3}}[0-9]{{2}}){{4}}
    | 0[0-9]{{3}}(?:{_S}[0-9]{{3}}){{2}}
    | (?:0?[1-9]|[12][0-9]|3[01])([/.\-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})
    | (?:0[1-9]|[12][0-9]|3[01])[ ](?:0[1-9]|1[0-2])[ ](?:19|20)[0-9]{{2}}
    | (?:19|20)[0-9]{{2}}([/.\-])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12][0-9]|3[01])
    | (?:0?[1-9]|1[0-2])[/\-](?:19|20)[0-9]{{2}}
    | (?:19|20)[0-9]{{2}}-[0-9]{{1,4}}
    | [0-9]{{3}}([ .])[0-9]{{3}}\3[0-9]{{3}}\3?[0-9]{{5}} | [0-9]{{9}}[ ][0-9]{{5}}
    | (?P<seconds>1[4-9][0-9]{{8}}\.[0-9]{{1,7}})
    | (?:[01]?[0-9]|2[0-4])\.[0-5][0-9]
    | (?<![0-9][ .])[1-9][0-9]{{0,2}}([ .])[0-9]{{3}}(?:\5[0-9]{{3}}){{0,2}}(?!\5[0-9])
      (?:,[0-9]{{1,2}})?
    | (?<![0-9]\.)(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}(?!\.[0-9])
    | (?P<decimal>[0-9]{{1,3}}\.[0-9]{{4,}})
    | (?:19|20)[0-9]{{2}}
    )(?![0-9])""",
    re.X,
)


def ibans(plain: str) -> Iterator[Span]:
    done = 0
    for head in _IBAN_HEAD.finditer(plain):
        letters = [sign for sign in head[0].upper() if sign.isalnum()]
        length = iban_length(letters[0] + letters[1])
        if head.start() < done or not length:
            continue
        end, spaces = head.end(), 0
        while len(letters) < length and end < len(plain) and spaces < 4:
            sign = plain[end].upper()
            if sign.isascii() and sign.isalnum():
                letters.append(sign)
                spaces = 0
            elif sign in " .-/_\n:,|":
                spaces += 1
            else:
                break
            end += 1
        if len(letters) < length or plain[end : end + 1].isdigit():
            continue
        if sum(sign.isdigit() for sign in letters) < 12:  # words can look like one
            continue
        number = "".join(letters)
        if right_iban(number) or _FRENCH_IBAN.fullmatch(number):  # mistyped, the second
            done = end
            yield head.start(), end, IBAN


def ribs(plain: str) -> Iterator[Span]:
    for match in _RIB.finditer(plain):
        if right_rib("".join(filter(str.isalnum, match[0]))):
            yield match.start(), match.end(), IBAN


def corsicans(plain: str) -> Iterator[Span]:
    for match in _CORSICAN.finditer(plain):
        if NIR_SHAPE.fullmatch("".join(filter(str.isalnum, match[0]))):
            yield match.start(), with_key(plain, match.end()), NIR


def with_key(plain: str, end: int) -> int:
    """The end of a NIR, its key told apart («clé 84») included."""
    key = _KEY.match(plain, end)
    return key.end() if key else end
