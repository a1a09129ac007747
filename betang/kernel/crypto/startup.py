"""Keeps a process from starting without keys: it would fail later, at the first person who saves something."""

from django.conf import settings

from betang.kernel.crypto import keyfile
from betang.kernel.crypto.keyring import KeyFileError, keyring


def refuse_without_keys() -> None:
    """Raise KeyFileError with a sentence when the key file cannot be used; outside production it is made if missing."""
    keyring()
    if problem := keyfile.problem(settings.BETANG_KEYS):
        raise KeyFileError(problem)
