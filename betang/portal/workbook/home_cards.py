"""The workbook's card on the home page: the first thing an agency can do before it has anything else in Betang."""

from django.urls import reverse
from django.utils.translation import gettext as _

from betang.kernel.access.rules import roles
from betang.kernel.access.viewer import Viewer
from betang.portal.workbook.rules import USERS
from betang.ui.home import Card, home_card


@home_card(roles(*USERS), order=20)
def workbooks(viewer: Viewer) -> Card:
    """Lead to the uploads."""
    return Card(
        title=_("Penilaian dari buku kerja"),
        text=_("Unggah penilaian instansi sebagai lembar kerja; hasil dan penurunannya per pegawai keluar seketika."),
        url=reverse("workbooks"),
        action=_("Buka penilaian"),
        icon="chart",
    )
