"""Every address of the site, found by walking the URLconf, with a sample of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize


@dataclass(frozen=True)
class Address:
    """A pattern of the URLconf: its whole route, its full name, a path that fits."""

    route: str
    name: str
    path: str

    @property
    def key(self) -> str:
        """What the table of expectations knows it by."""
        return self.name or self.route


def every_address(samples: Mapping[str, str]) -> list[Address]:
    """All patterns; `samples` gives arguments by name (`pk`), or by pattern's name."""
    return list(walk(get_resolver(), "", "", samples))


def walk(
    resolver: URLResolver, above: str, names: str, samples: Mapping[str, str]
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = above + fill(pattern.pattern, samples)
        if isinstance(pattern, URLResolver):
            inside = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from walk(pattern, route, inside, samples)
        elif isinstance(pattern, URLPattern):
            name = f"{names}{pattern.name}" if pattern.name else ""
            yield Address(str(pattern.pattern), name, samples.get(name, f"/{route}"))


def fill(pattern: Any, samples: Mapping[str, str]) -> str:
    """A piece of a path that fits a route (`<int:pk>/`) or a regular expression."""
    if isinstance(pattern, RoutePattern):
        return re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: samples.get(found[1], "1"), str(pattern)
        )
    text, arguments = normalize(str(pattern.regex.pattern))[0]
    return text % {name: samples.get(name, "1") for name in arguments}
