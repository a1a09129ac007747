"""What the public page of a service says beside the definition itself: in words, with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from betang.regulation.text import Text
from betang.services.definition import Definition, Paper, Question
from betang.services.groups import forms
from betang.services.promise import WORKING_DAY, Component, Promise, Read
from betang.ui.confidence import Confidence, confidence
from betang.ui.formats import duration
from betang.ui.parts import Derivation


@dataclass(frozen=True, slots=True)
class Said:
    """A promise in words, how sure we are of it, and why it is so."""

    words: str
    grade: Confidence
    why: Derivation


@dataclass(frozen=True, slots=True)
class Part:
    """A component of the service standard; `text` is empty for what is not known."""

    name: str
    published: bool
    text: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Answers with which this service is the wrong one, what to do, and the service that is right, if any."""

    answers: str
    text: str
    service: Definition | None


def say(text: Text) -> str:
    """Write a text in the reader's language."""
    return text.text(get_language() or "id")


def where(service: Definition) -> tuple[str, str, str]:
    """Say whether one has to come: the tone of the notice, its first words, and what follows from it."""
    if service.attendance:
        return "warn", _("Anda perlu datang ke loket."), _("Ajukan dahulu dari sini, lalu pilih waktu datang.")
    if service.pickup:
        return "", _("Ajukan dari rumah, ambil di loket."), _("Anda datang satu kali saja, saat hasilnya siap.")
    if service.digital:
        return "good", _("Tidak perlu datang."), _("Hasilnya dikirim sebagai berkas yang dapat Anda cetak sendiri.")
    return "good", _("Tidak perlu datang."), _("Anda diberi tahu bila sudah selesai.")


def always(service: Definition) -> list[Paper]:
    """List the papers that everybody needs."""
    return [paper for paper in service.papers if not paper.when]


def sometimes(service: Definition) -> list[tuple[str, Paper]]:
    """List the papers that some need, each with the words that say when."""
    return [(case(service, paper), paper) for paper in service.papers if paper.when]


def case(service: Definition, paper: Paper) -> str:
    """Say when a paper is needed: its own words, else the answers that ask for it."""
    if paper.case:
        return say(paper.case)
    options = {(each.key, one.value): say(one.text) for each in service.questions for one in each.options}
    wanted = [options.get((each.key, value), value) for each in paper.when for value in each.values]
    return _("Bila: %(answers)s") % {"answers": "; ".join(wanted)}


def elsewhere(service: Definition, offered: Mapping[str, Definition]) -> list[Elsewhere]:
    """List the answers with which another service, or another office, is right."""
    asked = {each.key: each for each in service.questions}
    found = []
    for stop in service.stops:
        answers = [answered(asked[each.key], each.values) for each in stop.when if each.key in asked]
        found.append(Elsewhere("; ".join(answers), say(stop.text), offered.get(stop.service)))
    return found


def answered(question: Question, values: Sequence[str]) -> str:
    """Write a question with the answers that are meant."""
    options = [say(each.text) for each in question.options if each.value in values]
    return f"{say(question.text)} {' / '.join(options)}."


def form_names(service: Definition) -> list[tuple[str, str]]:
    """List the forms of a service, code and name, those of its papers too."""
    codes = dict.fromkeys([*service.forms, *(paper.form for paper in service.papers if paper.form)])
    return [(code, say(forms()[code])) for code in codes if code in forms()]


def limit_said(promise: Promise) -> Said | None:
    """Say the legal limit."""
    read = promise.limit
    if read is None:
        return None
    words = _("Paling lama %(hours)s jam") % {"hours": read.amount}
    steps = [
        _("Dihitung sejak berkas lengkap dan benar, menurut jam dinding."),
        _("Berhenti selama gangguan jaringan atau sistem kependudukan nasional (SIAK) yang dicatat."),
        _("Bila berakhir pada hari tutup, pindah ke jam buka berikutnya."),
    ]
    return said(read, words, _("Mengapa %(hours)s jam?") % {"hours": read.amount}, steps)


def target_said(promise: Promise) -> Said | None:
    """Say the internal target."""
    read = promise.target
    if read is None:
        return None
    time = duration(read.amount, day_minutes=WORKING_DAY, language=get_language() or "id")
    words = _("%(time)s kerja") % {"time": time}
    steps = [_("Menit kerja sejak berkas diterima; malam dan hari libur tidak dihitung.")]
    return said(read, words, _("Mengapa %(time)s kerja?") % {"time": time}, steps)


def deadline_said(promise: Promise) -> Said | None:
    """Say until when residents report the event."""
    read = promise.deadline
    if read is None:
        return None
    words = _("Laporkan dalam %(days)s hari") % {"days": read.amount}
    start = _("Dihitung sejak peristiwanya; hari terakhir masih tepat waktu.")
    if read.since:
        start = _("Dihitung sejak kembali ke Indonesia; hari terakhir masih tepat waktu.")
    steps = [start, _("Sesudahnya tetap dilayani dengan syarat yang sama.")]
    return said(read, words, _("Mengapa %(days)s hari?") % {"days": read.amount}, steps)


def said(read: Read, words: str, question: str, steps: Sequence[str]) -> Said:
    """Put a promise together with its reasons."""
    grade = confidence(read.confidence)
    notes = [say(read.value.note)] if read.value.note else []
    sources = [read.value.legal_basis, _("Sumber: %(source)s") % {"source": say(read.value.source)}, grade.sentence]
    return Said(words, grade, Derivation(question, steps=[*steps, *notes], citations=sources))


def standard(service: Definition, parts: Sequence[Component], promise: Promise) -> list[Part]:
    """Say each component of the service standard; empty text for what nobody has told us."""
    known = known_parts(service, promise)
    return [Part(say(each.name), each.published, known[each.code]() if each.code in known else "") for each in parts]


def known_parts(service: Definition, promise: Promise) -> dict[str, Callable[[], str]]:
    """Give what is known of the components, by their code."""
    limit = limit_said(promise)
    return {
        "PERSYARATAN": lambda: _("Lihat “Yang perlu disiapkan” di atas."),
        "PROSEDUR": lambda: procedure(service),
        "JANGKA_WAKTU": lambda: limit.words if limit else "",
        "BIAYA": lambda: _("Gratis (UU 24/2013 Pasal 79A).") if not service.fee_rupiah else str(service.fee_rupiah),
        "PRODUK": lambda: say(service.output),
        "PENGADUAN": lambda: _("Di loket, atau lewat SP4N-LAPOR! (lapor.go.id)."),
        "DASAR_HUKUM": lambda: _(
            "UU 23/2006 jo. UU 24/2013; Perpres 96/2018; Permendagri 19/2018, 7/2019, 108/2019, dan 109/2019."
        ),
    }


def procedure(service: Definition) -> str:
    """Say the way of a request in one sentence."""
    end = _("lalu diambil di loket") if service.pickup else _("lalu dikirim kepada Anda")
    words = _(
        "Diajukan, diperiksa petugas, direkam di sistem kependudukan nasional (SIAK), "
        "diperiksa orang kedua, ditandatangani, %(end)s."
    )
    return words % {"end": end}
