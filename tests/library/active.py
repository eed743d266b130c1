"""Files that would do something beside being read."""

import io

import pikepdf

from tests.library import samples

TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: A Word file that asks a template of another machine as soon as it is opened.
OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{TEMPLATE}/attachedTemplate" '
    'Target="https://example.org/modele.dotm" TargetMode="External"/></Relationships>'
)
#: One that a reader clicks on, and that fetches nothing by itself.
LINK = OUTSIDE.replace("attachedTemplate", "hyperlink")


def pdf(what: str) -> bytes:
    """A page, with a `script`, a `launch`, an `attachment`, or a mere `link`."""
    with pikepdf.open(io.BytesIO(samples.pdf("Bonjour"))) as made:
        name = pikepdf.Name
        if what == "attachment":
            made.attachments["notes.txt"] = b"Des notes."
        elif what == "script":
            # Deep within, as forms have it, in a stream of objects.
            made.pages[0].Annots = pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=name.Annot,
                        Subtype=name.Widget,
                        Rect=[0, 0, 9, 9],
                        AA=pikepdf.Dictionary(
                            K=pikepdf.Dictionary(S=name.JavaScript, JS="app.alert(1)")
                        ),
                    )
                ]
            )
        elif what == "launch":
            made.Root.OpenAction = pikepdf.Dictionary(S=name.Launch, F="cmd.exe")
        else:
            made.Root.OpenAction = pikepdf.Dictionary(
                S=name.URI, URI="https://example.org"
            )
        out = io.BytesIO()
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
