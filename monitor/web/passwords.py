"""Passwords: hashed with Argon2id, and checked. The only file that imports argon2."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from monitor.errors import UsageError

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher()


@cache
def _nobody() -> str:
    """What is checked where there is no such user; made when it is first needed, for it takes as long as it is meant to."""
    return _HASHER.hash("nobody's password")


def hashed(password: str) -> str:
    """What is stored. Raises UsageError for a password that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} letters")
    return _HASHER.hash(password)


def matches(password: str, secret: str | None) -> bool:
    """Takes as long where there is no such user: names cannot be found out by the time it takes."""
    if len(password) > LONGEST:
        return False
    nobody = _nobody()
    try:
        _HASHER.verify(secret or nobody, password)
    except (VerificationError, InvalidHashError):
        return False
    return secret is not None
