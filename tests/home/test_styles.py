"""The style sheet of the site: that of the shell, and one beside each component."""

import re
from pathlib import Path

import pytest
from config import styles
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.management.commands.collectstatic import Command

COMPONENTS = settings.BASE_DIR / "templates" / "components"


def site() -> str:
    return Path(str(finders.find(styles.NAME))).read_text()


def test_the_site_has_one_style_sheet_made_of_all() -> None:
    text = site()
    assert text.index("@layer tokens, base") < text.index("@layer components {")
    sheets = sorted(COMPONENTS.glob("*.css"))
    assert len(sheets) > 20
    found = [text.index(sheet.read_text()) for sheet in sheets]
    assert found == sorted(found)
    collected = Command()
    collected.set_options(
        **dict.fromkeys(("interactive", "clear", "link"), False),
        **dict.fromkeys(("dry_run", "post_process"), True),
        ignore_patterns=[],
        use_default_ignore_patterns=True,
        verbosity=0,
    )
    assert styles.NAME in collected.collect()["unmodified"] + collected.copied_files


def test_it_is_made_again_when_a_component_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = site()
    new = tmp_path / "lamp.css"
    new.write_text("@layer components {\n  .lamp {\n    color: red;\n  }\n}\n")
    monkeypatch.setattr(styles, "sources", lambda: [new])
    assert ".lamp" in site()
    monkeypatch.undo()
    assert site() == before


@pytest.mark.parametrize(
    "sheet", sorted(COMPONENTS.glob("*.css")), ids=lambda f: f.name
)
def test_a_component_keeps_to_its_layer_and_to_the_tokens(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL).strip()
    assert text.startswith("@layer components {")
    assert text.count("{") == text.count("}")
    assert text.endswith("}")
    # Everything is in the layer: it closes with the last brace only.
    depth = 0
    for index, each in enumerate(text):
        depth += {"{": 1, "}": -1}.get(each, 0)
        assert depth or index in {len(text) - 1, *range(text.index("{"))}
    assert not re.search(r"(?<![-\w])(?:rgb|hsl)a?\(", text)


def test_every_style_sheet_a_template_links_is_there() -> None:
    linked = {
        name
        for template in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"static '(css/[^']+)'", template.read_text())
    }
    assert styles.NAME in linked
    assert [name for name in sorted(linked) if not finders.find(name)] == []
