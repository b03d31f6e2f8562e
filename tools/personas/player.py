"""What a character says next: from what is asked last, what he means, and his habits."""

from __future__ import annotations

from typing import List, Optional, Tuple

from tools.personas import choosing
from tools.personas.meant import LETTER, SAME, form_of
from tools.personas.reading import RIGHT, Heard
from tools.personas.speaking import Saying, Speaker
from tools.personas.voices import phrases, word, wordings

LONGEST = 45  # messages of one conversation
STUCK = 3  # openings tried in vain
PATIENCE = 5  # times that a character answers one question
BARE = 3  # from the third on, with the value alone


class Player(Speaker):
    """What he says next."""

    @property
    def goal(self) -> Optional[str]:
        return self.goals[self.done] if self.done < len(self.goals) else None

    def say(self, heard: Optional[Heard]) -> Optional[Saying]:
        """The next message; None when there is nothing more to say."""
        self._count += 1
        if self._count > LONGEST:
            self.gave_up = "trop long"
            return None
        self.last = self._next(heard)
        return self.last

    # --- the course of a conversation ---

    def _next(self, heard: Optional[Heard]) -> Optional[Saying]:
        if heard is None:
            return self._open()
        if heard.reviews:
            return self._review(heard)
        if (doubt := heard.doubt) is not None:
            yes = choosing.meant(doubt, self.values)
            return Saying("Oui" if yes else "Non", "doute", frozenset(), None)
        if self.last and self.last.kind == "adieu":
            return None
        if self._reached(heard):
            if (late := self._late_correction()) is not None:
                return late
            self.done, self._tries = self.done + 1, 0
            if self.goal is None:
                return self._farewell()
            return self._open()
        if self.goal == "question":
            self.done += 1
            return self._open() if self.goal else None
        if self._correcting:
            return self._plainly(self._correcting)
        if heard.question and form_of(heard.question) in (None, self.goal):
            return self._answer(heard.question, heard)
        return self._without_question(heard)

    def _reached(self, heard: Heard) -> bool:
        wanted = {self.goal}
        if "anonyme" in self.habits:
            wanted |= {"modele", "annule"} if self.goal in ("courriel", "rappel") else set()
        return bool(wanted & set(heard.results)) and not (self.last and self.last.kind == "detour")

    def _open(self) -> Saying:
        goal = str(self.goal)
        self._tries += 1
        self._asked.clear()
        if goal == "question":
            intent = self.rng.choice(sorted(phrases()["questions"]))
            return self._guide_question(intent, "question")
        if "boutons" in self.habits and self._tries == 1 and not self.done:
            return Saying("bonjour", "bonjour")
        subject = goal
        if goal == "date_limite" and self.values["role"] != "formation":
            subject = self.values["role"]
        said = self._worded("ouvertures", subject)
        return Saying(said.text, "ouverture", said.gives)

    def _without_question(self, heard: Heard) -> Optional[Saying]:
        steps = [p for _, p in heard.buttons if p.startswith("/reprendre_parcours{")]
        if self.goal == "parcours" and steps:
            if "boutons" in self.habits:
                return Saying(steps[0], "bouton")
            return self._plain_word("suite", "suite")
        press = choosing.toward(str(self.goal), self.values, heard, self._taken)
        if press and ("boutons" in self.habits or "titres" in self.habits or self._tries > 1):
            self._taken.add(press[1])
            return Saying(self._pressed(press, heard), "bouton")
        if self.last and self.last.kind == "detour" and self.goal in ("courriel", "rappel"):
            return self._plain_word("retour", "retour")
        if self._tries >= STUCK:
            self.gave_up = f"but non atteint : {self.goal}"
            return None
        return self._open()

    def _farewell(self) -> Optional[Saying]:
        return self._plain_word("adieu", "adieu") if "remercie" in self.habits else None

    # --- one question ---

    def _answer(self, question: str, heard: Heard) -> Optional[Saying]:
        self._asked[question] += 1
        if self._asked[question] > PATIENCE:
            self.gave_up = f"question sans fin : {question}"
            return None
        habit = self._habit(question)
        if habit:
            return habit
        if question == "commune_ambigue" and heard.buttons:
            return Saying(self._pressed(heard.buttons[0], heard), "bouton", frozenset(), question)
        if question in ("motif_courriel", "mode_courriel"):
            return self._choice(question, heard)
        return self._plainly(question, self.manner.column)

    def _choice(self, question: str, heard: Heard) -> Saying:
        press = choosing.option(question, self.values, heard, "anonyme" in self.habits)
        if press and self.habits & {"boutons", "titres"}:
            text = self._pressed(press, heard)
        else:
            way = "courriel_modele" if "anonyme" in self.habits else "courriel_ensemble"
            name = self.values["motif_courriel"] if question == "motif_courriel" else way
            text = self._worded("champs", name).text
        return Saying(text, "choix", frozenset({question}), question)

    def _plainly(self, question: str, column: str = "") -> Saying:
        """The answer to a question; without a column, the value alone."""
        self._correcting = None
        name = SAME.get(question, question)
        if name not in self.values and name not in phrases()["champs"]:
            return self._open()  # a question that no character knows
        value = self.values.get(name, "")
        empty = {0: f"{name}_0", None: f"{name}_rien"}.get(value) if value != "" else None
        if question == "chevaux" or not empty or empty not in phrases()["champs"]:
            empty = name
        if not column or self._asked[question] >= BARE:
            templates = wordings("champs", empty, "courant")[:1]
            said = word(templates, self.manner, self.values, self.rng, dressed=False)
        else:
            said = self._worded("champs", empty, column)
        gives = said.gives | {name}
        return Saying(said.text, "reponse", gives, question)

    # --- habits ---

    def _habit(self, question: str) -> Optional[Saying]:
        personal = question.startswith("rappel_") or question in LETTER
        if "anonyme" in self.habits and question in ("nom_naissance", "rappel_nom"):
            return self._refuse(question)
        if "hesite" in self.habits and self._first(f"hesite {question}", 0.3):
            return self._plain_word("hesite", "hesite")
        if "a_cote" in self.habits and question != "explication":
            return self._beside(question) if self._first(f"a_cote {question}", 0.45) else None
        if "curieux" in self.habits and self._first(f"curieux {question}", 0.35):
            return self._guide_question(self.rng.choice(sorted(phrases()["questions"])), "curieux")
        if "detour" in self.habits and personal and self._first("detour", 0.4):
            return self._detour()
        if self._wrong and self._wrong in self._given() and self._first("corrige", 0.6):
            return self._correct()
        return None

    def _late_correction(self) -> Optional[Saying]:
        """After a sum made with the wrong value."""
        if self._wrong and self.goal != "courriel" and self._wrong in self._right:
            self._tries = 0
            return self._correct()
        return None

    # --- what the assistant shows of what it understood ---

    def _review(self, heard: Heard) -> Saying:
        wrong: List[Tuple[str, str]] = choosing.misread(heard, self.values, self.goal)
        if not wrong:
            return Saying(choosing.payload(heard, RIGHT) or RIGHT, "relu")
        field, title = wrong[0]
        self._correcting = field
        return Saying(choosing.payload(heard, title) or title, "corriger")
