"""The portal's addresses: public pages, and those of the signed-in shell that belong to no single module."""

from django.urls import include, path

from betang.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("aturan/", views.rules, name="rules"),
    path("aturan/dasar-hukum/", views.instruments, name="instruments"),
    path("aturan/keyakinan/", views.grades, name="grades"),
    path("aturan/nilai/<slug:topic>/<slug:name>/", views.value, name="value"),
    path("aturan/<slug:topic>/<slug:name>/", views.rule, name="rule"),
    path("beranda/", include("betang.portal.desk.urls")),
    path("pemberitahuan/", include("betang.portal.notices.urls")),
    path("cari/", include("betang.portal.search.urls")),
    path("kotak-keluar/", include("betang.portal.outbox.urls")),
    path("", include("betang.portal.about.urls")),
    path("admin/", include("betang.portal.admin.urls")),
    path("admin/akses/", include("betang.portal.access_log.urls")),
    path("audit/", include("betang.portal.audit.urls")),
    path("penilaian/", include("betang.portal.workbook.urls")),
    path("", include("betang.portal.verification.urls")),
    path("", include("betang.portal.jobs.urls")),
    path("", include("betang.portal.accounts.urls")),
]
