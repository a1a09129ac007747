"""The addresses of people."""

from django.urls import path

from betang.people.views import changes, directory, grants, imports, person, posts, reconcile, teams, units

urlpatterns = [
    path("pegawai/", directory.people_list, name="people"),
    path("pegawai/unit/", units.unit_tree, name="units"),
    path("pegawai/unit/<slug:code>/", units.unit_page, name="unit"),
    path("pegawai/unit/<slug:code>/ketidakhadiran/", units.unit_absences, name="unit_absences"),
    path("pegawai/penyelarasan/", reconcile.reconcile_list, name="reconcile"),
    path("pegawai/penyelarasan/ikuti/", reconcile.reconcile_follow, name="reconcile_follow"),
    path("pegawai/impor/", imports.import_list, name="imports"),
    path("pegawai/impor/templat/<slug:kind>/", imports.import_template, name="import_template"),
    path("pegawai/impor/isi/<slug:kind>/", imports.import_current, name="import_current"),
    path("pegawai/impor/<uuid:pk>/", imports.import_page, name="import"),
    path("pegawai/impor/<uuid:pk>/terapkan/", imports.import_applied, name="import_apply"),
    path("pegawai/impor/<uuid:pk>/batalkan/", imports.import_dropped, name="import_drop"),
    path("pegawai/tim/", teams.team_list, name="teams"),
    path("pegawai/tim/bentuk/", teams.team_new, name="team_new"),
    path("pegawai/tim/<int:pk>/", teams.team_page, name="team"),
    path("pegawai/tim/<int:pk>/anggota/", teams.member_new, name="member_new"),
    path("pegawai/tim/<int:pk>/anggota/<int:member>/akhiri/", teams.member_left, name="member_end"),
    path("pegawai/wewenang/", grants.grant_list, name="grants"),
    path("pegawai/wewenang/beri/", grants.grant_new, name="grant_new"),
    path("pegawai/wewenang/akun/", grants.account_new, name="account_new"),
    path("pegawai/wewenang/<int:pk>/akhiri/", grants.grant_ended, name="grant_end"),
    path("pegawai/<uuid:uid>/", person.person_page, name="person"),
    path("pegawai/<uuid:uid>/riwayat/", person.person_history, name="person_history"),
    path("pegawai/<uuid:uid>/buka/", person.person_revealed, name="person_reveal"),
    path("pegawai/<uuid:uid>/koreksi/", changes.person_correct, name="person_correct"),
    path("pegawai/<uuid:uid>/atasan/", changes.superior_set, name="superior_set"),
    path("pegawai/<uuid:uid>/jabatan/", changes.post_new, name="post_new"),
    path("pegawai/<uuid:uid>/jabatan/<int:pk>/akhiri/", posts.post_ended, name="post_end"),
    path("pegawai/<uuid:uid>/jabatan/<int:pk>/batalkan/", posts.post_voided, name="post_void"),
    path("pegawai/<uuid:uid>/golongan/", posts.grade_new, name="grade_new"),
    path("pegawai/<uuid:uid>/status/", changes.status_new, name="status_new"),
    path("pegawai/<uuid:uid>/ketidakhadiran/", changes.person_absences, name="person_absences"),
    path("pegawai/<uuid:uid>/ketidakhadiran/catat/", changes.absence_new, name="absence_new"),
    path("pegawai/<uuid:uid>/ketidakhadiran/<int:pk>/batalkan/", changes.absence_voided, name="absence_void"),
]
