"""Registers the services app."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """The services app."""

    name = "betang.services"
    label = "services"
