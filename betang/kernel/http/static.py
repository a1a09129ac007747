"""Static files: hashed, compressed names once they are collected, their plain names until then."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class CollectedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """`collectstatic` writes hashed names always; pages use them where the web server serves what was collected.

    Tests and the development server read the package's own files, even when an older collection lies about.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name a page links to."""
        return str(super().stored_name(name)) if settings.STATIC_COLLECTED else name
