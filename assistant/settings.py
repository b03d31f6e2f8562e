"""Every setting of the assistant, read from the environment once, checked, typed.

The list is `Settings`; docs/security.md has it too (tests/server/test_settings.py compares them).
Nothing else reads the environment.
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from pydantic import BaseSettings, Field, ValidationError, validator

from assistant.errors import Told

ROOT = Path(__file__).resolve().parents[1]
REFERENCES = ROOT / "data" / "references"
RESPONSES = ROOT / "data" / "responses"
TITLES = ROOT / "data" / "titres.yml"
MODELS = ROOT / "models"
WIDGET = ROOT / "widget" / "public"

_YES, _NO = (
    {"1", "oui", "true", "yes", "on", "vrai"},
    {"", "0", "non", "false", "no", "off", "faux"},
)
_OURS = ("DIFE_", "TEAMS_")
_SECRETS = {"DIFE_CLE", "DIFE_CLES_ANCIENNES", "DIFE_REST_JETON", "TEAMS_APP_PASSWORD"}
_OF_TOOLS = {"DIFE_AUDIT", "DIFE_ESPION"}  # read by .ci/run and by a test


class Settings(BaseSettings):
    """The settings, with their defaults. An empty variable is one that is not set."""

    port: int = Field(5005, env="PORT", description="Rasa's port; the action server's is 50 above")
    folder: Path = Field(ROOT / "var", env="DIFE_VAR", description="databases and run-time files")
    association: Path = Field(
        ROOT / "association", env="DIFE_ASSOCIATION", description="whom the assistant speaks for"
    )
    log_form: str = Field("texte", env="DIFE_JOURNAL", description="the log's form: texte or json")
    log_folder: str = Field(
        "", env="DIFE_JOURNAL_DOSSIER", description="folder of the log; « console »: no file"
    )
    callbacks_a_day: int = Field(
        30, env="DIFE_RAPPELS_PAR_JOUR", description="call-back requests kept in a day, in all"
    )
    database: str = Field("", env="DIFE_DATABASE_URL", description="another database (SQLAlchemy)")
    answer_seconds: float = Field(
        9.0, env="DIFE_DELAI_REPONSE", description="seconds before an official is told to wait"
    )
    key: str = Field("", env="DIFE_CLE", description="the secret that signs and encrypts")
    former_keys: Tuple[str, ...] = Field(
        (), env="DIFE_CLES_ANCIENNES", description="what DIFE_CLE was before; still opens"
    )
    origins: Tuple[str, ...] = Field(
        (), env="DIFE_ORIGINES", description="other origins whose pages may hold the widget"
    )
    production: bool = Field(
        False, env="DIFE_PRODUCTION", description="REST refuses whoever has no token"
    )
    rest_token: str = Field("", env="DIFE_REST_JETON", description="the token of REST, if any")
    proxy_header: str = Field(
        "", env="DIFE_ENTETE_ADRESSE", description="header where our proxy writes the address"
    )
    redis: str = Field("", env="DIFE_REDIS_URL", description="where several servers count together")
    limits_loopback: bool = Field(
        False, env="DIFE_LIMITER_LOCAL", description="count the machine's own messages too"
    )
    host: str = Field("", env="DIFE_HOTE", description="public host name (https)")
    today: str = Field("", env="DIFE_AUJOURDHUI", description="the day to reckon from (tests)")
    model: str = Field("", env="DIFE_MODELE", description="the launcher's: what must be loaded")
    notify: str = Field("", env="NOTIFY_SOCKET", description="systemd's: where it hears of us")
    teams_app_id: str = Field("", env="TEAMS_APP_ID", description="the Azure bot; none: Teams off")
    teams_password: str = Field("", env="TEAMS_APP_PASSWORD", description="its secret")
    teams_tenant: str = Field("", env="TEAMS_TENANT_ID", description="its organisation")
    teams_tenants: Tuple[str, ...] = Field(
        (), env="TEAMS_ALLOWED_TENANTS", description="other organisations that may talk to it"
    )
    teams_issuers: Tuple[str, ...] = Field(
        (), env="TEAMS_EXTRA_ISSUERS", description="other issuers of inbound tokens"
    )
    teams_login: str = Field(
        "https://login.microsoftonline.com", env="TEAMS_LOGIN_URL", description="other clouds"
    )
    teams_openid: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        env="TEAMS_OPENID_URL",
        description="other clouds",
    )
    teams_services: Tuple[str, ...] = Field(
        ("https://smba.trafficmanager.net/",), env="TEAMS_SERVICE_URLS", description="other clouds"
    )

    class Config:
        allow_mutation = False

        @classmethod
        def parse_env_var(cls, field_name: str, raw_val: str) -> Any:
            """The text as it is: the validators read it."""
            return raw_val

    __hash__ = object.__hash__  # read once: the object is its own key in the caches made from it

    @validator("*", pre=True)
    def _stripped(cls, value: Any, field: Any) -> Any:
        if not isinstance(value, str):
            return value
        value = value.strip()
        if not value and field.type_ is not bool:
            return field.default
        return value

    @validator(
        "origins", "former_keys", "teams_tenants", "teams_issuers", "teams_services", pre=True
    )
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @validator("production", "limits_loopback", pre=True)
    def _yes_or_no(cls, value: Any) -> bool:
        word = str(value).strip().lower()
        if word not in _YES | _NO:
            raise ValueError("doit être oui ou non")
        return word in _YES

    @validator("port", pre=True)
    def _free_port(cls, value: Any) -> int:
        if not str(value).isdecimal() or not 1024 <= int(value) <= 65485:
            raise ValueError("doit être un nombre entre 1024 et 65485, par exemple 5010")
        return int(value)

    @validator("answer_seconds", pre=True)
    def _seconds(cls, value: Any) -> float:
        try:
            seconds = float(str(value).replace(",", "."))
        except ValueError:
            seconds = 0
        if not 0.5 <= seconds <= 60:
            raise ValueError("doit être un nombre de secondes entre 0,5 et 60, par exemple 9")
        return seconds

    @validator("log_form")
    def _form(cls, value: str) -> str:
        if value not in ("texte", "json"):
            raise ValueError("doit être texte ou json")
        return value

    @validator("callbacks_a_day", pre=True)
    def _a_day(cls, value: Any) -> int:
        if not str(value).isdecimal() or not 1 <= int(value) <= 10_000:
            raise ValueError("doit être un nombre de demandes entre 1 et 10000, par exemple 30")
        return int(value)

    @validator("today")
    def _day(cls, value: str) -> str:
        if value:
            try:
                date.fromisoformat(value)
            except ValueError:
                raise ValueError("doit être une date AAAA-MM-JJ, ou vide") from None
        return value

    @validator("origins")
    def _origins(cls, value: Tuple[str, ...]) -> Tuple[str, ...]:
        for origin in value:
            if not origin.startswith(("https://", "http://")):
                raise ValueError("doit contenir des adresses comme https://www.exemple.fr")
        return tuple(origin.rstrip("/") for origin in value)

    @validator("proxy_header")
    def _lower(cls, value: str) -> str:
        return value.lower()

    @property
    def database_url(self) -> str:
        """SQLAlchemy address of the database."""
        return self.database or f"sqlite:///{self.folder / 'dife.db'}"

    @property
    def log_file(self) -> Optional[Path]:
        """Where the servers write; None for the console of whoever started them."""
        if self.log_folder == "console":
            return None
        return Path(self.log_folder or self.folder) / "serveurs.log"

    @property
    def public_address(self) -> str:
        """Where the assistant is reached from outside, without a final « / »."""
        return f"https://{self.host}" if self.host else f"http://127.0.0.1:{self.port}"


def names() -> List[str]:
    """The variables, in the order of `Settings`."""
    return [_variable(name) for name in Settings.__fields__]


def _variable(name: str) -> str:
    (variable,) = Settings.__fields__[name].field_info.extra["env_names"]
    return str(variable).upper()


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process; Told, in one French line, when one of them is wrong."""
    try:
        return Settings.parse_obj({})  # the environment is read by BaseSettings itself
    except ValidationError as error:
        mistake = error.errors()[0]
        variable = _variable(str(mistake["loc"][0]))
        given = os.environ.get(variable, os.environ.get(variable.lower(), ""))
        shown = "" if variable in _SECRETS else f" (reçu : « {given} »)"
        raise Told(f"{variable} {mistake['msg']}{shown}.") from None


def validation() -> List[Path]:
    """Messages of writers whose lines are not examples; the association's own name it."""
    folders = (ROOT / "data/validation", association_folder() / "validation")
    return [folder / f"{name}.tsv" for name in ("points", "messages") for folder in folders]


def association_folder() -> Path:
    """The folder of the association that the assistant speaks for (docs/association.md)."""
    return ROOT / current().association


def examples_folder() -> Path:
    """What officials write that names the association: Rasa learns it beside data/nlu."""
    return association_folder() / "nlu"


def models_folder() -> Path:
    """Where models are made: that of another association is in its own folder."""
    ours = Settings.__fields__["association"].default
    return MODELS if association_folder() == ours else association_folder() / "models"


def unknown() -> List[str]:
    """Variables that look like ours and that nothing reads: a typing mistake says nothing else."""
    known = {*names(), *_OF_TOOLS}
    return sorted(v for v in os.environ if v.startswith(_OURS) and v not in known)


def environment(**changes: str) -> Dict[str, str]:
    """The environment of a server that we start: ours, with these changes."""
    return {**os.environ, **changes}


def suggest(variable: str, value: str) -> None:  # to a library that reads its environment
    os.environ.setdefault(variable, value)


def var_folder() -> Path:
    """The folder of run-time files, made if it is missing."""
    folder = current().folder
    folder.mkdir(parents=True, exist_ok=True)
    return folder
