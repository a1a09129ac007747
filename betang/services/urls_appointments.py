"""The addresses of appointments: chosen and booked by residents, received at the counter, offered by the head."""

from django.urls import path

from betang.services.views import appointments, appointments_desk

FOLLOWED = "lacak/<uuid:uid>/jadwal/"

urlpatterns = [
    path("permohonan/<uuid:uid>/jadwal/", appointments.draft_slot, name="draft_slot"),
    path(FOLLOWED, appointments.tracked_slot, name="tracked_slot"),
    path(f"{FOLLOWED}batal/", appointments.tracked_slot_cancel, name="tracked_slot_cancel"),
    path("loket/janji/", appointments_desk.desk_slots, name="desk_slots"),
    path("loket/janji/<int:appointment>/<slug:mark>/", appointments_desk.desk_slot_mark, name="desk_slot_mark"),
    path("loket/jadwal/", appointments_desk.slot_places, name="slot_places"),
    path("loket/jadwal/<int:row>/batalkan/", appointments_desk.slot_places_void, name="slot_places_void"),
]
