"""Towns of birth, nationalities and local authorities, as they are typed."""

from __future__ import annotations

import re

from dife.fields.model import Read, words_of
from dife.fields.names import place_case
from dife.fields.refusals import is_sentence
from dife.fields.words import COMMON, NUMBERS
from dife.text import bare, fold

_HUM = (
    r"(?:euh|oui|ok|alors|donc|eh bien|bonjour|voila|voici|pardon|non|en fait|c'est|c est|c'etait"
    r"|c(?=\s+[^\W\d_])|ce sera|il s'agit (?:de|d'(?=[^\W\d_]))"
    r"|marquee?|ecrit|(?:je suis )?(?:originaire |nati(?:f|ve) )?(?=(?:de |d'))"
    r"|je (?:crois|pense) (?:que )?)(?![\w'-])[\s,:]*"
)
_PLACE_LEAD = re.compile(
    rf"\W*(?:{_HUM})*(?:(?:(?:je suis|j'ai ete|suis)\s+)?nee?(?:\(e\))?\s+)?"
    r"(?:(?:mon |le |la |ma )?(?:lieu|ville|commune|village)(?: de (?:ma )?naissance"
    r"\s*(?:,|:|=|c'est|est|etait|-)*"
    r"|\s*(?:,|:|=|c'est|est|etait)+|(?=\s+(?!(?:de|du|des|d)\b)))\s*)?"
    r"(?:nee?\s+)?(?:dans (?:la ville|la commune|le village) (?:de |d')|a |en |sur "
    r"|(?:(?:originaire|nati(?:f|ve)) )?(?:de |d'))?"
)
_BODY_LEAD = re.compile(
    rf"\W*(?:{_HUM})*(?:(?:je suis|suis|j'etais)\s+)?(?:elue?\s+)?"
    r"(?:(?:ma |la |notre )?(?:collectivite|commune|mairie)\s*(?:,|:|=|c'est|est)+\s*)?"
    r"(?:a |dans |au (?=sein|conseil)|pour (?=la|le))?"
    r"(?:la (?=commune|mairie|ville|communaute|region|cc|metropole)"
    r"|le (?=departement|syndicat|sivom)|l'(?=agglo))?"
)
_TAIL = re.compile(
    r"[\s,]*(?:merci(?: beaucoup| bien)?|svp|s'il vous plait|voila|je (?:crois|pense))\W*$"
)
_BODY = re.compile(
    r"(?:la |le |l'|ma |mon |une? )?(?:commune|mairie|ville|communaute(?: de communes| d'agglo\w*"
    r"| urbaine)?|cc|ca|cu|com ?com|comcom|agglo\w*|departement|region|conseil \w+|metropole|sivom"
    r"|sivu|syndicat|interco\w*|epci|petr|village)"
)
_WORD_OF = re.compile(r"^(?:mairie|commune|ville) (?=[A-ZÀ-Ý])")  # « mairie Gien »
_POSTCODE = re.compile(r"(?:[0-9]{5}|2[ab][0-9]{3})")
_ALLOWED = re.compile(r"[\w'’‘´`ʼ‐‑–,.()/&° -]+")
# Of no place, yet in many: « La Fin » is rather the end.
_NO_PLACE = COMMON - {"association", "conseil"}
_NOWHERE = words_of(
    """
    ici la maison moi nous nulle part meme maternite hopital clinique etranger plusieurs petite
    petit grande grand domicile ailleurs partout endroit pareil maire adjoint adjointe elu chez sur
    l a en au le les une un de
    """
)
_IN_PLACES = re.compile(r"(?<![\w'])(?:en|sur|sous|dans|et|a|au|aux|chez|son|ou)(?![\w'])")
NATIONS = words_of(
    """
    francaise francais belge suisse allemande allemand espagnole espagnol italienne italien
    portugaise portugais anglaise britannique irlandaise neerlandaise hollandaise luxembourgeoise
    polonaise roumaine bulgare grecque grec tcheque slovaque croate serbe russe turque ukrainienne
    algerienne marocaine tunisienne malienne senegalaise ivoirienne camerounaise congolaise
    malgache comorienne mauricienne vietnamienne chinoise japonaise americaine canadienne danoise
    suedoise norvegienne finlandaise hongroise autrichienne fr france franco double europeenne
    slovene lettone estonienne lituanienne maltaise chypriote monegasque andorrane apatride
    """
)
# As they are typed without their accents.
_ACCENTS = {
    "francaise": "française",
    "francais": "français",
    "algerienne": "algérienne",
    "algerien": "algérien",
    "bresilienne": "brésilienne",
    "bresilien": "brésilien",
    "europeenne": "européenne",
    "neerlandaise": "néerlandaise",
    "neerlandais": "néerlandais",
    "norvegienne": "norvégienne",
    "senegalaise": "sénégalaise",
    "senegalais": "sénégalais",
    "suedoise": "suédoise",
    "suedois": "suédois",
}
_DEMONYM = re.compile(
    r"[a-z]{3,}(?:ais|aise|ois|oise|ien|ienne|ain|aine|an|ane|ane|ande|and|ol|ole)"
)


def clean_place(text: str) -> str:
    """A place without the blanks and commas around it, with capitals where it had none."""
    return place_case(text.strip(' \t,;:.!?«»"“”'))


_AT = re.compile(r"(aux?|du|a|en)\s+(?=[^\W\d_])")
_STATES = words_of(
    """
    portugal maroc mali senegal cameroun congo liban vietnam viet cambodge laos canada bresil
    mexique chili perou japon luxembourg danemark royaume niger nigeria togo benin burkina gabon
    tchad burundi rwanda kenya pakistan venezuela quebec bangladesh sri soudan paraguay etats pays
    comores antilles philippines seychelles ghana nepal honduras nicaragua guatemala panama
    """
)


def town_after(text: str) -> str:
    """« au Mans » → « Le Mans », « aux Sables » → « Les Sables », « au Maroc » → « Maroc »."""
    found = _AT.match(bare(text))
    if not found:
        return text
    rest = text[found.end() :]
    if found[1] in ("a", "en"):
        return rest
    state = found[1] != "du" and (fold(rest).split() or [""])[0] in _STATES
    article = "" if state else "Les " if found[1] == "aux" else "Le "
    return f"{article}{place_case(rest) if article else rest}"


def _without_words(text: str, lead: re.Pattern[str]) -> str:
    found = lead.match(bare(text))
    said = text[found.end() if found else 0 :]
    cut = _TAIL.search(bare(said))
    return (said[: cut.start()] if cut else said).strip(' \t,;:.!?«»"“”=')


def read_birth_place(text: str) -> Read:
    said = town_after(_settled(text, _PLACE_LEAD))
    if _POSTCODE.fullmatch(said.lower()):
        return Read(said)
    return _place(said)


def read_body(text: str) -> Read:
    """A local authority; a word that names none of them (« SIVOM ») is doubted."""
    said = _WORD_OF.sub("", _settled(text, _BODY_LEAD))
    found = _place(said)
    bare_word = _BODY.fullmatch(bare(said))
    return Read(said, doubt=True) if bare_word else found


_UNION = re.compile(r"\b(?:syndicats?|sivom|sivu|smictom|sictom|sitom)\b")
_OTHER_BODY = re.compile(
    r"\b(?:commune|communes|communaute|mairie|ville|conseils?|departement|region|metropole"
    r"|agglo\w*|com ?com|cc)\b"
)


def gives_no_rights(body: str) -> bool:
    """Whether an authority is a syndicat and nothing else: its members have no DIFE for it."""
    folded = fold(body)
    return bool(_UNION.search(folded)) and not _OTHER_BODY.search(folded)


def _settled(text: str, lead: re.Pattern[str]) -> str:
    """Without the words around, however often: what is kept is read again as it is."""
    said = text
    while (rest := _without_words(said, lead)) != said:
        said = rest
    return said


def _place(said: str) -> Read:
    words = fold(said).split()
    if not said:
        return Read(fault="autre_nature")
    if not any(character.isalpha() for character in said):
        return Read(fault="nombre")
    if not _ALLOWED.fullmatch(said) or len(words) > 14:
        return Read(fault="phrase")
    content = [word for word in words if len(word) > 2]
    if words and words[0] in NUMBERS and set(words) & {"nuit", "nuits", "repas", "fois", "jours"}:
        return Read(fault="autre_nature")
    if all(word in _NO_PLACE | _NOWHERE for word in content or words):
        return Read(fault="autre_nature")
    if is_sentence(_IN_PLACES.sub(lambda m: "x" * len(m[0]), bare(said))):
        return Read(fault="phrase")
    odd = _NO_PLACE - {"commune", "mairie", "collectivite", "conseil"}
    doubt = any(word in odd for word in content) and said == said.lower()
    return Read(clean_place(said), doubt=doubt or not words)


def read_nationality(text: str) -> Read:
    lead = re.compile(
        rf"\W*(?:{_HUM})*(?:(?:ma )?nat(?:ionalite)?\.?(?!\w)\s*(?:,|:|c'est|est)*\s*)?"
        r"(?:(?:je suis|suis)\s+)?(?:nee?\s+)?(?:de )?(?:nationalite\s+)?(?:la )?"
    )
    said = _settled(text, lead)
    words = fold(said).split()
    if not words:
        return Read(fault="autre_nature")
    if not any(character.isalpha() for character in said):
        return Read(fault="nombre")
    known = [w for w in words if w in NATIONS or w.rstrip("s") in NATIONS or _DEMONYM.fullmatch(w)]
    if (
        len(words) <= 6
        and known
        and len(known) >= (len(words) + 1) // 2
        and _ALLOWED.fullmatch(said)
    ):
        return Read(re.sub(r"[^\W\d_]+", _with_accents, said))
    if len(words) > 2 or any(word in COMMON for word in words) or is_sentence(said):
        return Read(fault="phrase")
    return Read(said, doubt=True) if _ALLOWED.fullmatch(said) else Read(fault="phrase")


def _with_accents(found: re.Match[str]) -> str:
    """« francaise » → « française »; a word in capitals stays as it is typed."""
    word = found[0]
    right = _ACCENTS.get(word.lower(), word)
    return right if word.islower() else right.capitalize() if word.istitle() else word


_MASCULINE = (
    (r"(?<=[a-zéèç])(ais|ois|ain|and|ol|in|at)", r"\1e"),
    (r"(?<=[a-zéèç])([ié])en", r"\1enne"),
    (r"(grec)", r"\1que"),
    (r"turc", r"turque"),
)


def feminine_nation(value: str) -> str:
    """« français » as it agrees with « nationalité »: « française »; « belge » as it is."""
    for pattern, words in _MASCULINE:
        if re.search(rf"{pattern}$", value, re.I) and sure_nation(value):
            return re.sub(rf"{pattern}$", words, value, flags=re.I)
    return value


def sure_nation(text: str) -> bool:
    """Whether a text is a known nationality and nothing else."""
    found = read_nationality(text)
    return bool(found.value) and not found.doubt
