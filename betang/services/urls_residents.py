"""The addresses of residents' accounts."""

from django.urls import path

from betang.services.views import own_data, residents

urlpatterns = [
    path("masuk/daftar/", residents.register, name="register"),
    path("masuk/daftar/kode/", residents.register_code, name="register_code"),
    path("loket/akun/", residents.register_print, name="register_print"),
    path("permohonan/simpan/", residents.requests_keep, name="requests_keep"),
    path("permohonan/tambah/", residents.request_add, name="request_add"),
    path("permohonan/data-saya/", own_data.own_data, name="own_data"),
    path("akun/tutup/", residents.resident_leave, name="resident_leave"),
]
