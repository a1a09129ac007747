"""The addresses of applying and of following a request."""

from django.urls import path

from betang.services.views import applying, receipts, tracking

ONE = "permohonan/<uuid:uid>/"

urlpatterns = [
    path("layanan/<slug:service>/ajukan/", applying.apply, name="apply"),
    path("permohonan/", tracking.requests_mine, name="requests_mine"),
    path("permohonan/lanjutkan/", tracking.draft_resume, name="draft_resume"),
    path(ONE, applying.draft, name="draft"),
    path(f"{ONE}tanya/<slug:key>/", applying.draft_question, name="draft_question"),
    path(f"{ONE}dokumen/<slug:key>/", applying.draft_paper, name="draft_paper"),
    path(f"{ONE}dokumen/<slug:key>/hapus/", applying.draft_paper_remove, name="draft_paper_remove"),
    path(f"{ONE}periksa/", applying.draft_review, name="draft_review"),
    path(f"{ONE}batalkan/", applying.draft_cancel, name="draft_cancel"),
    path(f"{ONE}tanda-terima/", applying.receipt, name="receipt"),
    path(f"{ONE}tanda-terima/pdf/", receipts.receipt_pdf, name="receipt_pdf"),
    path(f"{ONE}penolakan/pdf/", receipts.refusal_pdf, name="refusal_pdf"),
    path("lacak/", tracking.track, name="track"),
    path("lacak/t/<str:token>/", tracking.track_link, name="track_link"),
    path("lacak/<uuid:uid>/", tracking.tracked, name="tracked"),
]
