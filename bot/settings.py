"""The only reader of the environment, and of the policy file it names."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.policies import Policy, policy_from
from bot.domain.policy_values import PolicyError

OFFICIAL_API = "https://api.telegram.org"


class SettingsError(Exception):
    """Something the operator must put right; its words are one sentence that says what to do."""


def _zone(name: object) -> object:
    if isinstance(name, ZoneInfo):
        return name
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = "write a zone such as Asia/Shanghai"
        raise ValueError(msg) from None


def _aware(instant: datetime | None) -> datetime | None:
    if instant is not None and instant.tzinfo is None:
        msg = "write an instant with its zone, such as 2020-05-08T08:00:00+08:00"
        raise ValueError(msg)
    return instant


def _driver(url: str) -> str:
    """Name the PostgreSQL driver that is installed, so that nobody has to."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


class Settings(BaseSettings):
    """What differs from one installation to the next; all names begin with `DUBAN_`."""

    model_config = SettingsConfigDict(
        env_prefix="DUBAN_",
        extra="ignore",
        arbitrary_types_allowed=True,
        hide_input_in_errors=True,
    )

    token: SecretStr | None = None
    api_url: Annotated[str, AfterValidator(lambda url: url.rstrip("/"))] = OFFICIAL_API
    database_url: Annotated[str, AfterValidator(_driver)] = "sqlite:///duban.db"
    policy: Path | None = None
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("Asia/Shanghai")
    proxy: str | None = None
    clock: Annotated[datetime | None, AfterValidator(_aware)] = None

    def require_token(self) -> str:
        """Return the bot's token.

        Raises:
            SettingsError: None is set.
        """
        if self.token is None or not self.token.get_secret_value().strip():
            msg = "DUBAN_TOKEN is not set; write the token that @BotFather gave you."
            raise SettingsError(msg)
        return self.token.get_secret_value().strip()


def read_settings() -> Settings:
    """Return the settings of the environment.

    Raises:
        SettingsError: One of them cannot be used.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"DUBAN_{first['loc'][0]}".upper()
        problem = str(first["msg"]).removeprefix("Value error, ")
        msg = f"{name} cannot be used: {problem}."
        raise SettingsError(msg) from None
    if settings.clock is not None and settings.api_url == OFFICIAL_API:
        msg = "DUBAN_CLOCK is for trials; unset it, or set DUBAN_API_URL to a sandbox."
        raise SettingsError(msg)
    return settings


def read_policy(path: Path | None) -> Policy:
    """Return the policy of a file, the defaults of the rules if none is named.

    Raises:
        SettingsError: The file cannot be read or followed; names file, key and what to write.
    """
    if path is None:
        return Policy()
    try:
        with path.open("rb") as file:
            return policy_from(tomllib.load(file))
    except OSError as error:
        msg = f"The policy file {path} cannot be read ({error.strerror}); check DUBAN_POLICY."
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"The policy file {path} is not TOML: {error}."
    except PolicyError as error:
        msg = f"The policy file {path}, {error.key}: {error.problem}; {error.hint}."
    raise SettingsError(msg)
