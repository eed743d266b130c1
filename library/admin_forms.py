"""Forms of Wagtail's admin for documents, images and official texts."""

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from members.admin_forms import OpenSpaces


class DocumentForm(OpenSpaces, BaseDocumentForm):
    pass


class PictureForm(OpenSpaces, BaseImageForm):
    pass


class ReferenceForm(OpenSpaces, WagtailAdminModelForm):
    pass
