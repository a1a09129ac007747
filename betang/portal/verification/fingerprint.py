"""Takes the fingerprint of an uploaded file while it comes in: nothing of it is kept, in memory or on the disk."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from betang.kernel.errors import Invalid

MOST_BYTES = 20 * 2**20


class FingerprintHandler(FileUploadHandler):
    """Counts and digests; the file that the request then holds is empty."""

    size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a file; of several only the last counts."""
        super().new_file(*args, **kwargs)
        self.size, self.digest = 0, hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take in a piece; past the limit the rest is not even read."""
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """Hand over an empty file under the name that came."""
        return SimpleUploadedFile(self.file_name or "berkas", b"")


def fingerprint(request: HttpRequest) -> str:
    """Give the SHA-256 of the file in the field `berkas`; Invalid when there is none or it is too large."""
    handler = FingerprintHandler(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_BYTES:
        request.upload_handlers = [handler]
        there = "berkas" in request.FILES
        if there and 0 < handler.size <= MOST_BYTES:
            return handler.digest.hexdigest()
        if handler.size <= MOST_BYTES:
            raise Invalid(_("Pilih berkas PDF yang hendak dicocokkan."))
    raise Invalid(_("Berkas ini lebih besar dari %(mb)s MB; dokumen terbitan Betang tidak sebesar itu.")
                  % {"mb": MOST_BYTES // 2**20})  # fmt: skip
