"""What somebody is in the city today: by their post, or by a right that was granted to their account."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles. The first three come from a post and are never granted; RESIDENT is whoever has no other."""

    EMPLOYEE = "employee", _("pegawai")
    SUPERVISOR = "supervisor", _("atasan langsung")
    UNIT_HEAD = "unit_head", _("kepala unit")
    ADMIN = "admin", _("administrator sistem")
    UNIT_ADMIN = "unit_admin", _("administrator unit")
    BKPSDM = "bkpsdm", _("BKPSDM")
    CALIBRATION = "calibration", _("tim kalibrasi")
    ORGANISER = "organiser", _("penyelenggara pelatihan")
    OFFICER = "officer", _("petugas layanan")
    VERIFIER = "verifier", _("verifikator")
    KELURAHAN = "kelurahan", _("pendamping kelurahan")
    AUDITOR = "auditor", _("auditor")
    PARTNER = "partner", _("mitra")
    LEADERSHIP = "leadership", _("pimpinan kota")
    MAYOR = "mayor", _("wali kota")
    RESIDENT = "resident", _("warga")


FROM_POSTS = (Role.EMPLOYEE, Role.SUPERVISOR, Role.UNIT_HEAD)
# Comes and goes with a place in a team, found by a `role_source` of betang.people.viewer; never granted either.
FROM_TEAMS = (Role.CALIBRATION,)
# What a grant may hold, as choices of a column; and what a screen for granting offers.
GRANTED = [(role.value, role.label) for role in Role if role not in FROM_POSTS and role != Role.RESIDENT]
OFFERED = [(value, label) for value, label in GRANTED if value not in FROM_TEAMS]
# Accounts of people outside the city's service: they see what is theirs and nothing of the staff's screens.
OUTSIDE = frozenset({Role.PARTNER, Role.RESIDENT})
