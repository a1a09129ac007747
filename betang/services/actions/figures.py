"""Keeping the public figures: nobody's data, computed from what stands in the tables, so nothing for the trail."""

from __future__ import annotations

from betang.services.figures import Figures, as_text
from betang.services.models import PublicFigures


def figures_keep(*, figures: Figures) -> None:
    """Put figures in the place of those kept before; one statement, so that two who compute at once do no harm."""
    PublicFigures.objects.bulk_create(
        [PublicFigures(pk=1, computed_at=figures.computed_at, content=as_text(figures))],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["computed_at", "content"],
    )
