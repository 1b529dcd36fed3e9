"""Passwords: hashed with Argon2id, and checked. The only file that imports argon2."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from monitor.errors import UsageError

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody's password, checked where there is no such user")


def hashed(password: str) -> str:
    """What is stored. Raises UsageError for a password that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} letters")
    return _HASHER.hash(password)


def matches(password: str, secret: str | None) -> bool:
    """Takes as long where there is no such user: names cannot be found out by the time it takes."""
    if len(password) > LONGEST:
        return False
    try:
        _HASHER.verify(secret or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return secret is not None
