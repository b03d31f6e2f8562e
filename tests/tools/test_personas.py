"""The characters of `make personas`, with an assistant of a few lines in place of the servers.

The faithful one must give a clean report; each lie planted in it must be found and named.
"""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from typing import Any, Callable, Dict, List, Optional, Set

import pytest

from assistant import facts
from assistant.wording.markers import Markers
from dife.allowances import Allowances
from dife.deadlines import latest_days
from dife.letters import build_letter
from dife.wording import format_date, format_euros, plural
from tools.personas import faults, report, truth
from tools.personas.characters import CHARACTERS, Character, Plan, Script, scripts
from tools.personas.meant import SAME, form_of, sample
from tools.personas.player import Player
from tools.personas.reading import hear, responses
from tools.personas.talk import Played, play
from tools.personas.voices import phrases

TODAY = date(2026, 11, 23)
Answers = List[Dict[str, Any]]
Lie = Callable[[str, str], str]  # the name of a response and its text → what is said instead

NEEDS = {
    "frais": ("nuits", "repas", "commune"),
    "financement": ("prix", "solde"),
    "rappel": ("rappel_nom", "rappel_telephone", "rappel_moment"),
}


def filled(text: str, markers: Dict[str, Any]) -> str:
    """The text of a response with its markers, those of the facts too."""
    known = Markers({"verdict": "", **markers}, facts.current(), TODAY)
    return re.sub(r"\{([\w.]+)\}", lambda found: str(known[found[1]]), text)


def worked(right: Allowances) -> str:
    """« - 2 nuits × 90 € = 180 € », a line a rate."""
    return "\n".join(
        f"- {plural(line.quantity, line.kind)} × {format_euros(line.rate)}"
        f" = {format_euros(line.amount)}"
        for line in right.lines
    )


class Fake:
    """An assistant that reads the character's mind: it must only be asked what it has not heard."""

    def __init__(self, player: Player, lie: Optional[Lie] = None, forgets: str = "") -> None:
        self.player, self.forgets = player, forgets
        self.lie = lie or (lambda name, text: text)
        self.known: Set[str] = set()
        self.step = 0

    def __call__(self, text: str) -> Answers:
        saying, goal = self.player.last, self.player.goal
        assert saying is not None and saying.text == text
        self.known |= saying.gives - ({self.forgets} if self.forgets else set())
        if saying.kind == "refus":
            self.known.add("rappel_nom")
        if saying.kind in ("adieu", "bonjour"):
            return [self.say("utter_remercier"), *self.buttons(goal)]
        if saying.kind == "arret":
            return [self.say("utter_annule")]
        first = [self.answer_of(saying.asks)] if saying.asks else []
        if saying.kind == "detour":
            first = [self.allowances()]
        return first + self.go_on(str(goal))

    def answer_of(self, intent: Optional[str]) -> Dict[str, Any]:
        named = (f"utter_{intent}", f"utter_{intent}/")
        name = next(n for n in responses() if n == named[0] or n.startswith(named[1]))
        return self.say(name)

    def buttons(self, goal: Optional[str]) -> Answers:
        payloads = {"frais": "/calculer_frais", "rappel": "/demander_rappel"}
        payload = payloads.get(str(goal), f"/calculer_{goal}")
        return [{"text": "", "buttons": [{"title": "Commencer", "payload": payload}]}]

    def say(self, name: str, text: str = "", **markers: Any) -> Dict[str, Any]:
        written = text or responses()[name]
        return {"text": self.lie(name, filled(written, markers))}

    def go_on(self, goal: str) -> Answers:
        if goal == "question":
            return []
        if goal == "parcours":
            self.step += 1
            name = f"utter_parcours_{self.step}" if self.step < 7 else "utter_parcours_fini"
            payload = f'/reprendre_parcours{{"point": "{self.step + 1}"}}'
            return [self.say(name) | {"buttons": [{"title": "Suite", "payload": payload}]}]
        missing = next((n for n in self.needs(goal) if SAME.get(n, n) not in self.known), None)
        if missing:
            return [self.ask(missing)]
        made = {"frais": self.allowances, "financement": self.funding, "rappel": self.callback}
        made |= {"courriel": self.letter, "date_limite": self.deadline}
        return [made[goal]()]

    def needs(self, goal: str) -> tuple[str, ...]:
        values = self.player.values
        if goal == "courriel":
            case = facts.current().letters[values["motif_courriel"]]
            template = "anonyme" in self.player.habits
            details = () if template else tuple(field.cle for field in case.champs)
            return ("motif_courriel", "mode_courriel", *details)
        if goal == "date_limite":
            role = values["role"]
            return ("date_formation",) if role == "formation" else (f"date_{role}",)
        return NEEDS[goal][: None if values["nuits"] or goal != "frais" else 2]

    def ask(self, name: str) -> Dict[str, Any]:
        case = facts.current().letters[self.player.values["motif_courriel"]]
        field = case.field(name)
        if form_of(name) == "courriel" and field:
            return self.say(f"courriel:{name}", field.question or f"{field.libelle} ?")
        return self.say(f"utter_ask_{name}")

    def allowances(self) -> Dict[str, Any]:
        """The sum with its lines, then what the printed guide would give."""
        printed = facts.current().day("date_guide", TODAY)
        ours, guide = (truth._allowances(self.player.values, day) for day in (TODAY, printed))
        told = {"retenu": "x", "lieu": "x", "date_retenue": "x", "source": "arrêté"}
        said = self.say(
            "utter_resultat_frais", total=format_euros(ours.total), detail=worked(ours), **told
        )
        of_guide = f"{worked(guide)}\nsoit {format_euros(guide.total)}."
        more = self.say("utter_resultat_frais_guide", detail_guide=of_guide)
        return {"text": f"{said['text']}\n\n{more['text']}"}

    def funding(self) -> Dict[str, Any]:
        values = self.player.values
        return self.say(truth._funding_name(values, TODAY), **truth._funding(values, TODAY))

    def deadline(self) -> Dict[str, Any]:
        days, names = truth._days(self.player.values, TODAY)
        told = {name: format_date(day, True) for name, day in days.items()}
        return self.say(sorted(names)[-1], **told)

    def callback(self) -> Dict[str, Any]:
        values = self.player.values
        return self.say(
            "utter_rappel_enregistre",
            nom=values["rappel_nom"],
            telephone=values["rappel_telephone"],
            moment=values["rappel_moment"],
        )

    def letter(self) -> Dict[str, Any]:
        values, refs = self.player.values, facts.current()
        case = refs.letters[values["motif_courriel"]]
        told = {k: format_date(v) if isinstance(v, date) else v for k, v in values.items()}
        letter = build_letter(case, {f.cle: told[f.cle] for f in case.champs}, refs, TODAY)
        name = "utter_courriel_pret"
        if "anonyme" in self.player.habits:
            name = "utter_courriel_modele"
        return self.say(
            name, destinataire="x", objet=letter.subject, corps=letter.body, pieces="- aucune"
        )


def character(name: str) -> Character:
    return next(each for each in CHARACTERS if each.name == name)


def script(name: str, goals: Plan, number: int = 0, **values: Any) -> Script:
    seed = f"essai {number}"
    meant = sample(random.Random(seed), TODAY)  # noqa: S311
    return Script(number, character(name), goals, meant | values, seed)


def played(one: Script, lie: Optional[Lie] = None, forgets: str = "") -> Played:
    player = Player(one)
    return play(player, Fake(player, lie, forgets))


def kinds(one: Played) -> Set[str]:
    return {fault.kind for fault in faults.find([one], TODAY)}


# --- a faithful assistant ---


def test_a_faithful_assistant_gives_a_clean_report() -> None:
    made = [played(each) for each in scripts(1, 450, TODAY)]
    found = faults.find(made, TODAY)
    assert not found, "\n".join(
        f"{f.kind} {f.what}\n{made[f.number].dialogue()}" for f in found[:3]
    )
    assert not report.fails(found)
    assert all(each.turns and not each.gave_up for each in made)


def test_every_character_plays_every_one_of_its_plans() -> None:
    seen = {(each.character.name, each.goals) for each in scripts(1, 450, TODAY)}
    assert seen == {(each.name, plan) for each in CHARACTERS for plan in each.plans}
    assert len(CHARACTERS) >= 12


def test_the_same_seed_plays_the_same_conversations_and_another_seed_others() -> None:
    def dialogues(seed: int) -> List[str]:
        return [played(each).dialogue() for each in scripts(seed, 45, TODAY)]

    assert dialogues(7) == dialogues(7)
    assert dialogues(7) != dialogues(8)


# --- lies ---


def instead(response: str, old: str, new: str) -> Lie:
    return lambda name, text: text.replace(old, new) if name.startswith(response) else text


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("jusqu'à **200\u00a0€**", "jusqu'à **201\u00a0€**", "201"),
        ("2 nuits × 90\u00a0€", "2 nuits × 91\u00a0€", "91"),
        ("1 repas × 20\u00a0€ = 20\u00a0€", "1 repas × 20\u00a0€ = 21\u00a0€", "21"),
        ("soit 157,50\u00a0€", "soit 158\u00a0€", "157,50"),
    ],
)
def test_a_wrong_sum_is_found(old: str, new: str, named: str) -> None:
    one = script("sms", ("frais",), nuits=2, repas=1, commune="Gien")
    found = faults.find([played(one, instead("utter_resultat_frais", old, new))], TODAY)
    assert {f.kind for f in found} == {faults.WRONG_SUM}
    assert named in found[0].what
    assert report.fails(found)


def test_the_answer_of_another_share_is_found() -> None:
    """« Tout est couvert », the figures being right."""
    values = {"prix": Decimal(900), "solde": Decimal(400)}

    class Generous(Fake):
        def funding(self) -> Dict[str, Any]:
            told = truth._funding(self.player.values, TODAY)
            return self.say("utter_resultat_financement_couvert", **told)

    player = Player(script("sms", ("financement",), **values))
    assert kinds(play(player, Generous(player))) == {faults.WRONG_SUM}


def test_a_wrong_share_is_found() -> None:
    one = script("sms", ("financement",))
    assert kinds(played(one)) == set()
    lie = instead("utter_resultat_financement", "Prix ", "Prix 9")
    lie_of_all = instead("utter_resultat_financement", "Avec ", "Avec 9")
    said = kinds(played(one, lambda name, text: lie(name, lie_of_all(name, text))))
    assert faults.WRONG_SUM in said


@pytest.mark.parametrize("day", [date(2026, 12, 21), date(2027, 1, 14), date(2027, 3, 15)])
def test_a_wrong_day_is_found(day: date) -> None:
    one = script("dicte", ("date_limite",), role="formation", date=day)
    assert kinds(played(one)) == set()
    right = format_date(latest_days(day, facts.current()).acceptance, True)
    lie = instead("utter_", right, "samedi 1er mai 2027")
    assert faults.WRONG_SUM in kinds(played(one, lie))


def test_the_answer_of_another_situation_is_found() -> None:
    """The days may be right and what to do wrong: « trop tard » for a training that is not."""
    one = script("dicte", ("date_limite",), role="formation", date=date(2027, 3, 15))

    class Late(Fake):
        def deadline(self) -> Dict[str, Any]:
            return self.say("utter_date_jour_meme", formation="lundi 15 mars 2027")

    player = Player(one)
    assert faults.WRONG_SUM in kinds(play(player, Late(player)))


def test_a_sum_without_source_is_found() -> None:
    one = script("fache", ("frais",), nuits=2, repas=1, commune="Gien")
    lie = instead("utter_resultat_frais", "Source des tarifs : ", "Tarifs : ")
    assert kinds(played(one, lie)) == {faults.NO_SOURCE}


def test_a_known_fact_asked_again_is_found() -> None:
    made = played(script("maire_presse", ("frais",), nuits=2, repas=1), forgets="nuits")
    found = [f for f in faults.find([made], TODAY) if f.kind == faults.AGAIN]
    assert {f.what for f in found} == {"nuits"}


def test_a_day_asked_again_by_another_form_is_found() -> None:
    """The same fact under another name: the day of the training, said first for the sum."""
    for number in range(60):
        one = script("maire_presse", ("frais", "date_limite"), number, role="formation")
        made = played(one, forgets="date")
        said = [turn.saying.gives for turn in made.turns if turn.goal == "frais"]
        if any("date" in gives for gives in said):
            found = [f.what for f in faults.find([made], TODAY) if f.kind == faults.AGAIN]
            assert set(found) == {"date"}
            return
    pytest.fail("nobody said the day for his sum")


def test_a_question_without_end_is_a_loop_and_a_dead_end() -> None:
    made = played(script("sms", ("rappel",)), forgets="rappel_moment")
    found = {(fault.kind, fault.what) for fault in faults.find([made], TODAY)}
    assert (faults.LOOP, "4 fois la même question : rappel_moment") in found
    assert (faults.DEAD_END, made.gave_up) in found
    assert "question sans fin : rappel_moment" in made.gave_up


def test_the_same_answer_three_times_is_a_loop() -> None:
    player = Player(script("sms", ("frais",)))
    made = play(player, lambda text: [{"text": "Avec plaisir !"}])
    found = faults.find([made], TODAY)
    assert any(f.kind == faults.LOOP and "Avec plaisir" in f.what for f in found)
    assert any(f.kind == faults.DEAD_END and "but non atteint" in f.what for f in found)


def test_not_understood_twice_in_a_row_is_a_dead_end() -> None:
    lost = [responses()[f"utter_incompris_{n}"] for n in (1, 2)]
    player = Player(script("sms", ("frais",), nuits=2))
    fake, turns = Fake(player), iter(lost)
    made = play(player, lambda text: [{"text": t}] if (t := next(turns, "")) else fake(text))
    found = [f.what for f in faults.find([made], TODAY) if f.kind == faults.DEAD_END]
    assert found == ["deux fois de suite sans comprendre"]


def test_a_question_of_the_character_left_without_answer_is_a_dead_end() -> None:
    class Deaf(Fake):
        def answer_of(self, intent: Optional[str]) -> Dict[str, Any]:
            return {"text": ""}

    for number in range(20):
        player = Player(script("curieux", ("frais",), number))
        made = play(player, Deaf(player))
        if any(turn.saying.asks for turn in made.turns):
            found = [f.what for f in faults.find([made], TODAY) if f.kind == faults.DEAD_END]
            assert found and all("question sans réponse" in what for what in found)
            return
    pytest.fail("no curious question in twenty conversations")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Nom de naissance : ", "Nom de naissance : mon nom est ", "nom_naissance"),
        ("Lieu de naissance : ", "Lieu de naissance : né à ", "lieu_naissance"),
        ("Mandat : ", "Mandat : euh ", "mandat"),
        (" 1961", " 1962", "date_naissance"),
        ("Jean Paul Martin", "Jean Martin", "signature"),
        ("Mandat : maire", "Mandat : maire\nÂge : 65 ans", "Âge"),
        ("Madame, Monsieur,\n", "Bonjour,\n", "Bonjour"),
        ("À fournir avec", "P.-S. Rappelez-moi.\n\nÀ fournir avec", "P.-S."),
    ],
)
def test_a_wrong_letter_is_found(old: str, new: str, named: str) -> None:
    values = {"nom_naissance": "Martin", "prenoms": "Jean, Paul", "mandat": "maire"}
    values |= {"motif_courriel": "compte_elu_absent", "lieu_naissance": "Chinon"}
    one = script("secretaire", ("courriel",), date_naissance=date(1961, 3, 14), **values)
    assert kinds(played(one)) == set()
    found = faults.find([played(one, instead("utter_courriel_pret", old, new))], TODAY)
    assert {f.kind for f in found} == {faults.WRONG_LETTER}
    assert any(named in f.what for f in found), found
    assert report.fails(found)


@pytest.mark.parametrize("line", ["Nom : ", "Téléphone : ", "Moment souhaité : "])
def test_a_wrong_callback_is_found(line: str) -> None:
    one = script("poli_avant_tout", ("rappel",))
    assert kinds(played(one)) == set()
    lie = instead("utter_rappel_enregistre", line, f"{line}9 ")
    assert kinds(played(one, lie)) == {faults.WRONG_CALLBACK}


def test_two_sums_for_the_same_inputs_are_a_contradiction() -> None:
    one = script("sms", ("frais",), 0, nuits=2, repas=1, commune="Gien")
    two = script("fache", ("frais",), 1, nuits=2, repas=1, commune="Gien")
    lie = instead("utter_resultat_frais", "200\u00a0€", "201\u00a0€")
    found = faults.find([played(one), played(two, lie)], TODAY)
    assert {f.number for f in found if f.kind == faults.CONTRADICTION} == {1}
    honest = faults.find([played(one), played(two)], TODAY)
    assert honest == []


# --- the last reading over, and a doubt ---


class Careful(Fake):
    """One that shows what it read before the letter; it misread the name the first time."""

    shown, misreads = False, True

    def letter(self) -> Dict[str, Any]:
        saying = self.player.last
        assert saying is not None
        if saying.kind == "relu":
            return super().letter()
        if saying.kind == "corriger":
            self.misreads = False
            return self.ask("nom_naissance")
        name = "mon nom est X" if self.misreads else self.player.values["nom_naissance"]
        titles = ("C'est juste", "Corriger : nom de naissance", "Corriger : prénom(s)")
        prenoms = self.player.values["prenoms"]
        return {
            "text": f"Voici ce que j'ai compris :\n- Nom de naissance : {name}\n"
            f"- Prénom(s) : {prenoms}\n- Nom usuel ou marital : aucun",
            "buttons": [{"title": title, "payload": title.lower()} for title in titles],
        }


def test_what_is_misread_is_corrected_and_counted_but_is_no_wrong_letter() -> None:
    player = Player(script("secretaire", ("courriel",), nom_usage=None))
    made = play(player, Careful(player))
    assert [t.saying.kind for t in made.turns][-4:] == ["reponse", "corriger", "reponse", "relu"]
    assert kinds(made) == {faults.MISREAD}
    assert not report.fails(faults.find([made], TODAY))


@pytest.mark.parametrize(("shown", "said"), [("Martin", "Oui"), ("Merci beaucoup", "Non")])
def test_a_doubt_is_answered_by_what_is_meant(shown: str, said: str) -> None:
    player = Player(script("sms", ("courriel",), nom_naissance="Martin"))
    player.say(None)
    text = f"Vous avez écrit « {shown} » : est-ce votre nom ?"
    buttons = [{"title": each, "payload": each} for each in ("Oui", "Non")]
    saying = player.say(hear([{"text": text, "buttons": buttons}]))
    assert saying is not None and saying.text == said


# --- the wordings and the report ---


def test_there_are_six_wordings_for_each_subject_and_manner() -> None:
    few = {
        (group, subject, column)
        for group in ("ouvertures", "champs")
        for subject, columns in phrases()[group].items()
        for column, wordings in columns.items()
        if len(set(wordings)) < 6
    }
    assert few == set()


def test_every_question_of_the_forms_is_recognised() -> None:
    for name, text in responses().items():
        if name.startswith("utter_ask_") and "{question}" not in text:
            asked = hear([{"text": filled(text, {"aller": "70"})}])
            assert asked.question == name.removeprefix("utter_ask_"), name


def test_the_report_counts_and_names(tmp_path: Any) -> None:
    one = script("sms", ("frais",), nuits=2, repas=1, commune="Gien")
    made = [played(one, instead("utter_resultat_frais", "200\u00a0€", "201\u00a0€"))]
    found = faults.find(made, TODAY)
    said = report.summary(made, found, 1)
    assert "calcul faux : 1" in said and "boucle : 0" in said
    paths = report.write(tmp_path, made, found, 1)
    assert all("201" in path.read_text("utf-8") for path in paths)
