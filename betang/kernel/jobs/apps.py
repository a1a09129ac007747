"""Registers the jobs app, and finds the jobs that other apps declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The jobs app."""

    name = "betang.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Load `jobs` of every app that has one, so that each process knows every job by name."""
        autodiscover_modules("jobs")
