"""Numbers, addresses and durations in what Django itself says of a form."""

from datetime import datetime, timedelta

from django import forms
from django.template.defaultfilters import date as shown
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple


class Form(forms.Form):
    text = forms.CharField(max_length=20_000)
    short = forms.CharField(min_length=12)
    address = forms.URLField(assume_scheme="https")


def test_lengths_are_grouped_and_addresses_are_no_url() -> None:
    form = Form({"text": "x" * 20_001, "short": "x", "address": "pas une adresse"})
    text, short, address = (form.errors[name][0] for name in form.fields)
    assert "20\u202f000 caractères" in text and "20\u202f001" in text
    assert "12 caractères" in short and "actuellement 1" in short
    assert address == "Saisissez une adresse valide, qui commence par https://."
    assert "URL" not in gettext("Enter a valid URL.")


def test_less_than_a_minute_is_not_zero() -> None:
    just_now = timezone.now()
    assert timesince(just_now) == "moins d’une minute".replace(" ", "\xa0")
    assert "instant" in timesince_simple(just_now)
    assert timesince(just_now - timedelta(minutes=3)) == "3\xa0minutes"


def test_hours_have_their_spaces() -> None:
    when = datetime(2026, 3, 2, 4, 17)
    assert shown(when, "TIME_FORMAT") == "4\u202fh\u202f17"
    assert shown(when, "DATETIME_FORMAT") == "2 mars 2026, 4\u202fh\u202f17"
