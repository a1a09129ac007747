"""Plans for employees, lines of reporting and absences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from betang.people.grades import right_grade, span
from betang.people.imports.plans.plan import Plan, differing
from betang.people.imports.reading import Row, Sheet
from betang.people.imports.state import Person
from betang.people.models import Absence, Employee, Position, ReportingLine
from betang.people.structure import upwards

NAMES = {
    "nama": "name",
    "gelar_depan": "front_title",
    "gelar_belakang": "back_title",
    "kedudukan": "kind",
    "pendidikan": "education",
    "nik": "nik",
    "telepon": "phone",
    "surel": "email",
    "alamat": "address",
}


def plan_employees(
    sheet: Sheet,
    *,
    day: date,
    people: Mapping[str, Person],
    positions: Mapping[str, Position],
    heads: Mapping[str, str],
) -> Plan:
    """Compare employees with what is recorded: names and contact data, grade, post."""
    plan = Plan(day)
    sheet = graded(sheet, day)
    rows = list(enumerate(sheet.rows))
    unknown = [index for index, row in rows if row.values["jabatan"] not in positions]
    sheet.flag(unknown, "jabatan", "kode jabatan yang tercatat; impor jabatan lebih dulu")
    sheet.flag([i for i, row in rows if gone(people.get(row.values["nip"]))], "nip", "pegawai yang masih bertugas")
    sheet.flag(too_early(sheet, people, day), "tmt_jabatan", "hari sesudah mulainya jabatan yang tercatat")
    sheet.flag(grade_early(sheet, people, day), "tmt_golongan", "hari sesudah mulainya golongan yang tercatat")
    sheet.flag(double_niks(sheet, people), "nik", "NIK yang belum dipakai pegawai lain")
    sheet.flag(two_heads(sheet, positions, heads), "jabatan", "jabatan pimpinan yang belum diduduki orang lain")
    if sheet.report.total:
        return plan
    for _index, row in rows:
        nip = row.values["nip"]
        person = people.get(nip)
        if person is None:
            plan.add(row, nip, row.values["nama"], additions(row, day))
        else:
            plan.change(row, nip, row.values["nama"], alterations(row, person, day), person)
    plan.absent = len(people.keys() - {row.values["nip"] for _index, row in rows})
    return plan


def graded(sheet: Sheet, day: date) -> Sheet:
    """Write the grades as the law does; report those that a kind of service does not have on the day they begin."""
    rows, wrong = [], []
    for index, row in enumerate(sheet.rows):
        kind, text, begins = row.values.get("kedudukan"), row.values.get("golongan"), since(row, "tmt_golongan", day)
        right = right_grade(kind, text, begins) if kind and text else text
        if kind and text and not right:
            wrong.append(index)
        rows.append(replace(row, values={**row.values, "golongan": right}) if right != text else row)
    places = sheet.rows
    sheet.flag(
        wrong,
        "golongan",
        "golongan bagi kedudukannya pada hari itu: ",
        lambda index: span(places[index].values["kedudukan"], since(places[index], "tmt_golongan", day)),
    )
    return replace(sheet, rows=rows)


def gone(person: Person | None) -> bool:
    """Tell whether somebody is recorded as having left."""
    return person is not None and person.gone


def since(row: Row, column: str, day: date) -> date:
    """Give the day from which a cell holds: its own column, else the day of the import."""
    found: date = row.values.get(column) or day
    return found


def additions(row: Row, day: date) -> dict[str, tuple[Any, Any]]:
    """List what a new employee brings."""
    new = {name: (None, row.values[column]) for column, name in NAMES.items() if row.values.get(column)}
    new["post"] = (None, (row.values["jabatan"], since(row, "tmt_jabatan", day)))
    if row.values.get("golongan"):
        new["grade"] = (None, (row.values["golongan"], since(row, "tmt_golongan", day)))
    return new


def alterations(row: Row, person: Person, day: date) -> dict[str, tuple[Any, Any]]:
    """List what differs for a recorded employee."""
    before = {name: getattr(person.employee, name) for name in NAMES.values()}
    changes = dict(differing(row, before, NAMES))
    grade = row.values.get("golongan")
    if grade and (person.grade is None or person.grade.grade != grade):
        held = person.grade.grade if person.grade else None
        changes["grade"] = (held, (grade, since(row, "tmt_golongan", day)))
    if person.post is None or person.post.position.code != row.values["jabatan"]:
        held = person.post.position.code if person.post else None
        changes["post"] = (held, (row.values["jabatan"], since(row, "tmt_jabatan", day)))
    return changes


def too_early(sheet: Sheet, people: Mapping[str, Person], day: date) -> list[int]:
    """List rows with a new post that would begin before, or on the same day as, the recorded one."""
    found = []
    for index, row in enumerate(sheet.rows):
        post = people[row.values["nip"]].post if row.values["nip"] in people else None
        moves = post is not None and post.position.code != row.values["jabatan"]
        if moves and post and since(row, "tmt_jabatan", day) <= post.from_date:
            found.append(index)
    return found


def grade_early(sheet: Sheet, people: Mapping[str, Person], day: date) -> list[int]:
    """List rows with a new grade that would begin before, or on the same day as, the recorded one."""
    found = []
    for index, row in enumerate(sheet.rows):
        held = people[row.values["nip"]].grade if row.values["nip"] in people else None
        wanted = row.values.get("golongan")
        if held and wanted and held.grade != wanted and since(row, "tmt_golongan", day) <= held.from_date:
            found.append(index)
    return found


def double_niks(sheet: Sheet, people: Mapping[str, Person]) -> list[int]:
    """List rows whose NIK belongs to somebody else, recorded or in an earlier row."""
    if not any(row.values.get("nik") for row in sheet.rows):
        return []
    owner = {person.employee.nik.reveal(): nip for nip, person in people.items() if person.employee.nik}
    found = []
    for index, row in enumerate(sheet.rows):
        nik = row.values.get("nik")
        if nik and owner.setdefault(nik, row.values["nip"]) != row.values["nip"]:
            found.append(index)
    return found


def two_heads(sheet: Sheet, positions: Mapping[str, Position], heads: Mapping[str, str]) -> list[int]:
    """List rows that would put a second person into a head's post."""
    leaving = {row.values["nip"]: row.values["jabatan"] for row in sheet.rows}
    holder = {code: nip for code, nip in heads.items() if leaving.get(nip, code) == code}
    found = []
    for index, row in enumerate(sheet.rows):
        code = row.values["jabatan"]
        leads = code in positions and positions[code].is_head
        if leads and holder.setdefault(code, row.values["nip"]) != row.values["nip"]:
            found.append(index)
    return found


def plan_lines(
    sheet: Sheet,
    *,
    day: date,
    employees: Mapping[str, Employee],
    lines: Mapping[int, ReportingLine],
    left: frozenset[int],
) -> Plan:
    """Compare superiors with what is recorded."""
    plan = Plan(day)
    rows = list(enumerate(sheet.rows))
    for column in ("nip", "nip_atasan"):
        sheet.flag([i for i, row in rows if row.values[column] not in employees], column, "NIP pegawai yang tercatat")
    if sheet.report.total:
        return plan
    pairs = [(employees[row.values["nip"]].pk, employees[row.values["nip_atasan"]].pk) for _index, row in rows]
    sheet.flag([i for i, (who, above) in enumerate(pairs) if who == above], "nip_atasan", "orang lain, bukan dirinya")
    sheet.flag(
        [i for i, (_who, above) in enumerate(pairs) if above in left], "nip_atasan", "atasan yang masih bertugas"
    )
    above = {person: line.superior_id for person, line in lines.items()} | dict(pairs)
    sheet.flag(
        [i for i, (who, _above) in enumerate(pairs) if who in upwards(who, above)],
        "nip_atasan",
        "garis tanpa lingkaran",
    )
    if sheet.report.total:
        return plan
    for (who, superior), (_index, row) in zip(pairs, rows, strict=True):
        employee, line = employees[row.values["nip"]], lines.get(who)
        held = line.superior_id if line else None
        changes = {} if held == superior else {"superior": (held, superior)}
        if line is None:
            plan.add(row, row.values["nip"], employee.full_name, changes)
        else:
            plan.change(row, row.values["nip"], employee.full_name, changes, line)
    return plan


def plan_absences(
    sheet: Sheet, *, day: date, employees: Mapping[str, Employee], absences: Mapping[int, list[Absence]]
) -> Plan:
    """Compare absences with what is recorded: the same span of the same kind is known, another that touches it not."""
    plan = Plan(day)
    rows = list(enumerate(sheet.rows))
    sheet.flag([i for i, row in rows if row.values["nip"] not in employees], "nip", "NIP pegawai yang tercatat")
    backwards = [
        i
        for i, row in rows
        if row.values["mulai"] and row.values["sampai"] and row.values["sampai"] < row.values["mulai"]
    ]
    sheet.flag(backwards, "sampai", "hari yang tidak mendahului hari pertama")
    if sheet.report.total:
        return plan
    spans = {pk: [(a.from_date, a.to_date or a.from_date, a.kind) for a in found] for pk, found in absences.items()}
    clashes = []
    for index, row in rows:
        person = employees[row.values["nip"]]
        known = spans.setdefault(person.pk, [])
        span = (row.values["mulai"], row.values["sampai"], row.values["jenis"])
        if span in known:
            plan.unchanged += 1
        elif any(first <= span[1] and span[0] <= last for first, last, _kind in known):
            clashes.append(index)
        else:
            known.append(span)
            new = {"kind": (None, span[2]), "from_date": (None, span[0]), "to_date": (None, span[1])}
            plan.add(row, row.values["nip"], person.full_name, new)
    sheet.flag(clashes, "mulai", "hari yang belum tercatat sebagai ketidakhadiran")
    return plan
