"""The intent classifier on public data sets: `make bench-public`, docs/benchmarks.md.

`python -m tools.bench.public --clinc data_full.json --banking TRAIN.csv TEST.csv
--hint3 TRAIN.csv TEST.csv`. The files are the user's: none is committed. They are English, so the
French word vectors and the French lexicon are off. The encoders read English as well; with
`--sans-encodeurs` they are off too, and what is measured is the n-grams alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from time import process_time
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from sklearn.metrics import matthews_corrcoef

from assistant.errors import Told
from assistant.nlu.intents.classifier import SparseIntentClassifier
from tools.nlu_report.scoring import Share

ENGLISH: Dict[str, Any] = {"vectors": "", "lexicon": ""}
WITHOUT_ENCODERS: Dict[str, Any] = {**ENGLISH, "encoders": []}
CLINC_OUTSIDE, HINT3_OUTSIDE = "oos", "NO_NODES_DETECTED"
HINT3_NAMES = ("SOFMattress", "Curekart", "Powerplay11")
THRESHOLDS = [tenth / 10 for tenth in range(1, 10)]  # those of HINT3's paper
PUBLISHED = Path(__file__).with_name("publies.csv")
LOW, MIDDLE = 0.1, 0.5  # where that paper takes the accuracy in scope, and the recall out of it
Pairs = List[Tuple[str, str]]  # (label, text)


class DataSet(NamedTuple):
    name: str
    train: Pairs
    test: Pairs
    outside: str = ""  # the label of what is out of scope
    threshold: bool = False  # nothing out of scope is learnt: too low a confidence tells it


SWEEP = """\
| seuil | juste | dans le sujet | hors sujet reconnu | MCC |
| --- | --- | --- | --- | --- |"""
HEADER = """\
| jeu | système | exemples | étiquettes | messages | dans le sujet | hors sujet reconnu | MCC \
| apprentissage (s de processeur) | ms par message |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""
SOURCES = """\
Dans le sujet : première réponse juste, entre parenthèses l'intervalle de Wilson à 95 %. HINT3 :
dans le sujet au seuil de 0,1, hors sujet au seuil de 0,5, et le meilleur MCC, comme l'article.
Vecteurs de mots et lexique français éteints : les messages sont en anglais. L'apprentissage lit
aussi les exemples par les encodeurs, sauf ceux dont il a déjà les vecteurs.

- CLINC150 : Larson et al., 2019, tableau 2, « oos-train » et « Full »,
  https://aclanthology.org/D19-1131/
- BANKING77 : Casanueva et al., 2020, tableau 3, « Full »,
  https://aclanthology.org/2020.nlp4convai-1.5/
- HINT3 : Arora et al., 2020, première version, « Full », https://aclanthology.org/2020.insights-1.16/,
  chiffres de https://github.com/hellohaptik/HINT3/tree/master/results"""


def rows(path: Path, text: str, label: str) -> Pairs:
    """(label, text) of a CSV file with a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {text, label} <= set(reader.fieldnames or ()):
                raise Told(f"{path} : il faut les colonnes « {text} » et « {label} ».")
            return _pairs(path, [[row[text], row[label]] for row in reader])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Told(f"{path} : fichier introuvable ou illisible.") from error


def _pairs(path: Path, lines: Any) -> Pairs:
    """From [text, label] lists, as CLINC150 writes them."""
    try:
        found = [(label.strip(), text.strip()) for text, label in lines]
    except (AttributeError, TypeError, ValueError):
        raise Told(f"{path} : chaque ligne doit avoir un texte et une étiquette.") from None
    if not found:
        raise Told(f"{path} : aucune ligne.")
    return found


def clinc(path: Path) -> DataSet:
    """The examples out of scope are a class that is learnt (« oos-train »)."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Told(f"{path} : fichier introuvable ou illisible.") from error
    parts = ("train", "oos_train", "test", "oos_test")
    if not isinstance(data, dict) or not set(parts) <= set(data):
        raise Told(f"{path} : il faut les parties {', '.join(parts)}.")
    train, outside_train, test, outside_test = (_pairs(path, data[part]) for part in parts)
    return DataSet("CLINC150", train + outside_train, test + outside_test, CLINC_OUTSIDE)


def banking(train: Path, test: Path) -> DataSet:
    known, new = (rows(path, "text", "category") for path in (train, test))
    return DataSet("BANKING77", known, new)


def hint3(train: Path, test: Path) -> DataSet:
    """One of the three, known by the path of its file."""
    name = next((name for name in HINT3_NAMES if name.lower() in str(train).lower()), train.stem)
    known, new = (rows(path, "sentence", "label") for path in (train, test))
    return DataSet(name, known, new, HINT3_OUTSIDE, threshold=True)


class Measured(NamedTuple):
    firsts: Pairs  # of the test: expected, predicted
    confidences: List[float]
    labels: int
    training: float  # seconds of the processor
    milliseconds: float  # a message


def measured(data: DataSet, config: Dict[str, Any]) -> Measured:
    """The only place that knows the classifier."""
    classifier = SparseIntentClassifier(config, "public", None, None)
    start = process_time()
    classifier.fit(sorted(set(data.train)))
    trained = process_time()
    likely = [classifier.probabilities(text) for _, text in data.test]
    spent = process_time() - trained
    labels = classifier.model.labels
    firsts = [(label, labels[p.argmax()]) for (label, _), p in zip(data.test, likely, strict=True)]
    confidences = [float(p.max()) for p in likely]
    each = 1000 * spent / len(data.test)
    return Measured(firsts, confidences, len(labels), trained - start, each)


class Figures(NamedTuple):
    right: Share  # of all the messages
    inside: Share
    outside: Share
    mcc: float


def figures(data: DataSet, found: Measured, threshold: float = 0.0) -> Figures:
    """A message read with less confidence than the threshold is told out of scope."""
    pairs = [
        (expected, first if confidence >= threshold else data.outside)
        for (expected, first), confidence in zip(found.firsts, found.confidences, strict=True)
    ]
    inside = [expected == first for expected, first in pairs if expected != data.outside]
    outside = [expected == first for expected, first in pairs if expected == data.outside]
    right, within, beyond = (
        Share(sum(part), len(part)) for part in (inside + outside, inside, outside)
    )
    return Figures(right, within, beyond, float(matthews_corrcoef(*zip(*pairs, strict=True))))


def percent(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.1%} ({low:.1%} à {high:.1%})".replace("%", " %") if share.total else ""


def lines(data: DataSet, found: Measured) -> List[str]:
    """Ours, then the published systems."""
    sweep = [figures(data, found, each) for each in (THRESHOLDS if data.threshold else [0.0])]
    low, middle = (figures(data, found, each if data.threshold else 0.0) for each in (LOW, MIDDLE))
    sizes = [f"{len(set(data.train))}", f"{found.labels}", f"{len(data.test)}"]
    shares = [percent(low.inside), percent(middle.outside), f"{max(e.mcc for e in sweep):.3f}"]
    spent = [f"{found.training:.1f}", f"{found.milliseconds:.1f}"]
    table = [[f"**{data.name}**", "assistant", *sizes, *shares, *spent]]
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for name, system, *known in csv.reader(file):
            if name == data.name:
                inside, outside, mcc = known
                cells = [f"{inside} %", outside and f"{outside} %", mcc]
                table.append(["", system, "", "", "", *cells, "", ""])
    return [f"| {' | '.join(cells)} |" for cells in table]


def swept(data: DataSet, found: Measured) -> List[str]:
    """What each threshold gives, beside the class that is learnt where there is one."""
    table = [f"\n{data.name}, par seuil :\n", SWEEP]
    for threshold in THRESHOLDS:
        each = figures(data, found, threshold)
        shares = " | ".join(percent(share) for share in each[:3])
        table.append(f"| {threshold} | {shares} | {each.mcc:.3f} |")
    return table


def asked(arguments: Optional[Sequence[str]]) -> Tuple[List[DataSet], Dict[str, Any]]:
    """The data sets whose files are named, and how the classifier is set."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.public")
    parser.add_argument("--clinc", nargs="?", type=Path, help="data_full.json de CLINC150")
    for name in ("banking", "hint3"):
        help = "fichiers d'apprentissage et d'essai, deux par deux"
        parser.add_argument(f"--{name}", nargs="+", type=Path, action="extend", help=help)
    help = "les n-grammes seuls"
    parser.add_argument("--sans-encodeurs", action="store_true", help=help)
    options = parser.parse_args(arguments)
    found = [clinc(options.clinc)] if options.clinc else []
    for read, paths in ((banking, options.banking or []), (hint3, options.hint3 or [])):
        if len(paths) % 2:
            raise Told("Les CSV vont par deux : le fichier d'apprentissage, puis celui d'essai.")
        found += [read(*pair) for pair in zip(paths[::2], paths[1::2], strict=True)]
    if not found:
        raise Told(
            "Aucun fichier : « make bench-public CLINC=data_full.json », "
            'BANKING="train.csv test.csv" ou HINT3="train.csv test.csv" (docs/benchmarks.md).'
        )
    return found, WITHOUT_ENCODERS if options.sans_encodeurs else ENGLISH


def main(arguments: Optional[Sequence[str]] = None) -> None:
    try:
        sets, config = asked(arguments)
    except Told as error:
        sys.exit(str(error))
    print(HEADER)
    sweeps: List[str] = []
    for data in sets:
        found = measured(data, config)
        print("\n".join(lines(data, found)), flush=True)
        sweeps += swept(data, found) if data.outside else []
    print("\n".join([*sweeps, "", SOURCES]))


if __name__ == "__main__":
    main()
