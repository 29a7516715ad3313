"""Is a page fit for everybody? axe-core, and what it cannot see: a page wider than its window."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 A and AA, and axe's own advice."""

DESKTOP, PHONE = 1280, 390
FINGERS = "target-size"
"""The one rule for phones only."""

UNFOLD = "for (const fold of document.querySelectorAll('main details:not([open])')) fold.open = true"
"""What folds hold is looked at on the phone, where room is scarcest; on the large screen, what is shown at first."""

RUN = """async options => {
  const { violations } = await axe.run(options);
  const why = node => [...node.any, ...node.all, ...node.none].map(check => check.message).join(" ").slice(0, 200);
  return violations.flatMap(rule => rule.nodes.slice(0, 3).map(
    node => `${rule.id} (${rule.impact}): ${node.html.slice(0, 160)} ${why(node)}`));
}"""


def faults(page: Page, *widths: int) -> list[str]:
    """One line per fault of the page as it is shown; ``widths``: in CSS pixels, both of the product's by default.

    One page at two widths, not two pages: to load it costs as much as to look at it.
    """
    found: list[str] = []
    for width in widths or (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        if width == PHONE:
            page.evaluate(UNFOLD)
        found += [f"{width} px: {fault}" for fault in (*_overflow(page), *_violations(page, width))]
    return found


def _overflow(page: Page) -> list[str]:
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{excess} px wider than the window"] if excess > 0 else []


def _violations(page: Page, width: int) -> list[str]:
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {FINGERS: {"enabled": width == PHONE}},
        "resultTypes": ["violations"],
        "selectors": False,
        "preload": False,
        "iframes": False,
    }
    if page.evaluate("!window.axe"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, options)
