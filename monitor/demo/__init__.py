"""The main job on a demonstration pack of our own words: real feeds over loopback HTTP, a simulated calendar, no token, no network."""

from monitor.demo.run import Shown, run_days
from monitor.demo.server import DemoServer, Outlet, PackArticle, load_pack

__all__ = ["DemoServer", "Outlet", "PackArticle", "Shown", "load_pack", "run_days"]
