"""publiccode.yml holds what version 0.7 of its standard asks for, and what the project says."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict

import yaml

from assistant.settings import ROOT

TEXT = (ROOT / "publiccode.yml").read_text("utf-8")
FILE: Dict[str, Any] = yaml.safe_load(TEXT)
MANDATORY = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "platforms": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": dict,
    "legal": dict,
    "maintenance": dict,
    "localisation": dict,
}
OPTIONAL = {
    "applicationSuite": str,
    "landingURL": str,
    "isBasedOn": (str, list),
    "softwareVersion": str,
    "releaseDate": str,
    "logo": str,
    "categories": list,
    "usedBy": list,
    "fundedBy": list,
    "roadmap": str,
    "supports": list,
    "organisation": dict,
    "intendedAudience": dict,
    "dependsOn": dict,
}
LANGUAGE = r"[a-z]{2,3}(-[A-Z]{2})?"  # of BCP 47, what we use


def test_its_keys_and_their_types() -> None:
    assert set(MANDATORY) <= set(FILE) <= {*MANDATORY, *OPTIONAL}
    for key, value in FILE.items():
        assert isinstance(value, {**MANDATORY, **OPTIONAL}[key]), key
    assert re.match(r"https?://\S+$", FILE["url"])
    assert FILE["publiccodeYmlVersion"] == "0.7"


def test_its_enumerated_values() -> None:
    status = {"concept", "development", "beta", "stable", "obsolete"}
    assert FILE["developmentStatus"] in status
    kinds = {"mobile", "iot", "desktop", "web", "backend", "other"}
    assert FILE["softwareType"].removeprefix("standalone/") in kinds
    assert all(re.fullmatch("[A-Z]{2}", one) for one in FILE["intendedAudience"]["countries"])
    assert isinstance(FILE["localisation"]["localisationReady"], bool)
    languages = FILE["localisation"]["availableLanguages"]
    assert "fr" in languages and all(re.fullmatch(LANGUAGE, one) for one in languages)


def test_its_descriptions() -> None:
    assert "fr" in FILE["description"]
    for language, told in FILE["description"].items():
        assert re.fullmatch(LANGUAGE, language)
        assert 0 < len(told["shortDescription"].strip()) <= 150
        assert 150 <= len(told["longDescription"].strip()) <= 10_000
        assert told["features"] and all(isinstance(one, str) for one in told["features"])
        assert all((ROOT / picture).is_file() for picture in told.get("screenshots", []))


def test_its_maintenance_names_somebody_or_says_that_nobody_is_named() -> None:
    maintenance = FILE["maintenance"]
    needed = {"internal": "contacts", "community": "contacts", "contract": "contractors"}
    kind = maintenance["type"]
    assert kind in {*needed, "none"}
    for one in maintenance.get(needed.get(kind, ""), [] if kind == "none" else [{}]):
        assert one["name"] and (kind != "contract" or date.fromisoformat(one["until"]))
    assert "contractors" not in maintenance or kind == "contract"


def test_its_licence_and_owner_are_those_of_the_licence() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert licence.startswith(f"{FILE['legal']['license']} License")
    assert FILE["legal"]["mainCopyrightOwner"] in licence


def test_one_version_everywhere() -> None:
    """pyproject.toml has it; the newest numbered part of the CHANGELOG and this file follow."""
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    version = re.search(r'^version = "(\d+\.\d+\.\d+)"', pyproject, re.M)
    newest = re.search(
        r"^## (\d+\.\d+\.\d+) · (\d+)(?:er)? (\w+) (\d{4})$",
        (ROOT / "CHANGELOG.md").read_text("utf-8"),
        re.M,
    )
    assert version and newest
    assert version[1] == newest[1] == FILE["softwareVersion"]
    released = date.fromisoformat(FILE["releaseDate"])
    assert (released.day, released.year) == (int(newest[2]), int(newest[4]))
