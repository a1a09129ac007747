"""The words in which the audit trail speaks of issued papers."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, say
from betang.kernel.documents.models import Document


def document_labels(ids: Sequence[str]) -> dict[str, str]:
    """Name papers by their number."""
    rows = Document.objects.filter(pk__in=[key for key in ids if key.isdecimal()])
    return {str(key): number for key, number in rows.values_list("pk", "number")}


say({"documents.document_issue": _("dokumen diterbitkan")})
describe("documents.document", labels=document_labels, open_fields=["number", "sha256"])
