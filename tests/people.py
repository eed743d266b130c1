"""The people of the tests and their spaces, made once for the whole run.

Nobody, and eight persons: a member, a colleague of the same working group, an
outsider (signed in, in no closed space), an editor, staff of the Pays, an
administrator, an occasional member, and one whose time is over.
"""

from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from members.models import Charter, Member, Membership, Signature, Space

PASSWORD = "trois-petits-chats-7"
#: Of the application of codes of those who must have a second factor.
SECRET = "TESTTESTTESTTEST"


@dataclass(frozen=True)
class People:
    member: Member
    colleague: Member
    outsider: Member
    editor: Member
    staff: Member
    admin: Member
    occasional: Member
    former: Member

    def all(self) -> dict[str, Member]:
        return dict(vars(self))


@dataclass(frozen=True)
class Spaces:
    """`ges` is closed and its people publish; `group` is closed and they propose."""

    public: Space
    ges: Space
    group: Space
    every_member: Space


def make_spaces() -> Spaces:
    def space(slug: str, **fields: object) -> Space:
        return Space.objects.update_or_create(slug=slug, defaults=fields)[0]

    who, may = Space.Visibility, Space.Contribution
    return Spaces(
        public=space(
            "public",
            name="Public",
            initials="PU",
            visibility=who.PUBLIC,
            contribution=may.READ,
        ),
        ges=space(
            "ges",
            name="GES",
            initials="GE",
            visibility=who.PEOPLE,
            contribution=may.PUBLISH,
        ),
        group=space(
            "sorties",
            name="Sorties d’hôpital",
            initials="SH",
            hue=2,
            visibility=who.PEOPLE,
            contribution=may.CONTRIBUTE,
        ),
        every_member=space(
            "enfant",
            name="Santé de l’enfant",
            initials="EN",
            hue=3,
            visibility=who.MEMBERS,
            contribution=may.CONTRIBUTE,
        ),
    )


def make_people(spaces: Spaces) -> People:
    def person(name: str, first: str, last: str, **fields: object) -> Member:
        return Member.objects.create_user(
            f"{name}@test.example", PASSWORD, first_name=first, last_name=last, **fields
        )

    role = Member.Role
    people = People(
        member=person("member", "Claire", "Morand"),
        colleague=person("colleague", "Lise", "Aubert"),
        outsider=person("outsider", "Marc", "Thévenet"),
        editor=person("editor", "Anne", "Villard"),
        staff=person("staff", "Sylvie", "Barge", role=role.STAFF),
        admin=person("admin", "Josette", "Girard", is_superuser=True),
        occasional=person("occasional", "Paul", "Esnault", role=role.OCCASIONAL),
        former=person("former", "Luc", "Pradel", role=role.OCCASIONAL),
    )
    charter = Charter.objects.order_by("-version").first()
    assert charter is not None
    Signature.objects.bulk_create(
        Signature(charter=charter, member=member) for member in people.all().values()
    )
    today = timezone.localdate()

    def belongs(member: Member, space: Space, level: str, **fields: object) -> None:
        Membership.objects.create(member=member, space=space, role=level, **fields)

    level = Membership.Role
    for member in (people.member, people.colleague, people.editor):
        belongs(member, spaces.ges, level.CONTRIBUTOR)
    for member in (people.member, people.colleague):
        belongs(member, spaces.group, level.CONTRIBUTOR)
    belongs(people.editor, spaces.group, level.EDITOR)
    belongs(
        people.occasional,
        spaces.group,
        level.READER,
        ends_on=today + timedelta(days=30),
    )
    belongs(
        people.former,
        spaces.group,
        level.CONTRIBUTOR,
        ends_on=today - timedelta(days=1),
    )
    for member in (people.editor, people.staff, people.admin):
        TOTP.activate(member, SECRET)
    return people
