"""What has been of use long enough, and the list that the Archives sign."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from library.keeping import archiving, elimination
from library.models import Category, Document, Elimination, Version
from members.french import in_words
from members.models import JournalEntry, Space
from members.months import in_months
from members.refusals import Refused

LIST = "/bibliotheque/eliminations/"


@pytest.fixture
def old(add_file, people, category):
    """Two documents of eleven years ago, in a category of ten."""
    category.kept_years, category.fate = 10, Category.Fate.DESTROY
    category.kept_by = "Tableau de gestion 2019, n° 4"
    category.save()
    made = [
        add_file(f"Texte {n}", f"{n}.txt", title=f"Ancien {n}", at_door=False)
        for n in (1, 2)
    ]
    long_ago = timezone.now() - timedelta(days=11 * 366)
    Version.objects.update(added_at=long_ago)
    return made


def prepared(people, old):
    return elimination.prepare(people.staff, [one.pk for one in old])


def test_the_years_run_from_the_archiving_or_from_the_last_file(old, people):
    fate = Category.Fate.DESTROY
    assert set(elimination.due(people.staff, fate)) == set(old)
    archiving.archive(people.staff, old[0])
    assert set(elimination.due(people.staff, fate)) == {old[1]}
    long_ago = timezone.now() - timedelta(days=11 * 366)
    Document.objects.filter(pk=old[0].pk).update(archived_at=long_ago)
    assert set(elimination.due(people.staff, fate)) == set(old)
    Category.objects.update(kept_years=12)
    assert not elimination.due(people.staff, fate).exists()
    Category.objects.update(kept_years=10, fate=Category.Fate.KEEP)
    assert not elimination.due(people.staff, fate).exists()
    assert elimination.due(people.staff, Category.Fate.KEEP).count() == 2


def test_who_puts_in_the_trash_what_is_still_to_be_kept_is_told(
    old, people, sign_in, add_file, category
):
    new = add_file("Neuf", "n.txt", title="Neuf")
    day = in_words(in_months(timezone.localdate(), 120))
    browser = sign_in(people.staff)
    page = browser.get(reverse("library:delete", args=[new.pk])).text
    assert f"Il est à garder jusqu’au {day}." in page
    assert "Tableau de gestion 2019" in page
    assert reverse("library:archive", args=[new.pk]) in page
    proposed = add_file("Proposé", "p.txt", title="Proposé")
    Document.objects.filter(pk=proposed.pk).update(status="proposed")
    for other in (old[0], proposed):  # its time is over; nobody has read it
        page = browser.get(reverse("library:delete", args=[other.pk])).text
        assert "Il est à garder" not in page


def test_from_the_list_to_the_visa_to_the_end(
    old, people, sign_in, django_capture_on_commit_callbacks
):
    staff = sign_in(people.staff)
    page = staff.get(LIST).text
    assert "Ancien 1" in page
    assert "Encore publié" in page
    answer = staff.post(LIST, {"document": [old[0].pk]}, follow=True)
    assert "à envoyer" in answer.text.lower()
    made = Elimination.objects.get()
    assert made.number == f"{timezone.localdate().year}-1"
    assert "Ancien 2" not in staff.get(made.get_absolute_url()).text
    page = staff.get(made.get_absolute_url()).text
    for word in ("Ancien 1", "10 ans", "Tableau de gestion 2019", "1 fichier"):
        assert word in page
    table = staff.get(f"{made.get_absolute_url()}bordereau.csv").content.decode()
    assert table.startswith("\ufeffbordereau;")
    assert "Ancien 1" in table
    # Not before the Archives have signed.
    end = f"{made.get_absolute_url()}eliminer/"
    staff.post(end)
    assert Document.objects.filter(pk=old[0].pk).exists()
    today = timezone.localdate()
    staff.post(
        f"{made.get_absolute_url()}visa/",
        {"visa": "AD03-2026-118", "visa_on": f"{today:%Y-%m-%d}"},
    )
    stored = old[0].current.file
    assert "pour de bon" in staff.get(end).text
    assert "Un de ces documents n’est pas archivé" in staff.get(end).text
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(end, follow=True)
    assert "1 document est éliminé" in answer.text
    assert not Document.everything.filter(pk=old[0].pk).exists()
    assert not stored.storage.exists(stored.name)
    assert Document.objects.filter(pk=old[1].pk).exists()
    made.refresh_from_db()
    assert (made.state, made.done_by) == (Elimination.State.DONE, people.staff)
    assert "Ancien 1" in staff.get(made.get_absolute_url()).text  # the list remains
    told = JournalEntry.objects.filter(kind="elimination")
    assert told.count() == 3
    assert "exécuté" in told.first().sentence


def test_what_is_in_a_list_is_not_in_another(old, people, sign_in):
    made = prepared(people, old)
    assert not elimination.due(people.staff, Category.Fate.DESTROY).exists()
    with pytest.raises(Refused):
        prepared(people, old)
    sign_in(people.staff).post(f"{made.get_absolute_url()}abandonner/")
    assert elimination.due(people.staff, Category.Fate.DESTROY).count() == 2
    assert prepared(people, old).number.endswith("-2")  # a number serves once
    made.refresh_from_db()
    assert made.state == Elimination.State.DROPPED
    assert "Abandonné" in sign_in(people.staff).get(made.get_absolute_url()).text
    with pytest.raises(Refused):
        elimination.sign(people.staff, made, "V1", timezone.localdate())


def test_what_changed_since_is_spared_and_said_so(old, people, category):
    made = prepared(people, old)
    elimination.sign(people.staff, made, "V1", timezone.localdate())
    other = Category.objects.exclude(pk=category.pk).first()
    Document.objects.filter(pk=old[0].pk).update(category=other)
    assert elimination.carry_out(people.staff, made) == (1, 1)
    assert Document.objects.filter(pk=old[0].pk).exists()
    line = made.lines.get(document=old[0])
    assert "reclassé" in line.spared


@pytest.mark.parametrize("why", ["frozen", "trash", "changed"])
def test_what_is_frozen_in_the_trash_or_replaced_is_spared(why, old, people, work):
    made = prepared(people, old)
    elimination.sign(people.staff, made, "V1", timezone.localdate())
    if why == "frozen":
        Space.objects.filter(pk=old[0].space_id).update(state="frozen")
    elif why == "trash":
        Document.everything.update(trashed_at=timezone.now())
    else:
        Version.objects.update(added_at=timezone.now())
    assert elimination.carry_out(people.staff, made) == (0, 2)
    assert Document.everything.count() == 2


def test_cut_in_its_middle_it_goes_on(old, people, monkeypatch):
    made = prepared(people, old)
    elimination.sign(people.staff, made, "V1", timezone.localdate())
    true_delete, calls = Document.delete, []

    def dies(self, *args, **kwargs):
        calls.append(self.pk)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return true_delete(self, *args, **kwargs)

    monkeypatch.setattr(Document, "delete", dies)
    with pytest.raises(KeyboardInterrupt):
        elimination.carry_out(people.staff, made)
    made.refresh_from_db()
    assert made.state == Elimination.State.SIGNED
    assert elimination.carry_out(people.staff, made) == (2, 0)
    assert not Document.everything.exists()


@pytest.mark.parametrize(
    ("visa", "days"), [("", 0), ("V1", 1), ("V1", -1), ("V1", None)]
)
def test_a_visa_that_cannot_be_is_refused(visa, days, old, people, sign_in):
    made = prepared(people, old)
    day = "demain"
    if days is not None:
        day = f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"
    answer = sign_in(people.staff).post(
        f"{made.get_absolute_url()}visa/", {"visa": visa, "visa_on": day}
    )
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.state == Elimination.State.PREPARED


def test_it_is_for_staff(old, people, sign_in):
    made = prepared(people, old)
    for who in (people.member, people.editor):
        person = sign_in(who)
        assert person.get(LIST).status_code == 403
        assert person.post(LIST, {"document": [old[0].pk]}).status_code == 403
        for end in ("visa/", "abandonner/", "eliminer/"):
            answer = person.post(f"{made.get_absolute_url()}{end}")
            assert answer.status_code == 403
        assert "Durées d’utilité" not in person.get("/bibliotheque/").text
    assert "Durées d’utilité" in sign_in(people.staff).get("/bibliotheque/").text


def test_nothing_ticked_nonsense_and_what_is_not_due(old, people, sign_in, add_file):
    staff = sign_in(people.staff)
    fresh = add_file("Neuf", "neuf.txt", title="Neuf")
    for keys in ([], ["x"], ["999999"], [fresh.pk]):
        answer = staff.post(LIST, {"document": keys}, follow=True)
        assert "au moins un document" in answer.text
    assert not Elimination.objects.exists()
    assert staff.get(f"{LIST}?sort=nimporte&page=9").status_code == 200


def test_a_duration_and_a_fate_go_together(category):
    from django.core.exceptions import ValidationError

    for years, fate in ((5, ""), (None, "keep"), (0, "keep")):
        category.kept_years, category.fate = years, fate
        with pytest.raises(ValidationError):
            category.full_clean()


def test_as_many_queries_for_any_number(
    old, people, sign_in, add_file, django_assert_max_num_queries
):
    staff = sign_in(people.staff)
    staff.get(LIST)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        staff.get(LIST)
    for n in range(8):
        add_file(f"Encore {n}", f"e{n}.txt", title=f"Encore {n}")
    Version.objects.update(added_at=timezone.now() - timedelta(days=11 * 366))
    with CaptureQueriesContext(connection) as many:
        staff.get(LIST)
    assert len(many) == len(few)


def test_the_list_as_a_table(old, people, sign_in):
    answer = sign_in(people.staff).get(reverse("library:due_csv"))
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode().count("Ancien") == 2
    assert JournalEntry.objects.filter(kind="export").exists()


def test_where_durations_are_given_is_said_and_led_to(people, sign_in, category):
    page = sign_in(people.staff).get(LIST).text
    assert "Aucune catégorie n’a de durée" in page
    assert "L’équipe du Pays, ou une personne qui administre" in page
    assert 'href="/admin/snippets/library/category/"' in page
    assert sign_in(people.staff).get("/admin/snippets/library/category/").text
