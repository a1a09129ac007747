"""Public pages on a browser that knows neither nested rules nor light-dark(): same colours, same layout.

The browser here knows them, so the test serves what an older one makes of the files: of the four style sheets nothing
that uses those words, of compat.css everything inside its guard.
"""

import pytest

from tools import compat_css

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GUARD = "@supports not (color:light-dark(#000,#fff))"
PARTS = (".masthead", "main", ".footer", "h1", ".btn", ".card", ".table", ".field", ".badge", ".predikat")
MEASURE = """parts => parts.flatMap(part => [...document.querySelectorAll(part)].slice(0, 4).map(node => {
  const box = node.getBoundingClientRect(), style = getComputedStyle(node);
  if (!box.width && !box.height) return part + ' not drawn';  // its place would be how far the page is scrolled
  return [part, Math.round(box.x), Math.round(box.y + scrollY), Math.round(box.width), Math.round(box.height),
          style.color, style.backgroundColor, style.fontSize, style.display].join(' ');
}))"""


def older_routes():
    """Serve only what an older browser understands."""
    layers = "@layer tokens, base, components, print;"
    body = compat_css.compat().replace(GUARD, "@supports (color: red)")

    def styles(route) -> None:
        text = layers + body if "compat.css" in route.request.url else layers
        route.fulfill(body=text, content_type="text/css")

    return {"**/static/css/*.css": styles}


@pytest.mark.parametrize(
    "address", ["/", "/aturan/eksp-2022/kuadran/?rating_hasil=SESUAI&rating_perilaku=DI_ATAS", "/tidak-ada/"]
)
def test_colour_and_layout_hold(visit, address):
    faces, designed = [(width, theme) for theme in ("light", "dark") for width in (1440, 390)], {}
    with visit(address) as seen:
        for face in faces:
            seen.face(*face)
            designed[face] = seen.page.evaluate(MEASURE, list(PARTS))
    with visit(address, routes=older_routes()) as seen:
        for face in faces:
            seen.face(*face)
            assert seen.page.evaluate(MEASURE, list(PARTS)) == designed[face]
            assert seen.overflow() <= 0


def test_a_chosen_theme_holds_too(visit):
    with visit("/", theme="light", cookies={"tema": "dark"}, routes=older_routes()) as seen:
        colour = seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert colour == "rgb(16, 24, 21)"
