"""How prices, balances and shares are told in a message, and for how many.

Patterns for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re
from decimal import Decimal

from dife.said.numbers import WORDS, number

DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d{1,2})?|\d{1,6}(?:[.,]\d{1,2})?"
EUROS = r"(?: ?(?:€|euros?|eur|e)(?!\w))?"
OTHER = r"(?! ?(?:h|heures?|jours?|mois|ans?|km|nuits?|repas|personnes?|%|/)\w*)"
TWO = re.compile(
    rf"(?<![\w.,/-])(?P<a>{DIGITS}){EUROS} ?(?:ou(?: bien| peut-etre)?|voire|/|-|a) ?"
    rf"(?P<b>{DIGITS})(?![\w]|[.,/-]\d){EUROS}{OTHER}"
    rf"|\bentre (?P<c>{DIGITS}){EUROS} et (?P<d>{DIGITS})(?!\w){EUROS}{OTHER}"
)
# An amount that is neither a price nor a balance: by the hour, by the year, before tax.
RATE = re.compile(
    rf"(?<![\w.,])(?P<n>{DIGITS}){EUROS} ?"
    r"(?:(?:de |par |/ ?|a )?(?:l')?(?:heures?|h|ans?|annees?)\b"
    r"|(?:de |comme )?plafond\b)"
)
BEFORE_TAX = re.compile(rf"(?<![\w.,])(?P<n>{DIGITS}){EUROS} ?(?:ht|hors taxes?)\b")
ANOTHER = re.compile(r"\b(?:(?:et|plus) (?:une|l'|la) ?(?:autre|deuxieme|seconde)|l'autre)\b")
WITH = re.compile(r"\bavec (?:\w+ ){0,2}\d")
TWO_COURSES = re.compile(r"\b(?:deux|2) (?:formations|stages|sessions)\b(?! a )")
TIMES = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS}) ?(?:(?:x|×|\*|fois) ?|(?:formations?|stages?|sessions?|modules?"
    rf"|journees?|jours?) (?:a|de) (?:chacune? )?)(?P<a>{DIGITS})(?![\w]|[.,]\d)"
    rf"|(?<![\w.,])(?P<b>{DIGITS}){EUROS} ?(?:x|×|\*|fois) ?(?P<m>\d{{1,2}}|{WORDS})(?!\w)"
)
FIGURE = re.compile(rf"(?<![\w.,/+-])(?P<n>{DIGITS})(?![\w%/]|[.,]\d){OTHER}")
GAP = re.compile(
    r"\b(?:manqu\w+|(?:reste|rest\w+) a (?:payer|ma charge|charge|regler|financer|trouver))\b"
)
UNKNOWN = re.compile(
    r"\b(?:(?:sais|sait|connais|retrouve|trouve|vois|souviens|rappelle) (?:pas|plus)|aucune idee"
    r"|ignore|pas (?:encore )?(?:regarde|vu|consulte|verifie|ouvert|pu voir|la moindre idee)\w*)\b"
)
NOTHING = re.compile(
    r"\W*(?:(?:il (?:me |m'en )?reste|j'ai|j'en ai|c'est|oui|non|euh|ben)\W*)*"
    r"(?:(?:plus |absolument )?(?:rien|zero|0|neant|vide|a sec|que dalle)(?: du tout)?\W*"
    r"(?:euros?|€)?\W*)+"
)
EACH = re.compile(r"\b(?:chacune?|par (?:personne|elue?|tete|participante?)|pour chacune?)\b")
PEOPLE = r"(?:adjointe?s?|elue?s?|personnes?|collegues?|conseill\w+|participante?s?)"
AND_ME = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS}|mon|ma|un|une) (?:autres? )?{PEOPLE}(?: \w+)? et moi\b"
)
SEVERAL = re.compile(
    rf"\b(?:(?:on|nous) (?:est|sera|sommes|serons|etait|etions) (?:a )?(?P<n>\d{{1,2}}|{WORDS})\b"
    rf"|(?P<m>\d{{1,2}}|{WORDS}) {PEOPLE}\b)"
)
FOR = re.compile(
    rf"\W*(?:et |alors |donc )*(?:si )?(?:on est|pour|a) (?P<n>\d|{WORDS})(?: {PEOPLE})?"
    r"(?: (?:dans ce cas|ensemble|en tout|alors|aussi|pareil))?\W*"
)
FOR_SOME = re.compile(rf"\bpour (?P<n>\d|{WORDS})\b(?! ?(?:€|euros?))")
THE_WHOLE = re.compile(r"\b(?:tout|le reste|la totalite|l'integralite)\b")
# « un tiers », « deux tiers », « le quart », « 60 % »: a share of what is missing
PART = re.compile(
    r"\b(?:(?P<half>moitie)|(?:(?P<n>un|le|deux|2|trois|3) )(?P<d>tiers|quarts?|cinquiemes?)"
    r"|(?P<rate>\d{1,2}|100)(?: ?%| pour ?cents?\b))"
)
OF_PRICE = re.compile(
    r"^\W*(?:de |du )(?:la formation|prix|cout|total|tout|montant total|l'ensemble)\b"
)
# « 590 et non 950 », « ce n'est pas 1 200 mais 1 600 »: the amount meant, and the one refused
AMOUNT = rf"(?:{DIGITS}|{WORDS})"
MEANT_FIRST = re.compile(
    rf"(?<![\w.,])(?P<meant>{AMOUNT}){EUROS},? (?:et non|et pas|pas|au lieu|plutot que|non pas)"
    rf"(?: (?:de|a|pas))? (?P<refused>{AMOUNT})(?!\w|[.,]\d)"
)
REFUSED_FIRST = re.compile(
    rf"\b(?:pas|point|non pas|au lieu de)(?: (?:de|a))? (?P<refused>{AMOUNT}){EUROS}"
    rf"(?:,| mais| c'est| plutot) ?(?:(?:mais|c'est|plutot|a|de) )*(?P<meant>{AMOUNT})(?!\w|[.,]\d)"
)
NAMES = {  # what an amount is, where one word of a short message tells it
    "prix": re.compile(r"\b(?:prix|cout\w*|tarif|formation|stage|devis)\b"),
    "solde": re.compile(r"\b(?:solde|compte|compteur|dife|droits)\b"),
    "part_mairie": re.compile(r"\b(?:mairie|commune|collectivite|conseil|agglo\w*)\b"),
}
SUPPOSED = re.compile(r"\bsi (?:c ?'? ?est|c|c'etait|ca|elle|il|on|je|j'ai|j'avais|j'en|j ai)\b")
PAYS = re.compile(r"\b(?:pa[iy]e|pren|financ|donn|met\b|offr|complet)\w*")
TOWN_HALL = re.compile(
    r"\b(?:mairie|commune|collectivite|conseil|maire|agglo\w*|communaute"
    r"|(?:elle|ils) (?:(?:ne|n'|en|me|nous) ?)*"
    r"(?:prend|prenn|pa[iy]|met|donn|vers|financ|complet)\w*)\b"
)
WHO_PAYS = re.compile(  # asked, and offered by nobody
    r"(?:^|[.,;:!?€]\s*|\bet |\balors )[qk]ui\b[^.;!?]{0,25}\b(?:pa[iy]|pren|financ)[^.;!?]*"
)
REFUSED = re.compile(r"\b(?:ne|pas|refus\w+|rien)\b|\bn'")
ONLY = re.compile(r"\b(?:ne|n')\b.*\bqu(?:e\b|')")  # « ne prend que la moitié »: it does
NOTHING_FROM_IT = re.compile(
    r"\b(?:mairie|commune|collectivite|conseil|elle|ils)\b.{0,25}"
    r"\b(?:rien|zero|0 ?(?:€|euros?)?)\W*$"
)
REFUSES = re.compile(  # « et si le maire refuse ? »: nothing comes from it
    r"\b(?:mairie|maire|commune|collectivite|conseil|elle|ils?)\b"
    r" (?:municipal |me |nous |ne |a |ont )*(?:refus\w+|(?:dit|dise|disait|repond|vote) non"
    r"|veut pas|veulent pas|est contre|vote pas|(?:est|sont) pas d'accord|s'y oppose\w*)\b"
)
SUPPOSES = re.compile(r"\W*(?:(?:et|mais|alors|oui|ok|donc|bon)\b\W*)*(?:si\b|s'ils?\b)")
OF_RIGHT = re.compile(r"\b(?:le droit|droit de|raisons?|motifs?|recours|contest\w+|oblig\w+)\b")
AGAIN = re.compile(  # the last split is asked for again
    r"\b(?:et moi|ma part|reste\w* a (?:ma|sa) charge"
    r"|(?:combien|que|qu'est-ce qu\w*) (?:\w+[ -]){0,5}(?:pai\w*|reste\w*|coute\w*|charge|poche))\b"
)
HALF, ALL = "moitie", "tout"  # what the town hall offers, until what is missing is known
OWN = re.compile(r"moi(?P<n>\d+(?:\.\d+)?)")  # what the official puts in: the rest is offered
SHARE = re.compile(r"(?P<n>\d+)/(?P<d>\d+)(?P<of>p?)")  # so is « 1/3 »; « 60/100p », of the price


# « 50 % du prix, donc 600 € »: the figure is what the share comes to, and no new value
_COMES_TO = re.compile(
    r"[ ,(]*(?:donc|soit|ce qui fait|ca fait|c'est[ -]a[ -]dire|=)\W*(?:environ )?"
    rf"(?:{DIGITS})(?!\w){EUROS}"
)
_MISSING_OF = re.compile(  # « il me manque 250 € sur 650 »
    rf"\bmanqu\w+ (?:encore |environ )?(?P<gap>{DIGITS}){EUROS} (?:sur|pour) (?:un prix de |les? )?"
    rf"(?P<price>{DIGITS})(?!\w){EUROS}"
)
TOGETHER_ASKED = re.compile(r"\b(?:total|en tout|ensemble|mairie|commune|combien)\b")
TOGETHER = re.compile(rf"\b(?:si|pour) (?:les |nos |mes )?(?P<n>\d{{1,2}}|{WORDS}) {PEOPLE}\b")


def result_of_share(text: str) -> tuple[int, int] | None:
    """Where a text says what a share comes to."""
    part_said = PART.search(text)
    found = _COMES_TO.search(text, part_said.end()) if part_said else None
    return found.span() if found else None


def price_and_balance(text: str) -> tuple[str, str] | None:
    """« il me manque 250 € sur 650 »: 650 and 400."""
    found = _MISSING_OF.search(text)
    price, gap = (Decimal(parse(found[name])) for name in ("price", "gap")) if found else (0, 1)
    return (str(price), str(price - gap)) if gap <= price else None


HEARSAY = re.compile(
    r"\b(?:on|il|elle|quelqu'un|un collegue|ils) (?:m'|nous |me |vous )?(?:a |ont |avait )?"
    r"(?:dit|parle|raconte|affirme|annonce|assure)\w*|\bj'ai (?:lu|vu|entendu|cru)\b"
    r"|\bil parait\b|\bparait[- ]il\b|\b(?:selon|d'apres)\b|\bon (?:dit|parle)\b"
)
TRUE = re.compile(
    r"\b(?:c'est|est-ce(?: que c'est)?|ce serait|serait-ce|c'etait)(?: bien| donc| toujours)*"
    r" (?:vrai|exact|juste|correct|ca|sur|certain|officiel|confirme|le cas|possible|valable)\b"
    r"|\b(?:vous |pouvez-vous )?confirm(?:ez|er)\b|\bvraiment\b|\bvrai ou faux\b"
)


def doubted(value: str, question: str) -> bool:
    """« On m'a dit 600 euros », « c'est vrai ? »: of two bare texts, whether the second asks if the
    first is true; what is the official's own is told, and not asked."""
    own = any(name.search(value) for name in NAMES.values())
    return bool(TRUE.search(question) and (HEARSAY.search(value) or not own))


def parse(text: str) -> str:
    """« 1 200,5 » as « 1200.50 » and « 1,200 » as « 1200 » (three digits: thousands)."""
    compact = re.sub(r"[ \u00a0\u202f']", "", text)
    marks = [mark for mark in compact if mark in ".,"]
    last = max(compact.rfind("."), compact.rfind(","))
    thousands = not marks or len(compact) - last == 4 or (len(marks) > 1 and len(set(marks)) == 1)
    if thousands and len(set(marks)) <= 1:
        return str(int(re.sub(r"[.,]", "", compact)))
    whole = re.sub(r"[.,]", "", compact[:last])
    return written(Decimal(f"{whole}.{compact[last + 1 :]}"))


def written(amount: Decimal) -> str:
    """An amount as an entity writes it: « 1200 » when whole, else two decimals."""
    return str(int(amount)) if amount == int(amount) else f"{amount:.2f}"


def part(text: str) -> str | None:
    """« un tiers », « 60 % »: a share, as SHARE reads it; HALF of what is missing."""
    found = PART.search(text)
    if not found:
        return None
    of = "p" if OF_PRICE.search(text[found.end() :]) else ""
    if found["rate"]:
        told = f"{found['rate']}/100"
    elif found["half"]:
        told = "1/2"
    else:
        parts = {"t": 3, "q": 4, "c": 5}[found["d"][0]]
        told = f"{1 if found['n'] == 'le' else number(found['n'])}/{parts}"
    return HALF if told in ("1/2", "50/100") and not of else f"{told}{of}"


_COUNTED = {1: "un", 2: "deux", 3: "trois", 4: "quatre"}


def share_named(share: str) -> str:
    """« (la moitié de ce qui manque) », « (60 % du prix) »; "" for what is no share."""
    if share in (HALF, ALL):
        return " (la moitié de ce qui manque)" if share == HALF else ""
    told = SHARE.fullmatch(share)
    if not told:
        return ""
    n, d = int(told["n"]), int(told["d"])
    part = {3: "tiers", 4: "quart", 5: "cinquième"}.get(d)
    plural = "s" if n > 1 and d > 3 else ""
    name = f"{_COUNTED.get(n, n)} {part}{plural}" if part else f"{n * 100 // d} %"
    whole = "du prix" if told["of"] else "de ce qui manque"
    return f" ({'la moitié' if 2 * n == d == 2 else name} {whole})"


def offered(share: str, price: Decimal, missing: Decimal) -> Decimal:
    """What the town hall offers, in euros."""
    if share in (HALF, ALL):
        return missing / 2 if share == HALF else missing
    if mine := OWN.fullmatch(share):
        return max(missing - Decimal(mine["n"]), Decimal(0))
    if told := SHARE.fullmatch(share):
        whole = price if told["of"] else missing
        return whole * int(told["n"]) / int(told["d"])
    return Decimal(share)
