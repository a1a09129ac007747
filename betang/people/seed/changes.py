"""How posts changed hands since the data was brought in: retirements, acting heads, ceremonies, transfers, study."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from betang.people.seed.chance import percent
from betang.people.seed.persons import STRUCTURE_SINCE, Held, Person
from betang.people.seed.seats import PNS, Post, field_of
from betang.people.seed.steps import Appointment, Ending, Refresh, Renaming, StatusChange
from betang.people.seed.story import KEEPER, Story, in_unit, leads, ranked, settled, staff

RETIRES = "Mencapai batas usia pensiun"
ACTS = "Jabatan kosong sampai ada pejabat definitif"
SWORN_IN = "Pelantikan pejabat"
EARLIER_SHARE = 30
LONG_ENOUGH = timedelta(days=400)


def rounds(story: Story) -> None:
    """Let heads retire: somebody below acts, then a successor comes, whose own post goes to a third."""
    leaving = [day for day in story.times.quarters if story.times.ceremony_after(day)]
    for number in range(story.numbers.rounds if leaving else 0):
        one_round(story, leaving[number % len(leaving)])


def one_round(story: Story, leaves: date) -> None:
    """Draw one such chain, if the city still has people for it."""
    filled = story.times.ceremony_after(leaves)
    # No camat: their superior is set by hand. A head needs another one below, who acts meanwhile.
    above = {story.offices[unit_of(head)].parent for head in story.free(leads)}
    heads = story.free(leads, ranked("jpt-2b", "adm-3a"), lambda head: unit_of(head) in above)
    successor = story.pick(head for head in heads if story.offices[unit_of(head)].kind != "kecamatan")
    if successor is None or successor.post is None or filled is None:
        return
    acting = story.pick(seconds(story, successor.post))
    third = story.pick(story.free(leads, ranked("adm-3b", "pws-4a"), lambda person: person.post != successor.post))
    below = staff_post_beside(story, third) if third else None
    if acting is None or third is None or third.post is None or below is None:
        return
    retires(story, successor.post, leaves)
    acts(story, acting, successor.post, leaves)
    story.add(
        Ending(day=filled, actor=KEEPER, person=acting.username, post=successor.post.code, reason=SWORN_IN),
        Appointment(day=filled, actor=KEEPER, person=successor.username, post=successor.post.code, reason=SWORN_IN),
        Appointment(day=filled, actor=KEEPER, person=third.username, post=third.post.code, reason=SWORN_IN),
    )
    story.began_with(successor, third.post)
    story.began_with(third, below)


def retires(story: Story, post: Post, leaves: date) -> Person:
    """Add somebody who held a post and retires on a day."""
    person = story.put(story.draws.draw_leaving(post, leaves=leaves, field=field_of(post)))
    story.busy.add(person.username)
    story.add(StatusChange(day=leaves, actor=KEEPER, person=person.username, kind="pensiun", reason=RETIRES))
    return person


def acts(story: Story, person: Person, post: Post, day: date) -> None:
    """Let somebody act for a vacant post from a day on."""
    story.add(Appointment(day=day, actor=KEEPER, person=person.username, post=post.code, kind="plt", reason=ACTS))


def seconds(story: Story, post: Post | None) -> list[Person]:
    """Give who could act for a post: the secretary, heads right below it, else beside it, else staff of the unit."""
    if post is None:
        return []
    heads = story.free(leads)
    above = story.offices[post.unit].parent
    below = [head for head in heads if story.offices[unit_of(head)].parent == post.unit]
    beside = [head for head in heads if story.offices[unit_of(head)].parent == above != "kota" and head.post != post]
    deputies = [head for head in below if unit_of(head).endswith("-sek")]
    return deputies or below or beside or story.free(staff, settled, in_unit(post.unit))


def unit_of(person: Person) -> str:
    """Give the code of the unit somebody works in, "" without a post."""
    return person.post.unit if person.post else ""


def staff_post_beside(story: Story, person: Person) -> Post | None:
    """Give a post of staff in the same perangkat daerah, which somebody held before leading a unit."""
    main = story.main_of(person)
    posts = {p.post.code: p.post for p in story.people.values() if staff(p) and p.post and story.main_of(p) == main}
    return story.chance.choice([posts[code] for code in sorted(posts)]) if posts else None


def vacancies(story: Story) -> None:
    """Let somebody act, until today, for posts whose holders retired."""
    since = story.times.quarters[-1] if story.times.quarters else story.times.opening
    for unit in story.numbers.acting:
        office = story.offices[unit]
        post = story.posts[office.head_code]
        acting = story.pick(seconds(story, post))
        if acting:
            retires(story, post, since)
            acts(story, acting, post, since)


def retirements(story: Story) -> None:
    """Let staff retire, at the beginning of quarters."""
    posts = sorted({p.post.code for p in story.people.values() if staff(p) and p.post})
    quarters = story.times.quarters
    for number in range(story.numbers.retired if quarters else 0):
        post = story.posts[story.chance.choice(posts)]
        retires(story, post, quarters[number % len(quarters)])


def transfers(story: Story) -> None:
    """Let staff come from a post in another unit; one of them leaves for study later."""
    for number in range(2 * story.numbers.rounds if story.times.ceremonies else 0):
        person = story.pick(story.free(staff, settled))
        if person is None or person.post is None:
            return
        day = story.times.ceremonies[number % len(story.times.ceremonies)]
        own = person.post
        posts = sorted({p.post.code for p in story.people.values() if staff(p) and p.post and p.post.rank == own.rank})
        others = [code for code in posts if story.posts[code].unit != own.unit]
        if others:
            story.began_with(person, story.posts[story.chance.choice(others)])
            story.add(
                Appointment(day=day, actor=KEEPER, person=person.username, post=own.code, reason="Mutasi antarunit")
            )


def studies(story: Story) -> None:
    """Let some staff be away for study; they keep post and account."""
    for _number in range(story.numbers.rounds if story.times.ceremonies else 0):
        person = story.pick(story.free(staff, settled))
        if person:
            day, reason = story.times.ceremonies[0], "Tugas belajar ke jenjang S-2"
            story.add(StatusChange(day=day, actor=KEEPER, person=person.username, kind="tugas_belajar", reason=reason))


def earlier_posts(story: Story) -> None:
    """Give some people a post they held before the present one."""
    posts: dict[str, set[str]] = {}
    for person in story.people.values():
        if staff(person) and person.post:
            posts.setdefault(story.main_of(person), set()).add(person.post.code)
    for person in list(story.people.values()):
        choices = sorted(posts.get(story.main_of(person), ()))
        if person.kind != PNS or person.joins != story.times.opening or not person.posts or not choices:
            continue
        first, since = max(STRUCTURE_SINCE, person.service), person.posts[0].from_date
        if percent(story.chance, EARLIER_SHARE) and since - first > LONG_ENOUGH:
            before = story.posts[story.chance.choice(choices)]
            held = Held(post=before, from_date=first, to_date=since - timedelta(days=1))
            if before != person.posts[0].post:
                story.put(replace(person, posts=(held, *person.posts)))


def renaming(story: Story) -> None:
    """Let a division get the name it has today later: "PIAK (dan Pemanfaatan Data)", law/city §2."""
    if story.times.ceremonies and "disdukcapil-piak" in story.offices:
        name = story.offices["disdukcapil-piak"].name
        story.offices["disdukcapil-piak"] = replace(story.offices["disdukcapil-piak"], name="Bidang PIAK")
        story.add(
            Renaming(
                day=story.times.ceremonies[0], actor=KEEPER, unit="disdukcapil-piak", name=name,
                reason="Penyesuaian nama bidang",
            )
        )  # fmt: skip


def refreshes(story: Story) -> None:
    """Bring lines in step after every day on which posts changed hands or people came."""
    changing = (Appointment, Ending, StatusChange)
    days = {step.day for step in story.steps if isinstance(step, changing) and getattr(step, "kind", "") != "plh"}
    joined = {person.joins for person in story.people.values() if person.joins < story.times.before(QUIET)}
    story.add(*(Refresh(day=day, actor=KEEPER if day in days else "") for day in sorted(days | joined)))


#: People who arrive later than so many days before the day have no superior yet: work for the reconcile screen.
QUIET = 10
