"""One row per limit and key: how often it was tried in the window that runs. Keys are hashed: no address, no name."""

from django.db import models


class Counter(models.Model):
    """Tries of one key under one limit."""

    bucket = models.CharField(max_length=100, primary_key=True)  # "<limit>:<keyed hash of the key>"
    hits = models.PositiveIntegerField()
    ends_ms = models.BigIntegerField(db_index=True)  # when the window ends, in milliseconds since 1970

    def __str__(self) -> str:
        return self.bucket
