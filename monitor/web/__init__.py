"""The review page, its API, health and metrics. The only folder that imports aiohttp.web and prometheus_client; writes verdicts only."""

from monitor.web.app import create_app, create_probes, serve
from monitor.web.health import Health

__all__ = ["Health", "create_app", "create_probes", "serve"]
