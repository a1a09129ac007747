"""The portal's own cards on the home page: ways to pages of the portal, for whoever may open them."""

from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.rules import roles, staff
from betang.kernel.access.viewer import Viewer
from betang.portal.shell import url_for
from betang.ui.home import Card, home_card


def _card(viewer: Viewer, name: str, *, title: str, text: str, action: str, icon: str) -> Card | None:
    """Return a card to a page, None while the page does not exist or is not for this person."""
    url = url_for(viewer, name)
    return Card(title=title, text=text, url=url, action=action, icon=icon) if url else None


@home_card(staff, order=40)
def colleagues(viewer: Viewer) -> Card | None:
    """Lead to the search."""
    return _card(
        viewer, "search", icon="search", title=_("Cari rekan atau unit"), action=_("Buka pencarian"),
        text=_("Nama, jabatan, dan unit setiap pegawai kota, serta aturan yang dihitung Betang."),
    )  # fmt: skip


@home_card(roles(Role.ADMIN, Role.BKPSDM), order=30)
def questions(viewer: Viewer) -> Card | None:
    """Lead to what the city still has to settle."""
    return _card(
        viewer, "open_questions", icon="info", title=_("Pertanyaan terbuka"), action=_("Baca daftarnya"),
        text=_("Hal yang belum pasti, siapa yang dapat menetapkannya, dan apa yang dilakukan Betang sementara itu."),
    )  # fmt: skip


@home_card(roles(Role.ADMIN, Role.AUDITOR), order=31)
def parameters(viewer: Viewer) -> Card | None:
    """Lead to the values of law."""
    return _card(
        viewer, "parameters", icon="scale", title=_("Parameter aturan"), action=_("Periksa parameter"),
        text=_("Setiap nilai hukum dengan masa berlaku, pengaruh, sumber, dan tingkat keyakinannya."),
    )  # fmt: skip


@home_card(roles(Role.ADMIN), order=32)
def calendar(viewer: Viewer) -> Card | None:
    """Lead to the city's calendar."""
    return _card(
        viewer, "calendar", icon="calendar", title=_("Kalender kota"), action=_("Atur hari libur"),
        text=_("Hari libur nasional dari tabel, ditambah hari libur setempat yang Anda catat."),
    )  # fmt: skip


@home_card(roles(Role.AUDITOR), order=10)
def trail(viewer: Viewer) -> Card | None:
    """Lead to the audit trail."""
    return _card(
        viewer, "audit", icon="shield", title=_("Jejak audit"), action=_("Telusuri jejak"),
        text=_("Siapa mengubah apa dan kapan; keutuhannya dapat diperiksa dengan satu tombol."),
    )  # fmt: skip
