"""Every setting of the assistant, read from the environment, with its default.

- PORT, 5005: Rasa's port (`make run`); the action server's is 50 above
- DIFE_VAR, var/: where databases and run-time files are kept
- DIFE_DATABASE_URL, sqlite:///<var>/dife.db: conversations and call-back requests (SQLAlchemy)
- DIFE_DELAI_REPONSE, 9: seconds before the official is told to wait
- DIFE_CLE, made in <var>/cle: the secret that signs sessions and encrypts what is kept, 32 random
  characters at least (assistant/privacy/keyring.py)
- DIFE_CLES_ANCIENNES, none: what DIFE_CLE was before, between commas; still opens what it encrypted
- DIFE_ORIGINES, none: origins besides our own whose pages may hold the widget, between commas
- DIFE_PRODUCTION, off: 1 closes the REST channel to whoever has no token
- DIFE_REST_JETON, none: the token of the REST channel, asked for when it is set
- DIFE_ENTETE_ADRESSE, none: header in which our own proxy writes a visitor's address (X-Real-IP)
- DIFE_REDIS_URL, none: where several servers count messages together (redis://…)
- DIFE_LIMITER_LOCAL, off: 1 limits the machine's own address too
- DIFE_HOTE, none: public host name (https), for the links that are sent outside the website
- TEAMS_…: Microsoft Teams (assistant/channels/teams/config.py)
- DIFE_AUJOURDHUI, today in Europe/Paris: the day to reckon from (tests, demonstrations)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parents[1]
REFERENCES = ROOT / "data" / "references"
RESPONSES = ROOT / "data" / "responses"
TITLES = ROOT / "data" / "titres.yml"
MODELS = ROOT / "models"
WIDGET = ROOT / "widget" / "public"


def var_folder() -> Path:
    """The folder of run-time files, made if it is missing."""
    folder = Path(os.environ.get("DIFE_VAR") or ROOT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database_url() -> str:
    """SQLAlchemy address of the database."""
    return os.environ.get("DIFE_DATABASE_URL") or f"sqlite:///{var_folder() / 'dife.db'}"


def public_address() -> str:
    """Where the assistant is reached from outside, without a final « / »."""
    host = os.environ.get("DIFE_HOTE")
    return f"https://{host}" if host else f"http://127.0.0.1:{os.environ.get('PORT') or 5005}"


def answer_time_limit() -> float:
    """Seconds that one turn may take before the official is told so."""
    return float(os.environ.get("DIFE_DELAI_REPONSE") or 9)


def allowed_origins() -> List[str]:
    """Origins, such as https://www.aml45.asso.fr, whose pages may hold the widget."""
    given = os.environ.get("DIFE_ORIGINES") or ""
    return [origin.strip().rstrip("/") for origin in given.split(",") if origin.strip()]


def production() -> bool:
    """Whether the doors made for staff and tests are closed."""
    return os.environ.get("DIFE_PRODUCTION") == "1"


def rest_token() -> str:
    """The token that the REST channel asks for, "" for none."""
    return os.environ.get("DIFE_REST_JETON") or ""


def proxy_header() -> str:
    """Name of the header in which our proxy writes the visitor's address, "" without a proxy."""
    return (os.environ.get("DIFE_ENTETE_ADRESSE") or "").lower()


def redis_url() -> str:
    """Address of the Redis that several servers share, "" for one server."""
    return os.environ.get("DIFE_REDIS_URL") or ""


def limits_loopback() -> bool:
    """Whether messages from the machine itself are counted."""
    return os.environ.get("DIFE_LIMITER_LOCAL") == "1"
