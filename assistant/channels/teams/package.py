"""The Teams app package: teams/manifest.json filled in, checked, and zipped with its two icons.

- TEAMS_APP_ID: the identifier (GUID) that Azure gave to the bot
- DIFE_HOTE: the public host name of the assistant, such as assistant.exemple.fr
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
from pathlib import Path
from typing import Any, Dict, Mapping

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

from assistant import settings
from assistant.errors import Told
from assistant.wording import messages

FOLDER = settings.ROOT / "teams"
SCHEMA = "MicrosoftTeams.schema.json"
ICONS = {"color.png": 192, "outline.png": 32}  # pixels, as Teams asks
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
SETTINGS = {
    "TEAMS_APP_ID": (
        re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        "l'identifiant de 36 caractères qu'Azure a donné au bot",
    ),
    "DIFE_HOTE": (
        re.compile(rf"(?=.{{4,253}}$)({LABEL}\.)+(?=[a-z]){LABEL}"),
        "le nom public du serveur, sans https:// ni barre, tel que « assistant.exemple.fr »",
    ),
}
PLACEHOLDER = re.compile(r"\$\{([\w.]*)\}")
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same content makes the same bytes

NEXT = """
Pour toute l'organisation : dans le centre d'administration Teams, « Gérer les applications »,
chargez ce fichier. Pour l'essayer seul : dans Teams, « Charger une application personnalisée »,
si votre administrateur l'a permis. Le détail est dans docs/teams.md."""


class PackageRefused(Told):
    """What is wrong with the package, and what to do."""


def make_package(environ: Mapping[str, str]) -> Path:
    """Write var/teams/assistant-dife-<version>.zip; PackageRefused says why it cannot be."""
    manifest = _manifest(_values(environ))
    files = {
        "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2).encode(),
        **{name: _icon(name, size) for name, size in ICONS.items()},
    }
    folder = settings.var_folder() / "teams"
    folder.mkdir(exist_ok=True)
    path = folder / f"assistant-dife-{manifest['version']}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return path


def verb() -> int:
    """`make teams-package`: make the package, then say what to do with it."""
    given = settings.current()
    path = make_package({"TEAMS_APP_ID": given.teams_app_id, "DIFE_HOTE": given.host})
    print(f"L'application Teams est prête : {path}\n{NEXT}")
    return 0


def _values(environ: Mapping[str, str]) -> Dict[str, str]:
    values = {name: environ.get(name, "").strip().lower() for name in SETTINGS}
    for name, (form, what) in SETTINGS.items():
        if not form.fullmatch(values[name]):
            fault = "n'a pas la bonne forme" if values[name] else "manque"
            raise PackageRefused(f"{name} {fault} : donnez {what}.")
    return values


def _manifest(values: Mapping[str, str]) -> Dict[str, Any]:
    """The template filled in, as the schema of Teams wants it."""
    text, schema = ((FOLDER / name).read_text("utf-8") for name in ("manifest.json", SCHEMA))

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        value = values.get(name) or messages.facts(name)[name].replace("'", "’")
        return json.dumps(value, ensure_ascii=False)[1:-1]

    try:
        manifest: Dict[str, Any] = json.loads(PLACEHOLDER.sub(fill, text))
    except (ValueError, LookupError):
        raise PackageRefused(
            "teams/manifest.json n'est pas du JSON correct, ou contient un repère ${…} inconnu."
        ) from None
    # The schema calls itself draft 4, which would leave its `const` unread.
    error = best_match(Draft7Validator(json.loads(schema)).iter_errors(manifest))
    if error:
        where = ".".join(str(part) for part in error.absolute_path) or "racine"
        limit = f" {error.validator_value}" if isinstance(error.validator_value, (str, int)) else ""
        raise PackageRefused(
            f"teams/manifest.json n'est pas accepté par le schéma de Teams : champ « {where} », "
            f"règle « {error.validator}{limit} »."
        )
    if not VERSION.fullmatch(manifest["version"]):
        raise PackageRefused("teams/manifest.json : « version » doit s'écrire comme 1.0.0.")
    return manifest


def _icon(name: str, size: int) -> bytes:
    """A PNG, the association's own or ours, whose header says that it is a square of this size."""
    own = settings.association_folder() / "teams" / name
    path = own if own.exists() else FOLDER / name
    content = path.read_bytes() if path.exists() else b""
    square = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", size, size)
    if not content.startswith(square):
        raise PackageRefused(f"teams/{name} doit être une image PNG de {size} × {size} pixels.")
    return content
