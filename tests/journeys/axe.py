"""Is a page fit for everybody? axe-core, and what it cannot see: a page wider than its window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 A and AA, and axe's own advice."""

DESKTOP, PHONE = 1280, 390
FINGERS = "target-size"
"""The one rule for phones only; the others are tried once, on the large screen, for they take a second."""


def faults(page: Page, *widths: int) -> list[str]:
    """One line per fault of the page as it is shown; ``widths``: in CSS pixels, both of the product's by default."""
    found: list[str] = []
    for width in widths or (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {fault}" for fault in (*_overflow(page), *_violations(page, width))]
    return found


def _overflow(page: Page) -> list[str]:
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{excess} px wider than the window"] if excess > 0 else []


def _violations(page: Page, width: int) -> list[str]:
    wanted = {"type": "rule", "values": [FINGERS]} if width == PHONE else {"type": "tag", "values": TAGS}
    options = {"runOnly": wanted, "rules": {FINGERS: {"enabled": width == PHONE}}, "resultTypes": ["violations"]}
    answer = AXE.run(page, options={**options, "selectors": False, "preload": False, "iframes": False}).response
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {_why(node)}"
        for rule in answer["violations"]
        for node in rule["nodes"][:3]
    ]


def _why(node: dict) -> str:
    return " ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])[:200]
