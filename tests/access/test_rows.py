"""One row or none: `visible` and `require`."""

import pytest
from django.db.models import Q

from betang.kernel.access.rows import require, visible
from betang.kernel.accounts.models import User
from betang.kernel.errors import Forbidden, NotFound

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MINE = Q(username__startswith="saya")


@pytest.fixture
def mine():
    return User.objects.create_user("saya-1", password=None)


@pytest.fixture
def foreign():
    return User.objects.create_user("orang-lain", password=None)


def refusal(**lookup: object) -> str:
    with pytest.raises(NotFound) as refused:
        visible(User.objects.all(), MINE, **lookup)
    return f"{refused.value.status} {refused.value.message}"


def test_the_own_row_is_found(mine):
    assert visible(User.objects.all(), MINE, pk=mine.pk) == mine


def test_foreign_row_and_unknown_row_are_answered_alike(foreign):
    assert refusal(pk=foreign.pk) == refusal(pk=foreign.pk + 1000) == refusal(username="tidak-ada")


@pytest.mark.parametrize("key", ["x", "-1", "", "1 OR 1=1", 10**30, None])
def test_a_key_that_cannot_be_one_is_unknown(foreign, key):
    assert refusal(pk=key).startswith("404")


def test_a_lookup_cannot_widen_what_may_be_seen(foreign):
    assert refusal(username=foreign.username).startswith("404")


def test_foreign_row_that_is_seen_but_out_of_reach_is_refused_with_a_sentence(mine, foreign):
    require(mine, MINE, "Hanya milik Anda.")
    with pytest.raises(Forbidden, match="Hanya milik Anda"):
        require(foreign, MINE, "Hanya milik Anda.")


def test_of_several_rows_every_one_must_be_within_reach(mine, foreign):
    require(User.objects.filter(pk=mine.pk), MINE, "Hanya milik Anda.")
    for rows in (User.objects.filter(pk__in=[mine.pk, foreign.pk]), User.objects.none()):
        with pytest.raises(Forbidden):
            require(rows, MINE, "Hanya milik Anda.")


def test_a_row_that_is_gone_is_refused(mine):
    User.objects.filter(pk=mine.pk).delete()
    with pytest.raises(Forbidden):
        require(mine, MINE, "Hanya milik Anda.")
