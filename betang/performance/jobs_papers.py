"""Issuing the papers of a whole unit and putting them into one file; safe to repeat anywhere."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.documents.actions import documents_issue
from betang.kernel.jobs import JobRun, Run, job, job_start, nightly
from betang.people.models import Unit
from betang.performance.actions.bundles import Packed, bundle_ask, bundle_finish, bundles_clear
from betang.performance.models import Bundle, Cycle, Period
from betang.performance.papers.bundling import keys_of, papers_of

CHUNK = 12  # people whose papers are issued in one transaction


@job(name="performance.papers_bundle", title=gettext_lazy("Menyiapkan dokumen satu unit"))
def bundle_papers(run: Run, *, bundle: str) -> None:
    """Issue what is not issued yet, part by part, then pack. Taken up again, what stands is not issued twice."""
    row = Bundle.objects.select_related("unit", "cycle", "period__cycle").filter(pk=bundle, file=None).first()
    if row is None:
        return
    keys = keys_of(row)
    content: list[Packed] = []
    for start in range(0, len(keys), CHUNK):
        papers = papers_of(row, keys[start : start + CHUNK])
        issued = documents_issue(actor=run.actor, papers=papers, now=run.now)
        for paper, made in zip(papers, issued, strict=True):
            rated = dict(paper.data["rated"])
            content.append(Packed(made.pk, rated.get("Nama", ""), rated.get("NIP", "")))
        run.progress(min(start + CHUNK, len(keys)), len(keys), _("menerbitkan dokumen"))
    bundle_finish(run=run, bundle=row, content=content, now=run.now)


@nightly("performance.bundles_clear", title=gettext_lazy("Hapus kumpulan dokumen lama"), at="03:40")
def clear_bundles(run: Run) -> None:
    """Erase bundles older than a week; the papers themselves stay."""
    run.progress(bundles_clear(now=run.now))


def bundle_start(*, actor: User, unit: Unit, cycle: Cycle, period: Period | None, now: datetime) -> JobRun:
    """Start making the bundle of a unit; while the same is being made, that run is returned."""
    made = bundle_ask(actor=actor, unit=unit, cycle=cycle, period=period, now=now)
    key = str(made.pk)
    return job_start(
        bundle_papers, actor=actor, key=key, args={"bundle": key}, url=reverse("unit_papers"), now=now
    )  # fmt: skip
