"""Frequent questions: opened by their address, narrowed as one types."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, wait_for_hit

pytestmark = pytest.mark.browser
FAQ = "/le-groupement/questions-frequentes/"


@pytest.mark.parametrize("scripts", [True, False])
def test_search_leads_to_an_answer_that_stands_open(
    visit: Visit, scripts: bool
) -> None:
    page = visit("membre", scripts=scripts, width=360)
    wait_for_hit(page, "MSSanté+obtenir&nature=faq")
    page.locator(".passage").first.click()
    page.wait_for_url(re.compile(re.escape(FAQ) + "#question-"))
    answer = page.locator(f"#{page.url.partition('#')[2]}")
    expect(answer).to_contain_text("messagerie sécurisée de santé")
    expect(answer).to_be_in_viewport()
    expect(page.locator(".faq details[open] summary")).to_be_in_viewport()
    expect(page.locator(".faq details[open]")).to_have_count(1)


def test_questions_are_narrowed_as_one_types_and_opened_by_the_keyboard(
    visit: Visit,
) -> None:
    page = visit("membre")
    page.goto(FAQ)
    page.get_by_label("Un mot de votre question").fill("SECURISEES")
    shown = page.locator(".faq details:visible")
    expect(shown).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("2 questions")
    expect(page.locator(".faq h2:visible")).to_have_text(
        ["Patients et secret professionnel"]
    )
    shown.first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(shown.first.locator(".prose")).to_contain_text("Non, jamais.")
    page.get_by_label("Un mot de votre question").fill("girafe")
    expect(shown).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Aucune question n’a ces mots.")


def test_without_scripts_the_form_narrows_them(visit: Visit) -> None:
    page = visit("membre", scripts=False)
    page.goto(FAQ)
    page.get_by_label("Un mot de votre question").fill("securisees")
    page.keyboard.press("Enter")
    expect(page.locator(".faq details[open]")).to_have_count(2)
