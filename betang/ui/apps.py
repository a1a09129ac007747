"""Registers the design system's templates, tags and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system."""

    name = "betang.ui"
    label = "ui"
