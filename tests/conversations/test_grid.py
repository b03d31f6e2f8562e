"""The grid: every form × every question × every way to answer, over REST (grille.yml).

One conduct is right for each way, the same in every form. Nothing is read in the servers' memory:
what an official reads tells whether an answer was kept, since the next question comes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional

import pytest
import yaml

from assistant.facts import current
from assistant.settings import ROOT
from tests.support.servers import Conversation

GRID: Dict[str, Any] = yaml.safe_load(Path(__file__).with_name("grille.yml").read_text("utf-8"))
FORMS: Dict[str, Any] = GRID["saisies"]
SAME = ("redemande", "explique", "repond", "calcule", "refuse", "demande", "doute")
NOT_UNDERSTOOD = "pas compris"


class Question(NamedTuple):
    form: str
    place: int
    name: str
    kind: str
    answer: str
    optional: bool

    @property
    def text(self) -> str:
        """How the question begins."""
        return asked(self.name)


def asked(name: str) -> str:
    """The first words of a question, as it is written."""
    fields = {f.cle: f for letter in current().letters.values() for f in letter.champs}
    if name in fields:
        text = fields[name].question
    else:
        text = responses()[f"utter_ask_{name}"][0]["text"].partition("{")[0]
    return " ".join(text.split())[:28]


@lru_cache(maxsize=1)
def responses() -> Dict[str, Any]:
    path = ROOT / "data/responses/formulaires.yml"
    return dict(yaml.safe_load(path.read_text("utf-8"))["responses"])


QUESTIONS = [
    Question(form, n, q["nom"], q["sorte"], str(q["reponse"]), bool(q.get("facultatif")))
    for form, content in FORMS.items()
    for n, q in enumerate(content["questions"])
]


class Cell(NamedTuple):
    question: Question
    way: str
    conduct: str
    text: str

    def __str__(self) -> str:
        return f"{self.question.form}.{self.question.name} · {self.way} · {self.text}"


def cells() -> Iterator[Cell]:
    for question in QUESTIONS:
        for way, content in GRID["partout"].items():
            texts = content["dit"]
            if isinstance(texts, dict):
                texts = texts.get(question.form, texts["*"])
            conduct = content["conduite"]
            if conduct == "facultatif":
                conduct = "prend" if question.optional else "explique"
            for text in texts:
                yield Cell(question, way, conduct, text)
        for conduct, texts in GRID["par_sorte"][question.kind].items():
            for text in texts:
                yield Cell(question, "selon la sorte", conduct, text)


CELLS = list(cells())


def reach(talk: Callable[[], Conversation], question: Question) -> Conversation:
    """A conversation in which this question was just asked."""
    conversation, content = talk(), FORMS[question.form]
    said = ""
    for text in content["ouvre"]:
        said = conversation.say(text)
    for before in QUESTIONS:
        if before.form == question.form and before.place < question.place:
            assert asks(conversation) == before.name, said
            said = conversation.say(before.answer)
    assert asks(conversation) == question.name, said
    return conversation


def asks(conversation: Conversation) -> Optional[str]:
    """The question left open, None where none is."""
    said = [str(a.get("text", "")).replace("\u00a0", " ") for a in conversation.answers]
    for text in reversed(said):
        words = " ".join(text.split())
        found = [q.name for q in QUESTIONS if q.text in words]
        if found:
            return found[-1]
    return None


def after(question: Question) -> List[Question]:
    return [q for q in QUESTIONS if q.form == question.form and q.place > question.place]


def fault(cell: Cell, conversation: Conversation, said: str) -> str:
    """What is wrong in the answer, "" where it is right."""
    question, open_ = cell.question, asks(conversation)
    told = len(conversation.answers) > 1 or len(said) > len(responses_of(question)) + 20
    if cell.conduct == "quitte":
        return "" if "C'est arrêté" in said else "n'a pas arrêté"
    if cell.conduct == "prend":
        following = after(question)
        if not following:
            return "" if open_ is None else "n'a pas pris la réponse"
        return "" if open_ in {q.name for q in following} else f"demande {open_}"
    if cell.conduct == "recule":
        previous = [
            q for q in QUESTIONS if q.form == question.form and q.place == question.place - 1
        ]
        wanted = previous[0].name if previous else question.name
        return "" if open_ == wanted else f"demande {open_}"
    if cell.conduct == "corrige":
        return "" if "corriger ?" in said or "rien noté" in said else "ne demande pas quoi"
    if open_ != question.name and cell.conduct != "doute":
        return f"demande {open_}"
    if not told:
        return "ne dit rien avant de redemander"
    if cell.conduct in ("repond", "calcule") and NOT_UNDERSTOOD in said:
        return "n'a pas compris"
    if cell.conduct == "calcule" and not ("€" in said and "Source" in said):
        return "n'a pas calculé"
    if cell.conduct in ("refuse", "demande", "explique") and "pas compris votre" in said:
        return "n'explique pas"
    return ""


def responses_of(question: Question) -> str:
    return asked(question.name)


@pytest.mark.heavy
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.form}.{q.name}")
def test_every_way_to_answer(talk: Callable[[], Conversation], question: Question) -> None:
    wrong = []
    conversation: Optional[Conversation] = None
    way = ""
    for cell in (each for each in CELLS if each.question == question):
        if cell.way != way:
            conversation = None  # after five answers of something else in a row, a form waits
        way = cell.way
        if conversation is None or asks(conversation) != question.name:
            conversation = reach(talk, question)
        said = conversation.say(cell.text)
        found = fault(cell, conversation, said)
        if found:
            wrong.append(f"{cell} ({cell.conduct}) : {found}\n    {said[:300]!r}")
        if found or cell.conduct not in SAME:
            conversation = None
    assert not wrong, "\n".join(wrong)


@pytest.mark.heavy
@pytest.mark.parametrize("case", GRID["corrections"], ids=lambda c: f"{c['saisie']} · {c['dit']}")
def test_an_earlier_answer_is_corrected(talk: Callable[[], Conversation], case: Any) -> None:
    question = named(case["saisie"], case["a"])
    conversation = reach(talk, question)
    said = conversation.say(case["dit"])
    if "redemande" in case:
        assert asks(conversation) == case["redemande"], said
        conversation.say(named(case["saisie"], case["redemande"]).answer)
        assert asks(conversation) == question.name
        return
    assert asks(conversation) == question.name, said
    said += to_the_end(conversation, question)
    for value in case["relit"].values():
        assert str(value) in said


@pytest.mark.heavy
@pytest.mark.parametrize("case", GRID["plusieurs"], ids=lambda c: f"{c['saisie']} · {c['dit']}")
def test_several_answers_at_once(talk: Callable[[], Conversation], case: Any) -> None:
    conversation = reach(talk, named(case["saisie"], case["a"]))
    said = conversation.say(case["dit"])
    assert asks(conversation) == case["puis"], said


ASKED_ABOUT = ("nom", "nom_usage")  # « La Poste, c'est gratuit ? » tells no name


@pytest.mark.heavy
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.form}.{q.name}")
def test_an_answer_beside_a_question(talk: Callable[[], Conversation], question: Question) -> None:
    for case in GRID["et_une_question"]:
        conversation = reach(talk, question)
        said = conversation.say(case["dit"].replace("{reponse}", question.answer))
        assert case["repond"] in said, said
        if question.kind in ASKED_ABOUT:
            assert "Est-ce bien cela" in said and asks(conversation) in (None, question.name), said
            said = conversation.say("oui")
        following = [each.name for each in after(question)]
        assert asks(conversation) in (following or [None]), said
        assert question.kind in ASKED_ABOUT or "C'est noté" in said, said


def named(form: str, name: str) -> Question:
    return next(q for q in QUESTIONS if q.form == form and q.name == name)


def to_the_end(conversation: Conversation, question: Question) -> str:
    """What is said once the other questions are answered."""
    said = ""
    for each in [question, *after(question)]:
        if asks(conversation) == each.name:
            said = conversation.say(each.answer)
    return said
