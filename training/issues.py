"""The issues that the network is taught, in the order of its outputs."""

ISSUES = (
    "REL",
    "DIA",
    "ENL",
    "FOR",
    "THR",
    "WAR",
    "AID",
    "UKM",
    "SET",
    "NUC",
    "SAN",
    "ENE",
    "COH",
    "INS",
    "HYB",
    "ESC",
    "DOM",
)
