"""Messages to phones by whichever gateway the city has: SMS, WhatsApp, or none yet.

A gateway is a class with `send(to, text)`, named by the setting BETANG_GATEWAY. The one that comes with Betang writes
to a file in the folder of the data, for trying out and for cities that send by hand. What is written down in the
transaction of the change is handed over by a job: a gateway that is down delays messages and nothing else.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from betang.kernel.jobs import Run, job, job_start
from betang.services.models.messages import PhoneMessage

LONGEST = 480  # three parts of an SMS


class Gateway(Protocol):
    """Hands one message over; raises when it was not taken, and is then asked again later."""

    def send(self, *, to: str, text: str) -> None:
        """Send `text` to `to`, a number such as +62812…"""


class FileGateway:
    """Appends each message as a line of JSON to `messages.jsonl`, readable by the owner of the process only."""

    def send(self, *, to: str, text: str) -> None:
        """Append one message."""
        path = settings.BETANG_VAR / "messages.jsonl"
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(json.dumps({"to": to, "text": text}, ensure_ascii=False) + "\n")


def message_send(*, to: str, text: str, now: datetime) -> PhoneMessage:
    """Write one message down within the caller's transaction; it is handed over when that is committed."""
    made = PhoneMessage.objects.create(phone=to, text=text[:LONGEST], created_at=now)
    job_start(messages_deliver, actor=None, args={"messages": [made.pk]}, now=now)
    return made


@job(name="services.messages_deliver", title=_("Kirim pesan ponsel"))
def messages_deliver(run: Run, *, messages: list[int]) -> None:
    """Hand some messages to the gateway; those that have left are left out. Killed in between, one may arrive twice."""
    gateway: Gateway = import_string(settings.BETANG_GATEWAY)()
    for message in PhoneMessage.objects.filter(pk__in=messages, sent_at__isnull=True).order_by("pk"):
        gateway.send(to=message.phone.reveal(), text=message.text.reveal())
        PhoneMessage.objects.filter(pk=message.pk).update(sent_at=run.now, text="")
