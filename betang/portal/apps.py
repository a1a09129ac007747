"""Registers the portal's templates, and finds what modules put on the home page and into the search."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    """The portal."""

    name = "betang.portal"
    label = "portal"

    def ready(self) -> None:
        """Load `home_cards`, `public_parts` and `search_providers` of every app that has them."""
        autodiscover_modules("home_cards", "public_parts", "search_providers")
