"""The same file sent several times at the same moment."""

import pytest

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.grown]

SEND = """async () => {
  const form = document.querySelector("form[data-upload]");
  const category = form.elements.category.options[1].value;
  const send = async () => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("space", form.querySelector("input[name=space]").value);
    body.append("category", category);
    body.append("file", new Blob(["Un seul et même contenu"]), "double.txt");
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers });
    return [answer.status, (await answer.json()).document.id];
  };
  return Promise.all([1, 2, 3, 4, 5].map(send));
}"""


def test_the_same_file_five_times_at_once_is_kept_once(visit: Visit) -> None:
    page = visit("membre")
    page.goto("/bibliotheque/ajouter/")
    answers = page.evaluate(SEND)
    assert sorted(status for status, _ in answers) == [200, 200, 200, 200, 201]
    assert len({pk for _, pk in answers}) == 1
