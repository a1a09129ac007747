"""General titles of the notices that public services send."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.notices.kinds import kinds

kinds({"services.complaint_late": _("Ada pengaduan yang melewati batas waktunya")})
