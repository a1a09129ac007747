"""Registers the performance app."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """The performance app."""

    name = "betang.performance"
    label = "performance"
