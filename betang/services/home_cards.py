"""What the services put on the home page: applying and one's own requests, the queue of the office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import roles
from betang.kernel.access.viewer import Viewer
from betang.services import flow
from betang.services.models import Request
from betang.services.rules import COUNTER
from betang.ui.home import Card, home_card


@home_card(roles(Role.RESIDENT), order=5)
def requests_of_mine(viewer: Viewer) -> Card:
    """Lead to one's own requests; urgent while one of them waits for a correction. One query."""
    mine = Request.objects.filter(user=viewer.actor)
    states = list(mine.exclude(state__in=flow.CLOSED).values_list("state", flat=True)[:100])
    waiting, running = states.count(flow.CORRECTING), len(states)
    text = ngettext("%(n)s permohonan sedang berjalan.", "%(n)s permohonan sedang berjalan.", running) % {"n": running}
    if waiting:
        text = ngettext(
            "%(n)s permohonan menunggu perbaikan Anda.", "%(n)s permohonan menunggu perbaikan Anda.", waiting
        ) % {"n": waiting}
    elif not running:
        text = _("Semua permohonan Anda, juga yang diajukan tanpa akun, dapat disimpan di sini.")
    return Card(
        title=_("Permohonan saya"), text=text, url=reverse("requests_mine"), action=_("Lihat permohonan"),
        icon="inbox", urgent=bool(waiting),
    )  # fmt: skip


@home_card(roles(Role.RESIDENT), order=6)
def applying(viewer: Viewer) -> Card:
    """Lead to the catalogue; no question asked."""
    return Card(
        title=_("Ajukan dokumen"),
        text=_("Akta, kartu keluarga, KTP-el, dan surat pindah. Tanpa biaya, dari ponsel."),
        url=reverse("services"),
        action=_("Pilih layanan"),
        icon="family",
    )


@home_card(roles(Role.RESIDENT), order=7)
def own_data(viewer: Viewer) -> Card:
    """Lead to what is stored about oneself; no question asked."""
    return Card(
        title=_("Data saya"),
        text=_("Apa yang kami simpan tentang Anda, siapa yang membukanya, dan sampai kapan."),
        url=reverse("own_data"),
        action=_("Periksa data saya"),
        icon="eye",
    )


@home_card(roles(Role.KELURAHAN), order=4)
def helping(viewer: Viewer) -> Card:
    """Lead those who help residents to the catalogue, where they apply for them; no question asked."""
    return Card(
        title=_("Bantu warga mengajukan"),
        text=_("Isi permohonan bersama warga, dengan surat kuasa F-1.07, dan serahkan tanda terimanya."),
        url=reverse("services"),
        action=_("Pilih layanan"),
        icon="family",
    )


@home_card(roles(*COUNTER), order=4)
def queue(viewer: Viewer) -> Card:
    """Lead to the queue with the number of requests that wait or run there. One query."""
    states = (flow.SUBMITTED, flow.VERIFYING, flow.RECORDING, flow.VALIDATING, flow.SIGNING)
    number = Request.objects.filter(state__in=states).count()
    text = ngettext("%(n)s permohonan sedang di kantor ini.", "%(n)s permohonan sedang di kantor ini.", number)
    return Card(
        title=_("Antrean loket"),
        text=text % {"n": number} if number else _("Tidak ada permohonan yang menunggu."),
        url=reverse("desk_queue"),
        action=_("Buka antrean"),
        icon="inbox",
        urgent=bool(number),
    )
