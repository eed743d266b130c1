"""*Mon espace*: what waits for the person, and what is to be taken up again."""

import pytest
from django.urls import reverse

from library.models import Version

URL = reverse("home:dashboard")


@pytest.fixture
def states(add_file, people, spaces):
    """A document of the member in each state, and one of somebody else."""
    made = {}
    for state in Version.State.values:
        made[state] = add_file(
            f"Le contenu {state}",
            f"{state}.txt",
            space=spaces.ges,
            by=people.member,
            title=f"Un {state}",
        )
        Version.objects.filter(document=made[state]).update(
            state=state, explanation="Il est abîmé." if state == "unreadable" else ""
        )
    other = add_file("Autre", "autre.txt", space=spaces.ges, by=people.colleague)
    Version.objects.filter(document=other).update(state="unreadable")
    return made


def test_what_is_being_read_is_not_mixed_with_what_failed(states, people, sign_in):
    answer = sign_in(people.member).get(URL)
    waits = {each.document.title for each in answer.context["in_progress"]}
    assert waits == {"Un waiting", "Un reading", "Un needs_ocr"}
    waiting = [(each.label, each.title) for each in answer.context["waiting"]]
    assert waiting == [("Illisible", "Un unreadable")]
    shown = answer.content.decode()
    assert "Ce qui vous attend" in shown
    assert "Il est abîmé." in shown


def test_nothing_waits_for_who_added_nothing(states, people, sign_in):
    shown = sign_in(people.editor).get(URL).content.decode()
    assert "Ce qui vous attend" not in shown
    assert "en cours de lecture" not in shown
