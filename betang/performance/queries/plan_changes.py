"""What differs between two versions of a plan, in words: results and indicators are the same when their lineage is."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from betang.performance.models import Indicator, Result
from betang.performance.targets import target_words


def changes(before: Sequence[Result], after: Sequence[Result]) -> list[str]:
    """Say what differs, in the order of the later version; results with their indicators read ahead."""
    old = {row.lineage: row for row in before}
    new = {row.lineage for row in after}
    found = []
    for row in after:
        if row.lineage not in old:
            found.append(_("Baru: “%(text)s”.") % {"text": row.text})
            continue
        found += _reworded(old[row.lineage].text, row.text)
        found += _indicators(list(old[row.lineage].indicators.all()), list(row.indicators.all()))
    return found + [_("Dihapus: “%(text)s”.") % {"text": row.text} for row in before if row.lineage not in new]


def _reworded(before: str, after: str) -> list[str]:
    """Say that a text was written anew."""
    if before == after:
        return []
    return [_("“%(before)s” menjadi “%(after)s”.") % {"before": before, "after": after}]


def _indicators(before: Sequence[Indicator], after: Sequence[Indicator]) -> list[str]:
    """Say what differs among the indicators of a result."""
    old: dict[UUID, Indicator] = {row.lineage: row for row in before}
    new = {row.lineage for row in after}
    found = []
    for row in after:
        if row.lineage not in old:
            found.append(_("Indikator baru: “%(text)s”.") % {"text": row.text})
            continue
        found += _reworded(old[row.lineage].text, row.text)
        targets = [target_words(one) for one in (old[row.lineage], row)]
        if targets[0] != targets[1]:
            words = {"text": row.text, "before": targets[0] or "–", "after": targets[1] or "–"}
            found.append(_("Target “%(text)s”: %(before)s menjadi %(after)s.") % words)
    return found + [
        _("Indikator dihapus: “%(text)s”.") % {"text": row.text} for row in before if row.lineage not in new
    ]
