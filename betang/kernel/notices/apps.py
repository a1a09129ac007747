"""Registers the notices app, and finds the titles that other apps give their kinds of notices."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """The notices app."""

    name = "betang.kernel.notices"
    label = "notices"

    def ready(self) -> None:
        """Load `notice_kinds` of every app that has one."""
        autodiscover_modules("notice_kinds")
