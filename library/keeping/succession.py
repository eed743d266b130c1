"""What is read in place of documents that were replaced."""

from __future__ import annotations

from collections.abc import Iterable

from library.models import Document
from members.rights import User

#: A document that replaces one that replaced… is looked for so far.
FURTHEST = 8


def successors(user: User, documents: Iterable[Document]) -> dict[int, Document]:
    """By key, what is read now in place of each that was replaced, as far as `user`
    sees. One query for each step from the oldest, however many documents there are.
    """
    heads = {one.pk: one for one in documents if one.superseded_by_id}
    first = dict(heads)
    chains = {pk: {pk} for pk in heads}
    for _ in range(FURTHEST):
        wanted = {
            pk: one.superseded_by_id
            for pk, one in heads.items()
            if one.superseded_by_id and one.superseded_by_id not in chains[pk]
        }
        if not wanted:
            break
        seen = Document.objects.visible_to(user).select_related("space")
        after = seen.in_bulk(set(wanted.values()))
        heads |= {pk: after[key] for pk, key in wanted.items() if key in after}
        for pk, key in wanted.items():
            chains[pk].add(key)
    return {pk: one for pk, one in heads.items() if one is not first[pk]}
