"""Fixtures of this folder."""

from tests.at_once import own_connection

__all__ = ["own_connection"]
