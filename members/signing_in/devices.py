"""The name of a browser and of its machine, as their owner would say it."""

from __future__ import annotations

#: Looked for in this order: each names those that come after it.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
MACHINES = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
]


def name_of(agent: str) -> str:
    """`Firefox sur Windows`, from the header User-Agent (RFC 9110 § 10.1.5)."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    if browser and machine:
        return f"{browser} sur {machine}"
    return browser or machine or "Appareil inconnu"
