"""The tables of notices: what was told to whom, and who wants no daily e-mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LONGEST = 300  # characters of a sentence, and of an address


class Notice(models.Model):
    """One sentence for one person. `digested_at` says when a daily e-mail counted it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("untuk"))
    kind = models.CharField(_("jenis"), max_length=100)
    text = models.CharField(_("isi"), max_length=LONGEST)
    text_en = models.CharField(_("isi dalam bahasa Inggris"), max_length=LONGEST, blank=True)
    url = models.CharField(_("alamat"), max_length=LONGEST, blank=True)
    created_at = models.DateTimeField(_("dibuat pada"))
    read_at = models.DateTimeField(_("dibaca pada"), null=True, blank=True)
    digested_at = models.DateTimeField(_("dikabarkan lewat surel pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pemberitahuan")
        verbose_name_plural = _("pemberitahuan")
        ordering = ["-created_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-created_at", "-id"], name="notices_of_user"),
            # The bell's number is asked for on every page.
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The sentence in the language of the page."""
        return self.text_en if self.text_en and get_language() == "en" else self.text


class NoticePreference(models.Model):
    """Whether somebody wants the daily e-mail; who has no row does."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    digest = models.BooleanField(_("surel harian"), default=True)

    class Meta:
        verbose_name = _("pilihan pemberitahuan")
        verbose_name_plural = _("pilihan pemberitahuan")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.digest}"
