"""What goes on beside the posts: superiors set by hand, rights, teams, corrections, rises in grade."""

from __future__ import annotations

from datetime import date, timedelta

from betang.people.seed.catalogue import Size, degrees, single_seats, table
from betang.people.seed.persons import Person
from betang.people.seed.steps import (
    Correction,
    Granting,
    LineSet,
    PostCorrection,
    Promotions,
    TeamLeft,
    TeamPlan,
    TeamsFormed,
)
from betang.people.seed.story import ADMIN, KEEPER, Story, leads, ranked, settled, staff
from betang.people.seed.timeline import working_day


def lines_by_hand(story: Story) -> None:
    """Let camats report to the Sekda, and some staff to another head of the same perangkat daerah."""
    day = working_day(story.times.opening + timedelta(days=20))
    camats = story.free(leads, ranked("adm-3a"), lambda p: p.post is not None and p.post.unit.startswith("kec-"))
    for camat in camats:
        story.busy.add(camat.username)
        reason = "Wali Kota menetapkan Sekretaris Daerah sebagai atasan langsung camat"
        story.add(LineSet(day=day, actor=KEEPER, person=camat.username, superior="sekda", reason=reason))
    for _number in range(story.numbers.rounds):
        person = story.pick(story.free(staff, settled))
        other = other_head(story, person) if person else None
        if person and other:
            reason = "Diperbantukan untuk satu tahun"
            story.add(LineSet(day=day, actor=KEEPER, person=person.username, superior=other.username, reason=reason))


def other_head(story: Story, person: Person) -> Person | None:
    """Choose who leads another unit of the same perangkat daerah; nobody whose own post changes hands."""
    unit = person.post.unit if person.post else ""
    above = {unit, *story.above(unit)}
    main = story.main_of(person)
    demo = {row.username for row in single_seats()}
    found = [
        head
        for head in story.people.values()
        if leads(head)
        and head.post
        and head.leaves is None
        and story.main_of(head) == main
        and head.post.unit not in above
        and (head.username not in story.busy or head.username in demo)
    ]
    return story.chance.choice(found) if found else None


def grants(story: Story, size: Size) -> None:
    """Give the rights of the single seats, and administrators to the units."""
    opening = story.times.opening
    for row in single_seats():
        for grant in row.grants if size.has(row.size) else ():
            role, _, unit = grant.partition("@")
            actor = "" if row.username == ADMIN else ADMIN
            reason = "Penugasan awal kota contoh"
            story.add(Granting(day=opening, actor=actor, account=row.username, role=role, unit=unit, reason=reason))
    for office in [office for office in story.offices.values() if office.code == office.main]:
        keeper = unit_keeper(story, office.code)
        if keeper:
            reason = "Pengelola data kepegawaian unit"
            name, role = keeper.username, "unit_admin"
            story.add(Granting(day=opening, actor=ADMIN, account=name, role=role, unit=office.code, reason=reason))
    helper = story.pick(story.free(staff, settled, lambda p: story.main_of(p) == "disdukcapil"))
    if helper:
        last, reason = opening + timedelta(days=180), "Membantu loket selama penerimaan pindah datang"
        story.add(
            Granting(
                day=opening, actor=ADMIN, account=helper.username, role="officer", unit="disdukcapil", to_date=last,
                reason=reason,
            )
        )  # fmt: skip


def unit_keeper(story: Story, main: str) -> Person | None:
    """Choose who keeps the files of a perangkat daerah: the head of its general section, else its secretary."""
    for unit in (f"{main}-umum", f"{main}-sek"):
        head = story.head_of(unit) if unit in story.offices else None
        if head and head.post and head.posts and head.posts[-1].post == head.post:
            return head
    return None


def teams(story: Story, size: Size) -> None:
    """Form teams; one member leaves one of them later."""
    formed = [
        plan
        for row in table("teams")
        if size.has(row["size"])
        for office in story.offices.values()
        if row["under"] in {office.code, f"@{office.kind}"}
        for plan in [team(story, row, office.code)]
        if len(plan.members) > 1
    ]
    day = working_day(story.times.opening + timedelta(days=40))
    story.add(TeamsFormed(day=day, actor=KEEPER, teams=tuple(formed)))
    leaver = formed[0].members[-1]
    story.add(
        TeamLeft(
            day=working_day(day + timedelta(days=200)), actor=KEEPER, team=formed[0].name, person=leaver,
            reason="Kembali ke tugas pokok",
        )
    )  # fmt: skip


def team(story: Story, row: dict[str, str], unit: str) -> TeamPlan:
    """Choose the members of one team; nobody who leaves."""
    fixed = [name.removeprefix("+") for name in row["with"].split("|") if name]
    fixed = [name for name in fixed if name in story.people]
    pool = [
        person.username
        for person in story.people.values()
        if settled(person)
        and person.leaves is None
        and person.kind != "non_asn"
        and person.username not in fixed
        and (row["wide"] == "yes" or unit in {person.post.unit if person.post else "", story.main_of(person)})
    ]
    others = story.chance.sample(pool, min(len(pool), max(0, int(row["members"]) - len(fixed))))
    first = others[:1] if fixed and not row["with"].startswith("+") else []
    members = (*first, *fixed, *others[len(first) :])
    return TeamPlan(unit=unit, name=row["name"], purpose=row["purpose"], members=members)


def promotions(story: Story) -> None:
    """Let people rise in grade on the days their careers say."""
    rises: dict[date, list[tuple[str, str]]] = {}
    for person in story.people.values():
        for grade, since in person.grades:
            if person.joins < since < story.times.day:
                rises.setdefault(since, []).append((person.username, grade))
    for since, found in sorted(rises.items()):
        story.add(Promotions(day=since, actor=KEEPER, grades=tuple(found)))


def corrections(story: Story) -> None:
    """Let mistakes be put right: a title that came later, a telephone number, the first day of a post."""
    days = [story.times.before(back) for back in (40, 33, 26)]
    person = story.pick(story.free(staff, settled, lambda p: p.education == "s1" and (p.field, "s2") in degrees()))
    if person:
        choices = degrees()[(person.field, "s2")]
        front, back = next((both for both in choices if both[1].startswith(person.back)), choices[0])
        changes = (("front_title", front), ("back_title", back), ("education", "s2"))
        reason = "Pencantuman gelar S-2 sesuai ijazah"
        story.add(Correction(day=days[0], actor=KEEPER, person=person.username, changes=changes, reason=reason))
    person = story.pick(story.free(staff, settled))
    if person:
        number = f"{person.phone[:-3]}{story.chance.randrange(1000):03}"
        story.add(
            Correction(
                day=days[1], actor=KEEPER, person=person.username, changes=(("phone", number),), reason="Nomor berganti"
            )
        )  # fmt: skip
    person = story.pick(story.free(staff, settled, lambda p: len(p.posts) == 1 and p.service < p.posts[0].from_date))
    if person:
        wrong = person.posts[0].from_date
        right = max(person.service, wrong - timedelta(days=31))
        reason = "Tanggal mulai keliru; sesuai surat keputusan"
        story.add(PostCorrection(day=days[2], actor=KEEPER, person=person.username, from_date=right, reason=reason))
