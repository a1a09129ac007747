"""Registers the performance app."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """The performance app."""

    name = "betang.performance"
    label = "performance"

    def ready(self) -> None:
        """Say whom a sitting gives its role."""
        from betang.people.viewer import role_source
        from betang.performance.rules import SITS

        role_source(SITS)
