"""Every signed-in screen of people and portal in both widths, as somebody who may see it: accessible, quiet, it fits.

A page that is added stands in SCREENS, or in ELSEWHERE with the test that opens it at both widths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pytest
from django.urls import resolve

from betang.kernel.access.addresses import addresses
from betang.kernel.access.rules import public
from betang.kernel.jobs import job_start
from betang.people.actions.imports import import_check
from betang.people.jobs import apply_import
from betang.people.models import ImportKind, Team
from tests.access.matrix import methods_of
from tests.browser.conftest import Open
from tests.browser.steps import become, go, look, signed_in
from tests.people.city import TestCity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Who looks at what. {person}, {team} and {post} are one of each, {job} a job of the one who looks.
Screens = Sequence[tuple[str, Sequence[str]]]
PEOPLE: Screens = [
    ("bkpsdm", [
        "/pegawai/", "/pegawai/?q=zzzz", "/pegawai/unit/", "/pegawai/unit/disdukcapil/", "/pegawai/penyelarasan/",
        "/pegawai/impor/", "/pegawai/{person}/", "/pegawai/{person}/riwayat/", "/pegawai/{person}/ketidakhadiran/",
    ]),
    ("kepala", ["/pegawai/tim/", "/pegawai/tim/{team}/", "/pegawai/unit/disdukcapil/ketidakhadiran/"]),
]  # fmt: skip
CHANGES: Screens = [
    ("bkpsdm", [
        "/pegawai/{person}/koreksi/", "/pegawai/{person}/atasan/", "/pegawai/{person}/jabatan/?q=operator",
        "/pegawai/{person}/status/", "/pegawai/{person}/golongan/", "/pegawai/{person}/jabatan/{post}/akhiri/",
        "/pekerjaan/{job}/",
    ]),
    ("kepala", ["/pegawai/tim/bentuk/", "/pegawai/tim/{team}/anggota/?q=siti"]),
    ("admin", [
        "/pegawai/wewenang/", "/pegawai/wewenang/beri/", "/pegawai/wewenang/akun/", "/akun/kode/",
        "/akun/slip/disdukcapil/",
    ]),
]  # fmt: skip
KEEPING: Screens = [
    ("pegawai", ["/pemberitahuan/", "/cari/?q=disduk"]),
    ("admin", [
        "/beranda/", "/admin/pekerjaan/", "/admin/akses/", "/admin/parameter/?topik=tpp",
        "/admin/pertanyaan-terbuka/?q=tpp",
    ]),
    ("auditor", ["/pegawai/wewenang/?semua=1"]),
    ("warga", ["/beranda/"]),
]  # fmt: skip
ELSEWHERE = {
    "test_accounts.py": ["account", "account_confirm", "account_password", "totp_add", "passkey_add"],
    "test_audit.py": ["audit", "audit_check", "audit_entry"],
    "test_journeys_people.py": ["import"],
    "test_shell.py": ["calendar"],
    "test_workbook.py": ["workbooks", "workbook_upload", "workbook", "workbook_unit", "workbook_person"],
}
OURS = ("betang.people.", "betang.portal.")  # other modules look at their screens themselves
FILES = {
    "import_template",
    "import_current",
    "audit_export",
    "workbook_template",
    "workbook_example",
    "workbook_download",
}


def shown(screens: Screens, city: TestCity) -> Iterator[tuple[str, str]]:
    """Give who looks at which address."""
    bkpsdm = city.user("bkpsdm")
    file = BytesIO(b"kode;nama;jenis;induk\nbidang-uji;Bidang Uji;bidang;disdukcapil\n")
    run, _checked = import_check(
        actor=bkpsdm, content=file, name="unit.csv", kind=ImportKind.UNITS, day=city.day, now=city.now
    )
    job = job_start(apply_import, actor=bkpsdm, args={"upload": str(run.pk), "actor": bkpsdm.pk}, now=city.now)
    team = Team.objects.filter(unit__code__startswith="disdukcapil").first() or Team.objects.get()
    person = city.employee("pegawai")
    places = {"person": person.uid, "post": person.assignments.get().pk, "team": team.pk, "job": job.pk}
    return ((who, address.format(**places)) for who, listed in screens for address in listed)


@pytest.mark.parametrize("screens", [PEOPLE, CHANGES, KEEPING], ids=["people", "changes", "keeping"])
def test_every_screen_is_accessible_quiet_and_fits(visit: Open, tiny_city: TestCity, screens: Screens):
    listed = list(shown(screens, tiny_city))
    signed = listed[0][0]
    with visit(listed[0][1], cookies=signed_in(tiny_city.user(signed))) as seen:
        for who, address in listed:
            if who != signed:
                signed = who
                become(seen, tiny_city.user(who))
            if not seen.page.url.endswith(address):
                go(seen, address)
            assert seen.page.url.endswith(address)
            look(seen, (1440, "light"), (390, "light"))


def test_no_screen_is_left_out(tiny_city: TestCity):
    listed = [address for screens in (PEOPLE, CHANGES, KEEPING) for _who, address in shown(screens, tiny_city)]
    opened = {resolve(address.partition("?")[0]).url_name for address in listed}
    named = {name for names in ELSEWHERE.values() for name in names} | FILES
    pages = {
        found.name
        for found in addresses()
        if "GET" in methods_of(found) and found.rule != public and found.view.__module__.startswith(OURS)
    }
    assert opened & named == set()
    assert opened | named == pages
