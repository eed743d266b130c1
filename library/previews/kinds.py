"""Which formats are drawn, and how."""

TEXTS = ("docx", "doc", "odt", "rtf")
SHEETS = ("xlsx", "xls", "ods")
SLIDES = ("pptx", "ppt", "odp")
#: Turned into PDF by LibreOffice, and by which of its filters.
FILTERS = {
    **dict.fromkeys(TEXTS, "writer_pdf_Export"),
    **dict.fromkeys(SHEETS, "calc_pdf_Export"),
    **dict.fromkeys(SLIDES, "impress_pdf_Export"),
}
#: No browser shows these, and a fax has many pages: turned into PDF by Pillow.
SCANS = {"tiff"}
#: Of a PDF that is made: more is not looked through on a screen.
MOST_PAGES = 400
#: Those whose PDF is that of the preview, not their own.
TURNED = {*FILTERS, *SCANS}
PICTURES = {"gif", "jpeg", "png", "tiff", "webp"}
#: All of which a small image is made.
DRAWN = {*TURNED, *PICTURES, "pdf"}
#: Read from their own PDF (library.reading.legacy), or page by page: the numbers of
#: their texts are those of their PDF.
SAME_NUMBERS = {"doc", "rtf", "ppt", "tiff", "pdf"}
