"""Pages that staff publish: one concrete base, and its kinds."""

from pages.models.content import ContentPage, ContentPageQuerySet, PageTag
from pages.models.faq import FaqPage
from pages.models.kinds import ArticlePage, SectionPage, ThemePage
from pages.models.news import NewsPage, NewsQuerySet
from pages.publishing.models import Proposal, ReviewReminder, SpaceReview
from pages.terms import Term

__all__ = [
    "ArticlePage",
    "ContentPage",
    "ContentPageQuerySet",
    "FaqPage",
    "NewsPage",
    "NewsQuerySet",
    "PageTag",
    "Proposal",
    "ReviewReminder",
    "SectionPage",
    "SpaceReview",
    "Term",
    "ThemePage",
]
