"""Registers the calendar app."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The calendar app."""

    name = "betang.kernel.calendar"
    label = "calendar"
