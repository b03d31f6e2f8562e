"""Reading YAML and CSV reference files strictly, and telling staff in French what to correct."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_TOP_KEY = re.compile(r"^([^\s#:][^:]*):", re.MULTILINE)
M = TypeVar("M", bound=BaseModel)


class ReferenceFileError(ValueError):
    """A mistake in a reference file: the file, the key if known, and what to correct."""

    def __init__(self, file: str, key: str | None, problem: str) -> None:
        self.file, self.key, self.problem = file, key, problem
        where = f"Fichier « {file} »" + (f", clé « {key} »" if key else "")
        super().__init__(f"{where} : {problem.rstrip('.')}.")


def read_text(path: Path) -> str:
    """The UTF-8 text of a file; ReferenceFileError when it is missing or unreadable."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ReferenceFileError(path.name, None, "le fichier manque dans ce dossier") from None
    except UnicodeDecodeError:
        raise ReferenceFileError(path.name, None, "enregistrez le fichier en UTF-8") from None
    except OSError as error:
        problem = f"le fichier ne peut pas être lu ({error.strerror})"
        raise ReferenceFileError(path.name, None, problem) from None


def read_entries(path: Path, model: type[M]) -> Iterator[tuple[str, M]]:
    """Each key of a YAML file with its entry as a model, `cle` being the key."""
    for key, entry in read_mapping(path).items():
        yield key, as_entry(path, key, entry, model, key)


def read_mapping(path: Path) -> dict[str, dict[Any, Any]]:
    """The keys of a YAML file and what is written under them."""
    text = read_text(path)
    try:
        content = yaml.load(text, _Loader)  # nosec B506 # noqa: S506 - a safe loader
    except _Mistake as mistake:
        key = _key_at(text, mistake.line)
        raise ReferenceFileError(path.name, key, str(mistake)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        problem = f"l'écriture YAML est incorrecte près de la ligne {line + 1} du fichier"
        problem += " : vérifiez les espaces en début de ligne, les deux-points et les guillemets"
        raise ReferenceFileError(path.name, _key_at(text, line), problem) from None
    except yaml.YAMLError:
        problem = "le fichier contient un caractère interdit : supprimez-le"
        raise ReferenceFileError(path.name, None, problem) from None
    if not isinstance(content, dict) or not content:
        raise ReferenceFileError(path.name, None, "le fichier doit contenir des clés et leur fiche")
    for key, entry in content.items():
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            problem = "une clé s'écrit en minuscules sans accent, chiffres et « _ »"
            raise ReferenceFileError(path.name, str(key), problem)
        if not isinstance(entry, dict):
            raise ReferenceFileError(path.name, key, "sa fiche doit être écrite en dessous")
    return content


def as_entry(path: Path, key: str, entry: dict[Any, Any], model: type[M], cle: str = "") -> M:
    """What is written under a key, as a model; `cle`, which nobody writes twice, is added."""
    if cle and "cle" in entry:
        raise ReferenceFileError(path.name, key, _unknown("cle"))
    try:
        return model.parse_obj({**entry, "cle": cle} if cle else entry)
    except ValidationError as error:
        raise ReferenceFileError(path.name, key, explain(error)) from None


def read_table(path: Path, *columns: str) -> Iterator[tuple[str, ...]]:
    """The rows of a CSV file, a cell for each column and none empty."""
    lines = csv.reader(read_text(path).splitlines())
    try:
        if next(lines, None) != list(columns):
            problem = f"la première ligne doit être « {','.join(columns)} »"
            raise ReferenceFileError(path.name, None, problem)
        for line in filter(None, lines):
            cells = tuple(cell.strip() for cell in line)
            if len(cells) != len(columns) or not all(cells):
                problem = f"une ligne a {len(columns)} cases : {', '.join(columns)}"
                raise ReferenceFileError(path.name, cells[0] or f"ligne {lines.line_num}", problem)
            yield cells
    except csv.Error:
        problem = f"la ligne {lines.line_num} contient un caractère interdit : supprimez-le"
        raise ReferenceFileError(path.name, None, problem) from None


def explain(error: ValidationError) -> str:
    """The first mistake that pydantic found, in French; a misspelt attribute before all."""
    mistakes = error.errors()
    mistake = next((m for m in mistakes if m["type"] == "value_error.extra"), mistakes[0])
    names = [part for part in mistake["loc"] if part != "__root__"]
    place = ""
    for part in [name for name in names if name != "cle"]:
        place += f", ligne {part + 1}" if isinstance(part, int) else f", « {part} »"
    place = place.removeprefix(", ")
    kind = mistake["type"]
    if kind == "value_error":
        return f"{place} : {mistake['msg']}" if place else mistake["msg"]
    if kind == "value_error.extra":
        return f"{_unknown(str(names[-1]))} ({place})"
    if kind == "value_error.missing":
        return f"l'attribut {place} manque"
    if kind in {"type_error.enum", "value_error.const"}:
        context: dict[str, Any] = mistake["ctx"]
        choices = [context.get("permitted"), context.get("enum_values")]
        allowed = ", ".join(str(getattr(c, "value", c)) for c in choices[0] or choices[1] or ())
        return f"{place} : écrivez l'un de ces mots : {allowed}"
    return f"{place} : ce qui est écrit ici est vide ou d'une forme inattendue"


def _unknown(attribute: str) -> str:
    return f"l'attribut « {attribute} » est inconnu : corrigez son nom ou retirez-le"


def _key_at(text: str, line: int) -> str | None:
    """The top-level key that holds a line of the file (counted from 0)."""
    before = "\n".join(text.splitlines()[: line + 1])
    keys = _TOP_KEY.findall(before)
    return keys[-1].strip() if keys else None


class _Mistake(Exception):
    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        super().__init__(problem)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML with decimal numbers and without duplicate keys, octal or sexagesimal numbers."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"« {key.value} » est écrit deux fois : gardez-en un"
                raise _Mistake(key.start_mark.line, problem)
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping

    def number(self, node: yaml.ScalarNode) -> Decimal | str:
        text = str(node.value)
        return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else text

    def day(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.number)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.number)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.day)
