"""The main job on a demonstration pack of our own words: real feeds over loopback HTTP, a simulated calendar, no token, no network."""

from monitor.demo.run import CollectingNotifier, Shown, run_days
from monitor.demo.server import DemoServer, Outlet, PackArticle, load_pack

__all__ = ["CollectingNotifier", "DemoServer", "Outlet", "PackArticle", "Shown", "load_pack", "run_days"]
