"""Secret numbers are masked, ordinary numbers are not."""

from __future__ import annotations

import random
import re
import time
from typing import List

import pytest
import yaml

from assistant.masks import CARD, IBAN, NIR, clean, mask
from assistant.settings import ROOT

SPELLINGS = ["1850578006084", "185057800608491", "1·85·05·78·006·084·91", "１８５０５７８００６０８４９１", "١٨٥٠٥٧٨٠٠٦٠٨٤", "1-85-05-78-006-084-91", "1.85.05.78.006.084", "1/85/05/78/006/084/91", "1_85_05_78_006_084", "255082A004016"]
SPELLINGS += [
    "1 85 05 78 006 084 91", "1 85 05 78 006 084", "1 8505 78 006 084 91", "185 05 78 006 084 91",
    "1 85 05 78006084 91", "1  85  05  78  006  084  91", "1\u00a085\u00a005\u00a078\u00a0006\u00a0084",
    "1\u202f85\u202f05\u202f78\u202f006\u202f084\u202f91", "1\u200b85\u200b05\u200b78\u200b006\u200b084",
    "18\u00ad50578006084", "\u202e1850578006084\u202c", "NIR:1850578006084", "nir=185057800608491.",
    "1850578006084merci", "(1850578006084)", "«1 85 05 78 006 084 91»", "1 85 05 78 006 084 90",
    "2 55 08 2A 004 016 77", "2 55 08 2b 004 016", "2550820004016", "1 85 20 78 006 084",
    "1 85 99 78 006 084", "7 85 05 78 006 084", "1 85 05 97 106 084", "1 85 05 99 350 084",
    "mon numéro de sécu 18 50 57 80 06 08 4", "carte vitale : 1850 5780 0608 4",
    "n°ss 185 057 800 608 4", "1 85 05 78 006 084 (91)", "1,85,05,78,006,084,91",
    "1 85 05 78\n006 084 91", "1|85|05|78|006|084|91", "1 85 05 78 006 084 - 91",
]  # fmt: skip


@pytest.mark.parametrize("number", SPELLINGS)
@pytest.mark.parametrize(
    "around", ["{}", "voici {} merci", "06 12 34 56 78, et {}, né le 12/05/1985"]
)
def test_a_nir_is_masked_however_written(number: str, around: str) -> None:
    said = mask(around.format(number))
    assert NIR in said and not re.search(r"\d{5}", re.sub(r"\D", "", said.replace("06 12 34 56 78", "")
                                         .replace("12/05/1985", ""))), said  # fmt: skip


def key(stem: str) -> str:
    corsica = stem.replace("2A", "19").replace("2B", "18")
    return f"{97 - int(corsica) % 97:02d}"


def nir(rng: random.Random) -> List[str]:
    """Its groups: sex, year, month, department, commune, order, key or not."""
    department = rng.choice([f"{rng.randint(1, 95):02d}", "2A", "2B", "97", "98", "99"])
    groups = [rng.choice("12"), f"{rng.randint(0, 99):02d}", f"{rng.randint(1, 12):02d}", department,
              f"{rng.randint(1, 989):03d}", f"{rng.randint(1, 998):03d}"]  # fmt: skip
    return [*groups, key("".join(groups))] if rng.random() < 0.6 else groups


SENTENCES = ["{}", "mon numéro {}", "je suis le {} et j'attends", "bonjour, {} !", "({})", "{}\nmerci",
             "mon compte elu apparait pas {} aidez moi"]  # fmt: skip


def test_of_a_thousand_nirs_none_is_left() -> None:
    rng = random.Random(1)  # noqa: S311
    for _ in range(1000):
        groups = nir(rng)
        written = rng.choice(["", " ", ".", "-", "\u00a0", "/", " - "]).join(groups)
        said = mask(rng.choice(SENTENCES).format(written))
        bare = re.sub(r"[^0-9A-Z]", "", said.upper())
        assert NIR in said and "".join(groups[:6])[3:] not in bare, (written, said)


def lookalike(rng: random.Random) -> str:
    r = rng.randint

    def phone() -> str:
        return rng.choice([" ", ".", ""]).join(
            ["0" + str(r(1, 9)), *(f"{r(0, 99):02d}" for _ in "1234")]
        )

    def day() -> str:
        return f"{r(1, 28):02d}/{r(1, 12):02d}/{r(1940, 2027)}"

    return rng.choice([
        phone(), f"{phone()} ou {phone()}", f"{phone()} {phone()}",
        f"{r(100, 999)} {r(100, 999)} {r(100, 999)} {r(0, 99999):05d}",
        f"{r(10**13, 10**14 - 1)}",
        f"du {day()} au {day()}", f"{day()} {day()}", f"{r(1, 99)} {r(0, 999):03d},{r(0, 99):02d} €",
        f"{r(1, 9)} {r(100, 999)} {r(100, 999)} habitants", f"dossier 2026-{r(1, 999):03d}-{r(1, 999):03d}",
        f"{r(1, 200)} rue du Fort, 45{r(0, 999):03d} Orléans, {phone()}", f"{r(10**5, 10**11)}",
        f"{r(1, 9)} nuits, {r(1, 9)} repas, {r(1, 999)} km, {r(1, 2000)} €, le {day()}",
        f"17{r(10**7, 10**8 - 1)}{r(0, 9)}000", f"{r(2019, 2027)} {r(2019, 2027)} {r(2019, 2027)}",
    ])  # fmt: skip


def test_of_ten_thousand_lookalikes_one_in_a_thousand_at_most_is_masked() -> None:
    rng = random.Random(2)  # noqa: S311
    texts = [rng.choice(SENTENCES).format(lookalike(rng)) for _ in range(10_000)]
    wrong = [(text, mask(text)) for text in texts if mask(text) != text]
    assert len(wrong) <= 10, wrong[:20]


def real_messages() -> List[str]:
    said = [line.split("\t")[2] for line in
            (ROOT / "tests/nlu/messages.tsv").read_text("utf-8").splitlines()]  # fmt: skip
    for path in (ROOT / "data/nlu").glob("*.yml"):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            said += [line[2:] for line in block["examples"].splitlines()]
    for path in (ROOT / "data/references").glob("*.yml"):
        said += path.read_text("utf-8").splitlines()
    return said


def test_what_officials_and_staff_write_is_left_alone() -> None:
    said = real_messages()
    assert len(said) > 7500
    assert [text for text in said if mask(text) != text] == []


@pytest.mark.parametrize("text, expected", [
    ("4970 1000 0000 0154", CARD), ("ma cb 4970100000000154 !", f"ma cb {CARD} !"),
    ("5425 2334 3010 9903", CARD), ("3714-496353-98431", CARD), ("2223 0031 2200 3222", CARD),
    ("4970 1000 0000 0155", "4970 1000 0000 0155"),
    ("FR76 3000 6000 0112 3456 7890 189", IBAN), ("fr7630006000011234567890189", IBAN),
    ("DE89 3704 0044 0532 0130 00 merci", f"{IBAN} merci"), ("RIB FR7630006000011234567890189.",
     f"RIB {IBAN}."), ("FR76 3000 6000 0112 3456 7890 188", "FR76 3000 6000 0112 3456 7890 188"),
    ("CODE45 de la mairie 2026 budget", "CODE45 de la mairie 2026 budget"),
])  # fmt: skip
def test_cards_and_ibans(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize("text, expected", [
    ("bon\u200bjour", "bonjour"), ("\u202eabc", "abc"), ("a\x00b\x1b[31m", "ab[31m"),
    ("a\tb\u00a0c\u202fd", "a b c d"), ("ligne\nligne", "ligne\nligne"), ("a\ud83db", "ab"),
    ("été 👩\u200d🌾 «oui»", "été 👩\u200d🌾 «oui»"), ("e\u0301", "é"), ("x\u200dy", "xy"),
    ("\ufeffbonjour", "bonjour"), ("1er\u2028ligne", "1er\nligne"),
])  # fmt: skip
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text", ["9" * 1000, "1 " * 500, "1-" * 500, "1" * 999 + "A", "FR76" * 250]
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    mask(text)
    assert time.perf_counter() - started < 0.5
