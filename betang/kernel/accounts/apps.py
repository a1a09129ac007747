"""Registers the accounts app under the label that migrations and AUTH_USER_MODEL use."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts app."""

    name = "betang.kernel.accounts"
    label = "accounts"
