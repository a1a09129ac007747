"""Makes real workers that know the bulk jobs of performance only, on the day of the tests, one row a chunk.

Each begins a minute later than the one before: the lease of a dead worker has run out when the next one comes.
"""

from __future__ import annotations

from datetime import timedelta

import django
import time_machine

from tests.kernel.jobs.spawner import serve


def main() -> None:
    django.setup()
    from betang.kernel.jobs import registry
    from betang.performance import jobs, jobs_closing, jobs_evidence
    from tests.people.build import NOW

    known = (jobs.open_cycle, jobs_closing.close_period, jobs_evidence.collect_evidence)
    registry._jobs.clear()
    registry._jobs.update({job.name: job for job in known})
    for module in (jobs, jobs_closing, jobs_evidence):
        module.__dict__["CHUNK"] = 1
    serve(lambda number: time_machine.travel(NOW + timedelta(minutes=number)).start())


if __name__ == "__main__":
    main()
