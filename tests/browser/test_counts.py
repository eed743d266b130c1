"""The filters of the library say how many they leave; communes are completed."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_counts_come_as_one_comes_to_the_filters(visit: Visit) -> None:
    page = visit("membre", width=1280)
    page.goto("/bibliotheque/")
    total = page.locator(".drop-here .row.apart").first.inner_text()
    expect(page.locator("option[label*='(']")).to_have_count(0)
    page.get_by_label("Espace").focus()
    ges = page.locator("select[name=espace] option[value=ges]")
    expect(ges).to_have_attribute("label", re.compile(r"^GES \(\d+\)$"))
    labels = page.locator("select[name=espace] option[label]")
    counts = [
        int(re.findall(r"\((\d+)\)", labels.nth(n).get_attribute("label") or "")[0])
        for n in range(labels.count())
    ]
    assert sum(counts) == int(re.findall(r"\d+", total)[0])
    expect(page.locator("label.tick small").first).to_have_text(re.compile(r"\d"))


def test_on_a_phone_they_come_once_it_is_unfolded(visit: Visit) -> None:
    page = visit("membre", width=360)
    page.goto("/bibliotheque/")
    page.get_by_text("Affiner", exact=True).first.click()
    expect(page.locator("select[name=espace] option[value=ges]")).to_have_attribute(
        "label", re.compile(r"\(\d+\)$")
    )


def test_the_last_commune_typed_is_completed(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/bibliotheque/")
    page.locator(".drop-here h3 a").first.click()
    page.get_by_role("link", name="Modifier").first.click()
    page.get_by_label("Communes").press_sequentially("Cusset (03300), lapal")
    there = page.locator("datalist[id^=suggestions] option").first
    expect(there).to_have_attribute("value", "Cusset (03300), Lapalisse (03120)")
