"""What the documents name exists: commands, paths, tests, names of the code, markers, links."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterator, List, NamedTuple, Set

import pytest

from assistant import settings
from assistant.__main__ import ABOUT, VERBS
from assistant.facts import current
from assistant.wording import markers

ROOT = settings.ROOT
BENCHMARKS = ROOT / "docs/benchmarks.md"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# What was true of a former version stays in the CHANGELOG; its links are tested all the same.
TODAYS = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.S | re.M)
# What no clone has: made, or an association's own.
MADE = ("var/", "models/", ".venv/", "<var>", "association/teams/")
SUFFIXES = "py js yml yaml json md csv tsv txt html css conf service sql sh toml lock in svg png"


class Span(NamedTuple):
    """A piece of code in a document; `fenced` when it is a block."""

    document: str
    text: str
    fenced: bool


def read(path: Path) -> str:
    return path.read_text("utf-8")


def spans(documents: List[Path]) -> Iterator[Span]:
    for path in documents:
        name, text = str(path.relative_to(ROOT)), read(path)
        for block in FENCE.findall(text):
            yield Span(name, block, True)
        for inline in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)):
            yield Span(name, inline, False)


SPANS = list(spans(TODAYS))
ARCHITECTURE = [span for span in SPANS if span.document == "docs/architecture.md"]


@lru_cache(maxsize=1)
def files() -> FrozenSet[str]:
    """Every file of the project, from its root."""
    found: Set[str] = set()
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            f for f in folders if f not in (".venv", ".git", "node_modules", "var", "__pycache__")
        ]
        found.update(os.path.relpath(os.path.join(folder, name), ROOT) for name in names)
    return frozenset(found)


def said(message: str, wrong: List[str]) -> None:
    assert not wrong, f"{message}: " + " · ".join(sorted(set(wrong)))


def test_there_is_something_to_read() -> None:
    assert len(DOCUMENTS) >= 8 and len(SPANS) > 200


# --- commands

VERBS_OF_MAKE = re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.M)


def test_each_verb_of_make_that_is_named_exists() -> None:
    wrong = [
        f"{span.document}: make {verb}"
        for span in SPANS
        for verb in re.findall(r"(?:^|[\s(;&])make ([a-z][a-z-]*)", span.text)
        if verb not in VERBS_OF_MAKE
    ]
    said("no such verb in the Makefile", wrong)


@pytest.mark.parametrize("verb", VERBS_OF_MAKE)
def test_each_verb_of_make_says_what_it_does(verb: str) -> None:
    assert re.search(rf"^{verb}:.*## \S", MAKEFILE, re.M) or verb == "setup"
    assert re.search(rf"^\.PHONY:.*\b{verb}\b", MAKEFILE, re.M)


COMMAND = re.compile(r"python3? (?:-W \w+ )?-m ([\w.]+)([^`\n#·]*)")


def test_each_module_that_is_run_exists_with_its_verb_and_options() -> None:
    wrong = []
    for span in SPANS:
        for module, rest in COMMAND.findall(span.text):
            command = f"{span.document}: python -m {module}{rest}"
            found = importlib.util.find_spec(module)
            if found is None or found.origin is None:
                wrong.append(command)
                continue
            words = rest.split()
            if module == "assistant":
                verbs = words[0].split("|") if words else [""]
                wrong += [command for verb in verbs if verb not in {**VERBS, **ABOUT}]
            elif Path(found.origin).is_relative_to(ROOT) and ".venv" not in found.origin:
                source = read(Path(found.origin))
                wrong += [command for word in words if word[:2] == "--" and word not in source]
    said("no such command", wrong)


def test_each_setting_that_is_named_exists() -> None:
    known = {*settings.names(), *re.findall(r"DIFE_\w+", read(ROOT / ".ci/run"))}
    texts = {path: read(path) for path in TODAYS}
    texts.update({path: read(path) for path in (ROOT / "deploy").iterdir()})
    wrong = [
        f"{path.name}: {name}"
        for path, text in texts.items()
        for name in re.findall(r"\b(?:DIFE|TEAMS)_[A-Z_]*[A-Z]\b", text)
        if name not in known
    ]
    said("no such setting", wrong)


# --- paths, tests, names

PATH = re.compile(r"\.?[\w.*<>-]+(?:/[\w.*<>-]+)*/?")
FILE = re.compile(rf"(?:.*/)?[\w-]+\.(?:{SUFFIXES.replace(' ', '|')})")
TOP = {name.split("/")[0] for name in files() if "/" in name}


def exists(path: str) -> bool:
    """Whether a path of a document, from the root or the end of one, is in the project."""
    pattern = re.sub(r"<[^>]*>", "*", path)
    if any(ROOT.glob(pattern.rstrip("/"))):
        return True
    return any(name.endswith(f"/{pattern}") for name in files())


def test_each_path_exists() -> None:
    wrong = []
    for span in SPANS:
        text = span.text.split("::")[0]
        if span.fenced or not PATH.fullmatch(text) or text.startswith(MADE):
            continue
        in_a_folder = "/" in text and text.split("/")[0] in TOP
        if (in_a_folder or FILE.fullmatch(text)) and not exists(text):
            wrong.append(f"{span.document}: {text}")
    said("no such file", wrong)


def test_each_test_that_is_named_exists() -> None:
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in [path.stem, *re.findall(r"def (test_\w+)", read(path))]
    }
    wrong = [
        f"{span.document}: {name}"
        for span in SPANS
        for name in re.findall(r"\btest_\w+", span.text)
        if name not in defined and f"{name}.yml" not in " ".join(files())
    ]
    said("no such test", wrong)


NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")
# Rasa's, our libraries' and our tools': read in the pages, not in the code.
FOREIGN = {"action_default_fallback", "dateparser", "search_dates", "botframework", "rest"}
ENGLISH = ("docs/architecture.md", "docs/decisions/", "docs/security.md", "CONTRIBUTING.md")


@lru_cache(maxsize=1)
def words() -> FrozenSet[str]:
    """Every word of the code, the configuration and the data."""
    kinds = (".py", ".js", ".yml", ".toml", ".html", ".conf", ".service", ".sql", ".json", ".css")
    text = "\n".join(
        read(ROOT / name)
        for name in files()
        if name.endswith(kinds) or name in ("Makefile", "requirements.in", ".ci/run")
    )
    return frozenset(re.findall(r"[A-Za-z_]\w*", text))


@lru_cache(maxsize=1)
def modules() -> Dict[str, List[Set[str]]]:
    """Short name of each module of ours → the names that each one so called defines."""
    found: Dict[str, List[Set[str]]] = {}
    for name in files():
        if name.endswith(".py") and name.split("/")[0] in ("actions", "assistant", "dife"):
            tree = ast.parse(read(ROOT / name))
            defined = {getattr(node, "name", "") for node in ast.walk(tree)}
            defined |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            found.setdefault(Path(name).stem, []).append(defined)
    return found


def test_each_name_of_the_code_exists() -> None:
    """`turn.read` must be a name that a module `turn` of ours defines; any other, a word."""
    wrong = []
    for span in SPANS:
        if span.fenced or not span.document.startswith(ENGLISH) or not NAME.fullmatch(span.text):
            continue
        head, *tail = span.text.removesuffix("()").split(".")
        if span.text in FOREIGN or FILE.fullmatch(span.text):
            continue
        defining = modules().get(head) if len(tail) == 1 else None
        known = (
            any(tail[0] in names for names in defining) if defining else {head, *tail} <= words()
        )
        if not known and not (ROOT / span.text).exists():
            wrong.append(f"{span.document}: {span.text}")
    said("no such name", wrong)


PLACED = re.compile(r"`([A-Za-z_]\w*)`,? (?:in |\()`([\w/.-]+\.(?:py|js|yml|conf))`")


def test_each_name_is_in_the_file_that_is_told() -> None:
    """«`mask` (`assistant/privacy/masking/finder.py`)», «`read` in `…`»."""
    told = [(path, *found) for path in TODAYS for found in PLACED.findall(read(path))]
    assert len(told) >= 5
    wrong = [
        f"{path.name}: {name} in {file}"
        for path, name, file in told
        if not (ROOT / file).is_file() or not re.search(rf"\b{name}\b", read(ROOT / file))
    ]
    said("not in that file", wrong)


def test_no_mark_leads_to_a_list_that_is_not_here() -> None:
    """Such as « RGPD » or « PERF » with a number: what is meant is said in words."""
    mark = re.compile(r"\b(?:RGPD|PERF|SEC|FIA|SCALE)-\d")
    wrong = [
        name
        for name in files()
        if name.endswith((".py", ".md", ".yml", ".js", ".conf", ".sql", ".service"))
        and mark.search(read(ROOT / name))
    ]
    said("a mark without its list", wrong)


# --- markers

DAY = date(2026, 11, 23)


def test_each_marker_of_the_architecture_is_understood() -> None:
    """`{cle}` or `{cle.suffixe}`, and `.suffixe` alone for the key named last before it."""
    refs, key, understood = current(), "", 0
    for text in (span.text for span in ARCHITECTURE if not span.fenced):
        whole = re.fullmatch(r"\{(\w+)(?:\.\w+)?\}", text)
        suffix = re.fullmatch(r"\.[a-z_0-9]+", text)
        if whole and whole[1] != "markers":
            key = whole[1]
            markers.marker(text[1:-1], refs, DAY)
        elif suffix and key:
            markers.marker(key + text, refs, DAY)
        understood += bool(whole or suffix)
    assert understood >= 6


def test_each_form_of_marker_is_in_the_architecture() -> None:
    """The module's own list (its docstring) and the document's."""
    listed = set(re.findall(r"`\{cle\.(\w+)\}`", markers.__doc__ or ""))
    told = set(re.findall(r"`(?:\{\w+)?\.([a-z_0-9]+)\}?`", read(ROOT / "docs/architecture.md")))
    assert listed and listed <= told


# --- figures


def test_the_floors_of_coverage_are_those_of_the_benchmarks() -> None:
    floors = dict(re.findall(r"(\S+):(\d+)", re.findall(r"^FLOORS := (.+)$", MAKEFILE, re.M)[0]))
    rows = re.findall(r"^\| `([a-z/]+)/` \| \d+ %.* \| (\d+) % \|$", read(BENCHMARKS), re.M)
    assert floors and floors == dict(rows)


# --- links


def slugs(text: str) -> Set[str]:
    """The anchors of a document's headings, as code forges make them."""
    found: Set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", FENCE.sub("", text), re.M):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        count = sum(1 for known in found if re.fullmatch(rf"{re.escape(slug)}(-\d+)?", known))
        found.add(f"{slug}-{count}" if count else slug)
    return found


LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_link_leads_somewhere(path: Path) -> None:
    wrong = []
    for found in LINK.findall(FENCE.sub("", read(path))):
        link = found[0] or found[1]
        if re.match(r"[a-z]+:", link):
            continue  # another site
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        if not file.exists() or (anchor and anchor not in slugs(read(file))):
            wrong.append(link)
    said("leads nowhere", wrong)


def test_a_slug_is_that_of_the_forges() -> None:
    text = "# Five decisions worth knowing\n## Derrière nginx\n## « Où ? »\n## Derrière nginx\n"
    made = {"five-decisions-worth-knowing", "derrière-nginx", "-où--", "derrière-nginx-1"}
    assert slugs(text) == made


# --- decisions

DECISIONS = sorted((ROOT / "docs/decisions").glob("0*.md"))
PARTS = ["Context", "Decision", "Why", "What it costs", "How we would know that it is wrong"]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_of_five_parts(path: Path) -> None:
    text = read(path)
    assert re.match(rf"# {path.stem[:4]} · ", text)
    assert re.findall(r"^## (.+)$", text, re.M) == PARTS
    assert len(text.split()) < 700
    index = read(path.parent / "README.md")
    assert f"[{path.stem[:4]}]({path.name})" in index
