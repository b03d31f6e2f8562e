"""The intent classifier on a handful of examples: stored as plain data, the same every time."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Dict, List, Tuple

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.intents.classifier import SparseIntentClassifier
from assistant.nlu.meaning import encoders

EXAMPLES = {
    "saluer": ["bonjour", "bonsoir à tous", "salut l'équipe", "bonjour madame"],
    "montant_droits": [
        "combien d'euros par an pour me former",
        "quel est le montant de mes droits",
        "à combien ai-je droit chaque année",
        "montant annuel du dife",
    ],
    "mot_de_passe_oublie": [
        "j'ai oublié mon mot de passe",
        "mot de passe perdu",
        "comment changer mon mot de passe",
        "je ne retrouve plus mon code secret",
    ],
    "informer": ["le 3 mars", "deux nuits à Paris", "450 euros", "trois repas"],
    "hors_sujet": [
        "quel temps fera-t-il",
        "une recette de tarte",
        "le score du match",
        "ma chienne",
    ],
}
PAIRS = [(intent, text) for intent, texts in EXAMPLES.items() for text in texts]
NODE = SimpleNamespace(node_name="classifier")
RESOURCE = Resource("classifier")


def trained(folder: Path, pairs: List[Tuple[str, str]] = PAIRS) -> LocalModelStorage:
    storage = LocalModelStorage(folder)
    component = SparseIntentClassifier.create({}, storage, RESOURCE, NODE)
    messages = [Message({"text": text, "intent": intent}) for intent, text in pairs]
    component.train(TrainingData(messages))
    return storage


def loaded(storage: LocalModelStorage) -> SparseIntentClassifier:
    return SparseIntentClassifier.load({}, storage, RESOURCE, NODE)


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return trained(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def classifier(storage: LocalModelStorage) -> SparseIntentClassifier:
    return loaded(storage)


def read(classifier: SparseIntentClassifier, text: str, **marks: Any) -> Dict[str, Any]:
    message = Message({"text": text})
    for name, value in marks.items():
        message.set(name, value)
    return classifier.process([message])[0].as_dict(only_output_properties=True)


def content(storage: LocalModelStorage) -> Dict[str, bytes]:
    with storage.read_from(RESOURCE) as folder:
        with np.load(folder / "classifier.npz", allow_pickle=False) as arrays:
            stored = {name: arrays[name].tobytes() for name in arrays}
        return {**stored, "json": (folder / "classifier.json").read_bytes()}


def test_same_data_same_model(storage: LocalModelStorage, tmp_path: Path) -> None:
    assert content(trained(tmp_path, [*PAIRS[::-1], PAIRS[0]])) == content(storage)


def test_model_is_plain_data(storage: LocalModelStorage) -> None:
    with storage.read_from(RESOURCE) as folder:
        assert sorted(path.name for path in folder.iterdir()) == [
            "classifier.json",
            "classifier.npz",
        ]
        assert json.loads((folder / "classifier.json").read_text(encoding="utf-8"))["labels"]


def test_loaded_answers_like_trained(tmp_path: Path) -> None:
    storage = LocalModelStorage(tmp_path)
    component = SparseIntentClassifier.create({}, storage, RESOURCE, NODE)
    component.train(TrainingData([Message({"text": t, "intent": i}) for i, t in PAIRS]))
    again = loaded(storage)
    for text in ("bonjour", "mdp oublié", "xyz"):
        assert np.array_equal(component.probabilities(text), again.probabilities(text))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mdp perdu", "mot_de_passe_oublie"),
        ("BJR à tous", "saluer"),
        ("c'est combien par an, mes droits", "montant_droits"),
    ],
)
def test_understands(classifier: SparseIntentClassifier, text: str, intent: str) -> None:
    assert read(classifier, text)["intent"]["name"] == intent


def test_ranking_is_sorted_and_output(classifier: SparseIntentClassifier) -> None:
    found = read(classifier, "mot de passe")
    confidences = [entry["confidence"] for entry in found["intent_ranking"]]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0)
    assert found["intent"] == found["intent_ranking"][0]


def test_pure_value_informs(classifier: SparseIntentClassifier) -> None:
    found = read(classifier, "bonjour", pure_value=True)
    assert found["intent"] == {"name": "informer", "confidence": 1.0}
    names = [entry["name"] for entry in found["intent_ranking"]]
    assert names[:2] == ["informer", "saluer"] and len(set(names)) == len(EXAMPLES)


@pytest.mark.parametrize("text", ["", "   ", "/restart", "👋", "…", "\x00", "漢字", "\ud83d"])
def test_odd_texts_do_not_crash(classifier: SparseIntentClassifier, text: str) -> None:
    assert 0 <= read(classifier, text)["intent"]["confidence"] <= 1


def test_unknown_words_are_unsure(classifier: SparseIntentClassifier) -> None:
    assert read(classifier, "zgwx fbqk vjrt")["intent"]["confidence"] < 0.6


def test_untrained_says_nothing(tmp_path: Path) -> None:
    component = trained(tmp_path, PAIRS[:4])  # one intent only
    assert read(loaded(component), "bonjour")["intent"] == {"name": None, "confidence": 0.0}


def test_other_vectors_are_refused(tmp_path: Path) -> None:
    storage = trained(tmp_path)
    with pytest.raises(ValueError, match="train again"):
        SparseIntentClassifier.load({"vectors": ""}, storage, RESOURCE, NODE)


def test_edited_lexicon_trains_again(tmp_path: Path) -> None:
    """As Rasa asks it: under any other name, the hook is never called, and nothing says so."""
    lexicon = tmp_path / "lexique.yml"
    config = {"lexicon": str(lexicon)}
    lexicon.write_text("compte: [cpte]\n", encoding="utf-8")
    before = calculate_fingerprint_key(SparseIntentClassifier, config, {})
    lexicon.write_text("compte: [cpte, cpt]\n", encoding="utf-8")
    assert calculate_fingerprint_key(SparseIntentClassifier, config, {}) != before


@pytest.mark.parametrize(
    ("second", "confidence", "offered"),
    [
        ("mot_de_passe_oublie", 0.95, True),
        ("mot_de_passe_oublie", 0.60, False),  # a guess is not a second question
        ("montant_droits", 0.95, False),  # the same one
        ("hors_sujet", 0.95, False),
    ],
)
def test_a_second_question_is_offered_when_it_is_sure(
    monkeypatch: pytest.MonkeyPatch, second: str, confidence: float, offered: bool
) -> None:
    component = SparseIntentClassifier({}, "classifier", None, RESOURCE)
    text = "combien d'euros par an ? et puis cette autre chose ?"

    def ranking(part: str, again: bool = True, subject: str = "") -> List[Dict[str, Any]]:
        known = {"combien": ("montant_droits", 0.97), " et puis": (second, confidence)}
        name, sure = next((v for k, v in known.items() if part.startswith(k)), (second, 0.5))
        if part == text:
            name, sure = "montant_droits", 0.55
        return [{"name": name, "confidence": sure}, {"name": "saluer", "confidence": 1 - sure}]

    monkeypatch.setattr(component, "_ranking", ranking)
    found = read(component, text)
    entities = found.get("entities", [])
    seconds = [e["value"] for e in entities if e["entity"] == "deuxieme_question"]
    assert seconds == ([[second]] if offered else [])
    assert found["intent"]["name"] == "montant_droits"
    assert (found["intent"]["confidence"] > 0.75) == offered


def ranked(monkeypatch: pytest.MonkeyPatch, component: SparseIntentClassifier, **sure: Any) -> None:
    """Each sentence is understood by its first word, as sure as is said."""

    def ranking(text: str, again: bool = True, subject: str = "") -> List[Dict[str, Any]]:
        name, confidence = sure[text.split()[0].lower()]
        others = [label for label in EXAMPLES if label != name]
        rest = (1 - confidence) / len(others)
        found = [{"name": name, "confidence": confidence}]
        return found + [{"name": label, "confidence": rest} for label in others]

    monkeypatch.setattr(component, "_ranking", ranking)


def second(found: Dict[str, Any]) -> List[str]:
    entities = found.get("entities", [])
    return [v for e in entities if e["entity"] == "deuxieme_question" for v in e["value"]]


TWO = "Combien pour me former ? Oubli de mon code secret ?"


@pytest.mark.parametrize(("confidence", "offered"), [(0.9, True), (0.8, True), (0.5, False)])
def test_a_second_question_in_doubt_is_not_offered(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch, confidence: float, offered: bool
) -> None:
    component = loaded(storage)
    sure = {"combien": ("montant_droits", 0.9), "oubli": ("mot_de_passe_oublie", confidence)}
    ranked(monkeypatch, component, **sure)
    found = read(component, TWO)
    assert found["intent"]["name"] == "montant_droits"
    assert second(found) == (["mot_de_passe_oublie"] if offered else [])


def test_one_question_in_two_is_not_one_in_doubt(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    component = loaded(storage)
    sure = {"combien": ("montant_droits", 0.82), "oubli": ("mot_de_passe_oublie", 0.95)}
    ranked(monkeypatch, component, **sure)
    found = read(component, TWO)
    assert found["intent"]["confidence"] == pytest.approx(0.82)
    assert found["intent_ranking"][1]["confidence"] < 0.1


def test_a_greeting_is_no_second_question(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    component = loaded(storage)
    ranked(monkeypatch, component, combien=("montant_droits", 0.9), bonjour=("saluer", 0.99))
    found = read(component, "Combien pour me former ? Bonjour à tous là-bas ?")
    assert found["intent"]["name"] == "montant_droits" and second(found) == []


def test_two_questions_of_one_intent_are_two(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    component = loaded(storage)

    def ranking(text: str, again: bool = True, subject: str = "") -> List[Dict[str, Any]]:
        point = "plafond" if text.strip().startswith("Oubli") else "montant"
        return [{"name": "montant_droits", "confidence": 0.9, "points": {point: 1.0}}]

    monkeypatch.setattr(component, "_ranking", ranking)
    found = read(component, TWO)
    assert second(found) == ["montant_droits/plafond"]
    assert [e["value"] for e in found["entities"] if e["entity"] == "point"] == ["montant"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("merci beaucoup ! et combien pour moi", "montant_droits"),
        ("Oui, bonjour madame combien pour moi", "montant_droits"),
        ("merci beaucoup ! et dommage pour moi", "saluer"),  # what follows asks nothing
        ("merci beaucoup et combien", "saluer"),  # less than three words follow
    ],
)
def test_the_opening_words_are_not_the_question(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch, text: str, intent: str
) -> None:
    component = loaded(storage)

    def probabilities(text: str, again: bool = True) -> np.ndarray:
        label = "montant_droits" if text.startswith("combien") else "saluer"
        return np.array([0.92 if each == label else 0.02 for each in component.model.labels])

    monkeypatch.setattr(component.model, "probabilities", probabilities)
    assert read(component, text)["intent"]["name"] == intent


@pytest.mark.parametrize(
    ("text", "marks", "intent"),
    [
        ("je veux mourir", {}, "detresse"),
        ("je veux mourir", {"pure_value": True}, "detresse"),
        ("How do I change my password?", {}, "autre_langue"),
        ("How do I change my password? je veux en finir", {}, "detresse"),
        ("trois repas", {"pure_value": True}, "informer"),
    ],
)
def test_what_is_certain_whatever_the_likeness(
    classifier: SparseIntentClassifier, text: str, marks: Dict[str, Any], intent: str
) -> None:
    found = read(classifier, text, **marks)
    assert found["intent"] == {"name": intent, "confidence": 1.0}
    assert all(entry["confidence"] == 0 for entry in found["intent_ranking"][1:])


def without(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    real = encoders.load
    monkeypatch.setattr(encoders, "load", lambda name: None if name == missing else real(name))


def test_without_the_dearest_encoder_the_first_machine_answers(
    storage: LocalModelStorage,
    classifier: SparseIntentClassifier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without(monkeypatch, "e5")
    component, text = loaded(storage), "zgwx fbqk vjrt"
    alone = classifier.probabilities(text, again=False)
    assert np.array_equal(component.probabilities(text), alone)
    assert not np.array_equal(classifier.probabilities(text), alone)
    assert read(component, "mdp perdu")["intent"]["name"] == "mot_de_passe_oublie"


def test_without_the_other_encoder_the_model_is_refused(
    storage: LocalModelStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "use")
    with pytest.raises(ValueError, match="train again"):
        loaded(storage)


def test_remembered_vectors_change_no_byte(
    storage: LocalModelStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path / "var"))
    for name in ("new", "again"):
        (tmp_path / name).mkdir()
    new = content(trained(tmp_path / "new"))
    assert len(list((tmp_path / "var" / "vecteurs").iterdir())) == len(encoders.MAKERS)
    for name in encoders.MAKERS:  # read from the files only
        encoder = encoders.load(name)
        assert encoder
        monkeypatch.setattr(encoder, "_embed", None)
    again = content(trained(tmp_path / "again"))
    assert new == again == content(storage)
