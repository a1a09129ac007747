"""The demo accounts: listed on the sign-in page, and made by the demo city. In demo mode only."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "betang-demo"  # noqa: S105  public by intention; demo mode holds no real person


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One demo account: its user name, and who it is."""

    username: str
    who: Promise


DEMO_ACCOUNTS = (
    DemoAccount("pegawai", _("staf Disdukcapil, jabatan fungsional, anggota tim")),
    DemoAccount("atasan", _("atasan langsung pegawai")),
    DemoAccount("kepala", _("Kepala Disdukcapil")),
    DemoAccount("bkpsdm", _("BKPSDM: siklus penilaian, kalibrasi, rencana pelatihan")),
    DemoAccount("sekda", _("pimpinan kota, melihat seluruh kota")),
    DemoAccount("petugas", _("petugas loket Disdukcapil")),
    DemoAccount("verifikator", _("verifikator Disdukcapil")),
    DemoAccount("pelatih", _("penyelenggara pelatihan")),
    DemoAccount("mitra", _("wakil mitra swasta, hanya perjanjiannya sendiri")),
    DemoAccount("auditor", _("Inspektorat, membaca semuanya, tidak mengubah apa pun")),
    DemoAccount("admin", _("administrator sistem")),
    DemoAccount("walikota", _("Wali Kota, menilai kepala perangkat daerah")),
    DemoAccount("kelurahan", _("pendamping kelurahan bagi warga")),
    DemoAccount("warga", _("warga yang mempunyai akun")),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the demo accounts in demo mode, none in any other."""
    return DEMO_ACCOUNTS if settings.BETANG_MODE == "demo" else ()


def demo_password(username: str) -> str:
    """Return the password of a demo account, for filling in the form in demo mode; "" for any other name or mode."""
    return DEMO_PASSWORD if username in {account.username for account in demo_accounts()} else ""
