"""Who reads the pages of these tests."""

from collections.abc import Callable

import pytest
from django.test import Client

from home.models import FrontPage
from members.models import Member
from pages.models import SectionPage, ThemePage
from tests.pages.telling import section_in
from tests.people import People, Spaces


@pytest.fixture
def member(sign_in: Callable[[Member | None], Client], people: People) -> Client:
    return sign_in(people.member)


@pytest.fixture
def ges(people: People, spaces: Spaces) -> SectionPage:
    return section_in(spaces.ges)


@pytest.fixture
def public(people: People, spaces: Spaces) -> SectionPage:
    return section_in(spaces.public)


@pytest.fixture
def theme(people: People, spaces: Spaces) -> ThemePage:
    section = SectionPage(title="Les thèmes", slug="t", space=spaces.ges)
    FrontPage.objects.get().add_child(instance=section)
    page = ThemePage(title="Sorties", slug="sorties", owner=people.staff)
    section.add_child(instance=page)
    return page
