"""What is said to a form beside an answer, once for all forms: one table, read before any value.

« attendez » is no name, « je ne sais pas » no commune, « retour » no first name. A gesture is the
whole of a short message; a longer one is left to the field, or to Rasa's rules.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, Optional

from dife import fields
from dife.text import fold

Name = Literal[
    "retour",
    "attente",
    "passer",
    "ignore",
    "pourquoi",
    "explique",
    "refus",
    "abandon",
    "recommence",
    "erreur",
    "resultat",
    "bonjour",
    "merci",
]

_WORDS = (
    "ah euh heu ben bah bon alors oui non ok oups mais pardon desole desolee svp parfait voila"
    " enfin bref"
)
_HELLO = r"(?:bonjour|bonsoir|salut|bjr)"
_THANKS = r"(?:merci(?: (?:beaucoup|bien|d avance|a vous))?)"
_POLITE = (
    rf"(?:(?:{'|'.join(_WORDS.split())}|s il vous plait|tres bien|d accord|en fait|{_HELLO}"
    rf"|{_THANKS}) )*"
)
_END = (
    rf"(?: (?:svp|stp|s il vous plait|s il te plait|{_THANKS}|pardon|desolee?|encore|la|ca|hein"
    r"|je vous (?:en )?prie|je vous remercie))*"
)

_AS_I_SAID = r"(?:(?:comme )?(?:je |j )(?:vous )?(?:l )?ai (?:deja |bien )?dit (?:que )?)?"
_CORRECTS = (  # « attendez, c'est Émilien pas Émile »
    r" (?:(?:non|oui|en fait|pardon) )*(?:"
    r"c est (?!pas )[a-z][a-z ]* (?:pas|et non|au lieu de) [a-z]"
    r"|(?:mon|ma|mes|le|la|son|sa|ses) (?:noms?|prenoms?|date|lieu|mandat|commune|numero|ville)\b"
    r"[a-z ]* (?:est|sont) |(?:je suis|il est|elle est) nee?\b)"
)
_IT = r"(?:le |la |les |vous |l |en )*"


class Gesture(NamedTuple):
    """`says` is compared with the whole folded message, polite words around it apart."""

    name: Name
    says: re.Pattern[str]


def _gesture(name: Name, *forms: str) -> Gesture:
    return Gesture(name, re.compile(rf"{_POLITE}(?:{'|'.join(forms)}){_END}"))


GESTURES = (
    _gesture(
        "retour",
        r"(?:(?:la |une )?(?:question|etape|page)? ?)?(?:precedente?|d avant)",
        r"retour(?:ne[rz]?)?(?: (?:en )?arriere)?(?: (?:a la|une) (?:question|etape)(?: \w+)?)?",
        r"(?:je (?:veux|voudrais|peux|souhaite) )?(?:reveni\w+|retourne\w*|remonte\w*)"
        r"(?: (?:en arriere|a la (?:question|ligne) (?:precedente|d avant)|d une question))?",
        r"(?:on |je )?(?:revien[ts]?|retourne) en arriere",
        r"arriere|back",
    ),
    _gesture(
        "attente",
        rf"attend(?:s|ez|re|ez moi)?(?!{_CORRECTS})(?: .{{0,60}})?",
        r"(?:une?|deux|[12]|cinq|quelques) (?:petite?s? )?(?:minutes?|mn|min|secondes?"
        r"|instants?|moments?)"
        r"(?: .{0,40})?",
        r"patient(?:e|ez)(?: .{0,40})?",
        r"je (?:(?:vais|dois) )?(?:cherche[rz]?|revien[st]|regarde[rz]?|verifie[rz]?)(?: .{0,40})?",
        r"je vais (?:la |le |les |vous )?(?:chercher|regarder|verifier|demander)(?: .{0,40})?",
        r"(?:ne )?quittez pas|ne bougez pas|deux secondes?|minute|(?:un |1 )?instant|j arrive",
    ),
    _gesture(
        "passer",
        r"(?:(?:je|j|on) (?:(?:prefere|veux|vais|voudrais|souhaite|peux|dois) )?)?"
        r"pass(?:e|er|ez|ons)(?: (?:cette|la) question)?(?: a la suite)?",
        r"(?:question )?suivante?|sauter|skip|on saute",
        r"(?:je|on) pa*s+a*e+[rsz]?",  # « je pase », « je passse »: led by « je », it is no name
    ),
    _gesture(
        "ignore",
        r"(?:je |j |ch |on )?(?:(?:ne |n )?(?:le |la |en |l )?)?(?:sais|sai|connais)"
        r" (?:vraiment |absolument |plus |pas )*(?:pas|plus|rien|aucune idee)"
        r"(?: (?:du tout|encore|trop|bien|exactement|quoi (?:dire|mettre|repondre)|par coeur"
        r"|ca|le montant|la date|le nom|ou|combien|quand))*",
        r"(?:je )?(?:ne )?sais plus(?: trop)?",
        r"aucune idee|jsp|jspp|je l ignore|chais pas|chai pas|no idea|mystere|j ignore",
        r"(?:je (?:ne )?)?(?:m en souviens|me souviens|me rappelle) (?:pas|plus)",
        r"(?:je (?:n )?(?:ai|l ai) )?(?:pas|pas encore) (?:encore )?(?:decide|regarde|reserve"
        r"|choisi"
        r"|defini|fixe|verifie)e?(?: encore)?",
        r"(?:ca|cela) depend|a voir|on verra|pas encore|je verrai|pas sure?",
    ),
    _gesture(
        "pourquoi",
        r"(?:et |mais )?(?:pourquoi|pq|pkoi|prq|pourkoi)(?: .{0,60})?",
        r"(?:a quoi (?:ca|cela) (?:va )?ser\w+|(?:ca|cela) ser\w+ a quoi|c est pour quoi(?: faire)?"
        r"|pour quoi faire|dans quel but|quel (?:est l )?interet)",
        r"(?:c est|est ce) (?:vraiment )?(?:obligatoire|necessaire|utile)",
        r"(?:vous en faites|qu est ce que vous en faites|vous allez en faire"
        r"|que faites vous de) .{0,30}",
        r"vous en faites quoi|en quoi (?:ca|cela) vous (?:regarde|concerne)",
    ),
    _gesture(
        "explique",
        r"(?:je |j )?(?:ne |n )?(?:comprends?|compris|ai (?:pas|rien) compris|saisis)(?: (?:pas"
        r"|rien))?"
        r"(?: (?:la question|ce que .{0,30}|ca))?",
        r"(?:c est[ -]?a[ -]?dire|comment ca|quoi|hein|pardon|gne|mais encore|de quoi)",
        r"(?:qu est ce que|que|qu) (?:je )?(?:dois|doit on|faut il|je) (?:mettre|ecrire"
        r"|repondre|dire)"
        r"(?: .{0,20})?",
        r"(?:je )?(?:mets|reponds|dois mettre) quoi|il faut mettre quoi|un exemple|exemple|aide",
        r"(?:ou|comment) (?:est ce que )?(?:je )?(?:trouve|vois|trouver|voir)(?: (?:je|t on))?"
        r"(?: (?:ca|cela|cette information|ce montant|ce nom|ce chiffre))?",
        r"(?:c est|ca veut dire) quoi(?: (?:ca|cette question))?",
    ),
    _gesture(
        "abandon",
        r"(?:je )?(?:ne |n )?(?:veux|souhaite|desire) (?:plus|pas continuer)(?: .{0,30})?",
        r"(?:j )?(?:arrete[rz]?|abandonne[rz]?|laisse[rz]? (?:tomber|beton)|stop|quitter|sortir"
        r"|fin|exit)"
        r"(?: (?:la|tout|ca))?",
        r"(?:on|je) (?:arrete|laisse tomber|abandonne)(?: .{0,20})?",
        r"tant pis|laissez moi(?: tranquille)?|une autre fois|plus tard|pas maintenant"
        r"|c est trop long",
        r"(?:finalement )?(?:plus besoin|plus la peine|plus envie)",
        r"(?:non |merci |c est bon |bon |finalement |allez )*(?:je|on|j) (?:(?:vais|va) )?"
        r"(?:(?:me|m|se|s) (?:debrouill\w+|en sort\w*|en occup\w+|arrang\w+)"
        r"|(?:ferai|fera|faire|regle\w*|fais|fait)(?: ca| cela)?(?= (?:sans|seul|autrement)))"
        r"(?: (?:tout )?seule?s?| autrement| sans vous| moi meme| merci)*",
    ),
    _gesture(
        "refus",
        r"je (?:ne |n )?(?:le |la |les |vous |te |l )*(?:veux|souhaite|prefere|desire)"
        r"(?: (?:le |la |les |vous |te |l )*)? ?pas(?: .{0,60})?",
        r"je (?:ne )?(?:le |la |les |vous )*peux pas(?: (?:le |la |les |vous |te |l |y )*(?:dire"
        r"|donner|repondre|communiquer|fournir|ecrire|preciser)(?: .{0,60})?)?",
        rf"{_AS_I_SAID}(?:je )?(?:ne )?{_IT}(?:donn|dir|communiqu|fourni|repond)[a-z]*"
        r" (?:pas|rien|plus)(?: .{0,60})?",
        rf"{_AS_I_SAID}(?:je |j )?(?:n )?(?:en )?(?:ai |avais )?(?:pas|aucune|nulle)"
        r" (?:(?:du tout|vraiment|trop) )?envie(?: .{0,60})?",
        rf"{_AS_I_SAID}je (?:(?:ne )?tiens (?:pas|guere) a|refuse)(?: .{{0,60}})?",
        r"je (?:le |la |les )?garde(?:rai)? (?:ca |cela )?pour moi",
        r"(?:ca|cela) (?:ne )?vous regarde pas|c est (?:prive|personnel|confidentiel|indiscret)",
        r"(?:je )?(?:refuse|prefere ne (?:pas|rien))(?: .{0,60})?",
        r"hors de question|jamais de la vie|secret",
    ),
    _gesture(
        "recommence",
        r"(?:on |je (?:veux |voudrais )?)?(?:recommence[rz]?|reprendre|reprend|refaire"
        r"|repart(?:ir|ons)?)"
        r"(?: (?:tout|a zero|de zero|depuis le debut|du debut|au debut|tout depuis le debut))*",
        r"(?:tout )?(?:depuis|reprenons au|retour au) (?:le )?debut|reset|remise a zero",
    ),
    _gesture(
        "erreur",
        r"(?:je me suis|j me suis|me suis) (?:tromp|plant)ee?s?",
        r"(?:j ai )?(?:fait|mis|ecrit|dit|tape) (?:une (?:erreur|faute|betise)|n importe quoi)",
        r"erreur(?: de (?:ma part|frappe|saisie))?|oups|faute de frappe|c est (?:faux|pas (?:ca"
        r"|bon))",
        r"(?:je (?:veux|voudrais|dois) )?corriger|(?:il y a une )?erreur",
    ),
    _gesture(
        "resultat",
        r"(?:et |c est quoi |quel(?:le)? (?:est |serait )?|donnez moi )?(?:le |la |mon )?"
        r"(?:total|resultat|somme|montant total|reponse|calcul)(?: (?:du coup|alors|donc|final))*",
        r"(?:et |du coup |donc )*(?:ca|cela) (?:me )?(?:fait|ferait|fera|donne) (?:combien|quoi)"
        r"(?: (?:en tout|au total|du coup|alors|donc))*",
        r"(?:et )?(?:combien|c est combien|on est a combien|j ai droit a combien)"
        r"(?: (?:en tout|au total|du coup|alors|donc))*",
    ),
    Gesture(
        "bonjour",
        re.compile(
            r"(?:re ?)?(?:bonjour|bonsoir|salut|coucou|hello|bjr|slt)"
            r"(?: (?:a (?:vous|tous|toutes)|madame|monsieur|mesdames|messieurs|et|merci"
            r"|tout le monde|ca va|comment (?:allez vous|ca va)|svp|la|encore))*"
        ),
    ),
    Gesture(
        "merci",
        re.compile(
            r"(?:(?:oui|ok|ah|bon|tres bien|d accord|super) )*"
            r"(?:merci|mci|parfait|super|tres bien|genial|nickel)(?: (?:beaucoup|bien|a vous"
            r"|infiniment))*"
        ),
    ),
)
_DIGIT = re.compile(r"[0-9]")


def of(text: str) -> Optional[Name]:
    """The gesture that the whole message makes, None where it is none or holds a figure."""
    if text.startswith("/") or _DIGIT.search(text) and not re.match(r"\W*[12] ?m", text):
        return None
    said = {fold(text), fold(fields.bare_answer(text)), fold(fields.calmed(text))}
    return next((g.name for g in GESTURES if any(map(g.says.fullmatch, said))), None)
