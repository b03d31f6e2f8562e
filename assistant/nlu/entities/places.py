"""Where in a sentence a place is said; `dife.places` reads which place it is."""

from __future__ import annotations

import re
from itertools import islice

from assistant.nlu.entities.scan import ALONE, TAKEN, Scan, pattern
from dife.gazetteer.departments import DEPARTMENTS
from dife.place_names import ARRONDISSEMENTS, CONTRACTED, spelt
from dife.places import NotAPlace, Places
from dife.text import bare


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(","))


# Names that are also common words: only after a preposition, with a capital, or alone.
AMBIGUOUS = _listed(
    """adon, apt, arue, auch, auxy, avion, avon, baule, beausoleil, blaye, bonneville, borgo, bou,
    carros, chapelon, cluses, cognac, coinces, colombes, condom, corbeilles, corte, cravant,
    croix, die, dry, foix, fontaine, fosses, fougeres, gaillard, gap, grasse, harnes, houilles,
    ifs, la chatre, la crau, la fleche, la garde, la hague, la madeleine, la possession, la
    riche, la trinite, laas, le blanc, le cannet, le charme, le francois, le gosier, le luc, le
    marin, le moule, le muy, le pecq, le pontet, le port, le robert, le tampon, le vigan, les
    avirons, les bordes, les choux, les lilas, lons, louvres, mana, marck, marly, montigny,
    moulins, moulon, muret, noyers, oison, orange, ormes, pannes, passy, persan, pia, plaisir,
    provins, puiseaux, ruan, sada, saint claude, saint joseph, saint louis, saint maurice, saint
    pierre, sainte marie, saintes, sceaux, sens, stains, tarare, thou, tours, trappes, vienne,
    vire"""
)
# Villages that are also common words: with their capital, or alone where a place is asked.
COMMON = _listed(
    """aime, aire, allier, allons, amiens, appelle, arras, aube, aubaine, avril, barre, bans, beau,
    beaux, bidon, bille, billancourt, blan, bois, bonne, bonnes, bonnet, bords, borne, bouche,
    bouchon, boulot, bourg, branches, bras, bulle, busy, cagnotte, campagne, carnet, celle,
    celles, cesse, chance, change, champs, charge, chasse, chatte, chemin, choix, coings, contre,
    conte, corne, corps, couches, courant, cours, courtes, couture, dance, dampierre, engins,
    espere, etais, faux, fille, fins, force, four, fours, frais, francs, garde, gars, gens,
    geste, grand, gras, hanches, hommes, impasse, jardin, jumeaux, jure, lance, landes, lent,
    lesse, ligne, lire, loge, louer, lourdes, loue, maire, many, marches, mare, marie, marre,
    mars, mens, mere, meme, messe, moisson, monnaie, mont, monte, mousse, mouton, moyen, nuits,
    parce, parent, passais, passage, pelouse, pere, place, plan, pleure, poisson, pont, port,
    porte, portes, poses, publier, puits, quarante, rang, rangs, real, relevant, riche, riviere,
    rouge, route, routes, routier, salon, sauve, serres, servies, seuil, seul, signes, simple,
    soyons, table, ville, hopital, lhopital, titre, desert, tilleul, bataille, menus, loupe,
    syndicat, bruyere, morte, chambre, chaise, pas, machine, creuse, marche, bonhomme, grange,
    touche, salle, target, termes, toussaint, tricot, vaux, vers, vert, vieu, vieux, villes, vire,
    voisines"""
)
_IN = r"\b(?:a|sur|vers|cote de|(?:pres|commune|ville|mairie|maire) d[e'])\W?$"
_ABROAD = r"\b(?:au|aux|en)\W?$"
_SLEEPS = r"\b(?:nuits?|nuitees?|hotel|dor[ms]|dormi\w*|loge\w*|heberg)"
_STAYS = rf"{_SLEEPS}|\b(?:frais|tarif|bareme|taux|repas|indemnit)"
_BEFORE_VILLAGE = (
    r"\b(?:a|sur|vers|(?:pres|cote|commune|ville|mairie|maire|hotel|gite) d[e'])[ \u00a0]*"
)
_LONGEST_VILLAGE = 9  # words
_FEW = 4  # unknown names looked at: each is compared with all communes
_SAID_DEPARTMENTS = "|".join(name.replace(" ", "[ '-]") for name in DEPARTMENTS)
_ORDER = r"\d{1,2} ?(?:er|e|eme|ieme)\b(?: arr\w*)?"
# What may follow a name: a postal code, a department by number or by name …
_DEPARTMENT = (
    rf"[ ,]{{0,2}}(?:\(?\d{{5}}\)?(?!\d)|\((?:97\d|\d\d|2[ab])\)"
    rf"|(?:dans le )?(?:97\d|\d\d|2[ab])(?!\w){ALONE}"
    rf"|\(?(?:dans |en |a |de )?(?:ile de )?(?:la |le |l')?(?:{_SAID_DEPARTMENTS})\b\)?)"
)
# … and after the name of a city, an arrondissement.
_ARRONDISSEMENT = (
    rf"[ ,(-]{{1,2}}(?:dans le )?(?:\d{{5}}\b\)?|{_ORDER}|\d{{1,2}}(?!\d){ALONE}"
    r"|[ivx]{1,5}(?:e|eme)?\b)"
)
_ARRONDISSEMENT_FIRST = rf"\b{_ORDER} (?:de |a )?(?:{'|'.join(ARRONDISSEMENTS)})\b"
_PERSON = r"\b(?:mme|madame|m|mr|monsieur|melle|mlle|appelle|prenom|nom est)\b\.?(?: [a-z-]+)? ?$"
_STREET = (
    r"\b(?:rue|avenue|boulevard|place|gare|universite|cours|porte|quai|route|chez|quartier)"
    r" (?:de la |du |des |de |d')?$"
)
_RATHER_THAN = r",? (?:au lieu|et non|et pas|plutot que|pas) (?:a |de |d')?"
_STOP = _listed(
    """ameli, anct, android, aout, avril, caisse, cdc, chrome, cnfel, compte, cpf,
    decembre, departement, dife, dimanche, dossiers, droits, edge, elu, elus, espace, excel,
    facebook, fevrier, firefox, formation, france, franceconnect, google, identite, impots,
    insee, internet, ipad, iphone, janvier, jeudi, juillet, juin, linkedin, lundi, m,
    ma, madame, mai, mairie, mardi, mars, mcf, mercredi, mes, mlle, mme, mon,
    moncompteformation, monsieur, mr, novembre, numerique, octobre, pole, poste, prefecture,
    region, safari, samedi, septembre, teams, urssaf, vendredi, whatsapp, windows, word, zoom"""
)
_WORD = r"[A-ZÀ-ÖØ-ÞŒ][\w’']*[a-zà-öø-ÿœ][\w’']*"
_JOIN = r"(?:[- ](?:sur|sous|en|les|lès|la|le|de|du|des|aux|au|et|d['’]|l['’]))"
_NAME = rf"{_WORD}(?:(?:{_JOIN}*[- ]|{_JOIN}*[- ]?[dl]['’]){_WORD})*"

# A name that no list knows: with its capital, after a preposition or with hyphens.
_AS_A_NAME = (
    r"(?:\b(?:[àÀ]|[Ss]ur|[Vv]ers|[Pp]rès d[e’']|[Cc]ommune d[e’']|[Vv]ille d[e’']"
    rf"|[Mm]airie d[e’']|[Mm]aire d[e’']|^A) ?)(?P<n>(?:L[ae]s? )?{_NAME})"
    r"|(?<![\w-])(?P<h>(?:Sainte?|Ste?|[A-ZÉ][a-zà-ÿ]+-(?:sur|sous|en|les|lès|la|le|de|du|des"
    r"|aux|d['’]))-?[\w’'-]*[A-ZÉ][a-zà-ÿ]+)"
)


def _tokens(folded: str) -> list[re.Match[str]]:
    return list(pattern(r"[a-zœæ]+").finditer(folded))


def find_places(scan: Scan, places: Places, never: frozenset[str] = frozenset()) -> None:
    """Take the ``commune`` entities, known names first; no unknown one begins with `never`."""
    for match in pattern(_ARRONDISSEMENT_FIRST).finditer(scan.free):
        _take(scan, places, match.start(), match.end(), unknown=False)
    _known(scan, places)
    _villages(scan, places)
    if scan.text != scan.text.upper():
        _unknown(scan, places, _STOP | never)


def _known(scan: Scan, places: Places) -> None:
    tokens = _tokens(scan.free)
    words = [spelt(token[0]) for token in tokens]
    taken = 0
    for index, word in enumerate(words):
        first = CONTRACTED.get(word, word)
        if first not in places.longest or index < taken:
            continue
        for count in range(min(places.longest[first], len(words) - index), 0, -1):
            key = " ".join([first, *words[index + 1 : index + count]])
            start, end = tokens[index].start(), tokens[index + count - 1].end()
            if key in places.names and _plausible(scan, key, start, end, places.known.names):
                _take_known(scan, places, key, start, end)
                taken = index + count
                break


def _bare_name(key: str) -> list[str]:
    """The words of a folded name without its article."""
    words = key.split()
    return words[1:] if words[0] in ("la", "le", "les", "l") else words


def _plausible(
    scan: Scan, key: str, start: int, end: int, known: frozenset[str] = frozenset()
) -> bool:
    """Whether a folded name is said as a place; `known` are those that are no commune."""
    count = key.count(" ") + 1
    gaps = pattern(r"[a-zœæ]+").sub("", scan.free[start:end])
    if not re.fullmatch(r"[ '\u00a0-]*", gaps) or len(gaps) > 2 * count:
        return False
    around = scan.free[max(0, start - 1) : start] + scan.free[end : end + 1]
    if re.search(r"[\w@+/_]", around):
        return False
    before = scan.folded[:start]
    if key.startswith("saint denis") and re.search(r"seine[ -]$", before):
        return False
    if pattern(_PERSON).search(before) or pattern(_STREET).search(before):
        return False
    if not scan.folded[:start].strip(" .,;:!?") and not scan.folded[end:].strip(" .,;:!?"):
        return True
    if key in known and not pattern(_STAYS).search(scan.folded):
        return False  # « un séjour en Angleterre », « le salon, porte de Versailles »
    if key not in AMBIGUOUS and not (key in known and len(_bare_name(key)) == 1):
        return True
    capital = scan.text[end - len(key.split()[-1]) : end][:1].isupper()
    if pattern(r"\d+ ?$|pas de $|de $|d'$").search(before):
        return capital and bool(pattern(r"\b(?:celles?|nuits?|lieu) de $").search(before))
    if capital and pattern(_RATHER_THAN).match(scan.folded, end):
        return True
    said = pattern(_IN).search(before) or scan.folded[start:end].startswith("au")
    lodged = pattern(r"\b(?:nuits?|hotel)\W?$").search(before)  # « une nuit tours »
    abroad = key in known and pattern(_ABROAD).search(before)
    return bool(
        said or lodged or abroad or (capital and before.strip() and scan.text != scan.text.upper())
    )


def _take_known(scan: Scan, places: Places, key: str, start: int, end: int) -> None:
    """Take a name with what follows it where that tells the place, else the name alone."""
    for source in (_DEPARTMENT, _ARRONDISSEMENT) if key in ARRONDISSEMENTS else (_DEPARTMENT,):
        after = pattern(source).match(scan.free, end)
        if after and _take(scan, places, start, after.end(), unknown=False):
            return
    _take(scan, places, start, end)


def _villages(scan: Scan, places: Places) -> None:
    """Names of the whole list, as they are typed without capitals: after a preposition, or alone.

    A name of one word, or an article and a word, may be a common word: only where one sleeps.
    """
    starts = [match.end() for match in pattern(_BEFORE_VILLAGE).finditer(scan.free)]
    sleeps = pattern(_SLEEPS).search(scan.folded)
    alone = not scan.entities
    for start in [*starts, *([0] if alone else ())]:
        tokens = list(islice(pattern(r"[a-zœæ]+").finditer(scan.free, start), _LONGEST_VILLAGE))
        words = [spelt(token[0]) for token in tokens]
        if not tokens or scan.free[start : tokens[0].start()].strip(" '"):
            continue
        for count in range(len(words), 0, -1):
            key, end = " ".join(words[:count]), tokens[count - 1].end()
            if not places.listed.has(key) or not _plausible(scan, key, tokens[0].start(), end):
                continue
            rest = _bare_name(key)
            if len(rest) == 1 and (not sleeps or not starts or rest[0] in COMMON or len(key) < 5):
                break
            if start == 0 and alone and scan.folded[end:].strip(" .,;:!?"):
                continue
            _take_known(scan, places, key, tokens[0].start(), end)
            break


def _take(scan: Scan, places: Places, start: int, end: int, unknown: bool = True) -> bool:
    """Take the place said there; unless `unknown`, only one whose department is known."""
    try:
        place = places.find(scan.text[start:end])
    except NotAPlace:
        return False
    if not unknown and place.departement is None:
        return False
    scan.take(start, end, "commune", place.said, meaning=place)
    return True


def _unknown(scan: Scan, places: Places, never: frozenset[str]) -> None:
    """Names with their capital, that a list knows or not; of the latter the first few."""
    for m in islice(pattern(_AS_A_NAME).finditer(scan.text), _FEW):
        name = m["n"] or m["h"]
        start = m.start("n") if m["n"] else m.start("h")
        words = [t[0] for t in _tokens(bare(name))]
        free = TAKEN not in scan.free[start : start + len(name)]
        first = words[1:2] if words[:1] in (["la"], ["le"], ["les"], ["l"]) else words[:1]
        if words and free and not never.intersection(first):
            end = start + len(name)
            after = pattern(_DEPARTMENT).match(scan.free, end)
            if not (after and _take(scan, places, start, after.end(), unknown=False)):
                _take(scan, places, start, end)
