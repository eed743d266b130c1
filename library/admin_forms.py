"""Forms of Wagtail's admin for documents, images and official texts."""

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from library.image_fields import WholeImageField
from members.admin_forms import OpenSpaces


class DocumentForm(OpenSpaces, BaseDocumentForm):
    pass


class PictureForm(OpenSpaces, BaseImageForm):
    file = WholeImageField(label="Fichier")


class ReferenceForm(OpenSpaces, WagtailAdminModelForm):
    pass
