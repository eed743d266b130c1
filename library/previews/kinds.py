"""Which formats are drawn, and how."""

#: Turned into PDF by LibreOffice, and by which of its filters.
FILTERS = {
    **dict.fromkeys(("docx", "doc", "odt", "rtf"), "writer_pdf_Export"),
    **dict.fromkeys(("xlsx", "xls", "ods"), "calc_pdf_Export"),
    **dict.fromkeys(("pptx", "ppt", "odp"), "impress_pdf_Export"),
}
#: No browser shows these, and a fax has many pages: turned into PDF by Pillow.
SCANS = {"tiff"}
#: Those whose PDF is that of the preview, not their own.
TURNED = {*FILTERS, *SCANS}
PICTURES = {"gif", "jpeg", "png", "tiff", "webp"}
#: All of which a small image is made.
DRAWN = {*TURNED, *PICTURES, "pdf"}
#: Read from their own PDF (library.reading.legacy), or page by page: the numbers of
#: their texts are those of their PDF.
SAME_NUMBERS = {"doc", "rtf", "ppt", "tiff", "pdf"}
