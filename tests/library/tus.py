"""A client of the tus protocol, for one person."""

import base64
from pathlib import Path

from django.conf import settings as site_settings
from django.urls import reverse

URL = reverse("library:uploads")
TUS = {"tus-resumable": "1.0.0", "accept": "application/json"}
TEXT = "Conduite à tenir devant une chute. ".encode() * 400


def metadata(**said):
    pairs = [f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items()]
    return ",".join(pairs)


class Sender:
    """A client of the protocol, for one person."""

    def __init__(self, browser, space, category):
        self.browser, self.space, self.category = browser, space, category

    def begin(self, content=TEXT, name="chute.txt", **said):
        known = {"space": str(self.space.pk), "category": str(self.category.pk)}
        told = metadata(**{"filename": name, **known, **said})
        headers = {**TUS, "upload-length": str(len(content)), "upload-metadata": told}
        return self.browser.post(URL, headers=headers)

    def piece(self, url, offset, data, **changed):
        headers = {**TUS, "upload-offset": str(offset), **changed}
        return self.browser.patch(
            url, data, content_type="application/offset+octet-stream", headers=headers
        )

    def offset(self, url):
        return int(self.browser.head(url, headers=TUS)["Upload-Offset"])

    def outcome(self, url):
        return self.browser.get(url, headers=TUS)

    def whole(self, content=TEXT, name="chute.txt", **said):
        url = self.begin(content, name, **said)["Location"]
        self.piece(url, 0, content)
        return self.outcome(url)


def left():
    """The files of uploads that are still on the disk."""
    return list(Path(site_settings.UPLOAD_DIR).glob("*"))
