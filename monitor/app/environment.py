"""What the environment says: addresses, secrets, and how lines are logged."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.errors import UsageError
from monitor.feeds import references
from monitor.models import Endpoint, is_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.types import Feed

DEFAULT_DATABASE = "sqlite:///data/monitor.db"

SECRETS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_WEBHOOK_URL",
    "LLM_API_KEY",
    "LLM_BASE_URL",
    "LLM_MODEL",
    "DATABASE_URL",
)
"""What may also lie in a file that NAME_FILE names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the environment says; secrets never leave this object but into the adapter that needs them."""

    database_url: str
    slack_token: str | None
    slack_channel: str | None
    slack_webhook: str | None
    slack_api_url: str | None
    slack_app_token: str | None = None
    llm: Endpoint | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    """All of it, for the addresses whose variables the configuration names."""

    def __repr__(self) -> str:
        return "Environment(…)"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Each secret as NAME or, for files mounted by an orchestrator, as NAME_FILE. Raises UsageError."""
    found = {name: value for name in SECRETS if (value := secret_of(variables, name))}
    if variables.get("DATABASE_URL_FILE") and "DATABASE_URL" not in found:
        # Of other secrets an empty file means that there is none; here it would begin a new store.
        raise UsageError(
            f"DATABASE_URL_FILE={variables['DATABASE_URL_FILE']} is empty: write the database's address into it, or unset DATABASE_URL_FILE"
        )
    token, channel = found.get("SLACK_BOT_TOKEN"), variables.get("SLACK_CHANNEL") or None
    if token and not channel:
        raise UsageError(
            "SLACK_BOT_TOKEN is set but SLACK_CHANNEL is not: set it to the channel's ID, like C0123456789"
        )
    return Environment(
        database_url=found.get("DATABASE_URL", DEFAULT_DATABASE),
        slack_token=token,
        slack_channel=channel,
        slack_webhook=found.get("SLACK_WEBHOOK_URL"),
        slack_api_url=variables.get("SLACK_API_URL") or None,
        slack_app_token=_app_token(found),
        llm=_endpoint(found),
        variables=variables,
    )


def _app_token(found: Mapping[str, str]) -> str | None:
    """What answers are heard with; of no use without the bot."""
    token = found.get("SLACK_APP_TOKEN")
    if token and not found.get("SLACK_BOT_TOKEN"):
        raise UsageError("SLACK_APP_TOKEN is set but SLACK_BOT_TOKEN is not: buttons need both")
    if token and not token.startswith("xapp-"):
        raise UsageError("SLACK_APP_TOKEN must be an app-level token, which begins with xapp-")
    return token


def _endpoint(found: Mapping[str, str]) -> Endpoint | None:
    """Where second opinions are asked for; None where nobody is asked."""
    url, model = found.get("LLM_BASE_URL"), found.get("LLM_MODEL")
    if not url:
        return None
    if not model:
        raise UsageError("LLM_BASE_URL is set but LLM_MODEL is not: set it to the model's name at that endpoint")
    if not is_endpoint(url):
        # Not repeated: it may hold a password.
        raise UsageError("LLM_BASE_URL must be an http(s) address without user name or password, like https://host/v1")
    return Endpoint(url, model, found.get("LLM_API_KEY"))


def secret_of(variables: Mapping[str, str], name: str) -> str | None:
    """None where it is not set, or its file is empty. Raises UsageError where its file cannot be read."""
    if variables.get(name):
        return variables[name]
    path = variables.get(f"{name}_FILE")
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise UsageError(f"{name}_FILE={path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:  # not chained: it holds the secret
        raise UsageError(f"{name}_FILE={path} is not text in UTF-8: write the secret into it as plain text") from None


def log_format(variables: Mapping[str, str] = os.environ) -> str:
    """text or json. Raises UsageError for any other word."""
    asked = variables.get("LOG_FORMAT") or "text"
    if asked not in ("text", "json"):
        raise UsageError(f"LOG_FORMAT={asked} is not known: write text or json")
    return asked


def feed_secrets(feeds: Iterable[Feed], variables: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """What the feeds' references stand for, each as NAME or NAME_FILE. Raises UsageError that names what is not set."""
    found = {name: secret_of(variables, name) for name in sorted(references(feeds))}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise UsageError(
            f"feeds.toml refers to {', '.join(missing)}, which the environment does not have: set each, or NAME_FILE"
        )
    return {name: value for name, value in found.items() if value}


def environment() -> Environment:
    """The environment of this process."""
    return read_environment(os.environ)


def data_folder(env: Environment) -> Path:
    """Where digest pages go: beside an SQLite file, else `data/` in the current folder."""
    if env.database_url.startswith("sqlite:///"):
        return Path(env.database_url.removeprefix("sqlite:///")).parent
    return Path("data")
