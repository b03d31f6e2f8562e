"""The entities of the messages in entites.csv (today is Monday 23 November 2026), and limits."""

import json
import re
import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.base import Turn
from assistant import clock, settings
from assistant.errors import Told
from assistant.facts import current
from assistant.nlu.entities.date_roles import ENROLMENT
from assistant.nlu.entities.finder import extract, read
from dife.days import Day
from dife.places import Place
from dife.text import bare

TODAY = date(2026, 11, 23)
LINES = (Path(__file__).parent / "entites.csv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [tuple(line.rsplit(";", 1)) for line in LINES]
COUNTS = ("nuits", "repas", "repas_offerts", "kilometres", "chevaux", "nombre", "option")
VALUES = """\
900
le 3 avril
euh… le 12
plutôt lyon
non, c'est à Montreuil
en fait 2 nuits
il y a deux repas
ce sera le 3 avril 2026 à 9h30
à nanterre
2 nuits et 3 repas
2 nuits d'hôtel
pas de nuit
aucun
1 200,50 €
environ 120 km aller-retour
paris 15e
dans la ville de Gien
la dernière
demain matin
« Nanterre »
du 3 au 5 avril 2026
lundi prochain !
6 chevaux fiscaux
le 12 ?"""
MORE = """\
bonjour
oui
euh
…
c'est
06 12 34 56 78
si je valide le 18 décembre je commence quand ?
combien pour 2 nuits à Paris ?
1 nuit nanterre 2 repas = ?
rappelez-moi demain au 06 12 34 56 78
11 jours
étape 3
75 %
45000
mon dossier 45871236
2 nuits c'est remboursé combien ?
la formation coûte 1200 €"""


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_table(text: str, expected: str) -> None:
    wanted = Counter((*item, None)[:3] for item in json.loads(expected))
    assert Counter((e.entity, e.value, e.role) for e in extract(text, TODAY)) == wanted


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2 nuits à Paris 15e, le 3 avril 2026", ["2 nuits", "Paris 15e", "le 3 avril 2026"]),
        ("du 3 au 5 avril 2026", ["du 3 au 5 avril 2026"]),
        ("un déjeuner et un dîner", ["un déjeuner et un dîner"]),
        ("ça coûte 1200, il me reste 400 €", ["1200", "400 €"]),
        ("Orléans (45000)", ["Orléans (45000)"]),
    ],
)
def test_spans(text: str, spans: list[str]) -> None:
    assert [text[e.start : e.end] for e in extract(text, TODAY)] == spans


@pytest.mark.parametrize(
    ("text", "iso", "year_said", "month_said"),
    [
        ("le 3 avril 2026", "2026-04-03", True, True),
        ("12/03/25", "2025-03-12", True, True),
        ("2026-04-03", "2026-04-03", True, True),
        ("le 3 avril", "2027-04-03", False, True),
        ("25/12", "2026-12-25", False, True),
        ("le 12", "2026-12-12", False, False),
        ("samedi 12", "2026-12-12", False, False),
        ("le quinze", "2026-12-15", False, False),
        ("le 12 du mois prochain", "2026-12-12", True, True),
        ("demain", "2026-11-24", True, True),
        ("mardi prochain", "2026-11-24", True, True),
        ("dans 3 semaines", "2026-12-14", True, True),
        ("en mars 2027", "2027-03", True, True),
        ("en mars", "2027-03", False, True),
        ("du 30 mars au 2 avril 2027", "2027-03-30", True, True),
        ("du 28 au 30 décembre", "2026-12-28", False, True),
    ],
)
def test_a_day_knows_what_was_said_of_it(
    text: str, iso: str, year_said: bool, month_said: bool
) -> None:
    (entity,) = extract(text, TODAY)
    assert entity.meaning == Day(iso, year_said, month_said)
    found = entity.as_dict()
    assert (found["annee_dite"], found["mois_dit"]) == (year_said, month_said)


@pytest.mark.parametrize(
    ("text", "label", "zone"),
    [
        ("hôtel à Montreuil", "Montreuil (93)", "grande_ville_ou_mgp"),
        ("2 nuits à boulogne (pas-de-calais)", "Boulogne-sur-Mer (62)", "base"),
        ("à Saint-Ouen dans le Loir-et-Cher", "Saint-Ouen (41)", "base"),
        ("à Ondreville-sur-Essonne", "Ondreville-sur-Essonne", "base"),
        ("2 nuits à Trifouilly-les-Oies (93)", "Trifouilly-les-Oies (93)", "grande_ville_ou_mgp"),
        ("2 nuits à Trifouilly-les-Oies", "Trifouilly-les-Oies", "inconnue"),
        (
            "une nuit à paris la défense",
            "Paris-La Défense (Courbevoie, Nanterre et Puteaux)",
            "grande_ville_ou_mgp",
        ),
        ("2 nuits a montereau fault yonne", "Montereau-Fault-Yonne", "base"),
        ("2 nuits à bruxelles", "Bruxelles", "etranger"),
        ("à paris dans le 11e", "Paris 11e", "paris"),
        ("au bourget", "Le Bourget", "grande_ville_ou_mgp"),
    ],
)
def test_the_place_comes_with_its_zone(text: str, label: str, zone: str) -> None:
    (place,) = [e.meaning for e in extract(text, TODAY) if e.entity == "commune"]
    assert isinstance(place, Place) and (place.label, place.zone) == (label, zone)


def test_a_name_that_must_be_asked_comes_with_its_choices() -> None:
    (entity,) = extract("à Saint-Denis", TODAY)
    choices = [choice["label"] for choice in entity.as_dict()["lieu"]["choices"]]
    assert choices == ["Saint-Denis (93)", "Saint-Denis (La Réunion)"]


@pytest.mark.parametrize("text", ["2 nuits à Øø", "à Þþ"])
def test_a_name_without_a_letter_of_ours_is_no_place(text: str) -> None:
    assert [e.value for e in extract(text, TODAY) if e.entity == "commune"] == []


def test_every_commune_is_found_in_a_sentence() -> None:
    places = current().places
    for commune in places.communes:
        said = f"deux nuits à {commune.nom.lower()}"
        (place,) = [e.meaning for e in extract(said, TODAY) if e.entity == "commune"]
        assert place == places.find(commune.nom), said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of data/references that the assistant reads instead."""
    copy = Path(shutil.copytree(settings.REFERENCES, tmp_path / "references"))
    monkeypatch.setattr(settings, "REFERENCES", copy)
    return copy


@pytest.mark.parametrize(
    ("name", "line", "zone"),
    [
        ("zones.csv", "Trifouilly-les-Oies,99001,paris", "paris"),
        ("communes.csv", "Trifouilly-les-Oies,45999", "base"),
    ],
)
def test_a_commune_that_staff_add_is_known_at_once(
    folder: Path, name: str, line: str, zone: str
) -> None:
    text = "deux nuits à trifouilly les oies"
    assert [e.entity for e in extract(text, TODAY)] == ["nuits"]
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    (place,) = [e.meaning for e in extract(text, TODAY) if e.entity == "commune"]
    assert isinstance(place, Place) and (place.label, place.zone) == ("Trifouilly-les-Oies", zone)


@pytest.mark.parametrize(
    "text",
    VALUES.splitlines(),
)
def test_a_value_and_nothing_else(text: str) -> None:
    assert read(text, TODAY)[1]


@pytest.mark.parametrize(
    "text",
    MORE.splitlines(),
)
def test_more_than_a_value(text: str) -> None:
    assert not read(text, TODAY)[1]


def _check(text: str, today: date) -> None:
    entities = extract(text, today)
    turn = Turn("", "", 0, entities=tuple(json.loads(json.dumps([e.as_dict() for e in entities]))))
    meanings = [entity.meaning for entity in entities]
    places = [meaning for meaning in meanings if isinstance(meaning, Place)]
    assert turn.days() == [meaning for meaning in meanings if isinstance(meaning, Day)]
    assert turn.place() == (places[-1] if places else None)
    end = 0
    for entity in entities:
        assert end <= entity.start < entity.end <= len(text)
        end = entity.end
        if entity.entity == "date":
            assert entity.role in (None, "formation", *ENROLMENT)
            value = str(entity.value)
            whole = {10: value, 7: f"{value}-01", 4: f"{value}-01-01"}
            assert date.fromisoformat(whole[len(value)])
            assert isinstance(entity.meaning, Day) and entity.meaning.iso == value
        elif entity.entity == "semaine":
            assert date.fromisoformat(str(entity.value)).weekday() == 0
        elif entity.entity == "montant":
            assert entity.role in (None, "prix", "solde", "mairie")
            assert re.fullmatch(r"\d+(\.\d\d)?", str(entity.value), re.ASCII)
            assert Decimal(entity.value) >= 0
        elif entity.entity == "commune":
            assert isinstance(entity.value, str) and entity.value.strip()
            assert isinstance(entity.meaning, Place) and entity.meaning.said == entity.value
        else:
            assert entity.meaning is None
            assert entity.entity in COUNTS and isinstance(entity.value, int)
            assert entity.value >= 0 or (entity.entity, entity.value) == ("option", -1)


PIECES = sorted({piece for text, _ in CASES for piece in re.split(r"( )", text)}) + list(
    "0123456789/.-,€’\u00a0\u202fÎœß²٣"
)


@hypothesis_settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    assert len(bare(text)) == len(text)
    _check(text, TODAY)


@hypothesis_settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.dates(date(1990, 1, 1)))
def test_any_mixture_of_what_people_type(text: str, today: date) -> None:
    _check(text, min(today, date(2090, 1, 1)))


@pytest.mark.parametrize(
    "unit",
    ["a", "A", "1", "1 ", "1.", "un ", "Aa-", "Aa ", "le ", "1 nuit et ", "1 repas,", "x@"]
    + ["12/", "vingt et ", "à Aa de la ", "\x00", "'", "saint ", "1 avril au ", "dossier n° "],
)
def test_long_hostile_text_stays_quick(unit: str) -> None:
    started = perf_counter()
    extract(unit * 5_000, TODAY)
    assert perf_counter() - started < 1


def test_half_of_messages_take_a_millisecond_or_less() -> None:
    extract("2 nuits à Paris le 3 avril", TODAY)
    times = []
    for text, _ in CASES:
        started = perf_counter()
        extract(text, TODAY)
        times.append(perf_counter() - started)
    assert median(times) < 0.003  # measured: about 0.3 ms; three for a busy machine


def test_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-23")
    assert clock.today() == TODAY
    monkeypatch.setenv("DIFE_AUJOURDHUI", "demain")
    with pytest.raises(Told, match="AAAA-MM-JJ"):
        clock.today()
    monkeypatch.delenv("DIFE_AUJOURDHUI")
    assert abs((clock.today() - date.today()).days) <= 1


def test_component(monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
    from rasa.shared.nlu.training_data.message import Message

    from assistant.nlu.entities.extractor import PURE_VALUE, FrenchEntityExtractor

    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-23")
    value = Message({TEXT: "le 12"})
    talk = Message({TEXT: "je valide le 12 décembre 2026, et ensuite ?"})
    example = Message({TEXT: "le 12", INTENT: "informer"})
    FrenchEntityExtractor().process([value, talk, example, Message({})])
    assert value.get(ENTITIES)[0]["value"] == "2026-12-12"
    assert value.get(ENTITIES)[0]["extractor"] == "FrenchEntityExtractor"
    assert value.get(PURE_VALUE) is True
    assert talk.get(ENTITIES)[0]["role"] == "validation"
    assert talk.get(PURE_VALUE) is None
    assert example.get(ENTITIES) is None


def test_the_association_s_own_name_is_no_town(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "la formation est à Trifouillis"
    assert [e.entity for e in extract(asked, TODAY)] == ["commune"]
    own = frozenset(["trifouillis"])
    monkeypatch.setattr("assistant.nlu.entities.finder._own_names", lambda *_: own)
    assert extract(asked, TODAY) == []


def test_a_word_far_from_a_date_does_not_say_what_it_is() -> None:
    near = "le 12 mars 2027 c'est ma formation"
    far = "le 12 mars 2027 j'ai deux mariages a la mairie de mon village avant ma formation"
    assert [e.role for e in extract(near, TODAY) if e.entity == "date"] == ["formation"]
    assert [e.role for e in extract(far, TODAY) if e.entity == "date"] == [None]
