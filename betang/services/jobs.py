"""The jobs of public services: messages to phones."""

from betang.services.gateway import messages_deliver

__all__ = ["messages_deliver"]
