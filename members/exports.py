"""Tables that leave the site for a spreadsheet."""

#: What a formula begins with.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def as_written(cell: str) -> str:
    """What `defused` was given: our own tables may be given back."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
