"""General titles of the notices that the ledger sends."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.notices.kinds import kinds

kinds({"ledger.contest": _("Ada kabar tentang sanggahan fakta")})
