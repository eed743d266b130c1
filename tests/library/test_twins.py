"""Who looks after a document reads where else its content is."""

from django.core.files.base import ContentFile

from library import trash
from library.twins import twins

A, B = "Premier contenu.", "Second contenu."


def sentences(user, document):
    return [one.sentence.replace("\u202f", " ") for one in twins(user, document)]


def test_the_content_of_an_older_version_is_told(add_file, people, sign_in, work):
    first = add_file(A, "a.txt")
    first.file, first.replaced_by = ContentFile(B.encode(), "b.txt"), people.member
    first.save()
    work()
    again = add_file(A, "encore.txt")
    assert again.pk != first.pk
    (told,) = sentences(people.member, again)
    assert told == "C’est le contenu de la version 1 de « A », remplacée depuis."
    page = sign_in(people.member).get(again.get_absolute_url()).text
    assert "remplacée depuis" in page
    assert first.get_absolute_url() in page
    other = sign_in(people.colleague).get(again.get_absolute_url()).text
    assert "remplacée depuis" not in other  # not his to look after


def test_what_is_in_the_trash_and_in_another_space_is_told(
    add_file, people, spaces, work
):
    thrown = add_file(A, "a.txt")
    work()
    trash.withdraw(people.member, thrown)
    again = add_file(A, "b.txt")
    assert sentences(people.member, again) == [
        "Le même fichier est à la corbeille : « A »."
    ]
    add_file(A, "c.txt", space=spaces.group, by=people.editor)
    assert sentences(people.outsider, again) == []
    assert any(
        "Le même fichier est dans" in one for one in sentences(people.editor, again)
    )
