"""What a module puts on the home page: a card that says what a person can do today, or nothing.

A module has a file `home_cards.py` in its app, which Django loads at start-up:

    @home_card(roles(Role.BKPSDM), order=20)
    def imports_waiting(viewer: Viewer) -> Card | None: ...

The rule is that of the page the card leads to. A maker may ask the database once at most, or not at all; one that makes
several cards from its one question returns them in a list.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from betang.kernel.access.rules import Rule
from betang.kernel.access.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing that can be done: words in the reader's language, an icon, the address and what its button says.

    `urgent` sets it first and marks it: something waits for this person.
    """

    title: str
    text: str
    url: str
    action: str
    icon: str
    urgent: bool = False


Make = Callable[[Viewer], Card | Sequence[Card] | None]
_cards: list[tuple[int, Rule, Make]] = []


def home_card(rule: Rule, *, order: int = 50) -> Callable[[Make], Make]:
    """Register the maker of a card for whoever the rule lets in; lower orders come first."""

    def register(make: Make) -> Make:
        _cards.append((order, rule, make))
        return make

    return register


def cards_for(viewer: Viewer) -> list[Card]:
    """Return the cards of one person: what waits first, then by order."""
    makers = sorted(_cards, key=lambda card: card[0])
    found = [card for _order, rule, make in makers if rule.allows(viewer) for card in _made(make(viewer))]
    return sorted(found, key=lambda card: not card.urgent)


def _made(found: Card | Sequence[Card] | None) -> Iterator[Card]:
    if found is not None:
        yield from [found] if isinstance(found, Card) else found
