"""Two editors meet on one page; one publishes at a time, and takes a version back.

Few sign-ins, long walks: a code of the second factor serves once in thirty seconds.
"""

import re
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_password_reset import mails

pytestmark = pytest.mark.browser

CHARTER, HOW = "/le-groupement/charte/", "/le-groupement/comment-ca-marche/"
STEPS = "/le-groupement/premiers-pas/"
#: Wagtail's script saves each change by itself; it gets 400 when somebody else has.
REFUSED = "status of 400"
#: The policy stops the styles and scripts of what is pasted, and says so.
STOPPED = "violates the following Content Security Policy directive"
COMMENTED = "Pascal Rigaud commente la page"
LINK = re.compile(r"http://\S+/admin/pages/\d+/edit/")


#: What Word and a mail put in the clipboard: its markup, a picture of 2 MB, a script.
PASTED = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
p.MsoNormal {mso-style-parent:""; font-family:"Calibri"; color:red}</style></head>
<body lang=FR><!--StartFragment--><h2 style='mso-list:l0'>Le retour<o:p></o:p></h2>
<p class=MsoNormal style='mso-margin-top-alt:auto;color:red'><b>La veille</b>, appeler
<a href="https://sante.example/guide" onclick="window.pasted=1">le guide</a></p>
<![if !supportLists]><ul><li class=MsoListParagraph>l’ordonnance</li></ul><![endif]>
<script>window.pasted = 1</script><img src="PICTURE" onerror="window.pasted = 1">
<!--EndFragment--></body></html>
"""
PASTE = """(field, html) => {
  const held = new DataTransfer();
  const picture = `data:image/png;base64,${"A".repeat(2_000_000)}`;
  held.setData("text/html", html.replace("PICTURE", picture));
  held.setData("text/plain", "Le retour");
  const given = { clipboardData: held, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", given));
}"""


def mail_of_comment(data: Path) -> str:
    """The worker writes it within seconds; within a minute, on a machine that works."""
    for _ in range(300):
        found = [mail for mail in mails(data) if COMMENTED in mail]
        if found:
            (mail,) = found
            return mail
        time.sleep(0.2)
    pytest.fail("no mail of the comment")


def edit(page: Page, address: str) -> str:
    """Open the form of a page; its address."""
    page.goto(address)
    page.get_by_role("link", name="Modifier cette page").click()
    page.wait_for_load_state("networkidle")
    return page.url


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer le brouillon").first.click()
    page.wait_for_load_state("networkidle")


def write(page: Page, summary: str) -> None:
    page.locator("#id_summary").fill(summary)


def open_status(page: Page) -> None:
    panel = page.locator("[data-side-panel='status']")
    if not panel.is_visible():
        page.locator("[data-side-panel-toggle='status']").click()
    expect(panel).to_be_visible()


def test_two_editors_meet_on_one_page(visit: Visit, data: Path) -> None:
    nadia, pascal = visit("pays", known=(REFUSED,)), visit("admin", known=(REFUSED,))
    form = edit(nadia, CHARTER)
    edit(pascal, CHARTER)
    write(pascal, "Le chapeau de Pascal")
    save(pascal)
    expect(pascal.get_by_text("sont enregistrés")).to_be_visible()

    # She opened the page before him: she is told, and what she typed stays.
    write(nadia, "Le chapeau de Nadia")
    paused = nadia.get_by_text("L’enregistrement automatique est en pause")
    expect(paused.first).to_be_visible()
    # Wagtail asks the server who it was once the pause is told.
    who = nadia.locator("#title-text-w-save-confirmation-dialog")
    expect(who).to_contain_text("Pascal Rigaud")
    save(nadia)
    dialog = nadia.get_by_role("dialog", name=re.compile("Pascal Rigaud a enregistré"))
    dialog.get_by_role("button", name="Enregistrer le brouillon").click()
    said = nadia.get_by_text("Pascal Rigaud a enregistré cette page à")
    expect(said).to_contain_text("Rien n’est perdu")
    expect(nadia.locator("#id_summary")).to_have_value("Le chapeau de Nadia")
    save(nadia)
    expect(nadia.get_by_text("sont enregistrés")).to_be_visible()
    nadia.goto(f"{form}../revisions/compare/earliest...latest/")
    expect(nadia.locator(".comparison").first).to_contain_text("chapeau de Nadia")
    nadia.goto(f"{form}../history/")
    expect(nadia.locator("main table.listing")).to_contain_text("Pascal Rigaud")

    # He keeps the page for himself: she reads so, and writes again once he is done.
    pascal.goto(form)
    open_status(pascal)
    pascal.get_by_text("Verrouiller", exact=True).click()
    expect(
        pascal.get_by_text(re.compile("Verrouillée? par vous")).first
    ).to_be_visible()
    nadia.goto(form)
    expect(nadia.get_by_text("est verrouillée").first).to_be_visible()
    expect(nadia.get_by_text("Pascal Rigaud").first).to_be_visible()
    expect(nadia.get_by_text("Page verrouillée")).to_be_visible()
    assert nadia.get_by_role("button", name="Enregistrer le brouillon").count() == 0
    pascal.get_by_role("button", name="Déverrouiller").first.click()
    expect(pascal.get_by_text(re.compile("n’est plus verrouillée"))).to_be_visible()
    nadia.goto(form)
    expect(
        nadia.get_by_role("button", name="Enregistrer le brouillon").first
    ).to_be_visible()

    # He comments; she owns the page, and the mail leads her to what he says.
    pascal.goto(form)
    pascal.wait_for_load_state("networkidle")
    pascal.locator("#id_summary").focus()
    pascal.get_by_role("button", name="Ajouter un commentaire").first.click(force=True)
    box = pascal.locator(".comment textarea").first
    box.fill("Ce titre est-il clair\u202f?")
    pascal.get_by_role("button", name="Commenter", exact=True).click()
    # Not left to what saves by itself: it looks for changes from two seconds on.
    save(pascal)
    mail = mail_of_comment(data)
    assert "To: pays@demo.example" in mail
    (link,) = set(LINK.findall(mail))
    # The site of the tests does not know its own port.
    nadia.goto(urlsplit(link).path)
    nadia.locator("[data-side-panel-toggle='comments']").click()
    expect(nadia.locator(".comment")).to_contain_text("Ce titre est-il clair")
    day = re.compile(r"\d+ \S+ \d{4} à \d+\u202fh\u202f\d\d")
    expect(nadia.locator(".comment").first).to_contain_text(day)


def paste(page: Page) -> None:
    """At the end of the first text of the page, as Ctrl+V does."""
    field = page.locator(".Draftail-Editor [contenteditable=true]").first
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    field.evaluate(PASTE, PASTED)


def is_kept_without_its_marks(page: Page) -> None:
    """Words, titles, lists and links are there; nothing of Word, picture or script."""
    field = page.locator(".Draftail-Editor [contenteditable=true]").first
    expect(field.locator("h2").filter(has_text="Le retour")).to_be_visible()
    expect(field.locator("li").filter(has_text="l’ordonnance")).to_be_visible()
    expect(field.get_by_text("le guide")).to_be_visible()
    value = page.locator("input[name^=body-][name$=-value]").first
    expect(value).to_have_value(re.compile("https://sante.example/guide"))
    held = value.input_value().lower()
    for mark in ("mso-", "msonormal", "o:p", "base64", "<script", "calibri", "onclick"):
        assert mark not in held, mark
    assert page.evaluate("window.pasted") is None


def test_one_takes_a_version_back_and_publishes_it_tomorrow(visit: Visit) -> None:
    page = visit("pays", known=(STOPPED, REFUSED))
    form = edit(page, STEPS)
    paste(page)
    is_kept_without_its_marks(page)
    save(page)
    page.goto(form)
    page.wait_for_load_state("networkidle")
    is_kept_without_its_marks(page)

    form = edit(page, HOW)
    published = page.locator("#id_summary").input_value()
    for summary in ("Première version", "Seconde version"):
        write(page, summary)
        save(page)
        expect(page.get_by_text("sont enregistrés")).to_be_visible()
        page.goto(form)
    page.goto(f"{form}../revisions/compare/live...latest/")
    expect(page.locator(".comparison").first).to_contain_text("Seconde version")

    page.goto(f"{form}../history/")
    rows = page.locator("main table.listing tr").filter(has_text="Brouillon enregistré")
    rows.last.get_by_role("button").first.click()  # the oldest
    page.get_by_role("link", name="Reprendre cette version").first.click()
    expect(page.locator("#id_summary")).to_have_value("Première version")
    page.get_by_role("button", name=re.compile("brouillon")).first.click()
    page.wait_for_load_state("networkidle")
    page.goto(form)
    expect(page.locator("#id_summary")).to_have_value("Première version")

    page.wait_for_load_state("networkidle")
    open_status(page)
    page.get_by_role("button", name="Programmer", exact=True).click()
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.get_by_label("Publier le").fill(f"{tomorrow:%d/%m/%Y} 08:00")
    # By the keyboard: each date opens its calendar, over what stands below it.
    page.get_by_role("button", name="Enregistrer la programmation").press("Enter")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Plus d’actions").click()
    page.get_by_role("button", name="Programmer la publication").click()
    expect(page.get_by_text(re.compile("paraîtra|sera publiée"))).to_be_visible()
    # Readers have what was published until then.
    page.goto(HOW)
    expect(page.locator("main .lead")).to_have_text(published)
