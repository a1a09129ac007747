"""Finding issued papers: by the token of their page, and the ones that stand of some series."""

from collections.abc import Collection

from betang.kernel.documents.models import Document

RELATED = ("file", "replaced_by")


def document_by_token(token: str) -> Document | None:
    """Find a paper by the token of its page, with the one that replaced it; None for any other token."""
    return Document.objects.filter(token=token).select_related("replaced_by").first()


def standing(series: Collection[str]) -> dict[str, Document]:
    """Give the paper that stands of each series; one question."""
    found = Document.objects.filter(series__in=series, replaced_by=None).select_related("file")
    return {row.series: row for row in found}
