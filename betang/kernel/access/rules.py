"""The rule of a page, declared at its view.

    @access(roles(Role.BKPSDM, Role.ADMIN))
    @require_safe
    def grants(request): ...

`public`: everybody. `signed_in`: any account. `staff`: whoever serves the city. `roles(...)`: holders of one of them.
The rule says who may open the page at all; which rows appear on it is said by a condition `may_<verb>(viewer) -> Q`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from django.utils.translation import gettext as _

from betang.kernel.access.roles import Role
from betang.kernel.access.viewer import Viewer

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page; `hidden`: others are told that there is none, instead of that they may not."""

    kind: Literal["public", "signed_in", "staff", "roles"]
    roles: frozenset[Role] = frozenset()
    hidden: bool = False

    def allows(self, viewer: Viewer) -> bool:
        """Say whether somebody may open the page."""
        match self.kind:
            case "public":
                return True
            case "signed_in":
                return viewer.signed_in
            case "staff":
                return viewer.is_staff
            case "roles":
                return viewer.has(*self.roles)

    @property
    def words(self) -> str:
        """Name those who may, in the reader's language: "pegawai", "auditor, BKPSDM"."""
        if self.kind == "roles":
            return ", ".join(str(role.label) for role in Role if role in self.roles)
        return {
            "public": _("siapa pun"),
            "signed_in": _("siapa pun yang sudah masuk"),
            "staff": _("pegawai pemerintah kota"),
        }[self.kind]


public = Rule("public")
signed_in = Rule("signed_in")
staff = Rule("staff")


def roles(*wanted: Role) -> Rule:
    """Make the rule that asks for at least one of some roles; ValueError without any."""
    if not wanted:
        raise ValueError("A rule that names no role would shut everybody out: name one.")
    return Rule("roles", frozenset(wanted))


def access(rule: Rule, *, hidden: bool = False) -> Callable[[View], View]:
    """Declare a view's rule. The order among other decorators does not matter; a second declaration is refused."""

    def declare(view: View) -> View:
        if getattr(view, "access", None) is not None:
            raise ValueError(f"{view.__qualname__} declares its access twice.")
        view.access = replace(rule, hidden=hidden)  # type: ignore[attr-defined]
        return view

    return declare


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """Return the rule that a view, or the class behind it, declares; None when it declares none."""
    found = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    return found if isinstance(found, Rule) else None
