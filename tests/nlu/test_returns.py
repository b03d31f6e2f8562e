"""Coming back to a result, and saying goodbye."""

from __future__ import annotations

import pytest

from assistant.nlu.intents.corrections import returned_to
from assistant.nlu.intents.phrases import leaves

ALL = ("date_limite", "financement", "frais")


@pytest.mark.parametrize(
    "text, key",
    [
        ("revenons aux frais", "frais"),
        ("c'était combien les indemnités ?", "frais"),
        ("et le délai du coup ?", "date_limite"),
        ("la date limite, déjà ?", "date_limite"),
        ("pouvez-vous me redire jusqu'à quand je peux m'inscrire", "date_limite"),
        ("retour au reste à payer", "financement"),
        ("donc qui paie au final ?", "financement"),
        ("total ?", "frais"),
        ("retour au calcul", "frais"),
        ("vous me rappelez la somme trouvée ?", "frais"),
        ("pourquoi ce délai, déjà ?", ""),
        ("comment me faire rembourser mes frais du coup ?", ""),
        ("et pour 3 nuits les frais du coup ?", ""),
        ("quels frais sont remboursés ?", ""),
        ("quel est le montant de mes droits ?", ""),
        ("rappelez-moi demain", ""),
    ],
)
def test_what_a_message_comes_back_to(text: str, key: str) -> None:
    assert returned_to(text, ALL) == key


def test_the_sum_made_last_is_the_total() -> None:
    assert returned_to("le total déjà ?", ("frais", "financement")) == "financement"
    assert returned_to("le total déjà ?", ("date_limite",)) == ""
    assert returned_to("revenons aux frais", ()) == ""


@pytest.mark.parametrize(
    "text, said",
    [
        ("au revoir", True),
        ("a demain", True),
        ("ok salut", True),
        ("merci beaucoup, bonne journée à vous", True),
        ("Je vous prie d'agréer mes salutations les plus distinguées.", True),
        ("Je vous souhaite une excellente soirée.", True),
        ("salut", False),
        ("demain", False),
        ("à demain 10 h", False),
        ("je vous prie de me rappeler", False),
        ("bonne question", False),
        ("je reprendrai demain, merci", True),
        ("on finira ça plus tard", True),
        ("merci, je verrai la suite lundi", True),
        ("je reprendrai la formation demain", False),
        ("je finirai demain ?", False),
    ],
)
def test_who_says_goodbye(text: str, said: bool) -> None:
    assert leaves(text) == said
