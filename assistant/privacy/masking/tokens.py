"""Whether what stands near «mot de passe» looks like a secret, or is an ordinary word."""

from __future__ import annotations

import re
from typing import FrozenSet

# What ordinarily follows «le mot de passe est» and «mot de passe :», without accents.
WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a absent absurde accepte actif active actuel admis ah ai aide aie alors ameli ancien
        ancienne annule anormal apparu appelez appli apres archi argh arrive as assez atteint
        attendu attribue au aucun aucune aussi automatique autre autres aux avant avec bah
        bancal ben bete bidon bien bizarre bloque bon bonjour bonne bref but c ca cache caduc
        caduque car caractere caracteres casse ce ceci cela celle celui certainement ces cest
        cet cette change changement chez chiant chiffre chiffres choisi cinq clair clairement
        code colle combien comme comment communique complet complexe complique compris compromis
        compte con confidentiel conforme connexion connu constitue contactez cool copie correct
        correctement corrompu cote court courte cpf cracke creation d dans de debile defini
        definitif deja demain demande demandez depasse depuis dernier derriere des desormais
        detourne deux devant devenu dicte different difficile discret dit dix donc donne dont
        douze dur e ecrit efface effectivement egal egare eh elle email en encore enfin
        enregistre ensemble entendu entier entre envoye erreur errone est et etre eux evidemment
        exact exactement exige expire facile faible fait fausse faut fautif faux fichu fini
        fonctionne format formation forme fort fourni foutu franceconnect galere garanti garde
        genere genial gentil gratuit grave grise habituel hacke helas help hors hs huit hyper i
        ici identifiant identique ignore il illisible impossible inactif incomplet inconnu
        incorrect incorrecte indispensable inexact inscrit interdit inutile invalide invisible
        ipr j jamais je joint juste justement kc ko l la laquelle le legal lent lequel les
        lettre lettres leur libre lien limite lisible login long longue longueur lourd lu lui ma
        mail maintenant maintenu majuscule majuscules mal manquant manuel marche mauvais
        mauvaise mcf mdp me mega meme memorise merci mes mieux minimum minuscule mis moche
        modifie moi mon mort mot moyen n ne necessaire negatif neuf ni nickel non normal nos
        note notre nouveau nouvelle nul nulle obligatoire obsolete obtenu offert officiel oh ok
        on or ou oublie oublier oui ouvert p page par parce pareil parfait part partage parti
        pas passe passent password pb perdu perdus perime permis personnel peu peut pirate pk
        pkoi plein plus plutot po point positif possible pour pourquoi pourri pourtant premier
        prend presque prete prevu pris prive probablement probleme procedure produit propose
        protege public puis q qu quand quatre que quel quelle quelque quels qui quinze quoi rate
        re recent rechange recupere reduit refait refus refuse refusee refuser regle regles
        reinitialisation reinitialise rejete rejeter relu remis rempli rendu rentre reparti
        repris requis reserve ressaisi reste restreint retenu revenu revu ridicule rien robuste
        rouge s sa saisi sans satisfait sauf sauvegarde se secret securise sensible sept ses
        seul seulement si signe similaire simple simplement sinon six sms soit solide son sorti
        soumis sous souscrit souvent special standard stocke stp strict su suffisant suivant
        suivante super sur surement surtout svp sympa synchronise t ta tape te tel telephone
        tellement temporaire termine tjr tjrs tjs tombe ton top toujours tous tout toute
        transfere transmis tres trois trop trouvable trouve tu ultra un une uniquement urgent
        valable valide vendu venu verrouille vers vide vieillot vieux vingt visible vite voici
        voila voir vole volontairement vos votre voulu vrai vraiment vu y zut
        naze nase fou folle dingue cata bloke bloker nulos daube pourrave mort morte moisi
        relou galere penible koi pa tro merdique merde bug bugue bugge plante
        planter bof pete cuit out down caca mouais naz
    """,
    )
)
_ENDING = re.compile(  # participles, adjectives, adverbs: «est réinitialisé», «est inutilisable»
    r"(?:[éè]e?s?|[ia]ble?s?|ements?|amment|emment|euse?s?|iqu?es?|elles?|ants?|antes?)\Z"
    r"|\A(?:re|in|im|d[ée])\w+(?:er?|u|is?|it)\Z"
)
_ACCENTS = str.maketrans("àâäçéèêëîïôöùûüœ", "aaaceeeeiioouuuo")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"[0-9]")
_CAMEL = re.compile(r"[a-z]?(?:[A-ZÉ]?[a-zà-ÿ]{2,}){1,4}(?:\+|[A-Z][a-z]?)?")  # LinkedIn, eBay
_NAMED = re.compile(  # what has a capital inside by its name
    r"(?:FranceConnect|MonCompte\w*|Wi-?Fi|LinkedIn|WhatsApp|YouTube|FaceBook|PayPal|TikTok|OneDrive"
    r"|OutLook|GMail|GitHub|DocuSign|PostIt|QrCode|SharePoint|KeePass|LastPass|BitWarden|AmeliPro"
    r"|MesServices\w*|FranceTravail|FranceServices?|i(?:Phone|Pad|Cloud|OS)|eBay|Ma[A-Z][a-zà-ÿ]+\w*)"
    r"(?![^\W_])"
)
_SIGNS = re.compile(r"[A-Za-z0-9][@#$%^*_=~|§£&!?.+-]{1,3}(?=[A-Za-z0-9])")
_STRONG_SIGN = re.compile(r"[@#$%^*_=~|§£]")
_THING = re.compile(  # letters and digits that are no secret
    r"\d+(?:[.,/]\d+)?(?:er|re|nd|e|[eè]me|i[eè]me|h\d{0,2}|km|m[²2]?|[€%°k]|k€|ans?|mois|jours?|fois"
    r"|min(?:utes?)?|heures?|euros?|sec(?:ondes?)?|caract\w*|lettres?|chiffres?|signes?|essais?|go|mo|ko|j|x|s)"
    r"|(?:windows|win|iphone|ipad|ios|android|galaxy|samsung|redmi|xiaomi|pixel|office|microsoft"
    r"|firefox|chrome|covid|edge|cpf|mcf|dife|fc|version|v|art|article|n[°o]?|num[eé]ro|err\w*"
    r"|code|page|[ée]tape|[ée]cran)\W{0,2}\d+\w{0,2}"
    r"|(?-i:[a-z]{1,2}|[A-Z]{1,4})-\d{1,6}|(?:r[ée]f|lot|dec|d[ée]lib|loi|plan|dossier|facture)-\d{1,6}"
    r"|(?:janv?(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)[-/.]\d{2,4}|(?-i:[A-Z]{1,4})\d{1,5}|[LRDA]\.?\d{3,4}(?:-\d+)+|\d?[a-z]{1,2}\d?"
    r"|\d{1,2}(?:er)?[/.-]?(?:jan|f[ée]v|mar|avr|mai|jui|ao[uû]|sep|oct|nov|d[ée]c)\w*[/.-]?\d{0,4}"
    r"|https?:.*|www\..*|.*\.(?:fr|com|org|net|eu|gouv|pdf|html|jpe?g|png)(?:/.*)?|.*@.*\.[a-z]{2,4}"
    r"|\[.*|.*masqu.*",
    re.I,
)
_TAIL = ".,;:!?…)]'’»\"”"  # closes a sentence, not a secret


def folded(word: str) -> str:
    """A word in small letters, without accents."""
    return word.lower().translate(_ACCENTS)


def _once(word: str) -> str:
    return _TWICE.sub(r"\1", folded(word))


def _short_of_one(word: str) -> FrozenSet[str]:
    return frozenset((word, *(word[:n] + word[n + 1 :] for n in range(len(word)))))


_TWICE = re.compile(r"([a-z])\1+")  # «incorect», «verouillé»
_NEAR = frozenset(
    left for word in map(_once, WORDS) if len(word) > 4 for left in _short_of_one(word)
)


def misspelt(word: str) -> bool:
    """Whether a plain word in small letters is an ordinary one, one letter wrong."""
    once = _once(word)
    return len(once) > 4 and word.islower() and not _NEAR.isdisjoint(_short_of_one(once))


def is_ordinary(token: str) -> bool:
    """Whether a word ordinarily follows «le mot de passe est»; «refusé,je» does by its first."""
    letters = _LETTERS.match(token.lstrip("(-'’"))
    if not letters:
        return True
    word = letters[0].lower()
    known = len(word) < 3 or folded(word) in WORDS or bool(_ENDING.search(word))
    return known or bool(_NAMED.match(token)) or token.rstrip(_TAIL) == word and misspelt(word)


def is_thing(token: str) -> bool:
    """Whether letters and digits together say something: «14h30», «E-4012», an address…"""
    return _THING.fullmatch(_bare(token)) is not None


def is_mixed(token: str) -> bool:
    """Whether a token of six signs or more mixes letters and digits without saying anything."""
    token = _bare(token)
    return (
        len(token) > 5
        and bool(_DIGITS.search(token) and _LETTERS.search(token))
        and not is_thing(token)
    )


def looks_secret(token: str, led: bool) -> bool:
    """Whether a token beside «mot de passe» is one by its look; `led`: «est» or «:» leads to it."""
    bare = _bare(token)
    letters, digits = _LETTERS.search(bare), _DIGITS.search(bare)
    if is_thing(token):
        return False
    if digits and not letters:
        plain = bare.isdigit()
        year = plain and len(bare) == 4 and bare[:2] in ("19", "20")
        return len(_DIGITS.findall(bare)) > 3 and (led or not year) and (plain or not _dated(bare))
    if digits:
        return len(bare) > 3
    if not letters:
        return led and len(token) > 4 and len(set(token)) > 2
    if _STRONG_SIGN.search(bare) and _SIGNS.search(bare) or led and bare[0] in "@#$%!*&+_":
        return True
    inside = bare[1:]
    return (
        not bare.isupper()
        and any(map(str.isupper, inside))
        and bool(_LETTERS.fullmatch(bare))
        and not _CAMEL.fullmatch(bare)
        and not _NAMED.fullmatch(bare)
    )


def _bare(token: str) -> str:
    return token.rstrip(_TAIL).lstrip("([«\"'’") or token


def _dated(bare: str) -> bool:
    return re.fullmatch(r"[\d/.,:h+€%()-]+", bare) is not None
