"""Registers the documents app, and finds the kinds of papers that other apps name."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    """The documents app."""

    name = "betang.kernel.documents"
    label = "documents"

    def ready(self) -> None:
        """Load `document_kinds` of every app that has one."""
        autodiscover_modules("document_kinds")
