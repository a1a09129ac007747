"""Registers the limits app."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """The limits app."""

    name = "betang.kernel.limits"
    label = "limits"
