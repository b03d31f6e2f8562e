"""A number dictated in words; a moment told instead of the one that is held."""

from __future__ import annotations

import pytest

from dife.fields.times import changed_moment
from dife.said.callback import declines, for_another
from dife.said.phone import in_figures


@pytest.mark.parametrize(
    "said, written",
    [
        ("zero deux trente huit vingt deux quatorze zero neuf", "02 38 22 14 09"),
        ("zéro six, vingt et un, trente-quatre, cinquante-six, douze", "06 21 34 56 12"),
        ("zero six quatre vingt dix sept quatre vingt vingt quatre douze", "06 97 80 24 12"),
        ("zéro six soixante-douze quatre-vingt-un zéro zéro quinze", "06 72 81 00 15"),
        ("zero sept quatre vingt quatre vingt dix neuf quarante deux dix", "07 80 99 42 10"),
        ("06 douze 34 cinquante-six 78", "06 12 34 56 78"),
        ("zero six un deux trois quatre cinq six sept huit", "06 12 34 56 78"),
        ("zéro-six douze trente-quatre", "06 12 34"),
        ("06 12 34 56 78 quatorze heures", "06 12 34 56 78 quatorze heures"),
        (
            "zero six douze trente quatre cinquante six douze quatorze heures",
            "06 12 34 56 12 quatorze heures",
        ),
        ("zéro nuit, deux repas", "zéro nuit, deux repas"),
        ("0 nuit et deux repas", "0 nuit et deux repas"),
        ("mardi à dix heures trente", "mardi à dix heures trente"),
    ],
)
def test_a_dictated_number(said: str, written: str) -> None:
    assert in_figures(said) == written
    assert in_figures(f"c'est le {said}.") == f"c'est le {written}."


@pytest.mark.parametrize(
    "held, said, moment",
    [
        ("mardi 10h", "non, plutôt mercredi 15h", "mercredi 15h"),
        ("mardi 10h", "finalement mercredi", "mercredi 10h"),
        ("mardi à 10h", "15h plutôt", "mardi 15h"),
        ("mardi 10h", "plutôt l'après-midi", "mardi l'après-midi"),
        ("vendredi matin", "et pas vendredi : jeudi", "jeudi matin"),
        ("ce soir 18h", "non. 19h et mardi pas ce soir", "19h et mardi"),
        ("lundi", "jeudi au lieu de lundi", "jeudi"),
        ("lundi 10h", "c'est pas 10h c'est 11h", "lundi 11h"),
        ("mardi", "Réflexion faite, je préférerais le jeudi pour cet appel.", "le jeudi"),
        ("mardi", "je ne suis pas libre mardi, jeudi irait mieux", "jeudi"),
        ("vendredi", "non pas demain, lundi 14h", "lundi 14h"),
        ("quand vous voulez", "mercredi", "mercredi"),
        ("mardi ou jeudi matin", "plutôt mercredi", "mercredi matin"),
        ("lundi", "après demain vers dix heures", "après demain vers dix heures"),
        ("mardi matin", "le trois décembre", "le trois décembre matin"),
        ("lundi", "oui vite svp", ""),
        ("lundi", "mon nom est Petit", ""),
        ("lundi", "et si vous ne rappelez pas lundi ?", ""),
        ("lundi", "ma formation commence jeudi", ""),
        ("lundi", "c'est juste", ""),
    ],
)
def test_a_moment_instead(held: str, said: str, moment: str) -> None:
    assert changed_moment(said, held) == moment


@pytest.mark.parametrize(
    "said, declined",
    [
        ("Mais non je ne veux pas qu'on m'appelle, on faisait les étapes", True),
        ("Je vous ai dit que je ne voulais pas être appelée", True),
        ("je n'ai pas besoin qu'on me rappelle", True),
        ("je veux être rappelé", False),
        ("je n'ai pas été rappelé", False),
        ("pourquoi ne me rappelez pas ?", False),
    ],
)
def test_a_call_back_is_declined(said: str, declined: bool) -> None:
    assert declines(said) is declined


@pytest.mark.parametrize(
    "said, other",
    [
        ("Ma voisine aussi voudrait être rappelée, Mme Lopez, 06 45 45 45 45", True),
        ("et mon adjoint souhaite un rappel également", True),
        ("une autre demande pour le maire", True),
        ("plutôt mercredi 15 h", False),
        ("appelez ma femme au 06 45 45 45 45", False),
        ("annulez aussi le rappel de ma voisine", False),
    ],
)
def test_a_call_back_of_somebody_else(said: str, other: bool) -> None:
    assert for_another(said) is other
