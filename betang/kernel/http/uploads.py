"""Uploads stay in memory until the code that asked for them stores them encrypted: none is spooled to a plain file.

Django writes uploads above 2.5 MB to the folder for temporary files, readable there and left behind by a process that
is killed. What a request brings beyond `MOST_BYTES` is counted but not kept: no page takes that much, and the size that
is told is the real one, so that each page refuses it with its own sentence.
"""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 24 * 2**20


class InMemory(FileUploadHandler):
    """Keeps the files of one request in memory, all together at most `MOST_BYTES`."""

    def new_file(self, *args: object, **named: object) -> None:
        """Begin with another file of the request; the room is shared with those before it."""
        super().new_file(*args, **named)  # type: ignore[arg-type]
        self._content = BytesIO()
        self._room = getattr(self, "_room", MOST_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece as far as there is room."""
        self._content.write(raw_data[: self._room])
        self._room = max(0, self._room - len(raw_data))

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand the file over with the size in which it came."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            file=self._content,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
