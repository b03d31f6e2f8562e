"""`make bench-public`: three formats read, what is wrong said in French, and the table."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

import pytest

from assistant.errors import Told
from tools.bench import public
from tools.bench.public import HINT3_OUTSIDE, DataSet, Measured
from tools.nlu_report.scoring import Share

CARD = ["where is my card", "my card has not arrived", "card not here yet", "waiting for my card"]
FEE = ["why this fee", "a fee was charged", "what is the fee", "fee on my account"]
TEST = [("lost card where", "card"), ("fee why", "fee"), ("sing me a song", HINT3_OUTSIDE)]


def written(path: Path, header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    return str(path)


@pytest.fixture
def train() -> List[Tuple[str, str]]:
    return [(text, "card") for text in CARD] + [(text, "fee") for text in FEE]


@pytest.fixture
def hint3(tmp_path: Path, train: List[Tuple[str, str]]) -> List[str]:
    """Its second version has a column too many, without a name."""
    known = written(tmp_path / "curekart_train.csv", ["sentence", "label", ""], train)
    return ["--hint3", known, written(tmp_path / "curekart_test.csv", ["sentence", "label"], TEST)]


@pytest.fixture
def banking(tmp_path: Path, train: List[Tuple[str, str]]) -> List[str]:
    header = ["text", "category"]
    files = [written(tmp_path / f"{name}.csv", header, train) for name in ("train", "test")]
    return ["--banking", *files]


@pytest.fixture
def clinc(tmp_path: Path, train: List[Tuple[str, str]]) -> List[str]:
    strange = [["sing a song", "oos"], ["who won the match", "oos"]]
    data = {"train": train, "oos_train": strange, "test": train[:3], "oos_test": strange, "val": []}
    (tmp_path / "data_full.json").write_text(json.dumps(data), "utf-8")
    return ["--clinc", str(tmp_path / "data_full.json")]


def test_formats(clinc: List[str], banking: List[str], hint3: List[str]) -> None:
    read, config = public.asked([*clinc, *banking, *hint3])
    assert config == public.ENGLISH
    assert [(s.name, len(s.train), len(s.test), s.outside, s.threshold) for s in read] == [
        ("CLINC150", 10, 5, "oos", False),
        ("BANKING77", 8, 8, "", False),
        ("Curekart", 8, 3, HINT3_OUTSIDE, True),
    ]
    assert all(s.train[0] == ("card", "where is my card") for s in read)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Aucun fichier : "),
        (["--banking", "train.csv"], "Les CSV vont par deux"),
        (["--hint3", "a.csv", "b.csv", "c.csv"], "Les CSV vont par deux"),
        (["--clinc", "absent.json"], "absent.json : fichier introuvable ou illisible."),
        (["--banking", "absent.csv", "b.csv"], "absent.csv : fichier introuvable ou illisible."),
    ],
)
def test_wrong_files_are_said(
    arguments: List[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match=said):
        public.main(arguments)


def test_wrong_columns_are_said(tmp_path: Path) -> None:
    path = written(tmp_path / "train.csv", ["text", "intent"], [["a fee", "fee"]])
    with pytest.raises(Told, match="il faut les colonnes « text » et « category »"):
        public.asked(["--banking", path, path])


@pytest.mark.parametrize(
    ("lines", "said"), [(["text,category", "alone"], "chaque ligne"), (["text,category"], "aucune")]
)
def test_wrong_lines_are_said(lines: List[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("\n".join(lines), "utf-8")
    with pytest.raises(Told, match=said):
        public.rows(tmp_path / "train.csv", "text", "category")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "illisible"),
        ("[]", "il faut les parties train, oos_train, test, oos_test"),
        ('{"train": []}', "il faut les parties"),
        ('{"train": [["a"]], "oos_train": [], "test": [], "oos_test": []}', "chaque ligne"),
        ('{"train": 3, "oos_train": [], "test": [], "oos_test": []}', "chaque ligne"),
    ],
)
def test_wrong_json_is_said(data: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(data, "utf-8")
    with pytest.raises(Told, match=said):
        public.clinc(tmp_path / "data.json")


def test_figures_with_a_threshold() -> None:
    data = DataSet("x", [], [], outside="out", threshold=True)
    firsts = [("card", "card"), ("card", "fee"), ("fee", "fee"), ("out", "fee"), ("out", "card")]
    found = Measured(firsts, [0.9, 0.8, 0.4, 0.3, 0.7], 2, 1.0, 1.0)
    low, high = (public.figures(data, found, threshold) for threshold in (0.1, 0.5))
    assert low[:3] == (Share(2, 5), Share(2, 3), Share(0, 2))
    assert high[:3] == (Share(2, 5), Share(1, 3), Share(1, 2))
    assert -1 <= low.mcc <= 1


def test_table(
    clinc: List[str], banking: List[str], hint3: List[str], capsys: pytest.CaptureFixture[str]
) -> None:
    public.main([*clinc, *banking, *hint3, "--sans-encodeurs"])
    table, *sweep = capsys.readouterr().out.split("\n\n")
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    assert len({len(cells) for cells in lines}) == 1
    ours = {cells[0]: cells[2:7] for cells in lines if cells[1] == "assistant"}
    assert ours["**CLINC150**"][:3] == ["10", "3", "5"]
    assert ours["**BANKING77**"] == ["8", "2", "8", "100.0 % (67.6 % à 100.0 %)", ""]
    assert ours["**Curekart**"][:4] == ["8", "2", "3", "100.0 % (34.2 % à 100.0 %)"]
    assert [cells[5:8] for cells in lines if cells[1] == "Haptik"] == [
        ["80.3 %", "81.6 %", "0.603"]
    ]
    assert [each for each in sweep if each.endswith(":")] == [
        "CLINC150, par seuil :",
        "Curekart, par seuil :",
    ]
    assert len(sweep[1].splitlines()) == 2 + len(public.THRESHOLDS)
    assert "https://aclanthology.org/D19-1131/" in sweep[-1]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ([], {"vectors": "", "lexicon": ""}),
        (["--sans-encodeurs"], {"vectors": "", "lexicon": "", "encoders": []}),
    ],
)
def test_french_is_off(
    option: List[str],
    expected: Dict[str, Any],
    banking: List[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Words of one language read as those of another would measure something else."""
    configs: List[Any] = []

    def noted(config: Any, *_: Any) -> Any:
        configs.append(config)
        raise Told("pas plus loin")

    monkeypatch.setattr(public, "SparseIntentClassifier", noted)
    with pytest.raises(Told, match="pas plus loin"):
        public.main([*banking, *option])
    assert configs == [expected]


def test_published_figures_are_whole() -> None:
    with public.PUBLISHED.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == ["jeu", "système", "dans le sujet", "hors sujet", "MCC"]
    for name, _, inside, outside, mcc in lines:
        assert name in {"CLINC150", "BANKING77", *public.HINT3_NAMES}
        assert 40 < float(inside) < 100
        assert bool(outside) == (name != "BANKING77")
        assert bool(mcc) == (name in public.HINT3_NAMES)
