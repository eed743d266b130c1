"""What the body of a page is made of.

Documents and references are named by their model's label: `library` stands above
`pages` (design § 2). A reader sees in a list only what the rights let him see.
"""

from pages.blocks.body import Body
from pages.blocks.text import TextBlock

__all__ = ["Body", "TextBlock"]
