"""The addresses of the ledger."""

from django.urls import path

from betang.ledger.views import contests, imports, sources

urlpatterns = [
    path("admin/sumber/", sources.source_list, name="sources"),
    path("admin/sumber/daftar/", sources.source_new, name="source_new"),
    path("admin/sumber/impor/", imports.import_list, name="fact_imports"),
    path("admin/sumber/impor/templat/<str:kind>/", imports.import_template, name="fact_template"),
    path("admin/sumber/impor/<uuid:pk>/", imports.import_page, name="fact_import"),
    path("admin/sumber/impor/<uuid:pk>/terapkan/", imports.import_applied, name="fact_import_apply"),
    path("admin/sumber/impor/<uuid:pk>/batalkan/", imports.import_dropped, name="fact_import_drop"),
    path("admin/sumber/<int:pk>/", sources.source_page, name="source"),
    path("admin/sumber/<int:pk>/perbarui/", sources.source_renewed, name="source_renew"),
    path("admin/sumber/<int:pk>/penanggung-jawab/", sources.source_entrusted, name="source_entrust"),
    path("admin/sumber/<int:pk>/tutup/", sources.source_closed, name="source_close"),
    path("fakta/sanggahan/", contests.contest_list, name="contests"),
    path("fakta/sanggahan/<uuid:uid>/", contests.contest_page, name="contest"),
    path("fakta/sanggahan/<uuid:uid>/putusan/", contests.contest_decided, name="contest_decide"),
    path("fakta/<int:pk>/sanggah/", contests.contest_new, name="contest_new"),
]
