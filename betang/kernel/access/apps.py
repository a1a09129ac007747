"""Registers the start-up check that every address declares who may open it. The app has no tables."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import Error, Tags, register


def check_addresses(app_configs: Sequence[AppConfig] | None = None, **named: Any) -> list[Error]:
    """Report each address without a rule; `migrate`, `check` and the development server refuse to go on."""
    from betang.kernel.access.addresses import verify_urls  # not before the apps are loaded

    return [Error(problem, id="access.E001") for problem in verify_urls()]


class AccessConfig(AppConfig):
    """The access app."""

    name = "betang.kernel.access"
    label = "access"

    def ready(self) -> None:
        """Register the check."""
        register(check_addresses, Tags.urls)
