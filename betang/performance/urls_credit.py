"""The addresses of angka kredit and IP ASN."""

from django.urls import path

from betang.performance.views import credit

urlpatterns = [
    path("kinerja/angka-kredit/", credit.credit_own, name="credit_own"),
    path("kinerja/angka-kredit/kota/", credit.credit_city, name="credit_city"),
    path("kinerja/angka-kredit/kota/unduh/", credit.credit_export, name="credit_export"),
    path("kinerja/angka-kredit/<uuid:uid>/", credit.credit_person, name="credit_person"),
]
