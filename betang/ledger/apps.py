"""Registers the ledger app, and finds the kinds of facts and the closed times that other apps declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """The ledger app."""

    name = "betang.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Load `fact_kinds` and `fact_closing` of every app that has them."""
        autodiscover_modules("fact_kinds", "fact_closing")
