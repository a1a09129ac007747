"""Cards on the home page: ways to pages, for whoever the page's own rule lets in, and what failed, for the admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import roles, signed_in, staff
from betang.kernel.access.viewer import Viewer
from betang.kernel.jobs.queries import run_counts
from betang.portal.shell import url_for
from betang.ui.home import Card, home_card


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A card that leads to a page by the name of its address; `order` among the cards."""

    name: str
    order: int
    icon: str
    title: Promise
    text: Promise
    action: Promise


WAYS: Sequence[Way] = (
    Way(
        name="reconcile", order=10, icon="edit", title=_("Selaraskan atasan"), action=_("Buka daftarnya"),
        text=_("Pegawai tanpa atasan, atau yang atasannya keliru. Perbaikannya tidak menunggu siapa pun."),
    ),
    Way(
        name="service_board", order=8, icon="chart", title=_("Papan layanan"), action=_("Buka papan"),
        text=_("Permohonan warga hari ini: yang masuk, yang menunggu, dan di langkah mana waktu hilang."),
    ),
    Way(
        name="audit", order=10, icon="eye", title=_("Jejak audit"), action=_("Telusuri jejak"),
        text=_("Siapa mengubah apa dan kapan; keutuhannya dapat diperiksa dengan satu tombol."),
    ),
    Way(
        name="imports", order=12, icon="upload", title=_("Bawa masuk data"), action=_("Unggah berkas"),
        text=_("Pegawai, unit, jabatan, atasan, dan ketidakhadiran dari lembar kerja, diperiksa dahulu."),
    ),
    Way(
        name="grants", order=20, icon="shield", title=_("Wewenang"), action=_("Beri atau akhiri"),
        text=_("Siapa memegang peran apa, sejak kapan, sampai kapan, dan atas dasar apa."),
    ),
    Way(
        name="code_issue", order=22, icon="id", title=_("Kode masuk"), action=_("Buat kode"),
        text=_("Untuk yang belum pernah masuk atau kehilangan kata sandi; slip seluruh unit dapat dicetak."),
    ),
    Way(
        name="access_log", order=24, icon="finger", title=_("Log akses"), action=_("Baca lognya"),
        text=_("Siapa masuk kapan, dan siapa membuka data tersamar milik siapa."),
    ),
    Way(
        name="calendar", order=30, icon="calendar", title=_("Kalender kota"), action=_("Lihat hari libur"),
        text=_("Hari libur nasional dari tabel, ditambah hari setempat."),
    ),
    Way(
        name="parameters", order=31, icon="scale", title=_("Parameter aturan"), action=_("Periksa parameter"),
        text=_("Setiap nilai hukum dengan masa berlaku, pengaruh, sumber, dan tingkat keyakinannya."),
    ),
    Way(
        name="open_questions", order=32, icon="info", title=_("Pertanyaan terbuka"), action=_("Baca daftarnya"),
        text=_("Hal yang belum pasti, siapa yang dapat menetapkannya, dan apa yang dilakukan Betang sementara itu."),
    ),
    Way(
        name="search", order=40, icon="search", title=_("Cari rekan atau unit"), action=_("Buka pencarian"),
        text=_("Nama, jabatan, dan unit setiap pegawai kota, serta aturan yang dihitung Betang."),
    ),
)  # fmt: skip


def _lead(way: Way, viewer: Viewer) -> Card | None:
    """Return a card to a page, None when the page is not for this person."""
    url = url_for(viewer, way.name)
    if not url:
        return None
    return Card(title=str(way.title), text=str(way.text), url=url, action=str(way.action), icon=way.icon)


for _way in WAYS:
    home_card(signed_in, order=_way.order)(partial(_lead, _way))


@home_card(roles(Role.ADMIN), order=5)
def failed_jobs(viewer: Viewer) -> Card | None:
    """Say that background jobs failed; nothing when none did."""
    count = run_counts().get("failed", 0)
    if not count:
        return None
    text = ngettext("%(n)s tugas gagal dan menunggu diulangi.", "%(n)s tugas gagal dan menunggu diulangi.", count)
    return Card(
        title=str(_("Pekerjaan latar")), text=text % {"n": count}, url=reverse("jobs"), action=str(_("Lihat sebabnya")),
        icon="clock", urgent=True,
    )  # fmt: skip


@home_card(staff, order=35)
def own_file(viewer: Viewer) -> Card | None:
    """Lead to one's own page, where the people who report are listed, too."""
    if viewer.subject is None:
        return None
    text = _("Jabatan, unit, atasan, dan riwayat Anda seperti yang tercatat.")
    return Card(
        title=str(_("Periksa data Anda")), text=str(text), url=reverse("person", args=[viewer.subject]),
        action=str(_("Buka halaman Anda")), icon="id",
    )  # fmt: skip


@home_card(signed_in, order=45)
def own_account(viewer: Viewer) -> Card | None:
    """Lead those who are no employees to their account: the page of a partner or resident is never empty."""
    if viewer.subject is not None:
        return None
    text = _("Kata sandi, langkah kedua, bahasa, dan di mana akun Anda sedang terbuka.")
    return Card(
        title=str(_("Jaga akun Anda")),
        text=str(text),
        url=reverse("account"),
        action=str(_("Buka akun")),
        icon="shield",
    )
