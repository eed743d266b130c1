"""What people write about pages."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from pages.publishing.models import Proposal
from pages.questions import Group
from pages.terms import Term

MOST_LETTERS = 20_000
TITLE = re.compile(r"^\s*#+\s*", re.MULTILINE)
#: As the block of questions takes it.
LONGEST_QUESTION = 200
HOW_TO_WRITE = (
    "Une ligne vide sépare deux paragraphes. Une ligne qui commence par "
    "«\u202f##\u202f» est un titre, par «\u202f-\u202f» un point d’une liste."
)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CorrectionForm(forms.Form):
    passage = forms.CharField(
        label="Le passage à corriger",
        max_length=2000,
        required=False,
        widget=area(3),
        help_text="Copiez-le de la page, si vous pouvez\u202f: il se retrouve alors "
        "tout seul.",
    )
    text = forms.CharField(
        label="Ce qu’il faudrait lire à la place",
        max_length=MOST_LETTERS,
        widget=area(4),
        error_messages={"required": "Écrivez ce qu’il faudrait lire."},
    )
    reason = forms.CharField(
        label="Pourquoi",
        max_length=1000,
        required=False,
        widget=area(2),
        help_text="D’où vous le savez\u202f: un texte, un appel, votre pratique.",
    )


class PageForm(forms.Form):
    title = forms.CharField(
        label="Titre",
        max_length=200,
        error_messages={"required": "Donnez un titre à la page."},
    )
    summary = forms.CharField(
        label="En une ou deux phrases",
        max_length=500,
        required=False,
        widget=area(2),
        help_text="Montrées sous le titre, et dans les listes.",
    )
    text = forms.CharField(
        label="Texte",
        max_length=MOST_LETTERS,
        widget=area(12),
        help_text=HOW_TO_WRITE,
        error_messages={"required": "Écrivez le texte de la page."},
    )


class NewsForm(PageForm):
    """A news: the day is the one on which it is published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "Donnez un titre."
        self.fields[
            "text"
        ].help_text = f"Quoi, où, quand, pour qui, et à qui écrire. {HOW_TO_WRITE}"


class QuestionForm(forms.Form):
    text = forms.CharField(
        label="Votre question",
        max_length=LONGEST_QUESTION,
        widget=area(3),
        help_text="Une seule à la fois, comme vous la poseriez à un collègue. Aucun "
        "nom de patient.",
        error_messages={"required": "Écrivez votre question."},
    )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class AnswerForm(forms.Form):
    """The answer to a question, as the page will show it."""

    question = forms.CharField(
        label="La question",
        max_length=LONGEST_QUESTION,
        help_text="Telle qu’elle sera écrite dans la page.",
        error_messages={"required": "Écrivez la question."},
    )
    text = forms.CharField(
        label="La réponse",
        max_length=MOST_LETTERS,
        widget=area(6),
        help_text="Une ligne vide sépare deux paragraphes. Une ligne qui commence par "
        "«\u202f-\u202f» est un point d’une liste.",
        error_messages={"required": "Écrivez la réponse."},
    )
    group = forms.TypedChoiceField(
        label="Dans quel groupe",
        coerce=int,
        error_messages={
            "required": "Choisissez un groupe.",
            "invalid_choice": "Ce groupe n’est plus dans la page. Choisissez-en un.",
        },
    )

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.number, each.title) for each in groups]
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_text(self) -> str:
        """No title in an answer: it stands under a question, in no contents."""
        text: str = self.cleaned_data["text"]
        return TITLE.sub("", text)


class EntryForm(forms.ModelForm[Term]):
    """An entry of the glossary, as its readers will have it."""

    class Meta:
        model = Term
        fields = ["short", "long", "explanation"]
        widgets = {"explanation": area(3)}
        labels = {
            "short": "Sigle ou terme",
            "long": "En toutes lettres",
            "explanation": "Ce que c’est, en une phrase",
        }
        error_messages = {
            "short": {
                "required": "Écrivez le sigle ou le terme.",
                "max_length": "C’est trop long pour un sigle\u202f: %(limit_value)d "
                "signes au plus.",
            },
            "long": {"required": "Écrivez-le en toutes lettres."},
        }


class TermForm(EntryForm):
    """A term that a member proposes, with a word for who will decide."""

    reason = forms.CharField(
        label="Pourquoi l’ajouter",
        max_length=1000,
        required=False,
        widget=area(2),
        help_text="Où vous l’avez rencontré, qui ne le connaît pas. Le glossaire ne "
        "montre pas ce mot.",
    )


class ProblemForm(forms.Form):
    problem = forms.ChoiceField(
        label="Qu’est-ce qui ne va pas\u202f?",
        choices=Proposal.Problem.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites ce qui ne va pas.",
            "invalid_choice": "Choisissez une des réponses.",
        },
    )
    text = forms.CharField(
        label="En quelques mots",
        max_length=2000,
        required=False,
        widget=area(3),
        help_text="À quel endroit, et ce que vous attendiez. Aucun nom de patient.",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("problem") == Proposal.Problem.OTHER and not given.get("text"):
            self.add_error("text", "Dites en quelques mots ce qui ne va pas.")
        return given


class WordForm(forms.Form):
    """A word for the author; `needed` is what to say when one lacks that must be."""

    word = forms.CharField(
        label="Un mot pour l’auteur",
        max_length=2000,
        required=False,
        widget=area(3),
        help_text="La personne le lit ici et par mail. Dites-en un pour refuser.",
    )

    def __init__(self, *args: Any, needed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        if self.needed and not word:
            raise forms.ValidationError(self.needed)
        return word
