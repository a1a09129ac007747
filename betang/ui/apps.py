"""Registers the design system's templates, tags and static files, and the words forms use for an empty field."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """The design system."""

    name = "betang.ui"
    label = "ui"

    def ready(self) -> None:
        """Word the commonest error ourselves: Django calls a field "bidang", here a division of an office."""
        Field.default_error_messages["required"] = _("Isian ini harus diisi.")
