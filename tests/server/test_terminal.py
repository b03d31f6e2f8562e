"""The conversation in a terminal: a letter in one piece, and what a number picks."""

from __future__ import annotations

from assistant.cli.terminal import show

LETTER = [
    {"text": "Votre courriel est prêt."},
    {"text": "Madame, Monsieur,"},
    {"text": "Je vous prie de vérifier **ma situation**."},
    {"text": "Et ensuite ?", "buttons": [{"title": "C'est envoyé", "payload": "/courriel_envoye"}]},
]


def test_a_letter_is_printed_in_one_piece(capsys):
    show(LETTER, [])
    printed = capsys.readouterr().out
    assert printed.count("Assistant : ") == 1
    assert "Madame, Monsieur,\n\nJe vous prie de vérifier ma situation.\n" in printed


def test_a_number_picks_what_was_offered_last():
    buttons = [{"title": "d'avant", "payload": "/avant"}]
    show(LETTER, buttons)
    assert [button["payload"] for button in buttons] == ["/courriel_envoye"]


def test_where_a_form_asks_a_number_is_an_answer():
    buttons = []
    show([*LETTER, {"text": "Combien de nuits ?"}], buttons)
    assert buttons == []
