"""What the frame of every signed-in page shows: menu, bell, search, the person's own menu. At most one query.

Templates of public pages never ask for it, so a public page touches neither session nor database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from betang.kernel.access.addresses import addresses
from betang.kernel.access.rules import Rule
from betang.kernel.access.viewer import Viewer, viewer_of
from betang.kernel.notices.queries import unread_count
from betang.ui.components.pieces import initials

MOST_ON_BAR = 4
MOST_COUNTED = 99


def always(viewer: Viewer) -> bool:
    """Say that an entry is of use to everybody who may open its page."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the side navigation: its words, the name of its address, an icon, its group.

    `short` is the word on the phone's bottom bar, which takes the first four entries that have one. `useful` leaves the
    entry out for people whose page would always be empty; whether they may open it is the page's own rule.
    """

    label: Promise
    url_name: str
    icon: str
    group: str
    short: Promise | None = None
    useful: Callable[[Viewer], bool] = always


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry as one person sees it. `state`: "page" for the page itself, "true" for one below it, "" otherwise."""

    label: str
    short: str
    url: str
    icon: str
    state: str

    @property
    def current(self) -> bool:
        """Whether the person is here."""
        return bool(self.state)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the menu with its heading."""

    title: str
    links: Sequence[Item]


@cache
def rules_by_name() -> Mapping[str, Rule]:
    """Return the rule of every named address of the site."""
    return {address.name: address.rule for address in addresses() if address.name and address.rule}


def url_for(viewer: Viewer, name: str) -> str:
    """Return the address of a page that takes no argument, "" when there is none or the viewer may not open it."""
    rule = rules_by_name().get(name)
    if rule is None or not rule.allows(viewer):
        return ""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


class Shell:
    """The frame of one page for one person; every part is worked out when a template asks for it."""

    def __init__(self, request: HttpRequest, entries: Sequence[Entry], groups: Mapping[str, str | Promise]) -> None:
        self.request = request
        self.viewer = viewer_of(request)
        self._entries = entries
        self._titles = groups

    @cached_property
    def _items(self) -> Sequence[tuple[Entry, Item]]:
        entries = [entry for entry in self._entries if entry.useful(self.viewer)]
        found = [(entry, url) for entry in entries if (url := url_for(self.viewer, entry.url_name))]
        here = self.request.path
        nearest = max((url for _entry, url in found if here.startswith(url)), key=len, default="")
        return [
            (
                entry,
                Item(
                    label=str(entry.label), short=str(entry.short or ""), url=url, icon=entry.icon,
                    state=("page" if url == here else "true") if url == nearest else "",
                ),
            )
            for entry, url in found
        ]  # fmt: skip

    @cached_property
    def groups(self) -> Sequence[Group]:
        """The side navigation; a group without a page for this person is left out."""
        parts = [
            Group(str(title), [item for entry, item in self._items if entry.group == name])
            for name, title in self._titles.items()
        ]
        return [part for part in parts if part.links]

    @property
    def bar(self) -> Sequence[Item]:
        """The phone's bottom bar, beside its menu button."""
        return [item for _entry, item in self._items if item.short][:MOST_ON_BAR]

    @cached_property
    def unread(self) -> int:
        """How many notices wait; the one query of the frame."""
        return unread_count(self.viewer.user_id) if self.viewer.user_id else 0

    @property
    def unread_short(self) -> str:
        """The number on the bell."""
        return f"{MOST_COUNTED}+" if self.unread > MOST_COUNTED else str(self.unread)

    @property
    def name(self) -> str:
        """Who is signed in."""
        return self.viewer.name

    @property
    def post(self) -> str:
        """The post held."""
        return self.viewer.post

    @property
    def initials(self) -> str:
        """The letters on the person's button."""
        return initials(self.viewer.name)

    @property
    def home_url(self) -> str:
        """Where the mark leads."""
        return self.url("desk") or reverse("home")

    @property
    def search_url(self) -> str:
        """Where the search box sends to."""
        return self.url("search")

    @property
    def query(self) -> str:
        """What the search box holds: the words of the search that is open."""
        return self.request.GET.get("q", "") if self.request.path == self.search_url else ""

    @property
    def notices_url(self) -> str:
        """Where the bell leads."""
        return self.url("notices")

    @property
    def help_url(self) -> str:
        """Where the question mark leads."""
        return self.url("help")

    @property
    def sign_out_url(self) -> str:
        """Where the sign-out form posts to."""
        return self.url("sign_out")

    @property
    def account(self) -> Sequence[Item]:
        """The person's own menu."""
        wanted = [("account", _("Akun saya"), "id"), ("help", _("Bantuan"), "help")]
        here = self.request.path
        return [
            Item(label=label, short="", url=url, icon=icon, state="page" if url == here else "")
            for name, label, icon in wanted
            if (url := self.url(name))
        ]

    def url(self, name: str) -> str:
        """Return the address of a page, "" when it does not exist or is not for this person."""
        return url_for(self.viewer, name)
