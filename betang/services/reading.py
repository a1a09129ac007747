"""Reads definitions of services from their data; every fault is a sentence that names its place. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from betang.regulation.text import Text, text_from
from betang.services.definition import By, Definition, Is, Kind, Option, Paper, Question, Stop

Row = Mapping[str, Any]
FOLDER = Path(__file__).with_name("data")
QUESTION = {"key", "kind", "text", "help", "options", "when", "by", "optional", "form"}
PAPER = {"key", "text", "help", "when", "case", "optional", "original", "form"}
STOP = {"when", "text", "service"}
SERVICE = {
    "id", "name", "area", "group", "output", "forms", "words", "summary", "digital", "attendance", "needs_nik",
    "fee_rupiah", "packages", "note", "confidence", "media", "question", "paper", "stop",
}  # fmt: skip
CONFIDENCES = {"V", "M-high", "M-med", "M-low", "DESIGN"}


class BadDefinition(ValueError):  # noqa: N818  read where raised
    """A definition cannot be read; `text` says where and why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def fail(where: str, id: str, en: str) -> BadDefinition:
    """Make the fault of a place."""
    return BadDefinition(Text(f"{where}: {id}", f"{where}: {en}"))


@cache
def packaged(folder: Path = FOLDER) -> dict[str, Definition]:
    """Read the services that come with Betang, in the order of their files; cached."""
    common = tomllib.loads((folder / "common.toml").read_text())
    papers = tomllib.loads((folder / "papers.toml").read_text())
    found: dict[str, Definition] = {}
    for file in sorted(folder.glob("services/*.toml")):
        for raw in tomllib.loads(file.read_text())["service"]:
            service = definition(raw, common=common, papers=papers)
            if service.id in found:
                raise fail(service.id, "ada dua kali", "stands twice")
            found[service.id] = service
    check_links(found)
    return found


def check_links(found: Mapping[str, Definition]) -> None:
    """Make sure that services named by others exist."""
    for service in found.values():
        for other in (*service.packages, *(stop.service for stop in service.stops if stop.service)):
            if other not in found:
                raise fail(service.id, f"layanan {other} tidak ada", f"names the unknown service {other}")


def definition(raw: Mapping[str, Any], *, common: Mapping[str, Any], papers: Mapping[str, Any]) -> Definition:
    """Make a definition of one [[service]] with the common questions around its own."""
    where = str(raw.get("id", "?"))
    known(where, raw, SERVICE)
    needs_nik = bool(raw.get("needs_nik", True))
    before = [row for row in common["before"] if row.get("of", "all") in {"all", "nik" if needs_nik else "no_nik"}]
    rows = in_place(where, before, raw.get("question", ()), common["after"])
    questions = tuple(question(where, {k: v for k, v in row.items() if k != "of"}) for row in rows)
    listed = tuple(paper(where, row, papers) for row in (*raw.get("paper", ()), *common["paper"]))
    stops = tuple(stop(where, row) for row in raw.get("stop", ()))
    made = Definition(
        id=where,
        name=words(where, raw, "name"),
        area=str(raw["area"]),
        group=str(raw["group"]),
        output=words(where, raw, "output"),
        summary=words(where, raw, "summary"),
        forms=tuple(raw.get("forms", ())),
        words=tuple(raw.get("words", ())),
        questions=questions,
        papers=listed,
        stops=stops,
        digital=bool(raw.get("digital", True)),
        attendance=bool(raw.get("attendance", False)),
        needs_nik=needs_nik,
        fee_rupiah=int(raw.get("fee_rupiah", 0)),
        packages=tuple(raw.get("packages", ())),
        note=words(where, raw, "note") if "note" in raw else None,
        confidence=str(raw.get("confidence", "DESIGN")),
        media=str(raw.get("media", "hvs_a4_80g_tte_qr")),
    )
    check(made)
    return made


def in_place(where: str, before: Sequence[Row], own: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """Put a service's questions between the common ones; one with the key of a common one stands in its place."""
    mine: dict[Any, Row] = {}
    for row in own:
        if row.get("key") in mine:
            raise fail(f"{where}, question {row.get('key')}", "ada dua kali", "stands twice")
        mine[row.get("key")] = row
    shared = {row.get("key") for row in (*before, *after)}
    between = [row for row in own if row.get("key") not in shared]
    return [*(mine.get(row.get("key"), row) for row in before), *between, *(mine.get(row["key"], row) for row in after)]


def known(where: str, raw: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuse what no reader would read."""
    if unknown := sorted({*raw} - {*names}):
        raise fail(where, f"tidak dikenal: {', '.join(unknown)}", f"unknown: {', '.join(unknown)}")


def words(where: str, raw: Mapping[str, Any], name: str) -> Text:
    """Read a wording in both languages."""
    try:
        return text_from(raw.get(name))
    except ValueError as error:
        raise fail(f"{where}, {name}", "perlu { id, en }, keduanya terisi", str(error)) from error


def conditions(where: str, raw: Mapping[str, Any]) -> tuple[Is, ...]:
    """Read `when = { jenis = ["hilang"], … }`: all must hold."""
    given = raw.get("when", {})
    if not isinstance(given, Mapping) or not all(isinstance(each, list) and each for each in given.values()):
        raise fail(where, 'when: tulis { pertanyaan = ["nilai", …] }', 'when: expected { question = ["value", …] }')
    return tuple(Is(key, tuple(map(str, values))) for key, values in given.items())


def question(where: str, raw: Mapping[str, Any]) -> Question:
    """Read a question."""
    place = f"{where}, question {raw.get('key', '?')}"
    known(place, raw, QUESTION)
    try:
        kind, by = Kind(raw.get("kind", "")), By(raw.get("by", By.APPLICANT))
    except ValueError as error:
        raise fail(place, f"tidak dikenal: {error}", str(error)) from error
    return Question(
        key=str(raw["key"]),
        kind=kind,
        by=by,
        text=words(place, raw, "text"),
        help=words(place, raw, "help") if "help" in raw else None,
        options=tuple(option(place, each) for each in raw.get("options", ())),
        when=conditions(place, raw),
        optional=bool(raw.get("optional", False)),
        form=str(raw.get("form", "")),
    )


def option(where: str, raw: Mapping[str, Any]) -> Option:
    """Read `{ value = "hilang", id = "Hilang", en = "Lost" }`, with `note = { id, en }` where something follows."""
    known(where, raw, {"value", "id", "en", "note"})
    text = words(where, {"option": {key: raw.get(key, "") for key in ("id", "en")}}, "option")
    return Option(str(raw.get("value", "")), text, words(where, raw, "note") if "note" in raw else None)


def paper(where: str, raw: Mapping[str, Any], papers: Mapping[str, Any]) -> Paper:
    """Read a paper: its key and condition here, its wording from the list of papers."""
    place = f"{where}, paper {raw.get('key', '?')}"
    row = {**papers.get(str(raw.get("key")), {}), **raw}
    known(place, row, PAPER)
    return Paper(
        key=str(row["key"]),
        text=words(place, row, "text"),
        help=words(place, row, "help") if "help" in row else None,
        when=conditions(place, row),
        case=words(place, row, "case") if "case" in row else None,
        optional=bool(row.get("optional", False)),
        original=bool(row.get("original", False)),
        form=str(row.get("form", "")),
    )


def stop(where: str, raw: Mapping[str, Any]) -> Stop:
    """Read a stop."""
    known(f"{where}, stop", raw, STOP)
    found = conditions(f"{where}, stop", raw)
    if not found:
        raise fail(f"{where}, stop", "perlu syarat (when)", "needs a condition")
    return Stop(when=found, text=words(f"{where}, stop", raw, "text"), service=str(raw.get("service", "")))


def check(made: Definition) -> None:
    """Refuse keys that stand twice, choices without options, and conditions that could never hold."""
    choices: dict[str, set[str]] = {}
    keys: set[str] = set()
    for each in made.questions:
        place = f"{made.id}, question {each.key}"
        if each.key in keys:
            raise fail(place, "ada dua kali", "stands twice")
        if (each.kind == Kind.CHOICE) != bool(each.options):
            raise fail(
                place,
                "hanya choice yang berpilihan, dan choice perlu pilihan",
                "a choice needs options, nothing else takes any",
            )
        check_conditions(place, each.when, choices)
        keys.add(each.key)
        if each.kind == Kind.CHOICE:
            values = [one.value for one in each.options]
            if "" in values or len(set(values)) < max(len(values), 2):
                raise fail(
                    place,
                    "perlu dua pilihan atau lebih yang nilainya berbeda",
                    "needs at least two options with a value of their own each",
                )
            choices[each.key] = {*values, ""} if each.optional or each.when else set(values)
    names = [each.key for each in made.papers]
    if len(set(names)) < len(names):
        raise fail(made.id, "ada dokumen yang tertulis dua kali", "a paper stands twice")
    for paper_ in made.papers:
        check_conditions(f"{made.id}, paper {paper_.key}", paper_.when, choices)
    for stop_ in made.stops:
        check_conditions(f"{made.id}, stop", stop_.when, choices)
    if made.confidence not in CONFIDENCES:
        raise fail(made.id, f"confidence {made.confidence} tidak dikenal", f"unknown confidence {made.confidence}")


def check_conditions(place: str, when: Iterable[Is], choices: Mapping[str, set[str]]) -> None:
    """Refuse a condition on anything but the options of an earlier choice."""
    for each in when:
        if each.key not in choices:
            raise fail(
                place,
                f"bergantung pada {each.key}, yang bukan pilihan sebelumnya",
                f"depends on {each.key}, which is no earlier choice",
            )
        if missing := sorted(set(each.values) - choices[each.key]):
            raise fail(
                place,
                f"{each.key} tidak punya pilihan {', '.join(missing)}",
                f"{each.key} has no option {', '.join(missing)}",
            )
