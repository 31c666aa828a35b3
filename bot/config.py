"""Reading the configuration: every fault is named by key, with what was found and what is expected."""

from __future__ import annotations

import difflib
import os
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsConfigDict

from bot.settings import ENV_PREFIX, TOKEN_SHAPE, Settings, Telegram

LIKE = {
    "telegram.api_base": "http://127.0.0.1:8081",
    "telegram.webhook_url": "https://bot.example.org/telegram",
    "trial.follow_clock": "http://127.0.0.1:8081 (this machine only)",
}
"""An example for each setting that has a shape, which says more than the shape."""


class ConfigFaults(Exception):
    """The configuration cannot be used; ``faults`` holds a line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load_settings(path: Path | None) -> Settings:
    """Read the settings from a file (none: defaults) and the environment; ConfigFaults names all that is wrong."""
    faults = _unknown_variables()
    unreadable = _unreadable(path) if path is not None else []
    if unreadable:
        raise ConfigFaults(faults + unreadable)

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    try:
        settings = FromFile()
    except ValidationError as error:
        told = [detail for detail in error.errors(include_url=False) if not _is_variable(detail)]
        raise ConfigFaults(faults + [_fault(detail) for detail in told]) from None
    faults += _missing_packages(settings)
    if faults:
        raise ConfigFaults(faults)
    return settings


def _missing_packages(settings: Settings) -> list[str]:
    """Name what a setting needs and the installation lacks."""
    wanted = [("forms.redis_url", "redis", "redis", settings.forms.redis_url is not None)]
    wanted.append(("database.url", "asyncpg", "postgres", settings.database.url.startswith("postgresql")))
    return [
        f"{key}: needs the package {package}, which is not installed; pip install 'xianfeng[{extra}]'"
        for key, package, extra, is_wanted in wanted
        if is_wanted and find_spec(package) is None
    ]


def _unreadable(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            tomllib.load(file)
    except FileNotFoundError:
        return [f"{path}: no such file; copy config.example.toml to it"]
    except OSError as error:
        return [f"{path}: cannot be read: {error.strerror or type(error).__name__}"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [f"{path}: is not TOML: {error}"]
    return []


def _unknown_variables() -> list[str]:
    known = {
        f"{ENV_PREFIX}{section}__{key}".upper()
        for section, field in Settings.model_fields.items()
        for key in _fields(field.annotation)
    }
    sections = {f"{ENV_PREFIX}{section}".upper() for section in Settings.model_fields}
    return [
        f"environment {name}: is no setting; {_nearest(name, known)}"
        for name in sorted(os.environ)
        if name.startswith(ENV_PREFIX) and name.upper() not in known | sections
    ]


def _is_variable(detail: Any) -> bool:
    """Tell whether an unknown key came from the environment, where it has been named already."""
    name = ENV_PREFIX + "__".join(str(part) for part in detail["loc"])
    return detail["type"] == "extra_forbidden" and name.upper() in {known.upper() for known in os.environ}


def _fault(detail: Any) -> str:
    key = ".".join(str(part) for part in detail["loc"]) or "config"
    if detail["type"] == "extra_forbidden":
        section = Settings.model_fields.get(str(detail["loc"][0])) if len(detail["loc"]) > 1 else None
        known = set(_fields(section.annotation)) if section else set(Settings.model_fields)
        return f"{key}: is no setting; {_nearest(str(detail['loc'][-1]), known)}"
    expected = str(detail["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    if detail["type"] == "string_pattern_mismatch":
        expected = f"a text like {LIKE[key]}"
    if any(word in key for word in ("token", "secret", "redis_url", "database.url")):
        return f"{key}: found a value that is not shown; expected {expected}"
    if isinstance(detail["input"], (dict, BaseModel)):
        return f"{key}: {expected}"
    return f"{key}: found {detail['input']!r}; expected {expected}"


def _fields(annotation: Any) -> dict[str, Any]:
    fields: dict[str, Any] = getattr(annotation, "model_fields", {})
    return fields


def _nearest(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else "known are " + ", ".join(sorted(known))


def read_token(telegram: Telegram) -> str:
    """Give the bot's token from the setting or its file; ConfigFaults if there is none or it has no token's shape."""
    if telegram.token is not None:
        found, place = telegram.token.get_secret_value(), "telegram.token"
    elif telegram.token_file is not None:
        found, place = _token_in(telegram.token_file), "telegram.token_file"
    else:
        fault = (
            "telegram.token: nothing found; expected the token that BotFather gave you, here, in "
            f"{ENV_PREFIX}TELEGRAM__TOKEN, or in a file named by telegram.token_file"
        )
        raise ConfigFaults([fault])
    if not TOKEN_SHAPE.fullmatch(found):
        raise ConfigFaults([f"{place}: found {len(found)} characters that are no token; expected like 123456:ABC-…"])
    return found


def _token_in(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigFaults([f"telegram.token_file: cannot read {path}: {reason}; expected a readable file"]) from None
