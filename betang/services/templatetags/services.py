"""What the pages of services say of pictures, promises and stages."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.kernel.crypto.masks import MASKS
from betang.regulation.parameters import book
from betang.regulation.service_standards.catalogue import STANDAR_WAKTU
from betang.services.definition import Definition
from betang.services.screening import warning_words
from betang.ui import formats

register = template.Library()


@register.filter
def warned(codes: list[str]) -> list[str]:
    """Say what looks wrong with a picture."""
    return warning_words(codes)


@register.filter
def tersamar(text: str, kind: str) -> str:
    """Write a value masked, as its kind is: nik, phone, email, name, text."""
    return MASKS[kind](text) if text else ""


@register.filter
def jam_kerja(minutes: float) -> str:
    """Write working minutes in hours and minutes, however many: 13 jam 40 menit."""
    return formats.duration(round(minutes), day_minutes=10**9, language=get_language() or "id")


@register.simple_tag
def promise(service: Definition) -> str:
    """Give the legal limit of a service in words; "" where none is known."""
    hours = book().on(timezone.localdate())[STANDAR_WAKTU].value.get(service.id, {}).get("batas_jam")
    return _("paling lambat %(hours)d jam") % {"hours": hours} if hours else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of applying."""

    label: str
    done: bool
    now: bool


@register.simple_tag
def stages(current: int | str) -> list[Stage]:
    """List the three stages, with where somebody stands; "" stands for the last."""
    names = [_("Pertanyaan"), _("Dokumen"), _("Periksa dan kirim")]
    place = int(current or len(names))
    return [Stage(name, number < place, number == place) for number, name in enumerate(names, start=1)]
