"""Registers the crypto app under the label that migrations use."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """The crypto app."""

    name = "betang.kernel.crypto"
    label = "crypto"
