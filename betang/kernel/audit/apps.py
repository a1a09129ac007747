"""Registers the audit app, and finds the words that other apps give their entries."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    """The audit app."""

    name = "betang.kernel.audit"
    label = "audit"

    def ready(self) -> None:
        """Load `audit_words` of every app that has one: the words in which its entries are shown."""
        autodiscover_modules("audit_words")
