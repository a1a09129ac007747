"""The words in which the trail speaks of people."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from betang.kernel.audit.words import describe, name_people, say
from betang.people.models import Employee, Position, Unit
from betang.people.queries.directory import by_words

say(
    {
        "people.unit_open": _("unit dibuka"),
        "people.unit_change": _("unit diubah"),
        "people.unit_close": _("unit ditutup"),
        "people.unitperiod_void": _("catatan unit dibatalkan"),
        "people.position_open": _("jabatan dibuka"),
        "people.position_change": _("jabatan diubah"),
        "people.import_drop": _("impor dibatalkan"),
        "people.import_apply": _("berkas diterapkan"),
        "people.import_check": _("berkas diperiksa"),
        "people.employee_add": _("pegawai dicatat"),
        "people.employee_correct": _("data pegawai dikoreksi"),
        "people.reveal": _("data pribadi dibuka"),
        "people.grade_set": _("golongan dicatat"),
        "people.grade_end": _("golongan berakhir"),
        "people.status_set": _("status dicatat"),
        "people.status_end": _("status berakhir"),
        "people.assignment_open": _("penugasan dimulai"),
        "people.assignment_end": _("penugasan berakhir"),
        "people.assignment_void": _("penugasan dibatalkan"),
        "people.line_set": _("atasan ditetapkan"),
        "people.line_open": _("atasan dicatat menurut susunan"),
        "people.line_end": _("garis atasan berakhir"),
        "people.line_void": _("garis atasan dibatalkan"),
        "people.team_open": _("tim dibentuk"),
        "people.team_join": _("anggota tim masuk"),
        "people.team_leave": _("anggota tim keluar"),
        "people.absence_add": _("ketidakhadiran dicatat"),
        "people.absence_void": _("ketidakhadiran dibatalkan"),
        "people.grant_give": _("wewenang diberikan"),
        "people.grant_end": _("wewenang diakhiri"),
    }
)


def names(subjects: Collection[UUID]) -> Mapping[UUID, str]:
    """Name people by their uid, in one query."""
    return {person.uid: person.full_name for person in Employee.objects.filter(uid__in=subjects)}


def find(text: str, limit: int) -> Sequence[UUID]:
    """Find people by a part of their name or a whole NIP."""
    return list(Employee.objects.filter(by_words(text)).order_by("name").values_list("uid", flat=True)[:limit])


def unit_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name units by their id."""
    return {str(pk): name for pk, name in Unit.objects.filter(pk__in=ids).values_list("pk", "name")}


def position_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name posts by their id."""
    return {str(pk): name for pk, name in Position.objects.filter(pk__in=ids).values_list("pk", "name")}


def employee_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name employees by their id."""
    return {str(person.pk): person.full_name for person in Employee.objects.filter(pk__in=ids)}


name_people(names=names, find=find)
VOIDED = {"voided": _("dibatalkan")}
for _dated in ("assignment", "reportingline", "absence", "grant"):
    describe(f"people.{_dated}", fields=VOIDED)
describe("people.grade", word=_("golongan"), fields=VOIDED)
describe("people.status", word=_("status pegawai"), fields=VOIDED)
describe("people.teammember", word=_("anggota tim"), fields={**VOIDED, "team": _("tim")})
ABOVE = {**VOIDED, "parent": _("unit di atasnya")}
describe("people.unitperiod", word=_("catatan unit"), fields=ABOVE)
describe(
    "people.unit", labels=unit_labels, fields=ABOVE, open_fields=["code", "kind", "name", "abbreviation", "parent"]
)
describe("people.position", labels=position_labels, open_fields=["code", "name", "type", "level", "unit", "is_head"])
describe("people.employee", labels=employee_labels)
