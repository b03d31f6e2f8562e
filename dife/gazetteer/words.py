"""Everyday words that an answer about a place may be made of, and that name none."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One of these in a text that no list knows: a sentence, and no name misspelt.
_EVERYDAY = _words(
    """
    accueil aerodrome ai ailleurs airbnb amie amis appart appartement apres arrive attend
    attendez attends auberge aucun aucune aujourd aupres autre autres avec avez avoir avril
    banlieue beaucoup ben bien bientot bof bon bonjour bonne bonsoir cadre calcul camping car
    centre cest ceux chambres chaque chers chez choix ci cinq combien comme comment commune
    conge connais copain copine cousin cousine crois dans decembre demain depuis dernier
    derniere deuxieme dimanche dites dix dodo dois domicile donc dormi dormir dors encore enfin
    ensemble est etait ete euh eux faire fais fait faut fevrier fille fils fin finalement formation
    foyer
    frere gare gite habite habitude heu hier hotel hotels huit hum ibis ici idee idem importe
    internat jamais janvier je jeudi jour jours juillet juin juste kyriad laquelle lequel leur
    logement loger loin louer lui lundi ma mairie mais maman mardi matin merci mercredi mercure
    mes midi mieux moi moins mon motel mr nan non noel paques
    nos nous novembre novotel nuit nuits
    octobre ok okay on ou ouais oui papa parents partout pas passe pense personne peu peut
    peutetre plus plusieurs plutot possible pour pourquoi premier premiere prochain proche
    proximite puis quand que quel quelconque quelle quelque qui quoi rater region rentre repas
    residence rien sais sait samedi savoir sejour semaine septembre sera ses seul si six sms
    soeur soir sont stop suis svp ta tante tard telephone tes toi tous tout toute train travail
    tres trop tu un une vendredi veux vide visio vois voiture vos votre voudrais vous vu week
    weekend y zero zut
    """
)
# These stand in some names too: a text of nothing else names none.
_ALSO_IN_NAMES = _words(
    """
    a au aux bas bonnes campagne chambre chemin cher coeur cote d de des deux dit du en et face
    l la le les lieu loge maison meme mere neuf notre pere pied place pres quartier quatre salle
    sans sept sur trois un une ville villes
    """
)
_JOINED = re.compile(r"\b(?:je|tu|il|elle|on|nous|vous|j|n|c|qu|m|t|s) \w+")
# Words that begin the names of too many communes to be one of them, shortened.
_COMMON = _words(
    """
    saint sainte saints saintes le la les l notre mont pont val vals port bois font fort puy roc
    roche mas cap col gros grand grande grands petit petite vieux vieille haut haute hauts
    hautes bas basse sous sur grandes trois quatre deux belle beau beaux bon bonne pas hotel
    chateau ville villes porte
    """
)
_SHORTEST = 3
_WORDS = 6


def no_place(words: str) -> bool:
    """Whether folded words that no list knows are no name: « chez ma soeur », « bof »."""
    parts = words.split()
    if len(parts) > _WORDS or any(map(str.isdigit, words)) or len(words) < 2:
        return True
    if not _EVERYDAY.isdisjoint(parts) or (_JOINED.search(words) and len(parts) > 2):
        return True
    return _ALSO_IN_NAMES.issuperset(parts)


def everyday(words: str) -> bool:
    """Whether an answer is a word that says something else, though a village is named so."""
    return words in _EVERYDAY


def too_common(name: str) -> bool:
    """Whether a name is too short or too frequent a word to stand for a longer one."""
    rest = re.sub(r"^(?:le|la|les|l) (?=.)", "", name)
    return len(rest) < _SHORTEST or name in _COMMON or rest in _COMMON | _ALSO_IN_NAMES | _EVERYDAY
