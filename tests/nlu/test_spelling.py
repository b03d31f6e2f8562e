"""The spelling of a message: what each rule mends, in which order, and what is left alone."""

from __future__ import annotations

import tracemalloc
from typing import Any, Dict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.utils.io import read_yaml_file

from assistant.nlu.intents import spelling
from assistant.nlu.intents.model import LEXICON
from assistant.nlu.intents.ngrams import ngrams
from assistant.nlu.intents.spelling import LEARNT, Speller

LEARNT_WORDS = {"élu": 9, "droits": 9, "formation": 9, "remboursement": 5, "urssaf": LEARNT}
OURS: Dict[str, Any] = read_yaml_file(LEXICON)
SPELLER = Speller(OURS, LEARNT_WORDS)
BARE = Speller({}, LEARNT_WORDS)  # the rules without the lexicon


def test_the_lexicon_replaces_whole_words() -> None:
    speller = Speller({"franceconnect+": ["fc+"], "franceconnect": ["fc"], "dife": ["dit feu"]})
    assert speller("Mon  FC+ et l’œil, DIT FEU") == "mon franceconnect+ et l'oeil, dife"
    assert speller("fcb") == "fcb"
    assert "w:connect france" in ngrams("france connect")
    assert ngrams("délai") == ngrams("delai")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("j'ai", "j'ai"),  # «j» and «c» are variants: not before an apostrophe
        ("J’ai", "j'ai"),
        ("c'est", "c'est"),
        ("C’EST", "c'est"),
        ("c bon", "c'est bon"),
        ("c est bon", "c'est bon"),
        ("j veux", "je veux"),
        ("j ai perdu", "j'ai perdu"),
        ("jai", "j'ai"),
        ("qu'j'ai", "qu'j'ai"),
        ("l'of", "l'of"),  # nor after one
        ("fc+", "franceconnect+"),
        ("le mdp", "le mot de passe"),
        # Accents.
        ("deja", "déjà"),
        ("élu elu", "élu élu"),
        # A pronoun glued to its verb.
        ("jarrive", "j'arrive"),
        ("lhotel", "l'hôtel"),
        ("quil", "qu'il"),
        # The same sound.
        ("resu", "reçu"),
        ("situassion", "situation"),
        # One letter.
        ("formatoin", "formation"),
        ("problme", "problème"),
        ("remboursemnt", "remboursement"),
    ],
)
def test_a_word_is_brought_to_what_is_known(typed: str, meant: str) -> None:
    assert SPELLER(typed) == meant


@pytest.mark.parametrize(
    "word", [*OURS[spelling.LEFT_ALONE], "wifi", "google", "urssaf", "facture"]
)
def test_a_word_is_left_alone(word: str) -> None:
    assert SPELLER(f"mon {word} marche") == f"mon {word} marche"


def test_only_the_list_keeps_login_from_being_loin() -> None:
    rest = {right: variants for right, variants in OURS.items() if right != spelling.LEFT_ALONE}
    assert Speller(rest, LEARNT_WORDS)("login") == "loin"
    assert "à laisser" not in Speller(OURS, LEARNT_WORDS)("login mail pdf")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A speller that knows these words only, as when pyspellchecker is missing."""
    monkeypatch.setattr(spelling, "french", dict)
    return lambda *words: Speller({}, dict.fromkeys(words, LEARNT))


@pytest.mark.parametrize(
    ("word", "words", "meant"),
    [
        ("lete", ("lète", "été", "lette"), "lète"),  # accents before the glued pronoun
        ("lecran", ("écran", "lekran"), "l'écran"),  # which goes before the sound
        ("resus", ("reçu", "refus"), "reçu"),  # and that before one letter
        ("refs", ("refus",), "refs"),  # four letters: too few for one letter apart
        ("refuz", ("refus",), "refus"),
        ("zzzzz", ("refus",), "zzzzz"),
    ],
)
def test_the_order_of_the_rules_without_the_french_words(
    alone: Any, word: str, words: tuple[str, ...], meant: str
) -> None:
    assert alone(*words)(word) == meant


def test_a_word_of_too_few_examples_is_not_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "french", dict)
    assert Speller({}, {"formation": LEARNT - 1})("formatoin") == "formatoin"
    assert spelling.count(["une formation", "formation formation"]) == {"formation": 2, "une": 1}


def test_without_what_is_learnt_only_the_lexicon_speaks() -> None:
    assert Speller(OURS)("formatoin et mdp") == "formatoin et mot de passe"


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("mot", "mot", True),
        ("mot", "mat", True),
        ("mot", "mto", True),
        ("mot", "mo", True),
        ("mot", "moot", True),
        ("mot", "tom", False),
        ("mot", "m", False),
        ("mot", "pat", False),
    ],
)
def test_one_letter_apart(a: str, b: str, near: bool) -> None:
    assert spelling.one_letter(a, b) is spelling.one_letter(b, a) is near


@given(st.text())
def test_any_text_is_spelt_and_keeps_its_digits(text: str) -> None:
    found = SPELLER(text)
    assert [c for c in found if c.isdecimal()] == [c for c in text if c.isdecimal()]


@given(st.text(st.characters(whitelist_categories=("Ll", "Lu", "Mn")), max_size=2))
def test_nothing_shorter_than_three_letters_is_changed(word: str) -> None:
    assert BARE.word(word) == word
    assert BARE(f"{word} 12") == Speller({})(f"{word} 12")


@given(st.lists(st.sampled_from(sorted(spelling.french())), max_size=8))
def test_a_text_of_known_words_is_unchanged(words: list[str]) -> None:
    text = " ".join(words).replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    known = all(BARE.word(w) == w for w in spelling.WORD.findall(text) if w in spelling.french())
    assert known
    if all(w in spelling.french() for w in spelling.WORD.findall(text)):
        assert BARE(text) == Speller({})(text)


def test_the_memory_has_an_end() -> None:
    speller = Speller({}, {})
    for number in range(20_100):
        speller.word("".join(chr(97 + int(d)) for d in f"{number:05d}"))
    assert 0 < len(speller._memo) <= 20_001


def test_a_word_without_end_takes_no_memory() -> None:
    word = "formatoin" * 2_000
    tracemalloc.start()
    assert BARE(word) == word
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000 and word not in BARE._memo
