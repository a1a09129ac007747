"""One process of several that try at the same moment, from two threads: prints how many tries were allowed.

Usage: hammer.py <database URL> <tries of a thread> <moment>; waits for a line on standard input before it begins. With
0 tries it only makes the table.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import django
from django.conf import settings

from betang.settings import database

url, tries, moment = sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
settings.configure(
    DATABASES={"default": database(url)}, INSTALLED_APPS=["betang.kernel.limits"], SECRET_KEY="hammer", USE_TZ=True
)
django.setup()

from django.core.management import call_command  # noqa: E402  after the settings
from django.db import connection  # noqa: E402

from betang.kernel.limits.counting import Limit, hit  # noqa: E402

if not tries:
    call_command("migrate", verbosity=0)
    sys.exit()
LIMIT = Limit("hammer", amount=10, seconds=60)


def hammer(count: int) -> int:
    """Try so often; return how many tries were allowed."""
    allowed = sum(hit(LIMIT, "one key", moment).allowed for _ in range(count))
    connection.close()
    return allowed


hit(LIMIT, "warm-up", moment)
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.readline()
with ThreadPoolExecutor(2) as pool:
    sys.stdout.write(f"{sum(pool.map(hammer, [tries, tries]))}\n")
