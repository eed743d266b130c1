"""Makes `members/data/communes.tsv.gz` from the official list of communes.

    python -m bench.communes [COMMUNES.json.gz]

The source is the list of Etalab (`@etalab/decoupage-administratif`, Licence
Ouverte 2.0); only the communes of today are kept, the most populated first.
"""

import argparse
import gzip
import json
from pathlib import Path

from bench.extraction import CORPUS
from bench.site import ROOT

SOURCE = CORPUS.parent / "territory" / "communes.json.gz"
TARGET = ROOT / "members" / "data" / "communes.tsv.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE)
    given = parser.parse_args()
    rows = [
        row
        for row in json.loads(gzip.decompress(given.source.read_bytes()))
        if row["type"] == "commune-actuelle"
    ]
    rows.sort(key=lambda row: (-row.get("population", 0), row["code"]))
    lines = [
        "\t".join(
            [
                row["code"],
                row["nom"].replace("'", "’"),
                ",".join(row.get("codesPostaux", [])),
            ]
        )
        for row in rows
    ]
    # No date inside: the same source makes the same file.
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} communes, {TARGET.stat().st_size // 1024} KB: {TARGET}")


if __name__ == "__main__":
    main()
