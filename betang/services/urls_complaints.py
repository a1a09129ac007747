"""The addresses of complaints: the public's, and the office's."""

from django.urls import path

from betang.services.views import complaint_counter, complaint_handling, complaints

HELD, WORKED = "pengaduan/<uuid:uid>/", "pengaduan-masuk/<uuid:uid>/"

urlpatterns = [
    path("pengaduan/", complaints.complaint, name="complaint"),
    path("pengaduan/lacak/", complaints.complaint_track, name="complaint_track"),
    path(HELD, complaints.complaint_one, name="complaint_one"),
    path(f"{HELD}tanggapan/", complaints.complaint_answer, name="complaint_answer"),
    path(f"{HELD}data/", complaints.complaint_data, name="complaint_data"),
    path("pengaduan-masuk/catat/", complaint_counter.complaint_counter, name="complaint_counter"),
    path("pengaduan-masuk/", complaint_handling.complaints, name="complaints"),
    path(WORKED, complaint_handling.complaint_desk, name="complaint_desk"),
    path(f"{WORKED}langkah/", complaint_handling.complaint_handle, name="complaint_handle"),
    path(f"{WORKED}pelapor/", complaint_handling.complaint_who, name="complaint_who"),
]
