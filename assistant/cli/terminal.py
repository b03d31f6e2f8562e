"""`make shell`: the conversation in a terminal, buttons as numbers."""

from __future__ import annotations

import uuid
from typing import Any, Dict, List, Optional

from assistant.cli.talk import say


def talk(address: str, token: Optional[str] = None) -> None:
    """Until « /stop », end of input or Ctrl-C."""
    sender, buttons = uuid.uuid4().hex, []  # type: str, List[Dict[str, str]]
    print("\nÉcrivez votre question (un numéro choisit un bouton, /stop pour finir).\n")
    show(say(address, "/saluer", sender, token=token), buttons)
    while True:
        try:
            text = input("Vous : ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if text == "/stop":
            return
        if text.isdigit() and 1 <= int(text) <= len(buttons):
            text = buttons[int(text) - 1]["payload"]
        show(say(address, text, sender, token=token), buttons)


def show(answers: List[Dict[str, Any]], buttons: List[Dict[str, str]]) -> None:
    """Print the answers, in one piece to be copied; `buttons` is left with those that a number
    picks: none where a question of a form came after them, which may ask for a number."""
    buttons.clear()
    offered: List[Dict[str, str]] = []
    lead = "Assistant : "
    for answer in answers:
        if answer.get("text"):
            print(f"\n{lead}{answer['text'].replace('**', '')}")
            lead = ""
            buttons.clear()
        name = ((answer.get("custom") or {}).get("data") or {}).get("nom")
        if name:
            print(f"\n  [fichier proposé par le site et Teams : {name}]")
        buttons.extend(answer.get("buttons") or [])
        offered.extend(answer.get("buttons") or [])
    for number, button in enumerate(offered, 1):
        print(f"  {number}. {button['title']}")
    if offered != buttons:  # their numbers are those of the list; the server reads the others
        buttons.clear()
    print()
