"""What applicants are told about their request, by the way they chose: e-mail, or a message to a phone.

No message holds an identity number, a PIN, or what was asked for in detail: whoever reads along learns a number only.
"""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.mail.plain import site_url
from betang.kernel.mail.sending import mail_send
from betang.services import flow
from betang.services.definition import Definition
from betang.services.gateway import message_send
from betang.services.models import Event, Request
from betang.services.reasons import REASONS


def tell(request: Request, *, subject: str, text: str, link: str = "", now: datetime) -> None:
    """Send one message by the way the applicant chose; nothing when they chose none. `link` is that of a delivery."""
    address = site_url(reverse("download", args=[link]) if link else reverse("track"))
    if request.email:
        told = _("Lihat permohonan Anda dengan nomor dan PIN pada tanda terima:")
        body = f"{text}\n\n{_('Unduh dengan PIN pada tanda terima:') if link else told}\n{address}"
        mail_send(to=request.email.reveal(), subject=subject, text=body, now=now)
    elif request.phone:
        message_send(to=request.phone.reveal(), text=f"{text} {address}", now=now)


def tell_submitted(
    request: Request,
    definition: Definition,
    *,
    comes_at: datetime | None = None,
    must_come: bool = False,
    now: datetime,
) -> None:
    """Confirm that a request came in, until when its papers are looked at, and when its applicant comes."""
    with translation.override(request.language):
        when = date_format(timezone.localtime(request.due_at), "j F Y H.i")
        given = {"service": definition.name.text(request.language), "number": request.number, "when": when}
        text = _("Permohonan %(service)s kami terima dengan nomor %(number)s. Berkas diperiksa paling lambat %(when)s.")
        subject = _("Permohonan %(number)s diterima") % given
        told = " ".join(part for part in (text % given, come(comes_at, must_come=must_come)) if part)
        tell(request, subject=subject, text=told, now=now)


def come(comes_at: datetime | None, *, must_come: bool = True) -> str:
    """Say when somebody comes, or that they still have to choose when; "" where nobody has to come."""
    if comes_at is None:
        later = _("Layanan ini perlu kehadiran Anda. Pilih hari dan jamnya dari halaman permohonan.")
        return later if must_come else ""
    return _("Datang ke loket pada %(when)s.") % {"when": date_format(timezone.localtime(comes_at), "l j F Y, H.i")}


def tell_appointment(request: Request, comes_at: datetime, *, now: datetime) -> None:
    """Confirm a day and hour that were booked after the sending."""
    with translation.override(request.language):
        given = {"number": request.number}
        text = _("Janji temu untuk permohonan %(number)s sudah dipesan.") % given
        told = f"{text} {come(comes_at)}"
        tell(request, subject=_("Janji temu permohonan %(number)s") % given, text=told, now=now)


def tell_link(request: Request, link: str, *, now: datetime) -> None:
    """Send a new link for a document that was sent before; the PIN stays with the applicant."""
    with translation.override(request.language):
        given = {"number": request.number}
        text = _("Ini tautan baru untuk dokumen permohonan %(number)s. Tautan yang lama tidak berlaku lagi.") % given
        tell(request, subject=_("Tautan baru permohonan %(number)s") % given, text=text, link=link, now=now)


def tell_reversed(request: Request, event: Event, *, now: datetime) -> None:
    """Tell the applicant that a step they heard of was taken back, with the date that holds now; else nothing."""
    if sentence_of(event) is None:
        return
    with translation.override(request.language):
        state = flow.flow_on(timezone.localdate(now)).states[request.state].name.text(request.language)
        given = {"number": request.number, "state": state, "when": said_moment(request.due_at)}
        text = _("Kami menarik kembali langkah terakhir pada permohonan %(number)s. Statusnya sekarang: %(state)s.")
        until = _("Batasnya sekarang %(when)s.") if request.due_at else ""
        words = f"{text} {until} {_('Alasannya ada pada halaman permohonan.')}" if until else text
        tell(request, subject=_("Kabar permohonan %(number)s") % given, text=words % given, now=now)


def tell_corrected(request: Request, *, accepted: bool, now: datetime) -> None:
    """Tell the applicant that a wish to put data right was answered; what it was about is not said."""
    with translation.override(request.language):
        given = {"number": request.number}
        text = _("Data pada permohonan %(number)s sudah kami betulkan seperti yang Anda minta.")
        if not accepted:
            text = _("Permintaan pembetulan data permohonan %(number)s kami tolak. Alasannya ada pada halamannya.")
        tell(request, subject=_("Kabar permohonan %(number)s") % given, text=text % given, now=now)


def tell_step(request: Request, event: Event, *, before: datetime | None = None, link: str = "", now: datetime) -> None:
    """Tell the applicant of a step that matters to them, with the reason and the new date; nothing for the others.

    `before`: the limit that held before the step; while an outage lasts it is the earliest date.
    """
    sentence = sentence_of(event)
    if sentence is None:
        return
    until = {flow.CORRECTING: request.lapses_at, flow.OUTAGE: before}.get(event.state, request.due_at)
    with translation.override(request.language):
        codes = "; ".join(REASONS[code].text(request.language) for code in event.reasons if code in REASONS)
        reasons = _("Alasan: %(reasons)s.") % {"reasons": codes} if codes else ""
        given = {"number": request.number, "when": said_moment(until)}
        text = " ".join(part for part in (str(sentence) % given, reasons) if part)
        tell(request, subject=_("Kabar permohonan %(number)s") % given, text=text, link=link, now=now)


def said_moment(moment: datetime | None) -> str:
    """Write a limit for a message; "" without one."""
    return date_format(timezone.localtime(moment), "j F Y H.i") if moment else ""


def sentence_of(event: Event) -> Promise | None:
    """Return what is said of a step; None for those that ask nothing of the applicant and move no date."""
    return FROM.get((event.before, event.state)) or SAID.get(event.state)


RESUMED = gettext_lazy("Gangguan berakhir dan permohonan %(number)s dilanjutkan. Selesai paling lambat %(when)s.")
FROM = {
    (flow.CORRECTING, flow.VERIFYING): gettext_lazy(
        "Perbaikan permohonan %(number)s kami terima. Berkas diperiksa paling lambat %(when)s."
    ),
    (flow.OUTAGE, flow.RECORDING): RESUMED,
    (flow.OUTAGE, flow.SIGNING): RESUMED,
    (flow.VALIDATING, flow.RECORDING): gettext_lazy(
        "Permohonan %(number)s dikerjakan lagi sesudah pemeriksaan kedua. Selesai paling lambat %(when)s."
    ),
    (flow.SIGNING, flow.VALIDATING): gettext_lazy(
        "Permohonan %(number)s diperiksa sekali lagi sebelum ditandatangani. Selesai paling lambat %(when)s."
    ),
}
"""What is said of a step by where it comes from; else SAID holds."""
SAID = {
    flow.CORRECTING: gettext_lazy("Permohonan %(number)s perlu diperbaiki paling lambat %(when)s."),
    flow.RECORDING: gettext_lazy("Berkas permohonan %(number)s lengkap. Selesai paling lambat %(when)s."),
    flow.OUTAGE: gettext_lazy(
        "Permohonan %(number)s tertahan gangguan jaringan; waktunya berhenti dihitung. Perkiraan selesai %(when)s, "
        "ditambah lamanya gangguan. Tanggal baru kami kabarkan begitu pulih."
    ),
    flow.REJECTED: gettext_lazy("Permohonan %(number)s tidak dapat dipenuhi. Anda dapat mengajukan lagi."),
    flow.SENT: gettext_lazy("Permohonan %(number)s selesai. Dokumennya dapat diunduh dengan PIN Anda."),
    flow.READY: gettext_lazy("Permohonan %(number)s selesai. Hasilnya siap diambil di loket."),
    flow.LAPSED: gettext_lazy(
        "Permohonan %(number)s berakhir karena tidak diperbaiki sampai batas waktunya. Anda dapat mengajukan lagi."
    ),
    flow.CANCELLED: gettext_lazy("Permohonan %(number)s dibatalkan atas permintaan Anda."),
}


def tell_survey(request: Request, token: str, last: date, *, now: datetime) -> None:
    """Ask how the service was. The link is the survey's own, so that nothing else of the request opens with it."""
    with translation.override(request.language):
        given = {"number": request.number, "link": site_url(reverse("survey", args=[token]))}
        given["last"] = date_format(last, "j F Y")
        text = _("Permohonan %(number)s sudah berakhir. Bagaimana layanan kami? Isi tanpa nama paling lambat %(last)s:")
        subject = _("Survei layanan, permohonan %(number)s") % given
        tell(request, subject=subject, text=f"{text % given} {given['link']}", now=now)
