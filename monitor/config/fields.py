"""What one value in a file may be: each reads the TOML value or says what to write. Imports pydantic only."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from monitor.config.words import nearest
from monitor.types import LEVELS, READ_LANGUAGES
from monitor.types.patterns import spaced

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MAPPED = 96  # bits before an IPv4 address that is written as an IPv6 one
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LONGEST = timedelta(days=3650)
_OURS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "cookie", "if-none-match", "if-modified-since"}
)
_ROUNDING = 0.011
"""How far from 1 a row of rounded shares may be."""
_LEVEL_TEXT = "a level is a whole number from −2 to +2"


class Table(BaseModel):
    """A table of a file: unknown keys are mistakes, values never appear in pydantic's own messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _duration(value: Any) -> timedelta:
    parts = re.fullmatch(r"(\d{1,6})\s?([smhdw])", value) if isinstance(value, str) else None
    if parts is None:
        raise ValueError('a duration is written like "15m", "1s", "2h" or "7d"')
    length = timedelta(**{_UNITS[parts[2]]: int(parts[1])})
    if not timedelta() < length <= _LONGEST:
        raise ValueError("a duration is longer than nothing and at most ten years")
    return length


def _duration_or_none(value: Any) -> timedelta:
    return timedelta() if value in ("0s", "0m", "0h", "0d") else _duration(value)


def _clock(value: Any) -> time:
    parts = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if parts is None:
        raise ValueError('a time of day is written "HH:MM", like "08:00"')
    return time(int(parts[1]), int(parts[2]))


def _hours(value: Any) -> tuple[time, time]:
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2 or parts[0].strip() == parts[1].strip():
        raise ValueError('hours are written "HH:MM-HH:MM", like "22:00-07:00"')
    return _clock(parts[0].strip()), _clock(parts[1].strip())


def _channel(value: str) -> str:
    if not re.fullmatch(r"[CG][A-Z0-9]{5,}", value):
        raise ValueError(f'"{value}" is not a channel\'s ID like C0123456789 (channel details, at the end)')
    return value


def _target(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]{1,40}", value):
        raise ValueError("a target's name has small letters, digits and hyphens, like desk-mail")
    return value


def _variable(value: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9_]{2,60}", value):
        # Not repeated: somebody may have written the address itself here.
        raise ValueError(
            "names the environment variable that holds the address, like NOTIFY_DESK; the address itself is a secret"
        )
    return value


def _called(value: str) -> str:
    if not re.fullmatch(r"[UWS][A-Z0-9]{5,}", value):
        raise ValueError(f'"{value}" is not the ID of a user (U…) or of a user group (S…)')
    return value


def _weekday(value: Any) -> int:
    if not isinstance(value, str) or value.lower() not in WEEKDAYS:
        raise ValueError(f"must be a day of the week in English{nearest(value, WEEKDAYS)}")
    return WEEKDAYS.index(value.lower())


def _timezone(value: str) -> str:
    known = available_timezones()
    if value not in known:
        raise ValueError(f'"{value}" is not a known time zone{nearest(value, known)}')
    return value


def listen(value: Any) -> tuple[str, int]:
    parts = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^\s:\[\]]+):(\d{1,5})", value) if isinstance(value, str) else None
    if parts is None or int(parts[2]) > 65535:
        raise ValueError('must be "host:port", like "127.0.0.1:8080"; port 0 takes any free one')
    return parts[1].strip("[]"), int(parts[2])


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("is not a valid address: look at its host and port") from error
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"\s", value):
        raise ValueError("must be an address that begins with http:// or https:// and names a host")
    if parts.username or parts.password:
        raise ValueError("an address must not carry a user name or password: it is shown in logs and on pages")
    return value


def address_problem(value: str) -> str | None:
    """Why it cannot be a feed's address in feeds.toml; None where it can."""
    try:
        _url(value)
    except ValueError as error:
        return str(error)
    return None


def _reference(value: str) -> str:
    if not re.fullmatch(r"env:[A-Za-z_][A-Za-z0-9_]*", value):
        raise ValueError('is a secret, so name the environment variable that holds it, like "env:FEED_PASSWORD"')
    return value


def _proxy(value: str) -> str:
    if value.startswith("env:"):
        return _reference(value)
    if urlsplit(_url(value)).scheme.lower() != "http":
        raise ValueError("a proxy's address begins with http://; what is asked by https stays encrypted through it")
    return value


def _proxy_or_none(value: str) -> str:
    return _proxy(value) if value else value


def _host(value: str) -> str:
    """As a browser names it: small letters, without port and scheme."""
    try:
        return str(ip_address(value.strip("[]")))
    except ValueError:
        pass  # a name
    try:
        name = value.encode("idna").decode().lower().rstrip(".")
    except UnicodeError:
        name = ""
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", name):
        raise ValueError(
            f'"{value}" is not the name of a host: write it without scheme, port and path, like monitor.example'
        )
    return name


def _network(value: str) -> str:
    try:
        found = ip_network(value, strict=False)
    except ValueError as error:
        raise ValueError(
            f'"{value}" is neither an address nor a network, like "10.0.0.7" or "10.0.0.0/24"; names are not looked up'
        ) from error
    mapped = getattr(found.network_address, "ipv4_mapped", None)
    if mapped is not None and found.prefixlen >= _MAPPED:  # as askers are known
        found = ip_network((mapped, found.prefixlen - _MAPPED))
    if not found.prefixlen:
        raise ValueError(f'"{value}" is everybody: name the addresses that the proxy asks from')
    return str(found)


def _callback(value: str) -> str:
    """Something is written behind it, and it is told to others; empty: nobody is told."""
    parts = urlsplit(_url(value) if value else "")
    if parts.query or parts.fragment:
        raise ValueError('is a public address without query and fragment, like "https://monitor.example/websub"')
    return value.rstrip("/")


def _header_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", value):
        raise ValueError(f'"{value}" is not the name of a header')
    if value.lower() in _OURS:
        raise ValueError(f'"{value}" is written by this program itself')
    return value


def _header(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError("a header is printable ASCII on one line")
    return value


@lru_cache(maxsize=8192)
def _pattern(value: str) -> str:
    """Asked again of the same thousands of patterns wherever a folder is read again, as a changed baseline is to be tried out."""
    try:
        compiled = re.compile(value, re.IGNORECASE)
    except (re.error, OverflowError) as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    if compiled.fullmatch(""):
        raise ValueError("matches the empty text, so it would match everywhere")
    return value


@lru_cache(maxsize=8192)
def _any_space(value: str) -> str:
    """Of a pattern in which a space stands for any white space, as reading has it."""
    try:
        re.compile(spaced(value), re.IGNORECASE)
    except re.error as error:
        raise ValueError(
            f"a space stands for any white space, so it cannot stand there: {error}; write \\s for one"
        ) from error
    return value


def _level(value: Any) -> int:
    if isinstance(value, bool) or value not in LEVELS:
        raise ValueError(_LEVEL_TEXT)
    return int(value)


def _by_level(value: Any) -> Any:
    """Keys "-2" … "+2" as numbers; anything but a table is left for pydantic to refuse."""
    if not isinstance(value, dict):
        return value
    levels = {key: int(key) if re.fullmatch(r"[+-]?[0-2]", key) else None for key in value}
    for key, level in levels.items():
        if level is None:
            raise ValueError(f'"{key}" is not a level; {_LEVEL_TEXT}')
    if len(set(levels.values())) < len(levels):
        raise ValueError("names one level twice")
    return {level: value[key] for key, level in levels.items()}


def _confusion(value: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
    if len(value) != len(LEVELS) or any(len(row) != len(LEVELS) for row in value):
        raise ValueError("must be five rows of five numbers, one row a true level from −2 to +2")
    if any(abs(sum(row) - 1) > _ROUNDING for row in value):
        raise ValueError("each row must add up to 1")
    return value


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError("must be a date like 2023-01-15") from error


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-zA-Z]{2,3}", value):
        raise ValueError('must be a language code of two or three letters, like "en"')
    if value.lower() == "ua":
        raise ValueError('"ua" is a country; Ukrainian is "uk"')
    return value.lower()


def _read_language(value: str) -> str:
    if value.lower() not in READ_LANGUAGES:
        known = f"{', '.join(READ_LANGUAGES[:-1])} or {READ_LANGUAGES[-1]}"
        raise ValueError(f'"{value}" is not a language that is read: write {known} (Ukrainian is uk)')
    return value.lower()


def _each_once(value: Any) -> Any:
    """The later of "ru" and "RU" would take the place of the first; anything but a table is left for pydantic to refuse."""
    if isinstance(value, dict) and len({key.strip().lower() for key in value}) < len(value):
        raise ValueError("names one language twice")
    return value


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Note = Annotated[str, StringConstraints(strict=True, strip_whitespace=True)]
Texts = tuple[Text, ...]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=1)]
CountOrNone = Annotated[int, Field(strict=True, ge=0)]
Amount = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
Factor = Annotated[float, Field(strict=True, ge=1, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, gt=0, lt=1, allow_inf_nan=False)]
Part = Annotated[float, Field(strict=True, gt=0, le=1, allow_inf_nan=False)]
Confusion = Annotated[tuple[tuple[Share, ...], ...], AfterValidator(_confusion)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
SpeakerLevel = Annotated[int, Field(strict=True, ge=1, le=5)]
Sign = Annotated[int, Field(strict=True, ge=-1, le=1)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
DurationOrNone = Annotated[timedelta, BeforeValidator(_duration_or_none)]
Clock = Annotated[time, BeforeValidator(_clock)]
Hours = Annotated[tuple[time, time], BeforeValidator(_hours)]
Channel = Annotated[Text, AfterValidator(_channel)]
Called = Annotated[Text, AfterValidator(_called)]
TargetName = Annotated[Text, AfterValidator(_target)]
Variable = Annotated[Text, AfterValidator(_variable)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
Timezone = Annotated[Text, AfterValidator(_timezone)]
Listen = Annotated[tuple[str, int], BeforeValidator(listen)]
Url = Annotated[Text, AfterValidator(_url)]
Reference = Annotated[Text, AfterValidator(_reference)]
Proxy = Annotated[Text, AfterValidator(_proxy)]
Host = Annotated[Text, AfterValidator(_host)]
Network = Annotated[Text, AfterValidator(_network)]
ProxyOrNone = Annotated[Note, AfterValidator(_proxy_or_none)]
Callback = Annotated[Note, AfterValidator(_callback)]
HeaderName = Annotated[Text, AfterValidator(_header_name)]
Header = Annotated[Text, AfterValidator(_header)]
Pattern = Annotated[Text, AfterValidator(_pattern)]
SpacedPattern = Annotated[Pattern, AfterValidator(_any_space)]
Patterns = tuple[SpacedPattern, ...]
Level = Annotated[int, BeforeValidator(_level)]
Day = Annotated[date, BeforeValidator(_day)]
Language = Annotated[Text, AfterValidator(_language)]
ReadLanguage = Annotated[Text, AfterValidator(_read_language)]
_LANGUAGES_ONCE = BeforeValidator(_each_once)
PatternByLanguage = Annotated[dict[ReadLanguage, Pattern], _LANGUAGES_ONCE]
PatternsByLanguage = Annotated[dict[ReadLanguage, Patterns], _LANGUAGES_ONCE]
TextByLevel = Annotated[dict[int, Text], BeforeValidator(_by_level)]
TextsByLevel = Annotated[dict[int, Texts], BeforeValidator(_by_level)]
TextsByLanguage = Annotated[dict[ReadLanguage, TextsByLevel], _LANGUAGES_ONCE]
