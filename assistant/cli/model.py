"""The trained model: made when its data changed, loaded only if it is the one made here."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, Iterator, Optional

import yaml

from assistant import facts, settings
from assistant.errors import Told
from dife.facts.files import ReferenceFileError

HOST = "127.0.0.1"
NEEDED_DISK = 200 * 1024 * 1024  # bytes: a model, its unpacking, and some conversations
TRAINED_ON = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "data/responses",
    "assistant/nlu",
    "assistant/policy.py",
)  # and the association's examples


CannotStart = Told  # what prevents the start, and what to do
_REMEDY = "Lancez « make run », qui le refait."


def environment(port: int) -> Dict[str, str]:
    """The servers' environment: loopback only, nothing reported to third parties."""
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SANIC_HOST": HOST,
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SANIC_ACCESS_LOG": "false",
        "OPENBLAS_NUM_THREADS": "1",  # a small product is slower shared between two busy cores
    }
    return settings.environment(**quiet, PORT=str(port))


def check() -> int:
    """Refuse to go on with a wrong file of facts or examples, or a full disk."""
    try:
        facts.current()
    except ReferenceFileError as error:
        raise CannotStart(str(error)) from None
    _check_examples()
    for folder in (settings.var_folder(), settings.models_folder()):
        folder.mkdir(parents=True, exist_ok=True)  # another association's, the first time
        free = shutil.disk_usage(folder).free
        if free < NEEDED_DISK:
            raise CannotStart(
                f"il reste {free // 2**20} Mo sur le disque de {folder}, il en faut "
                f"{NEEDED_DISK // 2**20}. Libérez de la place, puis recommencez."
            )
    return 0


def _check_examples() -> None:
    """Refuse an intent that the domain has not: a name changed there too, by search and replace."""
    domain = yaml.safe_load((settings.ROOT / "domain.yml").read_text("utf-8"))
    for path in sorted(settings.examples_folder().glob("*.yml")):
        try:
            named = {
                block["intent"].partition("/")[0]
                for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]
            }
        except (yaml.YAMLError, KeyError, TypeError):
            problem = f"{path} n'est pas écrit comme ceux de data/nlu, ou est vide."
            raise CannotStart(problem) from None
        if unknown := named - set(domain["intents"]):
            raise CannotStart(
                f"dans {path}, l'intention « {min(unknown)} » est inconnue : gardez les noms "
                "d'intention tels qu'ils sont dans data/nlu, ne changez que les exemples."
            )


def fingerprint() -> str:
    """Digest of all that a model is trained on."""
    digest = hashlib.sha256()
    for folder in (*(settings.ROOT / name for name in TRAINED_ON), settings.examples_folder()):
        for path in sorted(_files(folder)):
            digest.update(str(path.relative_to(folder.parent)).encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def trained_model() -> Optional[Path]:
    """The model of today's data, if there is one."""
    model = settings.models_folder() / f"dife-{fingerprint()[:12]}.tar.gz"
    return model if model.exists() else None


def _digest_file(model: Path) -> Path:
    return model.with_name(f"{model.name}.sha256")


def refused(model: Path) -> str:
    """Why a model is not loaded, in French; "" when it is, to the byte, the one trained here.

    An archive can hold code.
    """
    try:
        found = hashlib.sha256(model.read_bytes()).hexdigest()
    except OSError:
        return f"le modèle {model} a disparu ou ne peut pas être lu. {_REMEDY}"
    try:
        known = _digest_file(model).read_text("utf-8").strip()
    except OSError:
        return f"rien ne dit que le modèle {model} a été entraîné ici : sa somme manque. {_REMEDY}"
    return (
        "" if found == known else f"le modèle {model} a changé depuis son entraînement. {_REMEDY}"
    )


def hold(model: Path) -> int:
    """A descriptor that says, as long as it is open, that this model is in use."""
    held = os.open(model, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _in_use(model: Path) -> bool:
    try:
        with model.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def seal(model: Path) -> None:
    """Remember a model just trained."""
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    _digest_file(model).write_text(digest, "utf-8")


def train() -> int:
    """Train unless neither data nor configuration changed."""
    check()
    with _alone():
        known = trained_model()
        if known and not refused(known):
            print("Modèle à jour : rien n'a changé depuis le dernier entraînement.")
            return 0
        if known:
            print(refused(known), flush=True)
        _train()
    return 0


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One training at a time in this folder: two archives of one name would mix."""
    folder = os.open(settings.models_folder(), os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Un autre entraînement est en cours : il faut l'attendre …", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _train() -> None:
    print("Entraînement du modèle (trois minutes la première fois) …", flush=True)
    name = f"dife-{fingerprint()[:12]}"
    started = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "--fixed-model-name",
        name,
        "--out",
        str(settings.models_folder()),
        "--skip-validation",
        "--quiet",
    ]
    done = subprocess.run(  # what its libraries say of themselves is for nobody
        command, cwd=settings.ROOT, env=environment(5005), stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise CannotStart("l'entraînement a échoué ; la raison est écrite au-dessus.")
    model = settings.models_folder() / f"{name}.tar.gz"
    seal(model)
    for old in settings.models_folder().glob("dife-*.tar.gz*"):
        archive = old.with_suffix("") if old.suffix == ".sha256" else old
        if archive != model and not _in_use(archive):
            old.unlink()
    print(f"Modèle entraîné en {time.monotonic() - started:.0f} s.")
