"""`make ecoute`: what Orca says of the widget, told and judged (docs/accessibilite.md).

Outside `make test`: it takes some five minutes and Debian's packages. With `--adresse`, a server
that runs already; with `--scenario`, one of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Callable, Dict, List

from assistant import settings
from assistant.cli import launcher
from tools.ecoute.desk import PACKAGES, Desk, missing

KEPT = settings.var_folder() / "ecoute"  # before the servers are given a folder that goes
KEYS = 3  # characters at most of a key that is echoed: « e », not « apostrophe »
LINKS = 10  # of the demonstration page, at least, before the launcher
NAMED = {"space", "apostrophe", "return", "tab", "left shift", "backspace", "down", "up"}
Verdict = Dict[str, bool]  # a promise, and whether it was kept


def times(heard: List[str], words: str) -> int:
    """How often words were said."""
    return sum(each.replace("\u202f", " ").replace("\xa0", " ").count(words) for each in heard)


def beside_keys(heard: List[str]) -> List[str]:
    """What was said that is no echo of a key."""
    return [each for each in heard if len(each) > KEYS and each not in NAMED]


def told(title: str, heard: List[str]) -> List[str]:
    """Print what was heard, and give it back."""
    print(f"\n  {title}")
    for each in heard:
        print(f"    {each}")
    return heard


def opening(desk: Desk, address: str) -> Verdict:
    """The panel opened for the first time."""
    desk.browse(f"{address}/assistant/")
    desk.press(*["Tab"] * LINKS)
    told("Le lanceur", desk.reach("Une question sur votre DIFE"))
    heard = told("Entrée : le panneau s'ouvre", desk.press("Return"))
    return {
        "l'accueil est dit une fois": times(heard, "Bonjour") == 1,
        "un système d'IA se présente": times(heard, "IA") > 0,
        "ce qui est conservé est dit une fois": times(heard, "conservés") == 1,
        "le champ est nommé": times(heard, "Votre message") >= 1,
    }


def question(desk: Desk, address: str) -> Verdict:
    """A question, and the answer to it."""
    desk.browse(f"{address}/assistant/plein-ecran")
    desk.write("qui a droit au dife")
    desk.press("Escape")
    heard = told("Entrée : la question part", desk.press("Return"))
    return {
        "la réponse est dite une fois": times(heard, "L’assistant :") == 1,
        "l'avis demandé n'est pas lu": times(heard, "vous aide") == 0,
    }


def proposals(desk: Desk, address: str) -> Verdict:
    """What is proposed while somebody types."""
    desk.browse(f"{address}/assistant/plein-ecran")
    heard = told("« justificatif » tapé", desk.write("justificatif"))
    first = told("Flèche du bas", desk.press("Down"))
    return {
        "leur nombre est dit une fois": times(heard, "Questions proches") == 1,
        "aucune n'est lue avant d'être choisie": times(heard, "justificatifs") == 0,
        "celle que la flèche atteint est lue": times(first, "justificatifs") >= 1,
    }


def letter(desk: Desk, address: str) -> Verdict:
    """A field of the letter, typed."""
    desk.browse(f"{address}/assistant/plein-ecran")
    desk.write("mon compte elu n apparait pas")
    desk.press("Escape")
    told("La lettre est proposée", desk.press("Return"))
    heard = told("Entrée : le courriel s'ouvre", desk.press("Return"))
    first = times(heard, "Nom de naissance")
    heard = told("« Durand » tapé dans le champ", desk.write("Durand"))
    return {
        "le premier champ est dit une fois": first == 1,
        "rien n'est lu pendant la frappe": not beside_keys(heard),
    }


SCENARIOS: Dict[str, Callable[[Desk, str], Verdict]] = {
    "ouverture": opening,
    "question": question,
    "propositions": proposals,
    "lettre": letter,
}


def listen(address: str, names: List[str]) -> int:
    """1 where a promise was not kept."""
    broken = 0
    for name in names:
        print(f"\n— {name}")
        with tempfile.TemporaryDirectory(prefix="ecoute-") as folder:
            with Desk(Path(folder)) as desk:
                try:
                    verdict = SCENARIOS[name](desk, address)
                except (LookupError, TimeoutError) as error:
                    verdict = {str(error): False}
            KEPT.mkdir(parents=True, exist_ok=True)
            shutil.copy(desk.log, KEPT / f"{name}.txt")
        for promise, held in verdict.items():
            print(f"  {'oui' if held else 'NON'}  {promise}")
            broken += not held
    print(f"\n{broken} promesse(s) non tenue(s). Tout ce qu'Orca a fait : {KEPT}")
    return int(broken > 0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make ecoute", description=__doc__)
    parser.add_argument("--adresse", help="d'un serveur déjà lancé")
    parser.add_argument("--scenario", choices=SCENARIOS, action="append")
    asked = parser.parse_args()
    if lacks := missing():
        print(f"Il manque : {', '.join(lacks)}. Sur Debian : apt-get install {PACKAGES}")
        return 2
    names = asked.scenario or list(SCENARIOS)
    if asked.adresse:
        return listen(asked.adresse.rstrip("/"), names)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIFE_VAR"] = folder  # no conversation of these is kept
        with launcher.Servers() as servers:
            return listen(servers.address, names)


if __name__ == "__main__":
    sys.exit(main())
