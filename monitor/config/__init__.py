"""The configuration folder → frozen types. Imports pydantic, tomllib, types and errors; nothing else of the house."""

from monitor.config.load import load_config

__all__ = ["load_config"]
