"""What went wrong in played conversations: each fault with its kind, its place and its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Dict, Iterator, List, Sequence, Set, Tuple

from tools.personas import truth
from tools.personas.choosing import misread
from tools.personas.meant import SAME
from tools.personas.reading import asked
from tools.personas.talk import Played, Turn

DEAD_END, LOOP, WRONG_SUM = "impasse", "boucle", "calcul faux"
WRONG_LETTER, WRONG_CALLBACK = "courriel faux", "rappel faux"
NO_SOURCE, CONTRADICTION = "sans source", "contradiction"
AGAIN, MISREAD, BESIDE = "redemandé", "mal lu", "à côté"
KINDS = (
    *(DEAD_END, LOOP, WRONG_SUM, WRONG_LETTER, WRONG_CALLBACK, NO_SOURCE),
    *(CONTRADICTION, AGAIN, MISREAD, BESIDE),
)
GRAVE = (DEAD_END, LOOP, WRONG_SUM, WRONG_LETTER, WRONG_CALLBACK)  # the run fails
SAME_TEXT, SAME_QUESTION = 3, 4
# Asked again for a good reason: the character's own doubt, or one that the words leave.
EXCUSES = {"corriger", "doute"}
OF_ONE_CASE = {"nuits", "repas", "prix", "mode_courriel", "motif_courriel"}
EXCUSED = {
    "utter_repas_nombreux",
    "utter_saisie_merci",
    "utter_commune_ambigue",
    "utter_mois_ambigu",
    "utter_jour_contredit",
}


@dataclass(frozen=True)
class Fault:
    """`number` and `turn` say where; `what` is French, for the report."""

    kind: str
    number: int
    turn: int
    what: str


def find(played: Sequence[Played], today: date) -> List[Fault]:
    """Every fault of these conversations, in order."""
    found = [fault for each in played for fault in _of(each, today)]
    return sorted([*found, *_contradictions(played)], key=lambda f: (f.number, f.turn))


def _of(played: Played, today: date) -> Iterator[Fault]:
    number = played.script.number
    for kind, judge in (
        (DEAD_END, _dead_ends(played)),
        (LOOP, _loops(played)),
        (AGAIN, _asked_again(played)),
    ):
        for where, what in judge:
            yield Fault(kind, number, where, what)
    dated = False
    for at, turn in enumerate(played.turns):
        dated = dated or "date" in turn.saying.gives
        for kind, what in _of_turn(played, turn, dated, today):
            yield Fault(kind, number, at, what)


def _of_turn(played: Played, turn: Turn, dated: bool, today: date) -> Iterator[Tuple[str, str]]:
    heard = turn.heard
    for what in truth.wrong_sums(turn, dated, today):
        yield WRONG_SUM, what
    if set(heard.results) & set(truth.SUMS) and "Source" not in heard.text:
        yield NO_SOURCE, heard.text.split("\n")[0]
    if "courriel" in heard.results:
        for what in truth.wrong_letter(turn, played.said):
            yield WRONG_LETTER, what
    if "rappel" in heard.results:
        for what in truth.wrong_callback(turn, played.said):
            yield WRONG_CALLBACK, what
    if heard.reviews:
        for field, _ in misread(heard, turn.values, turn.goal):
            yield MISREAD, f"{field}, montré puis corrigé"
    if turn.saying.asks and not heard.lost and not _speaks_of(turn):
        yield BESIDE, f"« {turn.saying.text} » ({turn.saying.asks})"


def _speaks_of(turn: Turn) -> bool:
    name = f"utter_{turn.saying.asks}"
    return any(each.split("/")[0] == name for each in turn.heard.names)


def _dead_ends(played: Played) -> Iterator[Tuple[int, str]]:
    lost = False
    for at, turn in enumerate(played.turns):
        if lost and turn.heard.lost:
            yield at, "deux fois de suite sans comprendre"
        lost = turn.heard.lost
        if turn.saying.asks and (lost or not _more_than_a_question(turn)):
            yield at, f"question sans réponse : « {turn.saying.text} »"
    if played.gave_up:
        yield len(played.turns) - 1, played.gave_up


def _more_than_a_question(turn: Turn) -> bool:
    """Whether something was answered beside the form's own question."""
    others = [name for name in turn.heard.names if not asked(name) and name != "utter_notice"]
    unknown = not turn.heard.names and len(turn.heard.text) > 40
    return bool(others) or unknown


def _loops(played: Played) -> Iterator[Tuple[int, str]]:
    texts: List[str] = []
    times: Counter[str] = Counter()
    for at, turn in enumerate(played.turns):
        texts.append(turn.heard.text)
        if len(texts) >= SAME_TEXT and len(set(texts[-SAME_TEXT:])) == 1:
            yield at, f"{SAME_TEXT} fois la même réponse : « {texts[-1][:80]} »"
            texts.clear()
        question = turn.heard.question
        if question and (not times[question] or turn.saying.answers == question):
            times[question] += 1
            if times[question] == SAME_QUESTION:
                yield at, f"{SAME_QUESTION} fois la même question : {question}"


def _asked_again(played: Played) -> Iterator[Tuple[int, str]]:
    """Each time a fact is asked for that this conversation already holds."""
    known: Set[str] = set()
    over = False
    for at, turn in enumerate(played.turns):
        known |= turn.saying.gives
        if turn.saying.kind == "ouverture" and over:  # another stay, another course, another letter
            known -= OF_ONE_CASE
        fact = SAME.get(turn.heard.question or "", turn.heard.question or "")
        excused = turn.saying.kind in EXCUSES or EXCUSED & set(turn.heard.names)
        if fact in known and not excused:
            yield at, fact
        over = over or bool(turn.heard.results)
        if "courriel" in turn.heard.results or "rappel" in turn.heard.results:
            known -= {f for f in known if f.startswith(("nom_", "prenoms", "rappel_"))}


def _contradictions(played: Sequence[Played]) -> Iterator[Fault]:
    """Two different sums for the same inputs, in one conversation or in two."""
    seen: Dict[Tuple[object, ...], Dict[str, Tuple[int, int]]] = defaultdict(dict)
    for each in played:
        dated = False
        for at, turn in enumerate(each.turns):
            dated = dated or "date" in turn.saying.gives
            for kind in set(turn.heard.results) & set(truth.SUMS):
                shown = truth.shown_sum(turn, kind)
                day = turn.values["date"] if dated and kind == "frais" else None
                sums = seen[(kind, day, truth.inputs(kind, turn.values))]
                if sums and shown not in sums:
                    first, (number, _) = next(iter(sums.items()))
                    what = f"{kind} : « {shown} », et « {first} » dans la conversation {number}"
                    yield Fault(CONTRADICTION, each.script.number, at, what)
                sums.setdefault(shown, (each.script.number, at))
