"""What of a secret value may be shown: the first digits of a NIK, the last of a telephone number, and so on."""

from collections.abc import Callable

from django.utils import timezone

HIDDEN = "••••"


def mask_nik(text: str) -> str:
    """Hide the middle of a NIK or family-card number as the parameter in force says; anything else wholly."""
    from betang.regulation.identity.digits import digits  # numpy: only where a number is shown
    from betang.regulation.identity.nik import DROPPED, masked
    from betang.regulation.parameters import book

    number = digits([text], length=16, dropped=DROPPED)
    return str(masked(number=number, law=book().on(timezone.localdate()))[0]) or HIDDEN


def mask_phone(text: str) -> str:
    """Show the last three digits."""
    return f"{HIDDEN}{text[-3:]}" if len(text) > 6 else HIDDEN


def mask_email(text: str) -> str:
    """Show the first letter and the domain."""
    name, at, domain = text.rpartition("@")
    return f"{name[:1] if len(name) > 1 else ''}{HIDDEN}{at}{domain}" if name and domain else HIDDEN


def mask_name(text: str) -> str:
    """Show the first letter of each word: who knows the name recognises it."""
    return " ".join(f"{word[0]}{HIDDEN[:3]}" for word in text.split()) or HIDDEN


def mask_text(text: str) -> str:
    """Show nothing."""
    return HIDDEN


MASKS: dict[str, Callable[[str], str]] = {
    "nik": mask_nik,
    "phone": mask_phone,
    "email": mask_email,
    "name": mask_name,
    "text": mask_text,
}
