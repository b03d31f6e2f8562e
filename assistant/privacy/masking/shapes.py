"""What the numbers that are masked look like, and what looks like them without being one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Iterator, Tuple

NIR, CARD, IBAN = "[NIR masqué]", "[carte masquée]", "[IBAN masqué]"
Span = Tuple[int, int, str]  # start, end, what replaces it

REACH = 40  # characters before a number where a word says what it is
CUTS = frozenset((1, 3, 5, 7, 10, 13))  # where people cut a NIR
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
_RIB = re.compile(  # bank, branch, account, key: what an IBAN of France is made of
    rf"(?<![0-9A-Za-z])([0-9]{{5}}){_S}{{0,2}}([0-9]{{5}}){_S}{{0,2}}"
    rf"([0-9](?:{_S}?[0-9A-Za-z]){{10}}){_S}{{0,2}}([0-9]{{2}})(?![0-9A-Za-z])"
)
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
CODE = re.compile(r"[A-Za-z][\-_/]\Z")  # « CAS-784627-4050989 »
UNIT = re.compile(r" ?(?:[€$%²°]|k€|euros?\b|eur\b|km\b|hab|kg\b|ha\b|m[²2]|millions?\b)", re.I)
HEX = re.compile(  # identifiers and digests
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|(?=[0-9]*[a-f])[0-9a-f]{24,})(?![0-9A-Za-z])",
    re.I,
)
WORDS = re.compile(
    r"(?P<nir>s[ée]cu(?![^\W\d_])|s[ée]curit[ée][ _-]{0,3}soc|(?<![^\W_])n\.?i\.?r(?![^\W\d_])"
    r"|(?<!code )(?<!codes )(?<!commune )(?<!communes )insee|vitale|(?<![^\W_])nss(?![^\W\d_])"
    r"|(?:n[°o]?|num(?:[ée]ro)?)\W{0,3}(?:de )?s\.?s\.?(?![^\W\d_])|assur[ée]e?s? soc)"
    r"|(?P<card>(?<![^\W_])(?:carte|cb)(?![^\W\d_])|visa|master ?card|amex|maestro|bancaire)"
    r"|(?P<other>(?<![^\W_])(?:siret|siren|ean|gtin|isbn|imei|rib|iban)|code[- ]?barre|timestamp"
    r"|horodat|epoch|colis|suivi)"
    r"|(?P<file>dossier|(?<![^\W_])r[ée]f|facture|commande|devis|ticket|contrat|march[ée]|mandat"
    r"|d[ée]lib|arr[êe]t[ée]|d[ée]cret|convention)",
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
_DOUBLED = str.maketrans("0123456789", "0246813579")  # the digits of the double, added
_LENGTHS = (
    "AD24AE23AL28AO25AT20AZ28BA20BE16BF28BG22BH22BI27BJ28BR29BY28CF27CG27CH21CI28CM27CR22CV25"
    "CY28CZ24DE22DJ27DK18DO28DZ26EE20EG29ES24FI18FK18FO18FR27GA27GB22GE22GI23GL18GQ27GR27GT28"
    "GW25HN28HR21HU28IE22IL23IQ23IR26IS26IT27JO30KM27KW30KZ20LB28LC32LI21LT20LU20LV21LY25MA28"
    "MC27MD24ME22MG27MK19ML28MN20MR27MT31MU30MZ25NE28NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24"
    "RS22RU33SA24SC31SD18SE24SI19SK24SM27SN28SO23ST25SV28TD27TG28TL23TN24TR26UA29VA22VG24XK20YE30"
)


@lru_cache(maxsize=1)
def _lengths() -> Dict[str, int]:
    return {code: int(n) for code, n in re.findall(r"([A-Z]{2})(\d\d)", _LENGTHS)}


def ibans(plain: str) -> Iterator[Span]:
    done = 0
    for head in _IBAN_HEAD.finditer(plain):
        letters = [sign for sign in head[0].upper() if sign.isalnum()]
        length = _lengths().get(letters[0] + letters[1], 0)
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
        turned = letters[4:] + letters[:4]
        if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1:
            done = end
            yield head.start(), end, IBAN


def ribs(plain: str) -> Iterator[Span]:
    for match in _RIB.finditer(plain):
        account = "".join(filter(str.isalnum, match[3])).upper().translate(_RIB_LETTERS)
        total = 89 * int(match[1]) + 15 * int(match[2]) + 3 * int(account)
        if 97 - total % 97 == int(match[4]):
            yield match.start(), match.end(), IBAN


def corsicans(plain: str) -> Iterator[Span]:
    for match in _CORSICAN.finditer(plain):
        if NIR_SHAPE.fullmatch("".join(filter(str.isalnum, match[0]))):
            yield match.start(), with_key(plain, match.end()), NIR


def with_key(plain: str, end: int) -> int:
    """The end of a NIR, its key told apart («clé 84») included."""
    key = _KEY.match(plain, end)
    return key.end() if key else end


def right_key(number: str) -> bool:
    return len(number) == 15 and 97 - int(number[:13]) % 97 == int(number[13:])


def luhn(number: str) -> bool:
    doubled = number[-2::-2].translate(_DOUBLED)
    return (sum(map(int, number[::-2])) + sum(map(int, doubled))) % 10 == 0


def is_ean(number: str) -> bool:
    return (
        number[0] in "3478" and not sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(number)) % 10
    )
