"""Images: their text is only to be had by OCR."""

from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from .document import MAX_PAGES, Document, PageText, Request
from .errors import Unreadable

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF")
MAX_PIXELS = 80_000_000  # beyond, Pillow refuses: it would unpack to as many bytes
OCR_PIXELS = 25_000_000
SMALL = 1_200  # a picture narrower than this is read better enlarged
ASSUMED_DPI = 300

Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses from twice this number


def read(request: Request) -> Document:
    try:
        image = Image.open(request.path, formats=FORMATS)
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    except Image.DecompressionBombError as error:
        raise Unreadable("too_big") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    if count > MAX_PAGES:
        raise Unreadable("too_big")
    return Document(count, _pages(request, image, count))


def _pages(request: Request, image: Image.Image, count: int) -> Iterator[PageText]:
    for number in range(request.first, min(request.last, count) + 1):
        if not request.ocr:
            yield PageText(number, "", needs_ocr=True)
            continue
        try:
            image.seek(number - 1)
            yield _recognise(image, number, request.page_seconds)
        except Image.DecompressionBombError as error:
            raise Unreadable("too_big", page=number) from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise Unreadable("broken", page=number) from error


def _recognise(image: Image.Image, number: int, seconds: float) -> PageText:
    from . import ocr

    if image.width * image.height > MAX_PIXELS:
        raise Unreadable("too_big", page=number)
    gray = ImageOps.exif_transpose(_on_white(image)).convert("L")
    scale = min(1.0, (OCR_PIXELS / (gray.width * gray.height)) ** 0.5)
    if gray.width < SMALL:
        scale = 2.0
    if scale != 1.0:
        size = (max(1, round(gray.width * scale)), max(1, round(gray.height * scale)))
        gray = gray.resize(size, Image.Resampling.LANCZOS)
    seen = ocr.Gray(gray.width, gray.height, gray.tobytes(), gray.width)
    return ocr.recognise(seen, number, dpi=ASSUMED_DPI, seconds=seconds)


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts are paper, not ink."""
    if not image.has_transparency_data:
        return image
    coloured = image.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured)
