"""Taking the answers of paper forms, typed in by staff: counted like any other, tied to nobody.

The day on the form gives the month, and only the month is kept, as with answers by link. The entry in the trail says
how many sheets somebody typed, and neither their service, nor their day, nor what stood in them. So a sheet cannot be
found again and taken back; what guards against sheets that nobody filled in is that their share stands beside every
result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from betang.kernel.accounts.models import User
from betang.kernel.audit import record
from betang.kernel.errors import Conflict, Invalid
from betang.services.actions.survey import LONGEST
from betang.services.models import SurveyAnswer, SurveyComment
from betang.services.models.survey import ELEMENTS, PAPER
from betang.services.office import office_code
from betang.services.queries.catalogue import services_on
from betang.services.queries.survey import is_over
from betang.services.survey_figures import Quarter

MOST = 50


def sheets_add(
    *,
    actor: User,
    service: str,
    day: date,
    sheets: Sequence[Mapping[str, int]],
    texts: Sequence[str],
    batch: UUID,
    now: datetime,
) -> int:
    """Take the sheets of one service and day, and what was written freely; return how many. Audited, see above.

    `sheets` map columns (u1 to u9) to 1 to 4, blank ones left out. `batch` is random and the same when a form is sent
    twice: Conflict then. Invalid, by field, for a service that is not offered, a day ahead or in a quarter whose
    figures are published, no sheet, or a score out of range.
    """
    wrong = _refused(service, day, sheets, texts, localdate(now))
    if wrong:
        raise Invalid(_("Lembar ini belum dapat dimasukkan."), fields=wrong)
    month, unit = day.replace(day=1), office_code()
    rows = [
        SurveyAnswer(key=uuid5(batch, str(n)), service=service, month=month, unit=unit, channel=PAPER, **scores)
        for n, scores in enumerate(sheets)
    ]
    words = [
        SurveyComment(key=uuid5(batch, f"t{n}"), month=month, text=text.strip())
        for n, text in enumerate(texts)
        if text.strip()
    ]
    try:
        with transaction.atomic():
            SurveyAnswer.objects.bulk_create(rows)
            SurveyComment.objects.bulk_create(words)
            target = ("services.surveyanswer", PAPER)
            changes = {"sheets": (None, len(rows))}
            record(actor=actor, action="services.survey_sheets", target=target, changes=changes, now=now)
    except IntegrityError as error:
        raise Conflict(_("Lembar ini sudah dimasukkan.")) from error
    return len(rows)


def _refused(
    service: str, day: date, sheets: Sequence[Mapping[str, int]], texts: Sequence[str], today: date
) -> dict[str, str]:
    """Say by field what does not hold."""
    wrong = {}
    if service not in services_on(day):
        wrong["service"] = _("Pilih salah satu layanan.")
    if day > today:
        wrong["day"] = _("Tanggal ini belum tiba.")
    elif is_over(Quarter.of(day), today):
        wrong["day"] = _("Hasil triwulan itu sudah terbit, jadi tidak dapat ditambah.")
    fits = all(each and {*each} <= {*ELEMENTS} and all(1 <= score <= 4 for score in each.values()) for each in sheets)
    if not sheets or len(sheets) > MOST or not fits:
        wrong["sheets"] = _("Isi paling sedikit satu lembar, dengan angka 1 sampai 4.")
    if any(len(text) > LONGEST for text in texts):
        wrong["texts"] = _("Tulisan paling banyak %(most)d huruf.") % {"most": LONGEST}
    return wrong
