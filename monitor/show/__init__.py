"""What reading and comparing found, put before a person who checks it: as text for a terminal, as a page for a browser.

`describe_reading` and `describe_comparison` decide what is said; the rest only lays it out.
"""

from monitor.show.compared import describe_comparison
from monitor.show.console import Look, look_of
from monitor.show.console_compared import format_comparison
from monitor.show.console_reading import format_reading
from monitor.show.page import render_reading_page
from monitor.show.reading import describe_reading
from monitor.show.wording import language_name, printable

__all__ = [
    "Look",
    "describe_comparison",
    "describe_reading",
    "format_comparison",
    "format_reading",
    "language_name",
    "look_of",
    "printable",
    "render_reading_page",
]
