"""The addresses of the ledger."""

from django.urls import path

from betang.ledger.views import sources

urlpatterns = [
    path("admin/sumber/", sources.source_list, name="sources"),
    path("admin/sumber/daftar/", sources.source_new, name="source_new"),
    path("admin/sumber/<int:pk>/", sources.source_page, name="source"),
    path("admin/sumber/<int:pk>/perbarui/", sources.source_renewed, name="source_renew"),
    path("admin/sumber/<int:pk>/tutup/", sources.source_closed, name="source_close"),
]
