"""A hand on the keyboard: it goes from thing to thing, and looks at the focus."""

from playwright.sync_api import Locator, Page

#: What has the focus, and how it shows: contrast of the outline, what covers it.
FOCUSED = """() => {
  const thing = document.activeElement;
  if (!thing || thing === document.body) return null;
  const label = thing.matches('.btn-only input') ? thing.nextElementSibling : thing;
  const style = getComputedStyle(label);
  const brush = document.createElement('canvas').getContext('2d');
  const light = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const parts = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  let behind = label.parentElement;
  while (behind && /, 0\\)$|transparent/.test(getComputedStyle(behind).backgroundColor))
    behind = behind.parentElement;
  const under = behind ? getComputedStyle(behind).backgroundColor : 'white';
  const [least, most] = [light(style.outlineColor), light(under)].sort((a, b) => a - b);
  const box = label.getClientRects()[0] ?? label.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
  const seen = document.elementFromPoint(x, y);
  return {
    what: label.outerHTML.slice(0, 120),
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    contrast: (most + 0.05) / (least + 0.05),
    uncovered: !!seen && (label.contains(seen) || seen.contains(label)),
  };
}"""


def wrong_focus(page: Page) -> list[str]:
    """What is wrong with the focus of the page: it must be seen wherever it is."""
    focus = page.evaluate(FOCUSED)
    if focus is None:
        return []
    found = []
    if not focus["outline"]:
        found.append(f"no outline: {focus['what']}")
    elif focus["contrast"] < 3:
        found.append(f"outline of {focus['contrast']:.1f}: {focus['what']}")
    if not focus["uncovered"]:
        found.append(f"covered: {focus['what']}")
    return found


def tab_to(page: Page, target: Locator, *, most: int = 90) -> None:
    """Tab, as often as it takes; the focus is seen at each stop."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert wrong_focus(page) == []
        if target.evaluate("thing => thing === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached in {most} steps")


def activate(page: Page, target: Locator, *, key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)
