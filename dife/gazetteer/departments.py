"""The departments of France: their official names, and how they are said."""

from __future__ import annotations

import re

from dife.text import fold

_LIST = """
    01 Ain; 02 Aisne; 03 Allier; 04 Alpes-de-Haute-Provence; 05 Hautes-Alpes; 06
    Alpes-Maritimes; 07 Ardèche; 08 Ardennes; 09 Ariège; 10 Aube; 11 Aude; 12 Aveyron; 13
    Bouches-du-Rhône; 14 Calvados; 15 Cantal; 16 Charente; 17 Charente-Maritime; 18 Cher; 19
    Corrèze; 21 Côte-d'Or; 22 Côtes-d'Armor; 23 Creuse; 24 Dordogne; 25 Doubs; 26 Drôme; 27
    Eure; 28 Eure-et-Loir; 29 Finistère; 2A Corse-du-Sud; 2B Haute-Corse; 30 Gard; 31
    Haute-Garonne; 32 Gers; 33 Gironde; 34 Hérault; 35 Ille-et-Vilaine; 36 Indre; 37
    Indre-et-Loire; 38 Isère; 39 Jura; 40 Landes; 41 Loir-et-Cher; 42 Loire; 43 Haute-Loire; 44
    Loire-Atlantique; 45 Loiret; 46 Lot; 47 Lot-et-Garonne; 48 Lozère; 49 Maine-et-Loire; 50
    Manche; 51 Marne; 52 Haute-Marne; 53 Mayenne; 54 Meurthe-et-Moselle; 55 Meuse; 56 Morbihan;
    57 Moselle; 58 Nièvre; 59 Nord; 60 Oise; 61 Orne; 62 Pas-de-Calais; 63 Puy-de-Dôme; 64
    Pyrénées-Atlantiques; 65 Hautes-Pyrénées; 66 Pyrénées-Orientales; 67 Bas-Rhin; 68 Haut-Rhin;
    69 Rhône; 70 Haute-Saône; 71 Saône-et-Loire; 72 Sarthe; 73 Savoie; 74 Haute-Savoie; 75
    Paris; 76 Seine-Maritime; 77 Seine-et-Marne; 78 Yvelines; 79 Deux-Sèvres; 80 Somme; 81 Tarn;
    82 Tarn-et-Garonne; 83 Var; 84 Vaucluse; 85 Vendée; 86 Vienne; 87 Haute-Vienne; 88 Vosges;
    89 Yonne; 90 Territoire de Belfort; 91 Essonne; 92 Hauts-de-Seine; 93 Seine-Saint-Denis; 94
    Val-de-Marne; 95 Val-d'Oise; 971 Guadeloupe; 972 Martinique; 973 Guyane; 974 La Réunion; 976
    Mayotte; 975 Saint-Pierre-et-Miquelon; 977 Saint-Barthélemy; 978 Saint-Martin
"""
OFFICIAL = dict(each.split(" ", 1) for each in " ".join(_LIST.split()).split("; "))
# Those whose name is also that of a river or an everyday word (« Pont-sur-Yonne », « en somme »):
# beside a commune's name they would cut it. Overseas only La Réunion is said so.
_CUTTING_CODES = """
    01 02 03 07 08 09 10 11 12 14 15 16 18 19 23 24 25 26 27 30 32 33 34 36 38 39 40 42 46 48 50
    51 53 55 57 58 59 60 61 69 72 73 75 80 81 83 86 88 89
"""
_CUTTING = frozenset(_CUTTING_CODES.split())
_BY_NAME = {fold(name): code for code, name in OFFICIAL.items()}
_BY_NAME |= {"reunion": "974", "corse": "2A", "ile de la reunion": "974"}
DEPARTMENTS = {  # those that may stand beside a commune's name
    **{name: code for name, code in _BY_NAME.items() if code not in _CUTTING and code < "96"},
    "reunion": "974",
}
del DEPARTMENTS["corse"]
_ALONE = re.compile(
    r"(?P<in>(?:(?:quelque part )?dans|en|departement|dept|dep|dpt)(?: (?:de|du|d|des))? ?)?"
    r"(?P<art>(?:le |la |les |l |d |de |du )*)(?P<name>.+?)(?P<code> (?:[0-9]{2}|2[ab]|97[0-9]))?"
)


def department_alone(words: str) -> tuple[str, bool, bool] | None:
    """« dans le loiret », « l yonne », « le 92 »: the code, whether a number said it, and whether
    it is surely a department.

    « le 12 » may be the twelfth arrondissement of Paris, and « 12 » alone a number of anything.
    """
    match = _ALONE.fullmatch(words)
    if match is None:
        return None
    name, code = match["name"], match["code"]
    if name in _BY_NAME and code in (None, f" {_BY_NAME[name].lower()}"):
        return _BY_NAME[name], code is not None, True
    if name.upper() not in OFFICIAL or not (match["in"] or match["art"] or name > "20"):
        return None
    return name.upper(), True, "dep" in (match["in"] or "")


def department_beside(written: str) -> tuple[str, str] | None:
    """The folded name and the code of « Nogent (Oise) » or « Nogent, Oise », whatever the name."""
    for first, sign, rest in (written.partition("("), written.partition(",")):
        code = _BY_NAME.get(re.sub(r"^(?:dans |en )?(?:le |la |les |l )?", "", fold(rest)))
        if sign and code:
            return fold(first), code
    return None
