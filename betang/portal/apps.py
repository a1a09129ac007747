"""Registers the portal's templates."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal."""

    name = "betang.portal"
    label = "portal"
