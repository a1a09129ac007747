"""What the demo's office does about its survey: done last year, running now, one overdue, each with an owner."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from betang.kernel.accounts.models import User
from betang.services.models import SurveyFollowUp
from betang.services.seed.staff import Pool

PLANS = (
    ("U3", "Menambah satu petugas verifikasi pada jam ramai", -430, -310, "Rata-rata verifikasi turun setengah jam."),
    ("U1", "Contoh foto dokumen yang terbaca pada halaman tiap layanan", -250, -190, "Pengembalian karena foto turun."),
    ("U8", "Menambah kursi dan kipas angin di ruang tunggu", -120, -20, ""),
    ("U9", "Papan pengaduan dengan QR di setiap loket", -60, 45, ""),
    ("U3", "Jadwal petugas mengikuti prakiraan permohonan", -30, 90, ""),
)
"""Element, what is done, from and to (days from today), and what came of it ("" while it is open). Made up."""


def plans_write(officers: Pool, verifiers: Pool, *, day: date, now: datetime) -> int:
    """Write the follow-ups, owned by people of the office in turn; return how many."""
    owners = [*officers.workers, *verifiers.workers]
    head = User.objects.filter(username="kepala").first()
    rows = [
        SurveyFollowUp(
            element=element, programme=programme, owner_id=owners[place % len(owners)].employee,
            from_date=day + timedelta(days=since), to_date=day + timedelta(days=until),
            done_date=day + timedelta(days=until - 5) if result else None, result=result,
            recorded_at=now + timedelta(days=since), recorded_by=head,
        )
        for place, (element, programme, since, until, result) in enumerate(PLANS)
    ]  # fmt: skip
    SurveyFollowUp.objects.bulk_create(rows)
    return len(rows)
