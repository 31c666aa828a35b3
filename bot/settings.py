"""Every setting, its type, bounds and default. `bot.config` reads them and names the faults."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ENV_PREFIX = "XIANFENG_"
TOKEN_SHAPE = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{16,256}")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Telegram(_Section):
    """How the bot speaks to the messenger."""

    token: SecretStr | None = None
    token_file: Path | None = None
    api_base: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(:\d+)?$")
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    webhook_secret: SecretStr | None = None
    listen_host: str = "127.0.0.1"
    listen_port: int = Field(default=8080, ge=1, le=65535)

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not SECRET_SHAPE.fullmatch(value.get_secret_value()):
            raise ValueError("16 to 256 characters of A-Z, a-z, 0-9, _ and -")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Telegram:
        if self.mode == "webhook" and (self.webhook_url is None or self.webhook_secret is None):
            raise ValueError('mode "webhook" needs webhook_url and webhook_secret')
        return self


class DatabaseSettings(_Section):
    """Where everything is kept."""

    url: str = "sqlite:///data/xianfeng.db"

    @field_validator("url")
    @classmethod
    def _is_known(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError:
            backend = ""
        if backend not in {"sqlite", "postgresql"}:
            raise ValueError("sqlite:///path/to/file.db or postgresql+asyncpg://user:password@host/name")
        return value


class Forms(_Section):
    """Where half-filled forms are kept: the database, or a Redis that several processes share."""

    redis_url: SecretStr | None = None
    expire_hours: int = Field(default=24, ge=1, le=24 * 30)

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("redis://host:6379/0")
        return value


class Defaults(_Section):
    """What a new branch starts with."""

    zone: str = "Asia/Shanghai"
    scheme: str = "changzhou-2021"

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if value not in available_timezones():
            near = difflib.get_close_matches(value, available_timezones(), n=1)
            raise ValueError("a time zone such as " + (near[0] if near else "Asia/Shanghai"))
        return value


class CalendarSettings(_Section):
    """Days that are decreed otherwise than the library knows: a new year's make-up workdays, a local holiday."""

    rest_days: frozenset[date] = frozenset()
    work_days: frozenset[date] = frozenset()

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> CalendarSettings:
        both = self.rest_days & self.work_days
        if both:
            raise ValueError(f"{min(both)} is in rest_days and in work_days; keep one")
        return self


class Log(_Section):
    """What is written to standard error."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Trial(_Section):
    """Only for trying and testing: the clock of a sandbox is followed instead of the system's."""

    follow_clock: str | None = Field(default=None, pattern=r"^http://(127\.0\.0\.1|localhost)(:\d+)?$")


class Settings(BaseSettings):
    """All settings. The environment (``XIANFENG_TELEGRAM__TOKEN``) goes before the file."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, validate_default=True
    )

    telegram: Telegram = Telegram()
    database: DatabaseSettings = DatabaseSettings()
    forms: Forms = Forms()
    defaults: Defaults = Defaults()
    calendar: CalendarSettings = CalendarSettings()
    log: Log = Log()
    trial: Trial = Trial()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: the caller, the environment, the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
