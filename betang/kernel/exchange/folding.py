"""How names and labels are compared: case, spaces and underscores do not count."""


def fold(text: str) -> str:
    """Return the form in which names and labels are compared: "Di_Atas  Ekspektasi" gives "diatasekspektasi"."""
    return "".join(text.casefold().replace("_", " ").split())
