"""Plans for units and posts."""

from collections.abc import Mapping
from datetime import date

from betang.people.grades import class_span, wrong_classes
from betang.people.imports.plans.plan import Plan, differing
from betang.people.imports.reading import Sheet
from betang.people.models import Position, Unit, UnitKind
from betang.people.models.units import CODE_PATTERN
from betang.people.structure import upwards

UNIT_NAMES = {"nama": "name", "singkatan": "abbreviation", "jenis": "kind", "perangkat_daerah": "main"}
POST_NAMES = {"nama": "name", "jenis": "type", "jenjang": "level", "kelas": "grade_class", "memimpin": "is_head"}


def plan_units(sheet: Sheet, *, day: date, units: Mapping[str, Unit]) -> Plan:
    """Compare units with what is recorded; parents come before what hangs below them."""
    plan = Plan(day)
    rows = {row.values["kode"]: (index, row) for index, row in enumerate(sheet.rows)}
    flag_codes(sheet, "kode")
    parents = {code: unit.parent.code if unit.parent else "" for code, unit in units.items()}
    parents |= {code: row.values.get("induk") or parents.get(code, "") for code, (_index, row) in rows.items()}
    unknown = [
        index for code, (index, row) in rows.items() if row.values.get("induk") and row.values["induk"] not in parents
    ]
    sheet.flag(unknown, "induk", "kode unit yang ada di berkas ini atau sudah tercatat")
    roots = [
        index for code, (index, row) in rows.items() if (row.values["jenis"] == UnitKind.CITY) != (not parents[code])
    ]
    sheet.flag(roots, "induk", "kode unit di atasnya; kosong hanya untuk unit berjenis kota")
    sheet.flag(
        [index for code, (index, _row) in rows.items() if code in upwards(code, parents)],
        "induk",
        "susunan tanpa lingkaran",
    )
    if sheet.report.total:
        return plan
    for code in sorted(rows, key=lambda code: (sum(1 for _above in upwards(code, parents)), code)):
        _index, row = rows[code]
        unit = units.get(code)
        if unit is None:
            new = {name: (None, row.values[column]) for column, name in UNIT_NAMES.items() if column in row.values}
            plan.add(row, code, row.values["nama"], {**new, "parent": (None, parents[code])})
            continue
        before = {name: getattr(unit, name) for name in UNIT_NAMES.values()}
        changes = dict(differing(row, before, UNIT_NAMES))
        above = unit.parent.code if unit.parent else ""
        if parents[code] != above:
            changes["parent"] = (above, parents[code])
        plan.change(row, code, row.values["nama"], changes, unit)
    plan.absent = len(units.keys() - rows.keys())
    return plan


def flag_codes(sheet: Sheet, column: str) -> None:
    """Report codes that are not written as codes are."""
    wrong = [index for index, row in enumerate(sheet.rows) if not CODE_PATTERN.fullmatch(row.values[column] or "")]
    sheet.flag(wrong, column, "huruf kecil, angka, dan tanda hubung")


def plan_positions(sheet: Sheet, *, day: date, positions: Mapping[str, Position], units: Mapping[str, Unit]) -> Plan:
    """Compare posts with what is recorded. A post does not move: one in another unit is another post."""
    plan = Plan(day)
    flag_codes(sheet, "kode")
    rows = list(enumerate(sheet.rows))
    sheet.flag([index for index, row in rows if row.values["unit"] not in units], "unit", "kode unit yang tercatat")
    moved = [
        index
        for index, row in rows
        if (found := positions.get(row.values["kode"])) and found.unit.code != row.values["unit"]
    ]
    sheet.flag(moved, "unit", "unit jabatan ini seperti tercatat; jabatan di unit lain diberi kode baru")
    classes = wrong_classes([row.values.get("kelas") for _index, row in rows], day)
    sheet.flag(classes, "kelas", "kelas jabatan yang ada: ", lambda _index: class_span(day))
    sheet.flag(second_heads(sheet, positions), "memimpin", "satu jabatan pimpinan tiap unit")
    if sheet.report.total:
        return plan
    for _index, row in rows:
        code = row.values["kode"]
        position = positions.get(code)
        if position is None:
            new = {name: (None, row.values.get(column)) for column, name in POST_NAMES.items()}
            plan.add(row, code, row.values["nama"], {**new, "unit": (None, row.values["unit"])})
        else:
            before = {name: getattr(position, name) for name in POST_NAMES.values()}
            plan.change(row, code, row.values["nama"], differing(row, before, POST_NAMES), position)
    plan.absent = len(positions.keys() - {row.values["kode"] for _index, row in rows})
    return plan


def second_heads(sheet: Sheet, positions: Mapping[str, Position]) -> list[int]:
    """List rows that would give a unit a second head's post."""
    head = {post.unit.code: post.code for post in positions.values() if post.is_head and not post.closed_date}
    for row in sheet.rows:
        resigns = "memimpin" in row.values and not row.values["memimpin"]
        if resigns and head.get(row.values["unit"]) == row.values["kode"]:
            del head[row.values["unit"]]
    found = []
    for index, row in enumerate(sheet.rows):
        if row.values.get("memimpin") and head.setdefault(row.values["unit"], row.values["kode"]) != row.values["kode"]:
            found.append(index)
    return found
