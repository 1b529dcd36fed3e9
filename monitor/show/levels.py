"""The colours of the five levels in a terminal."""

LEVEL_STYLES = {
    -2: "#ffffff on #a8530a",
    -1: "#1d2430 on #eaa96a",
    0: "#1d2430 on #d9d7cf",
    1: "#1d2430 on #9dbfe0",
    2: "#ffffff on #1f5a96",
}
"""Orange to blue, as on the pages: told apart by every kind of colour vision; each sets its own ground, for dark and light."""
