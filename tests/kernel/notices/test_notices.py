"""Notices: one sentence for one person, in both languages, read once, nobody else's."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from betang.kernel.accounts.models import User
from betang.kernel.errors import NotFound
from betang.kernel.notices import actions, notice_send, queries
from betang.kernel.notices.models import Notice

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Asia/Pontianak"))


@pytest.fixture
def sari() -> User:
    return User.objects.create_user("sari")


@pytest.fixture
def budi() -> User:
    return User.objects.create_user("budi")


def test_everybody_is_told_once_in_one_insert(sari, budi, django_assert_num_queries):
    with django_assert_num_queries(1):
        told = notice_send(to=[sari.pk, budi.pk, sari.pk], kind="x.y", text="Ada kabar.", url="/aturan/", now=NOW)
    assert told == 2
    assert [queries.unread_count(user.pk) for user in (sari, budi)] == [1, 1]


def test_a_lazy_sentence_is_kept_in_both_languages(sari):
    notice_send(to=[sari.pk], kind="x.y", text=format_lazy("{} {}", _("Beranda"), "Sari"), now=NOW)
    found = Notice.objects.get()
    assert found.sentence == "Beranda Sari"
    with translation.override("en"):
        assert found.sentence == "Home Sari"


@pytest.mark.parametrize("url", ["https://jahat.com/", "//jahat.com", "javascript:alert(1)", "aturan/", "/\\jahat.com"])
def test_open_redirect_by_a_notice_is_refused(sari, url):
    with pytest.raises(ValueError, match="not an address of this site"):
        notice_send(to=[sari.pk], kind="x.y", text="Ada kabar.", url=url, now=NOW)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 301])
def test_an_empty_or_endless_sentence_is_refused(sari, text):
    with pytest.raises(ValueError, match="one sentence"):
        notice_send(to=[sari.pk], kind="x.y", text=text, now=NOW)
    assert not Notice.objects.exists()


def test_reading_is_noted_once(sari):
    notice_send(to=[sari.pk], kind="x.y", text="Ada kabar.", now=NOW)
    number = Notice.objects.get().pk
    actions.notice_read(actor=sari, notice=number, now=NOW)
    actions.notice_read(actor=sari, notice=number, now=NOW + timedelta(days=1))
    assert Notice.objects.get().read_at == NOW
    assert queries.unread_count(sari.pk) == 0


def test_foreign_row_another_persons_notice_cannot_be_read(sari, budi):
    notice_send(to=[sari.pk], kind="x.y", text="Ada kabar.", now=NOW)
    with pytest.raises(NotFound):
        actions.notice_read(actor=budi, notice=Notice.objects.get().pk, now=NOW)
    assert Notice.objects.get().read_at is None
    assert list(queries.notices_of(budi.pk)) == []


def test_all_are_read_up_to_now_and_only_ones_own(sari, budi):
    notice_send(to=[sari.pk, budi.pk], kind="x.y", text="Ada kabar.", now=NOW)
    notice_send(to=[sari.pk], kind="x.y", text="Kabar nanti.", now=NOW + timedelta(minutes=5))
    assert actions.notices_read(actor=sari, now=NOW + timedelta(minutes=1)) == 1
    assert [notice.text for notice in queries.notices_of(sari.pk, unread_only=True)] == ["Kabar nanti."]
    assert queries.unread_count(budi.pk) == 1


def test_the_daily_mail_is_wanted_until_somebody_says_no(sari):
    assert queries.digest_wanted(sari.pk)
    actions.digest_choose(actor=sari, wanted=False)
    assert not queries.digest_wanted(sari.pk)
    actions.digest_choose(actor=sari, wanted=True)
    assert queries.digest_wanted(sari.pk)
