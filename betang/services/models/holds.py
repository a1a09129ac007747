"""Steps that were pressed and are not taken yet: for some seconds they can be called back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from betang.kernel.crypto.fields import EncryptedField
from betang.services.models.requests import Request


class HeldStep(models.Model):
    """One step that waits until `due_at`; a request holds one at most. `said` is what goes along, as JSON."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="held")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.CharField(_("status"), max_length=12)
    seen = models.PositiveIntegerField()
    said = EncryptedField(_("isi"), blank=True, default="")
    pressed_at = models.DateTimeField(_("ditekan pada"))
    due_at = models.DateTimeField(_("dicatat pada"), db_index=True)

    class Meta:
        verbose_name = _("langkah yang ditahan")
        verbose_name_plural = _("langkah yang ditahan")
        ordering: ClassVar[list[str]] = ["due_at", "id"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.to}"
