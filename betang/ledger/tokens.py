"""Tokens of sources as they are kept: by their digest alone."""

import hashlib


def token_digest(token: str) -> str:
    """Give what is kept of a token. It has 256 random bits: nothing that could be guessed, so no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
