"""What is French, however it is typed, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.utils.io import read_yaml_file

from assistant.nlu.intents.languages import foreign
from assistant.nlu.intents.model import LEXICON
from assistant.nlu.intents.spelling import Speller

SPELLER = Speller(read_yaml_file(LEXICON), {"dife": 9, "urssaf": 9})


@pytest.mark.parametrize(
    "text",
    [
        "Je ne peux pas me connecter à mon compte",
        "slt g perdu mon mdp cmt fr",
        "jarive pa a me conecté o site",
        "bjr c koi le dife svp",
        "combien pour une formation à Mönchengladbach ou Kraków",
        "formation à Porto, Den Haag et San Sebastián : le train est payé ?",
        "login",
        "password",
        "mon login et mon password",
        "le site dit « Invalid username or password », que dois-je faire ?",
        "le mail est dans les spams",
        "hello",
        "help",
        "12 05 2026",
        "06 12 34 56 78",
        "",
        "   ",
        "?!…",
        "\U0001f44b",
    ],
)
def test_french(text: str) -> None:
    assert not foreign(text, SPELLER.knows)


@pytest.mark.parametrize(
    "text",
    [
        "How do I sign up?",
        "I forgot my password",
        "¿Cómo puedo inscribirme?",
        "Como posso me inscrever?",
        "Come posso iscrivermi?",
        "Wie kann ich mich anmelden?",
        "Hoe kan ik me inschrijven?",
        "Jak mogę się zapisać?",
        "Nasıl kayıt olabilirim?",
        "Cum pot să mă înscriu?",
        "Com puc inscriure'm?",
        "كيف أسجل؟",
        "Как мне записаться?",
        "我怎么注册",
        "Привет",  # one word
        "größe",
    ],
)
def test_another_language(text: str) -> None:
    assert foreign(text, SPELLER.knows)


@given(st.text())
def test_any_text_is_one_or_the_other(text: str) -> None:
    assert foreign(text, SPELLER.knows) in (True, False)
    assert not foreign(text, lambda _: True) or any(ord(c) > 127 for c in text)


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("the compte", False),  # one word in two
        ("the zzz compte", True),  # one in three is French: one foreign word is enough
        ("the with compte droit", True),  # half: two are needed
        ("the zzz compte droit", False),
        ("the with compte droit site", False),
    ],
)
def test_how_many_foreign_words_it_takes(text: str, strange: bool) -> None:
    assert foreign(text, {"compte", "droit", "site"}.__contains__) is strange
