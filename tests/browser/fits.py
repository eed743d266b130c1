"""What is looked at on a page that is enlarged, spaced out or shown in few colours."""

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page

#: Text that is cut, that leaves its window, or that lies over other text.
CUT = """() => {
  const wrong = [];
  const name = (thing) => thing.tagName.toLowerCase()
    + [...thing.classList].map((one) => '.' + one).join('')
    + ' « ' + thing.textContent.trim().slice(0, 30) + ' »';
  const left = 'svg, option, canvas, script, style, template, noscript, .skip, .thumbs';
  const forEars = [...document.body.querySelectorAll('*')]
    .filter((thing) => getComputedStyle(thing).clipPath === 'inset(50%)');
  const isAside = (thing) => thing.closest(left + ', [aria-hidden=true]')
    || forEars.some((one) => one.contains(thing));
  for (const thing of document.body.querySelectorAll('*')) {
    if (isAside(thing) || !thing.checkVisibility()) continue;
    const style = getComputedStyle(thing);
    const across = /hidden|clip/.test(style.overflowX)
      && thing.scrollWidth > thing.clientWidth + 1;
    const down = /hidden|clip/.test(style.overflowY)
      && thing.scrollHeight > thing.clientHeight + 1;
    if ((across || down) && thing.textContent.trim() && style.display !== 'inline')
      wrong.push('cut: ' + name(thing));
  }
  const lines = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (words.nextNode()) {
    const text = words.currentNode;
    const thing = text.parentElement;
    if (!text.data.trim() || isAside(thing) || !thing.checkVisibility()) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width < 2) continue;
      const third = box.height / 3;  // lines may touch, letters may not
      lines.push({text, thing, left: box.left + 1, right: box.right - 1,
        top: box.top + third, bottom: box.bottom - third});
    }
  }
  const scrolls = (thing) => {
    for (; thing; thing = thing.parentElement)
      if (/auto|scroll/.test(getComputedStyle(thing).overflowX)) return true;
    return false;
  };
  for (const line of lines)
    if ((line.right > innerWidth + 1 || line.left < -1) && !scrolls(line.thing))
      wrong.push('outside: ' + name(line.thing));
  lines.sort((one, other) => one.top - other.top);
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length; next += 1) {
      const other = lines[next];
      if (other.top >= one.bottom) break;
      if (other.left < one.right && one.left < other.right)
        wrong.push('over each other: ' + name(one.thing) + ', ' + name(other.thing));
    }
  });
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) wrong.push(wide + ' pixels wide in ' + innerWidth);
  return [...new Set(wrong)].slice(0, 5);
}"""

#: RGAA 10.12, with what readers may set for themselves.
SPACED = """* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""

#: In forced colours: what is pressed or filled in has an edge, icons are drawn.
FORCED = """() => {
  const wrong = [];
  const brush = document.createElement('canvas').getContext('2d');
  const colour = (value) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = value;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data].join();
  };
  const under = (thing) => {
    for (; thing; thing = thing.parentElement) {
      const value = getComputedStyle(thing).backgroundColor;
      if (!/, 0\\)$|transparent/.test(value)) return colour(value);
    }
    return colour('Canvas');
  };
  const shown = (css) => [...document.body.querySelectorAll(css)].filter((thing) =>
    thing.checkVisibility() && !thing.closest('.sr, .btn-only > input'));
  const fields = 'input:not([type=hidden], [type=checkbox], [type=radio])';
  for (const thing of shown(`.btn:not(.quiet), ${fields}, select, textarea`)) {
    const style = getComputedStyle(thing);
    const none = style.borderTopStyle === 'none' || !parseFloat(style.borderTopWidth);
    if (none || colour(style.borderTopColor) === under(thing.parentElement))
      wrong.push('no edge: ' + thing.outerHTML.slice(0, 80));
  }
  // An icon has the colour of its words: one of its own may be lost on another paper.
  for (const icon of shown('.icon')) {
    const words = getComputedStyle(icon.parentElement).color;
    if (colour(getComputedStyle(icon).stroke) !== colour(words))
      wrong.push('no icon: ' + icon.parentElement.outerHTML.slice(0, 80));
  }
  return [...new Set(wrong)].slice(0, 5);
}"""

#: With less motion asked for: what would still move.
MOVING = """() => [...document.body.querySelectorAll('*')].flatMap((thing) => {
  const style = getComputedStyle(thing);
  const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0.001);
  const moves = lasts(style.transitionDuration) || style.scrollBehavior === 'smooth'
    || (style.animationName !== 'none' && lasts(style.animationDuration));
  return moves ? [thing.outerHTML.slice(0, 80)] : [];
}).slice(0, 5)"""

#: Set before a page loads: the sum of what shifts by itself.
WATCH_SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries())
    if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({type: 'layout-shift', buffered: true});"""

#: Of the reader's own style: nothing, RGAA 10.12, text twice as large (RGAA 10.4).
Own = Literal["", "spaced", "large"]
OWN: dict[Own, str] = {
    "": "",
    "spaced": SPACED,
    "large": "html { font-size: 200% !important; }",
}
WEAR = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
#: Windows as narrow as a zoom makes them: 200 % and 400 % of 1280 × 1024.
WINDOWS: list[tuple[int, int, Own]] = [
    (640, 512, ""),
    (320, 256, ""),
    (320, 256, "spaced"),
    (1280, 1024, "large"),
]


def troubles(page: Page) -> Iterator[str]:
    """What is wrong on the page that stands open, in each window and manner."""
    size = page.viewport_size
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    yield from (f"in forced colours, {one}" for one in page.evaluate(FORCED))
    page.emulate_media(reduced_motion="reduce", forced_colors="none")
    yield from (f"moves: {one}" for one in page.evaluate(MOVING))
    for width, height, own in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(WEAR, OWN[own])
        yield from (f"at {width} {own}, {one}" for one in page.evaluate(CUT))
    page.evaluate(WEAR, "")
    if size:
        page.set_viewport_size(size)
    page.emulate_media(reduced_motion="no-preference")
