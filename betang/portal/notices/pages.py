"""How notices stand on a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from betang.kernel.notices.kinds import kind_title
from betang.kernel.notices.models import Notice


@dataclass(frozen=True, slots=True)
class Row:
    """One notice with the words of its kind."""

    notice: Notice
    kind: str

    @property
    def unread(self) -> bool:
        """Whether it waits to be read."""
        return self.notice.read_at is None


def rows(notices: Iterable[Notice]) -> list[Row]:
    """Return notices for a list."""
    return [Row(notice, kind_title(notice.kind)) for notice in notices]
