"""A person without a mouse: Tab, Enter, Space, arrows and Escape, and where the focus is."""

from playwright.sync_api import Page

STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
MOST = 400
"""Presses of Tab after which a page is called a trap."""

AT_ONCE = 10
"""Presses between two questions to the page."""

EYES = """
  const look = element => { const s = getComputedStyle(element);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join("|"); };
  const shown = element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled
    && element.tabIndex >= 0 && element.getClientRects().length > 0;
  const name = element => element.outerHTML.slice(0, 120).replace(/\\s+/g, " ");
  const faultOf = (element, before) => {
    const { width, height, bottom, top, left, right } = element.getBoundingClientRect();
    const isInSight = width && height && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    if (!isInSight) return `not in sight: ${name(element)}`;
    return look(element) === before ? `its focus is not seen: ${name(element)}` : null;
  };
  const leave = () => {
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });  // whatever the page has put the focus on
    document.body.removeAttribute("tabindex");
  };
"""
"""What a person with good eyes, and no mouse, says of one stop."""

WATCH = f"""stops => {{ {EYES}
  leave();
  const looks = new Map([...document.querySelectorAll(stops)].filter(shown).map(one => [one, look(one)]));
  const met = new Set(), faults = [], keyboard = {{ looks, met, faults, name, shown, leave, last: null, over: false }};
  const meet = element => {{
    if (element === keyboard.last) return;  // a date has three parts
    if (met.has(element)) {{ keyboard.over = true; return; }}
    met.add(keyboard.last = element);
    const fault = faultOf(element, looks.get(element));
    if (fault) faults.push(fault);
  }};
  document.addEventListener("focusin", event => keyboard.over || meet(event.target));
  window.keyboard = keyboard;
}}"""
"""What each stop looks like before it has the focus; then each that gets it, until the first comes again."""

OVER = "() => window.keyboard.over ||= document.activeElement === document.body && window.keyboard.met.size > 0"

FAULTS = """() => {
  const { looks, met, faults, name, shown, leave } = window.keyboard;
  const [first] = met;
  const chosen = one => one.type === "radio" && [...met].some(other => other.name === one.name);
  const missed = [...looks.keys()].filter(one => !met.has(one) && !chosen(one) && shown(one));
  if (document.querySelector("body > header") && !first.matches(".skip-link"))
    faults.push(`the first stop does not skip the header: ${name(first)}`);
  leave();
  return [...faults, ...missed.map(one => `never reached: ${name(one)}`)];
}"""
"""A group of radio buttons is one stop; what has gone since, such as a map without tiles, is none."""

GLANCE = f"""stops => {{ {EYES}
  const faults = [];
  for (const stop of [...document.querySelectorAll(stops)].filter(shown)) {{
    leave();
    const before = look(stop);
    stop.focus();
    if (document.activeElement !== stop) faults.push(`cannot have the focus: ${{name(stop)}}`);
    else faults.push(faultOf(stop, before));
  }}
  leave();
  return faults.filter(Boolean);
}}"""


def walk(page: Page) -> list[str]:
    """Every stop of the page, from the first to the last; one line for each fault."""
    page.evaluate(WATCH, STOPS)
    for _ in range(MOST // AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        if page.evaluate(OVER):
            return page.evaluate(FAULTS)
    return [*page.evaluate(FAULTS), f"a trap: {MOST} presses of Tab do not leave the page"]


def glance(page: Page) -> list[str]:
    """As :func:`walk` without its order: each stop in turn is given the focus, which takes no time at all.

    Browsers show the focus that a script has moved when the keyboard was used last.
    """
    page.keyboard.press("Tab")
    return page.evaluate(GLANCE, STOPS)


def reach(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector} at {page.url}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    reach(page, selector)
    page.keyboard.press(key)


def follow(page: Page, selector: str, key: str = "Enter") -> None:
    """What it leads to is waited for."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)
