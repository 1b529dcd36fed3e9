"""The configuration folder → frozen types. Imports pydantic, tomllib, types and errors; nothing else of the house."""

from monitor.config.adoption import adopt, command_for, unfinished
from monitor.config.amendments import Amendment, approve, history, propose, refusals, waiting
from monitor.config.amendments import to_json as amendment_to_json
from monitor.config.copying import copy_with_feeds
from monitor.config.feeds_file import add_rows, feed_rows, remove_row
from monitor.config.fields import address_problem
from monitor.config.listening import listening_on
from monitor.config.load import load_config
from monitor.config.rows import Change, changes_between, read_rows

__all__ = [
    "Amendment",
    "Change",
    "add_rows",
    "address_problem",
    "adopt",
    "amendment_to_json",
    "approve",
    "changes_between",
    "command_for",
    "copy_with_feeds",
    "feed_rows",
    "history",
    "listening_on",
    "load_config",
    "propose",
    "read_rows",
    "refusals",
    "remove_row",
    "unfinished",
    "waiting",
]
