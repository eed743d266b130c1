#!/usr/bin/env python3
"""Django's commands, with the folder site/ on the path."""

import os
import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(
            "\nInterrompu. Ce qui est fait est gardé\u202f: relancez la même commande "
            "pour continuer."
        )


if __name__ == "__main__":
    main()
