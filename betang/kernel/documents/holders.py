"""How a person is named to whoever holds a paper: by initials, since its page is open to everybody."""

MOST = 6


def initials(name: str) -> str:
    """Shorten a name to initials: "Sri Lestari Utami" becomes "S. L. U."."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:MOST] if word[0].isalpha())
