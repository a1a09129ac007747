"""Why a request as a whole is refused: a status, a sentence, and the headers that belong to it."""

from collections.abc import Mapping

from django.http import JsonResponse


class Problem(Exception):  # noqa: N818  read where raised: `raise Problem(415, ...)`
    """A request that cannot be answered; `response` says so as JSON."""

    def __init__(self, status: int, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, dict(headers or {})

    @property
    def response(self) -> JsonResponse:
        """The answer."""
        return JsonResponse({"detail": self.detail}, status=self.status, headers=self.headers)
