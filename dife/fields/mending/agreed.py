"""What is said of what was just read over: that it is right, in any words, and what else with it.

Patterns read a bare text (dife.text.bare), phrase after phrase from its start.
"""

from __future__ import annotations

import re

from dife.fields.words import EXCLAIMED
from dife.text import bare

_ALL = r"(?:tout|c'est|c est|ca|cela|c|ce|l'ensemble|le tout|tout cela|tout ca)"
_VERY = r"(?:(?:tout|tout a fait|bien|tres|parfaitement|exactement|vraiment|absolument|toujours) )*"
_WELL = (
    r"(?:parfait|nickel|impec(?:cable)?|exacte?|juste|correcte?|conforme|bon|bien|ok|top|super"
    r"|genial|en ordre|ca|cela|valide|note|parfait comme ca)"
)
_FINE = (
    r"(?:exacte?(?:ment)?|juste|correcte?|parfait(?:ement)?|nickel(?: chrome)?|impec(?:cable)?|top"
    r"|super|genial|conforme|valide|ok|okay|oki|ouais|oui|si|yes|d'accord|dac|entendu|banco|tout a"
    r" fait|absolument|tres bien|affirmatif|volontiers|certes|c'est cela|voila qui est"
    rf" {_VERY}{_WELL})"
)
_NOTHING = (
    r"(?:(?:je n'ai|j'ai|il n'y a|y a|n'y a) )?(?:rien|aucun(?:e)?|pas d[e'])\s?(?:d'autre )?(?:a "
    r"(?:changer|redire|corriger|ajouter|modifier|signaler|dire)|erreurs?|fautes?|soucis?"
    r"|problemes?|changements?|corrections?|remarques?)|sans faute|ras"
)
_GO = (
    r"(?:vous pouvez|tu peux|(?:il )?n'y a plus qu'a|on peut) (?:l'|le |la |les |tout )?(?:noter"
    r"|envoyer|valider|y aller|transmettre|enregistrer|confirmer|garder)(?: comme (?:ca|cela))?"
    r"|(?:je )?(?:valide|confirme|approuve|signe)(?! (?:mon|ma|le|la|que))|allez[- ]y|vas[- ]y"
    r"|go|envoye[rz]|envoie|validez|notez|enregistrez|transmettez"
)
_YES = re.compile(
    rf"(?:{_ALL} (?:(?:me )?(?:parait|semble|est|m'a l'air|a l'air) )?{_VERY}{_WELL}|{_FINE}"
    rf"|{_ALL} (?:me )?(?:va|convient|marche|roule)(?: (?:tres bien|bien|parfaitement))?|{_NOTHING}"
    rf"|{_GO}|(?:vous avez|t'as|elle a|il a) (?:tout |bien |parfaitement )+(?:compris|note|saisi)"
    r"|je (?:suis|reste) d'accord)(?![\w'-])"
)
_FILLER = re.compile(  # says nothing beside an agreement
    rf"(?:{EXCLAIMED}|merci(?: (?:beaucoup|bien|infiniment|a vous|encore|mille fois|d'avance))*"
    r"|je vous"
    r" (?:en )?(?:remercie|prie|sais gre)(?: (?:beaucoup|infiniment|bien))?|je t'en prie|svp|stp"
    r"|s'il vous plait|bon|alors|eh bien|eh ben|ah|oh|euh|hein|la|voila(?! qui)|bah|ben|donc|enfin"
    r"|cette fois(?:[- ]ci)?|maintenant|pour moi|comme (?:ca|cela)|ainsi|monsieur|madame|chere? \w+"
    r"|infiniment|en effet|effectivement|c'est gentil|bravo|tant (?:pis|mieux)"
    r"|vous (?:ne )?(?:me )?"
    r"repondez pas|je relis|j'ai (?:tout )?(?:relu|verifie)|apres (?:relecture|verification)"
    r"|bien (?:sur|entendu)|et|sinon|dans l'ensemble|de mon cote|pour le reste|le reste|a vous"
    r"|bonne (?:journee|soiree)|au revoir|cordialement|lol|mdr)(?![\w'-])"
)
_NEARLY = re.compile(
    r"(?:(?:c'est |c est |c )?(?:presque|quasiment|quasi|pas tout a fait|pas exactement|pas loin|a"
    r" peu (?:de chose )?pres)(?: (?:ca|cela|bon|juste|parfait|tout|fini|exact))*)(?![\w'-])"
)
_BUT = re.compile(
    r"(?:(?:sauf|mais|hormis|excepte|a part|a l'exception d[eu']|hors|si ce n'est|a ceci pres"
    r"|a un detail pres|a une chose pres|par contre|en revanche|simplement|seulement|cependant"
    r"|toutefois|juste|une chose|un detail|attention|et|que|qu'|pour)(?![\w-])['\s,:;]*)+"
)
_ASIDE = re.compile(r"[\s,.;:!…()«»\"-]*")
_CHANGES = re.compile(
    r"\b(?:chang\w+|corrig\w+|modifi\w+|mett\w+|r?ajout\w+|enlev\w+|retir\w+|remplac\w+|rectif\w+"
    r"|plutot|sauf|mais|pas|plus|faux|fausse|erreur|faute|manque|presque|non|hormis|excepte|a part"
    r"|s'ecrit|(?:pre)?noms?|numero|date|prefere|finalement)\b|\d"
)
_WISH = re.compile(
    r"(?:(?:ensuite|puis|alors|apres(?: (?:ca|cela))?|maintenant|sinon|au fait|d'ailleurs)[\s,]*)*"
    r"(?:vous|pouvez|pourriez|pourra|faites|preparez|je (?:veux|voudrais|souhaite|dois|vais)"
    r"|on (?:fait|passe|peut|va)|combien|quand|comment|est[- ]ce|faut[- ]il|faudra|quel\w*|qui"
    r"|ou|dites|passons|la suite|il (?:me )?faut|puis[- ]je|ensuite)(?![\w'])"
)


def _led(text: str) -> tuple[bool, bool, str]:
    """Whether a text begins by agreeing, or nearly, and what comes after."""
    compared, at, yes, nearly = bare(text), 0, False, False
    while at < len(compared):
        at = _ASIDE.match(compared, at).end()  # type: ignore[union-attr]
        almost, agreed = _NEARLY.match(compared, at), _YES.match(compared, at)
        found = almost or _FILLER.match(compared, at) or agreed
        if not found:
            break
        nearly, at = nearly or bool(almost), found.end()
        yes = yes or found is agreed
    return yes, nearly, text[at:]


def agrees(text: str) -> bool:
    """Whether a whole message says that what was read over is right: « nickel », « rien à
    redire », « c'est juste, vous pouvez noter »."""
    yes, nearly, rest = _led(text)
    return yes and not nearly and not rest.strip(" .!,…)") and "?" not in text


def agrees_and(text: str) -> str:
    """What is told after an agreement, or nearly one: « nickel mais lundi » tells « lundi »; ""
    where nothing is, or the message does not begin so."""
    yes, nearly, rest = _led(text)
    if not (yes or nearly) or not rest.strip(" .!?,…"):
        return ""
    but = _BUT.match(bare(rest))
    return rest[but.end() if but else 0 :].strip(" ,;:.")


def agrees_and_wishes(text: str) -> bool:
    """« c'est juste, et vous faites celui de l'adjointe ensuite ? »: right, and another thing is
    asked, which changes none of it."""
    yes, nearly, _ = _led(text)
    rest = bare(agrees_and(text))
    if not yes or nearly or not rest or _CHANGES.search(rest):
        return False
    return rest.endswith("?") or bool(_WISH.match(rest))
