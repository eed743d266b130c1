"""What an editor reads in the admin: a word of help beside every field and block."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db.models import Model
from django.test import Client, RequestFactory
from wagtail.blocks import Block
from wagtail.documents.forms import get_document_form, get_document_multi_form
from wagtail.images.forms import get_image_form
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from library.models import Document, Picture
from members.admin import AccountForm
from members.models import Member
from pages.blocks import Body
from tests.members.test_admin import ENGLISH
from tests.people import People

SignIn = Callable[[Member | None], Client]
Said = tuple[str, str, str]
BODY = Body()


def is_french(words: str) -> bool:
    """Not one English word, and the marks of a printed French text."""
    straight = re.search(r"\w'\w| [:;!?]|« | »", words)
    return not ENGLISH.search(words) and not straight


def of_panels(handler: Any, thing: Model, user: Member) -> Iterator[Said]:
    """The label and the help of each field of the form of a page or of a snippet."""
    request = RequestFactory().get("/admin/")
    request.user = user
    form = handler.get_form_class()(instance=thing, for_user=user)
    top = handler.get_bound_panel(instance=thing, request=request, form=form)
    waiting = [top]
    while waiting:
        panel = waiting.pop()
        waiting += getattr(panel, "children", [])
        if getattr(panel, "bound_field", None) is not None:
            name = f"{type(thing).__name__}.{panel.field_name}"
            yield name, str(panel.heading), str(panel.help_text)


def of_form(form: Any) -> Iterator[Said]:
    for name, field in form.fields.items():
        yield f"{type(form).__name__}.{name}", str(field.label), str(field.help_text)


def every_field(user: Member) -> Iterator[Said]:
    for kind in get_page_models():
        if kind is not Page:
            yield from of_panels(kind.get_edit_handler(), kind(), user)
    for kind in get_snippet_models():
        handler = kind.snippet_viewset.get_edit_handler()
        yield from of_panels(handler.bind_to_model(kind), kind(), user)
    for make, kind in (
        (get_document_form, Document),
        (get_document_multi_form, Document),
        (get_image_form, Picture),
    ):
        yield from of_form(make(kind)(instance=kind(), user=user))
    yield from of_form(AccountForm(instance=Member(), for_user=user))


def inside(block: Any) -> list[Block]:
    """The blocks within one; none within what Wagtail calls a field."""
    if hasattr(block, "child_block"):
        return [block.child_block]
    return list(getattr(block, "child_blocks", {}).values())


def every_block(block: Any, path: str, helped: bool = False) -> Iterator[Said]:
    """Fields, and what repeats them; `helped`: the list around says it already."""
    is_field = hasattr(block, "field")
    given = block.field if is_field else block.meta
    says = getattr(given, "help_text", "")
    repeats = hasattr(block, "child_block") or path.endswith("/table/table")
    if (is_field and not helped) or repeats:
        yield path, str(block.label), str(says or "")
    for child in inside(block):
        yield from every_block(child, f"{path}/{child.name}", helped=repeats)


def test_every_field_of_the_admin_has_a_word_of_help_in_french(people: People) -> None:
    fields = list(every_field(people.admin))
    assert len(fields) > 80
    assert [name for name, _, says in fields if not says] == []
    wrong = [
        name
        for name, label, says in fields
        if not (is_french(label) and is_french(says))
        # Wagtail's own sentence on what a file may be.
        and not name.endswith(".file")
    ]
    assert wrong == []


def test_no_help_says_its_label_again(people: People) -> None:
    said = [*every_field(people.admin), *every_block(BODY, "")]
    assert [name for name, label, says in said if says.strip(". ") == label] == []


def test_every_field_of_every_block_has_a_word_of_help_in_french() -> None:
    fields = list(every_block(BODY, ""))
    assert len(fields) > 40
    assert [path for path, _, says in fields if not says] == []
    wrong = [p for p, label, says in fields if not is_french(f"{label} {says}")]
    assert wrong == []


def offered() -> list[Block]:
    """The blocks that an editor chooses among, in the body and in a column."""
    columns = BODY.child_blocks["columns"].child_blocks["columns"]
    return [*inside(BODY), *inside(columns.child_block)]


def test_every_block_says_what_it_is_for() -> None:
    assert [b.name for b in offered() if not b.get_description()] == []
    assert [b.name for b in offered() if not is_french(b.get_description())] == []
    assert [b.name for b in offered() if not b.is_previewable] == []


SHOWN = {
    "rich_text": "le médecin traitant",
    "callout": "Avant de partir",
    "steps": "Prévenir le cabinet infirmier",
    "questions": "Qui appeler le week-end",
    "table": "Délais de réponse",
    "picture": "Le trajet de la lettre de liaison",
    "video": "Poser une perfusion à domicile",
    "columns": "Le service prépare",
    "document_list": "Lettre de liaison, modèle",
    "reference_list": "Loi relative à l’hôpital",
    "people": "Claire Morand",
    "contact": "Hospitalisation à domicile",
    "filling": "Fiche de sortie",
}


@pytest.mark.parametrize("name", list(BODY.child_blocks))
def test_every_block_is_shown_to_who_chooses_it(
    name: str, people: People, sign_in: SignIn
) -> None:
    body = Page.objects.get(depth=2).specific_class._meta.get_field("body")
    block = body.stream_block.child_blocks[name]
    address = f"/admin/block-preview/?id={block.definition_prefix}"
    answer = sign_in(people.staff).get(address)
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    main = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert main is not None
    assert SHOWN[name] in main.get_text(" ", strip=True)
    assert "None" not in main.get_text()
