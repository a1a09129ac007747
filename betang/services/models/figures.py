"""What the public page shows, kept for an hour: sums and medians of services, never a request."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicFigures(models.Model):
    """The one row (id 1) of figures computed last, as text of JSON (`queries.figures` writes and reads it)."""

    computed_at = models.DateTimeField(_("dihitung pada"))
    content = models.TextField(_("isi"))

    class Meta:
        verbose_name = _("angka publik")
        verbose_name_plural = _("angka publik")

    def __str__(self) -> str:
        return f"{self.computed_at:%Y-%m-%d %H:%M}"
