"""Addresses of jobs."""

from django.urls import path

from betang.portal.jobs import views

urlpatterns = [
    path("admin/pekerjaan/", views.jobs, name="jobs"),
    path("admin/pekerjaan/<uuid:run>/ulangi/", views.retry, name="job_retry"),
    path("pekerjaan/<uuid:run>/", views.job, name="job"),
]
