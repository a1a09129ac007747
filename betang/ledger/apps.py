"""Registers the ledger app; finds the kinds of facts, ready-made measures and closed times that other apps declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """The ledger app."""

    name = "betang.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Load `fact_kinds`, `ready_measures` and `fact_closing` of every app that has them."""
        autodiscover_modules("fact_kinds", "ready_measures", "fact_closing")
