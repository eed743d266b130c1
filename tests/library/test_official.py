"""Official texts over the years: replaced, ended, and told to who cites them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home import waiting
from library.models import LinkRound, OutsideLink, Protocol, Reference
from library.official import changes
from library.official.naming import NotFoundError, text_named
from library.outside import checking
from library.trash import withdraw
from members.models import Member
from pages.models import ArticlePage, SectionPage
from pages.paper import sheets


@pytest.fixture
def law(spaces, people):
    return Reference.objects.create(
        space=spaces.ges,
        title="Loi HPST",
        kind="law",
        number="2009-879",
        nor="SASX0822640L",
        added_by=people.staff,
    )


@pytest.fixture
def newer(spaces, people):
    return Reference.objects.create(
        space=spaces.ges,
        title="Loi du 27 décembre 2023",
        kind="law",
        number="2023-1268",
    )


@pytest.fixture
def cited(spaces, people, law, work):
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Le groupe", slug="groupe", space=spaces.ges)
    )
    made = section.add_child(
        instance=ArticlePage(title="Bilan", slug="bilan", owner=people.staff)
    )
    texts = {"title": "Textes", "references": [law.pk]}
    made.body = made.body.stream_block.to_python(
        [{"type": "reference_list", "value": texts}]
    )
    made.save_revision().publish()
    work()  # Wagtail's index of references
    made.refresh_from_db()
    return made


@pytest.fixture
def protocol(add_file, people, law):
    document = add_file("Agir", "a.txt", title="Protocole", by=people.staff)
    made = Protocol.objects.create(document=document)
    made.references.add(law)
    return made


def form_of(reference, **given):
    return {
        "title": reference.title,
        "kind": reference.kind,
        "number": reference.number,
        "in_force": "on",
        "space": reference.space_id,
        **given,
    }


def edit(client, reference, **given):
    address = reverse("library:reference_edit", args=[reference.pk])
    return client.post(address, form_of(reference, **given))


@pytest.mark.parametrize(
    "given",
    [
        "Loi HPST",
        "loi hpst",
        "2009-879",
        "loi n° 2009-879",
        "Loi n°2009-879",
        "sasx0822640l",
        "/bibliotheque/textes/{}/",
        "http://localhost:8000/bibliotheque/textes/{}/",
    ],
)
def test_a_text_is_named_by_its_title_its_number_or_its_address(law, people, given):
    assert text_named(given.format(law.pk), people.member) == law


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Loi inconnue", "n’est pas trouvé"),
        ("1999-1", "n’est pas trouvé"),
        ("http://[", "n’est pas trouvé"),
        ("https://ailleurs.example/bibliotheque/textes/{}/", "n’est pas trouvé"),
        ("9-879", "n’est pas trouvé"),
    ],
)
def test_what_is_not_found_is_told(law, people, given, said):
    with pytest.raises(NotFoundError, match=said):
        text_named(given.format(law.pk), people.member)


def test_what_one_does_not_see_is_not_found_and_of_several_each_is_named(
    law, people, spaces
):
    with pytest.raises(NotFoundError):
        text_named("Loi HPST", people.outsider)
    for code in ("Code du travail", "Code rural"):
        Reference.objects.create(
            space=spaces.ges,
            title=f"{code}, article L. 1",
            kind="article",
            number="L. 1",
        )
    with pytest.raises(NotFoundError, match="Plusieurs") as told:
        text_named("article L1", people.member)
    assert "Code du travail" in str(told.value)


def test_its_form_keeps_its_numbers_and_what_replaces_it(law, newer, people, sign_in):
    staff = sign_in(people.staff)
    answer = edit(
        staff,
        law,
        nor="sasx 0822640 l",
        eli="https://www.legifrance.gouv.fr/eli/loi/2009/7/21/SASX0822640L/jo/texte",
        ended_on="2024-01-01",
        replaced_by="Loi n° 2023-1268",
    )
    assert answer.status_code == 302
    law.refresh_from_db()
    assert law.nor == "SASX0822640L"
    assert not law.in_force
    assert law.replaced_by == newer
    text = sign_in(people.member).get(law.get_absolute_url()).text
    assert "Ce texte a été remplacé" in text
    assert newer.get_absolute_url() in text
    assert "SASX0822640L" in text
    assert "/eli/loi/2009" in text
    after = sign_in(people.member).get(newer.get_absolute_url()).text
    assert "Remplace" in after
    assert law.get_absolute_url() in after
    lists = sign_in(people.member).get(reverse("library:references")).text
    assert "Remplacé" in lists


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"nor": "ABC"}, "douze signes"),
        ({"eli": "https://www.legifrance.gouv.fr/loi"}, "ne contient pas /eli/"),
        ({"replaced_by": "Loi HPST"}, "ne se remplace pas lui-même"),
        ({"date": "2020-01-01", "ended_on": "2019-01-01"}, "avant sa propre date"),
        ({"replaced_by": "Autre"}, "n’est pas trouvé"),
    ],
)
def test_what_is_wrong_is_told(law, people, sign_in, given, said):
    answer = edit(sign_in(people.staff), law, **given)
    assert answer.status_code == 422
    assert said in answer.text
    law.refresh_from_db()
    assert law.in_force


@pytest.fixture
def two_days_later(time_machine):
    """Called: what was published before was looked at before."""
    return lambda: time_machine.move_to(timezone.now() + timedelta(2), tick=False)


@pytest.fixture
def citing(cited, protocol):
    """A page and a protocol that cite the law."""
    return cited, protocol.document


def test_who_cites_a_text_that_changes_is_told_until_it_is_looked_at_again(
    citing, law, newer, sign_in, two_days_later
):
    cited, document = citing
    asked, of_staff = Member.objects.get(email="member@test.example"), cited.owner
    reader = sign_in(asked)
    for url in (cited.get_url(), document.get_absolute_url()):
        assert "Un texte cité ici a changé" not in reader.get(url).text
    two_days_later()
    staff = sign_in(of_staff)
    edit(staff, law, replaced_by=newer.title)
    reader = sign_in(asked)
    for url in (cited.get_url(), document.get_absolute_url()):
        text = reader.get(url).text
        assert "Un texte cité ici a changé" in text
        assert "un autre texte le remplace" in text
        assert newer.get_absolute_url() in text
    assert "Protocole" in reader.get(law.get_absolute_url()).text
    staff = sign_in(of_staff)
    told = staff.get("/mon-espace/").text
    assert told.count("Texte changé") == 2
    staff.post(reverse("pages:confirm", args=[cited.pk]))
    staff.post(reverse("library:confirm", args=[document.pk]))
    assert "Texte changé" not in staff.get("/mon-espace/").text
    for url in (cited.get_url(), document.get_absolute_url()):
        assert "Un texte cité ici a changé" not in staff.get(url).text


def test_the_successor_that_a_reader_does_not_see_is_not_named(
    law, cited, spaces, sign_in, two_days_later
):
    two_days_later()
    hidden = Reference.objects.create(space=spaces.group, title="Caché", kind="law")
    law.replaced_by = hidden
    law.save()
    asked = Member.objects.get(email="member@test.example")
    asked.memberships.filter(space=spaces.group).delete()
    reader = sign_in(asked)
    for url in (cited.get_url(), law.get_absolute_url()):
        assert "Caché" not in reader.get(url).text


def test_a_new_wording_is_a_change_and_a_mistake_mended_is_none(law, people):
    law.text = "Article premier"
    law.save()
    assert law.changed_at is None  # it had no text: it was added
    law.text = "Article premier, modifié"
    law.save()
    law.refresh_from_db()
    assert law.change == Reference.REWORDED
    law.in_force = False
    law.save()
    assert law.change == Reference.ENDED
    law.in_force = True
    law.save()
    law.refresh_from_db()
    assert law.changed_at is None


def test_a_text_ends_by_itself_on_its_day(law, time_machine):
    law.ended_on = timezone.localdate() + timedelta(days=3)
    law.save()
    assert law.in_force
    assert changes.end_today() == 0
    time_machine.move_to(timezone.now() + timedelta(days=4), tick=False)
    assert changes.end_today() == 1
    law.refresh_from_db()
    assert not law.in_force
    assert law.change == Reference.ENDED
    assert changes.end_today() == 0


def test_a_page_that_was_not_published_or_a_text_in_the_trash_tells_nothing(
    law, cited, people, two_days_later, rf
):
    two_days_later()
    law.in_force = False
    law.save()
    assert [each.thing.pk for each in changes.to_look_at(people.staff)] == [cited.pk]
    assert not changes.to_look_at(people.member)
    cited.unpublish()
    assert not changes.to_look_at(people.staff)
    withdraw(people.staff, law)
    assert not changes.to_look_at(people.staff)
    assert not list(waiting.changed_texts(people.staff, rf.get("/")))


def test_many_cost_as_many_queries_as_one(
    law, cited, people, django_assert_max_num_queries, work
):
    Page.objects.update(last_published_at=timezone.now() - timedelta(days=2))
    law.in_force = False
    law.save()
    with django_assert_max_num_queries(12) as few:
        assert len(changes.to_look_at(people.staff)) == 1
    for number in range(6):
        cited.copy(update_attrs={"title": f"C{number}", "slug": f"c{number}"})
    work()
    Page.objects.update(last_published_at=timezone.now() - timedelta(days=2))
    with django_assert_max_num_queries(12) as many:
        assert len(changes.to_look_at(people.staff)) == 7
    assert len(many) == len(few)


def test_the_protocol_form_takes_texts_and_keeps_those_that_one_does_not_see(
    law, protocol, people, spaces, sign_in
):
    hidden = Reference.objects.create(space=spaces.group, title="Caché", kind="law")
    protocol.references.add(hidden)
    address = reverse("library:protocol", args=[protocol.document.pk])
    protocol.document.uploaded_by_user = people.colleague
    protocol.document.save()
    people.colleague.memberships.filter(space=spaces.group).delete()
    author = sign_in(people.colleague)
    form = author.get(address).context["form"]
    assert form.initial["references"] == "Loi HPST"
    answer = author.post(address, {"references": "Loi inconnue"})
    assert answer.status_code == 422
    assert "n’est pas trouvé" in answer.text
    author.post(address, {"references": "- loi n° 2009-879"})
    assert set(protocol.references.all()) == {law, hidden}
    text = author.get(protocol.document.get_absolute_url()).text
    assert "Loi HPST" in text
    assert "Caché" not in text


def test_its_page_says_when_its_official_site_last_answered(law, people, sign_in):
    law.url = "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000020879475/"
    law.save()
    link = OutsideLink.objects.create(address=law.url, found=OutsideLink.State.FINE)
    checking.conclude(LinkRound(started_at=timezone.now()))
    reader = sign_in(people.member)
    assert "répondait le" in reader.get(law.get_absolute_url()).text
    OutsideLink.objects.update(found=OutsideLink.State.GONE)
    checking.conclude(LinkRound(started_at=timezone.now()))
    link.refresh_from_db()
    assert link.answered_at
    text = reader.get(law.get_absolute_url()).text
    assert "ne répond plus depuis le" in text


def test_who_answers_for_a_page_is_told_and_so_is_its_paper(
    law, cited, people, two_days_later, rf
):
    two_days_later()
    law.in_force = False
    law.save()
    assert not changes.to_look_at(people.member)
    Page.objects.filter(pk=cited.pk).update(owner=people.member)
    assert [e.thing.pk for e in changes.to_look_at(people.member)] == [cited.pk]
    request = rf.get("/")
    request.user = people.member
    assert "Un texte cité ici a changé" in sheets.rendered([cited], request)


def test_a_circle_is_refused(law, newer, people, sign_in):
    staff = sign_in(people.staff)
    assert edit(staff, law, replaced_by=newer.title).status_code == 302
    answer = edit(staff, newer, replaced_by=law.title)
    assert answer.status_code == 422
    assert "lui-même remplacé par celui-ci" in answer.text


def test_a_successor_in_the_trash_does_not_bar_the_way(law, newer, people, sign_in):
    staff = sign_in(people.staff)
    edit(staff, law, replaced_by=newer.title)
    text = staff.get(reverse("library:reference_delete", args=[newer.pk])).text
    assert "Il en remplace d’autres" in text
    withdraw(people.staff, newer)
    assert edit(staff, law, replaced_by="", number="2009-880").status_code == 302
    law.refresh_from_db()
    assert law.number == "2009-880"
    assert law.replaced_by_id == newer.pk


def test_what_another_wrote_of_a_text_meanwhile_is_not_undone_unseen(
    law, people, sign_in
):
    staff = sign_in(people.staff)
    address = reverse("library:reference_edit", args=[law.pk])
    opened = staff.get(address).context["form"].initial["opened_at"]
    edit(staff, law, summary="Réforme de l’hôpital", opened_at=opened)
    answer = edit(staff, law, summary="Autre", opened_at=opened)
    assert answer.status_code == 409
    assert "Réforme de l’hôpital" in answer.text
    law.refresh_from_db()
    assert law.summary == "Réforme de l’hôpital"
