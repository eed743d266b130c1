"""The index follows every change: published, moved, deleted, rights."""

import shutil
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from library import trash
from library.actions import publish_document
from library.models import Category, Document, Reference
from members.models import Member, Membership, Space
from pages.models import ArticlePage, SectionPage
from search import indexer
from search.facade import Question, find
from search.models import Change
from tests.conftest import AddFile
from tests.people import People, Spaces

Work = Callable[[], None]


def titles(person: Member | AnonymousUser, text: str) -> list[str]:
    return [found.thing.title for found in find(person, Question(text)).found]


def test_a_word_inside_a_file_is_found_once_it_is_read(
    people: People, add_file: AddFile, work: Work
) -> None:
    add_file("Première page.\fResucrage en cas d’hypoglycémie.", "glycemie.txt")
    work()
    result = find(people.colleague, Question("hypoglycemies"))
    assert [found.thing.title for found in result.found] == ["Glycemie"]
    passage = result.found[0].hit.passages[0]
    assert passage.page == 2
    assert [passage.text[a:b] for a, b in passage.marks] == ["hypoglycémie"]


@pytest.mark.parametrize("text", ["déficitaires", "financière"])
def test_a_word_cut_by_a_ligature_is_found_whole(
    text: str, people: People, add_file: AddFile, work: Work
) -> None:
    document = add_file("Des zones défi citaires, des aides fi nancières.", "guide.txt")
    work()
    [hit] = [found.hit for found in find(people.member, Question(text)).found]
    assert hit.passages[0].text == "Des zones déficitaires, des aides financières."
    # What was read by an older version.
    document.current.extracts.update(text="Des zones défi citaires, fi nancières.")
    indexer.rebuild()
    assert len(find(people.member, Question(text)).found) == 1


@pytest.mark.parametrize(
    ("who", "finds"),
    [
        ("member", True),
        ("colleague", True),
        ("editor", True),
        ("staff", True),
        ("admin", True),
        ("outsider", False),
        ("occasional", False),
        ("former", False),
    ],
)
def test_a_person_finds_only_what_lives_in_his_spaces(
    who: str, finds: bool, people: People, add_file: AddFile, work: Work
) -> None:
    add_file("Le mot-clé est chaufferie.", "bois.txt")
    work()
    result = find(people.all()[who], Question("chaufferie"))
    assert bool(result.found) is finds
    assert result.answer.total == int(finds)
    assert any(result.answer.facets.get("space", {}).values()) is finds


def test_a_stranger_finds_what_is_public(
    people: People, spaces: Spaces, add_file: AddFile, work: Work
) -> None:
    add_file("chaufferie fermée", "a.txt")
    add_file("chaufferie ouverte", "b.txt", by=people.staff, space=spaces.public)
    work()
    assert titles(AnonymousUser(), "chaufferie") == ["B"]


def test_a_proposed_document_is_found_by_all_once_published(
    people: People, spaces: Spaces, add_file: AddFile, work: Work
) -> None:
    document = add_file("lombalgie", "dos.txt", space=spaces.group)
    work()
    assert titles(people.member, "lombalgie") == ["Dos"]
    assert titles(people.colleague, "lombalgie") == []
    publish_document(people.editor, document)
    work()
    assert titles(people.colleague, "lombalgie") == ["Dos"]


def test_a_deleted_document_is_no_longer_found(
    people: People, add_file: AddFile, work: Work
) -> None:
    document = add_file("lombalgie", "dos.txt")
    work()
    trash.withdraw(people.staff, document)
    assert titles(people.member, "lombalgie") == []
    work()
    assert find(people.member, Question("lombalgie")).answer.total == 0


def test_a_document_that_changes_space_is_found_by_the_people_of_the_new_one(
    people: People, spaces: Spaces, add_file: AddFile, work: Work
) -> None:
    document = add_file("lombalgie", "dos.txt")
    work()
    document.space = spaces.group
    document.save()
    assert titles(people.occasional, "lombalgie") == []  # not heard of yet
    work()
    assert titles(people.occasional, "lombalgie") == ["Dos"]


def test_a_right_taken_away_shows_before_the_index_hears_of_it(
    people: People, spaces: Spaces, add_file: AddFile, work: Work
) -> None:
    add_file("lombalgie", "dos.txt")
    work()
    Membership.objects.filter(member=people.colleague, space=spaces.ges).delete()
    result = find(people.colleague, Question("lombalgie"))
    assert (result.answer.total, result.found) == (0, [])


def test_a_space_that_opens_is_searched_at_once(
    people: People, spaces: Spaces, add_file: AddFile, work: Work
) -> None:
    add_file("lombalgie", "dos.txt")
    work()
    Space.objects.filter(pk=spaces.ges.pk).update(visibility=Space.Visibility.MEMBERS)
    assert titles(people.outsider, "lombalgie") == ["Dos"]


def test_references_are_found_by_number_and_text(
    people: People, spaces: Spaces, category: Category, work: Work
) -> None:
    Reference.objects.create(
        space=spaces.ges,
        category=category,
        kind=Reference.Kind.ARTICLE,
        title="Code de la santé publique, article L. 1434-12",
        number="L. 1434-12",
        text="Les communautés professionnelles territoriales de santé…",
    )
    work()
    for text in ("L1434-12", "article L 1434-12", "communauté professionnelle"):
        assert len(titles(people.member, text)) == 1
        assert titles(people.outsider, text) == []


@pytest.fixture
def tree(spaces: Spaces) -> dict[str, SectionPage]:
    front = Page.objects.get(depth=2)
    made = {}
    for slug, space in (("groupement", spaces.ges), ("sorties", spaces.group)):
        section = SectionPage(title=space.name, slug=f"essai-{slug}", space=space)
        made[slug] = front.add_child(instance=section)
    return made


def test_a_page_is_found_while_it_is_published(
    people: People, tree: dict[str, SectionPage], work: Work
) -> None:
    page = tree["groupement"].add_child(
        instance=ArticlePage(
            title="Bilan", body=[("rich_text", "<p>La <b>pédopsychiatrie</b> ici.</p>")]
        )
    )
    work()
    assert titles(people.member, "pedopsychiatrie") == ["Bilan"]
    assert titles(people.outsider, "pedopsychiatrie") == []
    page.unpublish()
    work()
    assert titles(people.member, "pedopsychiatrie") == []


def test_a_moved_page_takes_the_space_of_its_new_place_and_so_does_its_entry(
    people: People, spaces: Spaces, tree: dict[str, SectionPage], work: Work
) -> None:
    page = tree["groupement"].add_child(instance=ArticlePage(title="Bilan orthophonie"))
    below = page.add_child(instance=ArticlePage(title="Suite orthophonie"))
    work()
    assert titles(people.occasional, "orthophonie") == []
    page.move(tree["sorties"], "last-child")
    below.refresh_from_db()
    assert below.space == spaces.group
    work()
    assert set(titles(people.occasional, "orthophonie")) == {
        "Bilan orthophonie",
        "Suite orthophonie",
    }


def test_a_draft_of_before_a_move_does_not_bring_the_old_space_back(
    spaces: Spaces, tree: dict[str, SectionPage]
) -> None:
    page = tree["groupement"].add_child(instance=ArticlePage(title="Bilan"))
    draft = page.save_revision()
    page.move(tree["sorties"], "last-child")
    draft.publish()
    assert ArticlePage.objects.get(pk=page.pk).space == spaces.group


def test_joining_is_said_in_two_ways(
    people: People, tree: dict[str, SectionPage], work: Work
) -> None:
    tree["groupement"].add_child(instance=ArticlePage(title="Comment nous rejoindre"))
    work()
    asked = "comment devenir membre du groupement"
    assert titles(people.member, asked) == ["Comment nous rejoindre"]


def test_nothing_waits_once_the_index_has_followed(
    add_file: AddFile, work: Work
) -> None:
    add_file()
    assert Change.objects.exists()
    work()
    assert not Change.objects.exists()


def test_the_worker_makes_the_index_that_is_missing(
    people: People, add_file: AddFile, work: Work
) -> None:
    add_file("lombalgie", "dos.txt")
    work()
    shutil.rmtree(settings.INDEX_DIR)
    assert not Change.objects.exists()
    indexer.follow()
    assert titles(people.member, "lombalgie") == ["Dos"]


def test_a_rebuild_finds_the_same_again(
    people: People, add_file: AddFile, work: Work
) -> None:
    add_file("Une page.\fDeux pages de lombalgie.", "dos.txt")
    work()
    before = find(people.member, Question("lombalgie"))
    assert indexer.rebuild() > 0
    after = find(people.member, Question("lombalgie"))
    assert [f.hit.passages for f in after.found] == [
        f.hit.passages for f in before.found
    ]
    assert Document.objects.count() == 1
