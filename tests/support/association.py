"""The association spoken for, read from its folder and never typed; and a second, invented one."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List

import yaml

from assistant import settings
from assistant.wording import messages
from dife.facts.store import References
from dife.wording import named

FIRST = settings.ROOT / "association"
LATE = date(2100, 1, 1)
INVENTED: Dict[str, Any] = {
    "association": "l'AMB99",
    "association_nom": "Association des maires et des présidents de la Bruyère (AMB99)",
    "association_nom_usuel": "l'Association des maires de la Bruyère",
    "association_territoire": "la Bruyère",
    "association_guide": "guide de l'AMB99",
    "association_adresse": "3 place des Ajoncs, 99000 Landeville",
    "association_horaires": "du lundi au jeudi, de 9 h à 16 h",
    "association_telephone": "05 99 00 11 22",
    "association_courriel": "contact@amb99.exemple.fr",
    "association_site": "https://www.amb99.exemple.fr",
    "association_catalogue": "https://www.amb99.exemple.fr/formations",
    "association_declaration": "99123456789, enregistrée auprès du préfet",
    "association_personnes": ["Ysolde Kermorvan, 05 99 00 11 23, ykermorvan@amb99.exemple.fr"],
    "association_couleur": "#6a1b4d",
    "association_couleur_texte": "#fffdf5",
}


def fact(name: str) -> str:
    """A {marker} as of today: `fact("association_telephone")`, `fact("association.de")`."""
    return messages.facts(name)[name]


def curly(name: str) -> str:
    """The same as a page or a Teams card writes it."""
    return fact(name).replace("'", "’")


@lru_cache(maxsize=1)
def first() -> Dict[str, Any]:
    """What the first association says of itself, by key."""
    refs = References.load(settings.REFERENCES, FIRST)
    return {key: refs.value(key, LATE).valeur for key in INVENTED}


def _words(facts: Dict[str, Any]) -> Dict[str, str]:
    """What people call an association: its initials, territory, street and town."""
    address = str(facts["association_adresse"])
    initials = named(str(facts["association"]), "seul")
    return {
        "initials": initials,
        "letters": initials.rstrip("0123456789"),
        "territory": named(str(facts["association_territoire"]), "seul"),
        "street": re.sub(r"^\d+ ", "", address.split(",")[0]),
        "town": address.split()[-1],
    }


def _people(facts: Dict[str, Any]) -> List[List[str]]:
    """Name, telephone and mail of each person."""
    return [person.split(", ") for person in facts["association_personnes"]]


@lru_cache(maxsize=1)
def marks() -> Dict[str, re.Pattern[str]]:
    """What tells the first association in a text, by kind; its town is no mark: many say it."""
    facts = first()
    words, people = _words(facts), _people(facts)
    phones = {str(facts["association_telephone"]), *(person[1] for person in people)}
    host = str(facts["association_site"]).removeprefix("https://www.")
    letters, digits = words["letters"], words["initials"].removeprefix(words["letters"])
    found = {
        "initials": rf"{letters}[\W_]?{digits}",
        "letters": rf"\b{letters}\b",
        "territory": words["territory"],
        "street": words["street"].replace(" ", r"[\W_]*"),
        "telephone": "|".join(r"\D?".join(re.findall(r"\d\d", phone)) for phone in phones),
        "site": re.escape(host),
        "declaration": re.split(r"\D", str(facts["association_declaration"]))[0],
        "people": "|".join(
            rf"\b{_loosely(name)}\b|\b(?:mme|madame|{_loosely(name)}) {_loosely(last)}\b|{mail}"
            for full, _, address in people
            for name, last, mail in [(*full.split(" ", 1), address.split("@")[0])]
        ),
    }
    return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in found.items()}


def named_in(text: str) -> List[str]:
    """What of the first association a text tells."""
    return [f"{kind}: {found[0]}" for kind, mark in marks().items() if (found := mark.search(text))]


def invent(folder: Path) -> Path:
    """A copy of the first association's folder, changed as docs/association.md says."""
    shutil.copytree(FIRST, folder, ignore=shutil.ignore_patterns("models"))
    old, new = _words(first()), _words(INVENTED)
    path = folder / "association.yml"
    entries = yaml.safe_load(path.read_text("utf-8"))
    for key, value in INVENTED.items():
        entries[key]["valeurs"] = [{"valeur": value, "statut": "confirmé", "source": "la Bruyère"}]
    entries["date_guide"]["valeurs"][0].update(valeur=date(2024, 1, 1), source="la Bruyère")
    path.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), "utf-8")
    for path in (folder / "nlu" / "exemples.yml", folder / "validation" / "messages.tsv"):
        text = path.read_text("utf-8")
        for kind, word in old.items():  # longest first: the letters are in the initials
            text = re.sub(rf"(?<!_){_loosely(word)}", new[kind], text, flags=re.IGNORECASE)
        for full, _, _ in _people(first()):
            name, last = map(_loosely, full.split(" ", 1))
            text = re.sub(rf"\b(mme|madame|{name}) {last}\b", r"\1 Kermorvan", text, flags=re.I)
            text = re.sub(rf"\b{name}\b", "Ysolde", text, flags=re.I)
        path.write_text(text, "utf-8")
    (folder / "communes.csv").write_text("nom,code_insee\nBruyère-la-Vieille,99001\n", "utf-8")
    return folder


def _loosely(word: str) -> str:
    """Whatever the accents, which officials leave out."""
    return re.sub("[éèêë]", "[éèêëe]", re.escape(word))
