"""The review site, its API, health and metrics. The only folder that imports aiohttp.web, prometheus_client and argon2.

It reads the store; what people decide there (verdicts, proposals, logins) is all that it writes.
"""

from monitor.web.app import create_app, create_probes, serve
from monitor.web.health import Health
from monitor.web.passwords import hashed

__all__ = ["Health", "create_app", "create_probes", "hashed", "serve"]
