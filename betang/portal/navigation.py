"""The navigation as data: which pages stand in the menu of the signed-in shell, and in the public header and footer.

An entry is shown to whoever the page's own rule lets in (`@access(...)` at its view), so that menu and rights cannot
differ. A module adds its entry to ENTRIES; a name that no address bears yet is left out.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer
from betang.portal.shell import Entry, Shell, always
from betang.ui.context import guide_shown
from betang.ui.parts import Link


def _entry(
    group: str,
    url_name: str,
    label: Promise,
    *,
    icon: str,
    short: Promise | None = None,
    useful: Callable[[Viewer], bool] = always,
) -> Entry:
    return Entry(label=label, url_name=url_name, icon=icon, group=group, short=short, useful=useful)


def appraised(viewer: Viewer) -> bool:
    """Tell whether somebody has an SKP and evaluations: who holds a post; the mayor rates and is not rated."""
    return viewer.has(Role.EMPLOYEE)


def superior(viewer: Viewer) -> bool:
    """Tell whether somebody has people to rate; by role, since the menu must not ask the database."""
    return viewer.has(Role.SUPERVISOR, Role.UNIT_HEAD, Role.MAYOR)


def answers_for_facts(viewer: Viewer) -> bool:
    """Tell whether somebody answers for sources of facts: who decides when one is contested."""
    return viewer.has(Role.BKPSDM, Role.UNIT_ADMIN)


def sits_or_convenes(viewer: Viewer) -> bool:
    """Tell whether calibration is somebody's business: who convenes it, sits in it, or hands ratings to it."""
    return superior(viewer) or viewer.has(Role.BKPSDM, Role.CALIBRATION, Role.AUDITOR)


def resident(viewer: Viewer) -> bool:
    """Tell whether somebody has an account as a resident: staff apply without one, as everybody may."""
    return viewer.has(Role.RESIDENT)


def keeps_residents_data(viewer: Viewer) -> bool:
    """Tell whether somebody works on residents' requests or examines that; by role, as above."""
    return viewer.has(Role.OFFICER, Role.VERIFIER, Role.AUDITOR)


GROUPS = {
    "me": _("Saya"),
    "team": _("Tim saya"),
    "services": _("Layanan"),
    "organisation": _("Organisasi"),
    "management": _("Pengelolaan"),
}
ENTRIES: Sequence[Entry] = (
    _entry("me", "desk", _("Beranda"), icon="home", short=_("Beranda")),
    _entry("me", "plan_mine", _("Kinerja saya"), icon="chart", short=_("Kinerja"), useful=appraised),
    _entry("me", "evaluations", _("Evaluasi saya"), icon="check", useful=appraised),
    _entry("me", "feedback", _("Umpan balik"), icon="chat", useful=appraised),
    _entry("me", "guidances", _("Bimbingan"), icon="insight"),
    _entry("me", "thanks", _("Apresiasi"), icon="thumb"),
    _entry("me", "credit_own", _("Angka kredit"), icon="scale", useful=appraised),
    _entry("me", "improvements", _("Rencana perbaikan"), icon="sprout", useful=appraised),
    _entry("me", "objections", _("Keberatan"), icon="undo"),
    _entry("me", "notices", _("Pemberitahuan"), icon="bell", short=_("Kabar")),
    _entry("team", "plan_team", _("SKP tim"), icon="users", useful=superior),
    _entry("team", "evaluation_team", _("Evaluasi tim"), icon="edit", useful=superior),
    _entry("team", "calibrations", _("Kalibrasi"), icon="scale", useful=sits_or_convenes),
    _entry("services", "services", _("Katalog layanan"), icon="family"),
    _entry("services", "desk_queue", _("Antrean loket"), icon="inbox", short=_("Loket")),
    _entry("services", "register_print", _("Kode akun warga"), icon="id"),
    _entry("services", "service_board", _("Papan layanan"), icon="chart"),
    _entry("services", "requests_mine", _("Permohonan saya"), icon="inbox", useful=resident),
    _entry("services", "complaints", _("Pengaduan masuk"), icon="chat"),
    _entry("services", "data_corrections", _("Pembetulan data"), icon="edit"),
    _entry("services", "data_exports", _("Ekspor data pribadi"), icon="shield", useful=keeps_residents_data),
    _entry("services", "survey_sheets", _("Lembar survei"), icon="edit"),
    _entry("services", "survey_results", _("Survei kepuasan"), icon="thumb"),
    _entry("organisation", "people", _("Pegawai"), icon="users", short=_("Pegawai")),
    _entry("organisation", "units", _("Unit kerja"), icon="tree"),
    _entry("organisation", "teams", _("Tim"), icon="family"),
    _entry("organisation", "goals", _("Pohon kinerja"), icon="sprout"),
    _entry("organisation", "evaluation_units", _("Capaian unit"), icon="tree"),
    _entry("organisation", "credit_city", _("Angka kredit kota"), icon="scale"),
    _entry("organisation", "unit_papers", _("Dokumen unit"), icon="doc"),
    _entry("organisation", "cycles", _("Siklus kinerja"), icon="calendar"),
    _entry("organisation", "rules", _("Aturan"), icon="scale", short=_("Aturan")),
    _entry("management", "workbooks", _("Penilaian"), icon="chart"),
    _entry("management", "reconcile", _("Penyelarasan atasan"), icon="edit"),
    _entry("management", "imports", _("Impor"), icon="upload"),
    _entry("management", "sources", _("Sumber fakta"), icon="inbox"),
    _entry("management", "contests", _("Sanggahan fakta"), icon="undo", useful=answers_for_facts),
    _entry("management", "grants", _("Wewenang"), icon="shield"),
    _entry("management", "code_issue", _("Kode masuk"), icon="id"),
    _entry("management", "jobs", _("Pekerjaan latar"), icon="clock"),
    _entry("management", "audit", _("Jejak audit"), icon="eye"),
    _entry("management", "access_log", _("Log akses"), icon="finger"),
    _entry("management", "parameters", _("Parameter"), icon="doc"),
    _entry("management", "editions", _("Edisi layanan"), icon="edit"),
    _entry("management", "calendar", _("Kalender"), icon="calendar"),
    _entry("management", "open_questions", _("Pertanyaan terbuka"), icon="help"),
)


def public_links(request: HttpRequest) -> list[Link]:
    """Return the entries of the public header, the current one marked."""
    entries = [
        (gettext("Beranda"), reverse("home")),
        (gettext("Layanan"), reverse("services")),
        (gettext("Lacak"), reverse("track")),
        (gettext("Kinerja kota"), reverse("transparency")),
        (gettext("Aturan"), reverse("rules")),
    ]
    if guide_shown():
        entries.append((gettext("Panduan gaya"), reverse("guide")))
    here = request.path
    return [Link(label, url, current=here == url or (url != "/" and here.startswith(url))) for label, url in entries]


def footer_links(request: HttpRequest) -> list[Link]:
    """Return the entries of the footer beside those of the header."""
    entries = [
        (gettext("Pengaduan"), reverse("complaint")),
        (gettext("Privasi"), reverse("privacy")),
        (gettext("Aksesibilitas"), reverse("accessibility")),
        (gettext("Cara kami mengukur"), reverse("measuring")),
        (gettext("Bantuan"), reverse("help")),
    ]
    if settings.BETANG_MODE == "demo":
        entries.append((gettext("Kotak keluar"), reverse("outbox")))
    return [Link(label, url, current=request.path == url) for label, url in entries]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the public navigation, and the signed-in shell when a template asks for it."""
    return {
        "public_links": public_links(request),
        "footer_links": footer_links(request),
        "shell": SimpleLazyObject(lambda: Shell(request, ENTRIES, GROUPS)),
    }
