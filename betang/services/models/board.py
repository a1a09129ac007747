"""What the board reckoned last, kept for a quarter of an hour: sums and medians of steps, never a request."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardFigures(models.Model):
    """Figures under their name ("papan", or a flow chart of one service and span), as text of JSON."""

    name = models.CharField(_("nama"), max_length=80, primary_key=True)
    computed_at = models.DateTimeField(_("dihitung pada"))
    content = models.TextField(_("isi"))

    class Meta:
        verbose_name = _("angka papan layanan")
        verbose_name_plural = _("angka papan layanan")

    def __str__(self) -> str:
        return f"{self.name} {self.computed_at:%Y-%m-%d %H:%M}"
