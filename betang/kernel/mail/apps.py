"""Registers the mail app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail app."""

    name = "betang.kernel.mail"
    label = "mail"
