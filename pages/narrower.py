"""What a page names and some of its readers will not see, told to its editors.

A block leaves out, for each reader, the things of spaces that he does not see: a list
that is whole for its author may be empty for others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.text import capfirst
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText

from members.models import Member, Membership, Space
from members.rights import User
from pages.blocks.seen import named
from pages.hidden_links import MODELS, named_in
from pages.models import ContentPage
from pages.templatetags.audiences import words

WHAT_TO_DO = (
    "Mettez-les dans un espace que tous ces lecteurs voient, ou citez autre chose. "
    "Sinon, chacun n’y verra que ce qui est de ses espaces."
)

#: Fields of a page that readers read, or look at.
TOLD = ("body", "picture", "summary", "who")
#: The keys of people by that of a space.
People = dict[int, set[int]]


@dataclass(frozen=True)
class Unseen:
    """A thing, in words, and why some readers do not see it."""

    name: str
    why: str
    thing: Model


def unseen_in(
    page: ContentPage, user: User, space: Space | None = None
) -> list[Unseen]:
    """What `page` names, `user` sees, and some readers of its space do not.

    As many queries whatever the number of things.
    """
    return unseen(all_named(page), user, space or page.space)


def unseen_after(page: Page, user: User, space: Space) -> list[Unseen]:
    """What `page` and all that is under it name, `user` sees, and some readers of
    `space` would not, should they move there. What moves along is seen with them.

    Read in the index of references, which the worker keeps: as many queries whatever
    the number of pages and of things.
    """
    moved = ContentPage.objects.filter(path__startswith=page.path)
    inside = set(moved.values_list("pk", flat=True))
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=list(map(str, inside)),
    )
    keys: dict[type[Model], set[Any]] = {}
    for kind, key, path in rows.values_list(
        "to_content_type", "to_object_id", "model_path"
    ):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or path.partition(".")[0] not in TOLD:
            continue
        one: type[Model] = ContentPage if issubclass(model, Page) else model
        every = one._default_manager.all()
        if one is not Member and not hasattr(every, "visible_to"):
            continue  # it is of no space: a category
        keys.setdefault(one, set()).add(int(key))
    if ContentPage in keys:
        keys[ContentPage] -= inside
    return unseen(keys, user, space)


def unseen(
    keys_of: dict[type[Model], set[Any]], user: User, place: Space
) -> list[Unseen]:
    spaces = Space.objects.with_people_count().in_bulk()
    wide = wide_enough(place, list(spaces.values()))
    found: list[Unseen] = []
    for model, keys in sorted(keys_of.items(), key=lambda kind: kind[0].__name__):
        if model is Member:
            found += unseen_people(keys, user, place)
            continue
        every: Any = model._default_manager.all()
        things = every.visible_to(user).filter(pk__in=keys)
        ready = set(things.filter(things.published).values_list("pk", flat=True))
        if hasattr(things, "for_lines"):
            things = things.for_lines()
        for thing in sorted(things, key=str):
            name = f"{capfirst(thing._meta.verbose_name)} «\u202f{thing}\u202f»"
            if thing.space_id not in wide:
                found.append(Unseen(name, words(spaces[thing.space_id]), thing))
            elif thing.pk not in ready:
                why = getattr(thing, "why_unseen", "") or "publication en attente"
                found.append(Unseen(name, why, thing))
    return found


def all_named(page: ContentPage) -> dict[type[Model], set[Any]]:
    """By model, the keys of what stands in its blocks, its links and its picture."""
    keys = named(page.body)
    for html in texts_of(page):
        for kind, linked in named_in(html).items():
            if kind in MODELS:
                keys.setdefault(MODELS[kind], set()).update(map(int, linked))
    picture = getattr(page, "picture_id", None)
    if picture is not None:
        keys.setdefault(get_image_model(), set()).add(picture)
    return keys


def texts_of(page: ContentPage) -> Iterator[str]:
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            yield getattr(page, field.name)
    yield from texts_in(page.body)


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StreamValue):
        for block in value:
            yield from texts_in(block.value)
    elif isinstance(value, dict):
        for inside in value.values():
            yield from texts_in(inside)
    elif isinstance(value, ListValue):
        for inside in value:
            yield from texts_in(inside)


def wide_enough(
    place: Space, spaces: list[Space], people: People | None = None
) -> set[int]:
    """The spaces whose things everyone who reads `place` sees, guests apart."""
    shown = Space.Visibility
    enough = {place.pk} | {one.pk for one in spaces if one.visibility == shown.PUBLIC}
    if place.visibility != shown.PUBLIC:
        enough |= {one.pk for one in spaces if one.visibility == shown.MEMBERS}
    if place.visibility == shown.PEOPLE:
        people = people_of_spaces() if people is None else people
        here = people.get(place.pk, set())
        enough |= {key for key, others in people.items() if here and here <= others}
    return enough


def people_of_spaces() -> People:
    """Who is of each closed space, staff apart."""
    people: People = {}
    current = Membership.objects.current().exclude(
        Q(member__role=Member.Role.STAFF) | Q(member__is_superuser=True)
    )
    for key, person in current.values_list("space", "member"):
        people.setdefault(key, set()).add(person)
    return people


def unseen_people(keys: set[Any], user: User, place: Space) -> Iterator[Unseen]:
    """Cards of the directory: a stranger is shown none, a closed account has none."""
    open_ones = set(
        Member.objects.listed().filter(pk__in=keys).values_list("pk", flat=True)
    )
    to_strangers = place.visibility == Space.Visibility.PUBLIC
    for person in sorted(Member.objects.filter(pk__in=keys), key=str):
        name = f"Fiche «\u202f{person}\u202f»"
        if person.pk not in open_ones:
            yield Unseen(name, "compte fermé", person)
        elif to_strangers:
            yield Unseen(name, "annuaire, personnes connectées seulement", person)
