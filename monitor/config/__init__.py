"""The configuration folder → frozen types. Imports pydantic, tomllib, types and errors; nothing else of the house."""

from monitor.config.amendments import Amendment, approve, history, propose, waiting
from monitor.config.amendments import to_json as amendment_to_json
from monitor.config.listening import web_settings
from monitor.config.load import load_config
from monitor.config.rows import Change, changes_between, read_rows

__all__ = [
    "Amendment",
    "Change",
    "amendment_to_json",
    "approve",
    "changes_between",
    "history",
    "load_config",
    "propose",
    "read_rows",
    "waiting",
    "web_settings",
]
