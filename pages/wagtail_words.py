"""Sentences of Wagtail that are said otherwise here: review has one name, and what is
wrong is told with what to do."""

#: A page is sent for review, sent again, or taken back.
REVIEW = {
    "Submit to %(workflow_name)s": "Envoyer en relecture",
    # The label of an action that ends the review, « Approuver et publier », says it.
    "%(label)s and Publish": "%(label)s",
    "Submit for moderation": "Envoyer en relecture",
    "Resubmit to %(task_name)s": "Renvoyer en relecture",
    "Restart workflow ": "Recommencer la relecture depuis le début",
    "Cancel workflow ": "Retirer de la relecture",
    "In Moderation": "En relecture",
    "in moderation": "en relecture",
    "live + in moderation": "publiée, et en relecture",
    "Page '%(page_title)s' created and submitted for moderation.": (
        "«\u202f%(page_title)s\u202f» est créée, et envoyée en relecture."
    ),
    "Page '%(page_title)s' has been submitted for moderation.": (
        "«\u202f%(page_title)s\u202f» est envoyée en relecture."
    ),
    "%(model_name)s '%(object)s' created and submitted for moderation.": (
        "«\u202f%(object)s\u202f» est créée, et envoyée en relecture."
    ),
    "%(model_name)s '%(object)s' has been submitted for moderation.": (
        "«\u202f%(object)s\u202f» est envoyée en relecture."
    ),
    "Workflow on page '%(page_title)s' has been cancelled.": (
        "«\u202f%(page_title)s\u202f» est retirée de la relecture."
    ),
    "Workflow on %(model_name)s '%(object)s' has been cancelled.": (
        "«\u202f%(object)s\u202f» est retirée de la relecture."
    ),
    "Workflow on page '%(page_title)s' has been restarted.": (
        "La relecture de «\u202f%(page_title)s\u202f» recommence."
    ),
    "Workflow on %(model_name)s '%(object)s' has been restarted.": (
        "La relecture de «\u202f%(object)s\u202f» recommence."
    ),
    "This page hasn't been submitted for moderation yet": (
        "Pas encore envoyée en relecture"
    ),
    "This %(model_name)s hasn't been submitted for moderation yet": (
        "Pas encore envoyée en relecture"
    ),
    "No pages/snippets have been submitted for moderation yet": (
        "Rien n’a encore été envoyé en relecture."
    ),
    "Workflow started": "Envoyée en relecture",
    "Workflow cancelled": "Retirée de la relecture",
    "Workflow completed": "Relecture terminée",
    "Workflow task approved": "Approuvée en relecture",
    "Workflow task rejected. Workflow complete": (
        "Refusée en relecture. La relecture est terminée"
    ),
    "Workflow task resubmitted. Workflow resumed": "Renvoyée en relecture",
    "Resubmitted '%(task)s'. Workflow resumed": "Renvoyée en relecture",
    "'%(workflow)s' started. Next step '%(task)s'": "Envoyée en relecture",
    "Cancelled '%(workflow)s' at '%(task)s'": "Retirée de la relecture",
    "Workflow states": "relectures",
    "Workflow state": "relecture",
    "Task states": "étapes",
    "Task state": "étape",
    "Tasks": "Étapes",
    "tasks": "étapes",
    "Submitted": "Envoyée",
    "Sent to %(task_name)s %(started_at)s": "Envoyée en relecture %(started_at)s",
    "Awaiting my review": "En attente de ma relecture",
    "Awaiting your review": "En attente de votre relecture",
    "workflow state": "relecture",
    "This %(model_name)s is currently awaiting moderation.": "En attente de relecture.",
    "This {model_name} is awaiting <b>'{task_name}'</b> in the "
    "<b>'{workflow_name}'</b> workflow.": "En attente de relecture.",
    "The page '%(page_title)s' is not currently awaiting moderation.": (
        "«\u202f%(page_title)s\u202f» n’attend pas de relecture."
    ),
}
#: Errors, with what to do.
ERRORS = {
    "The page could not be saved due to validation errors.": (
        "Pas encore publiée\u202f: il reste des cases à remplir ou à corriger, "
        "signalées plus bas. Un brouillon se garde sans elles."
    ),
    "The page could not be created due to validation errors.": (
        "Pas encore créée\u202f: il reste des cases à remplir ou à corriger, signalées "
        "plus bas."
    ),
    "There are validation errors, click save to highlight them.": (
        "Des cases restent à remplir\u202f: enregistrez pour les voir."
    ),
    "Please enter a valid URL": (
        "Donnez une adresse entière, qui commence par https://."
    ),
    "Enter a valid URL.": "Saisissez une adresse valide, qui commence par https://.",
    "The minimum number of items is %(min_num)d": "Il en faut au moins %(min_num)d.",
    "The maximum number of items is %(max_num)d": "%(max_num)d au plus.",
    "Multi-word tags with spaces will automatically be enclosed in double quotes "
    '(").': "Un mot-clé de plusieurs mots reçoit de lui-même des guillemets.",
}
OTHER = {
    "Text editing": "Écrire du texte",
    "Monospace (code)": "Chasse fixe (code)",
    # Sizes of files, as the rest of the site says them.
    "%s KB": "%s\u202fKo",
    "%s MB": "%s\u202fMo",
    "%s GB": "%s\u202fGo",
    "Revision %(revision_id)s from %(created_at)s scheduled for publishing at "
    "%(go_live_at)s.": (
        "Version %(revision_id)s du %(created_at)s, programmée pour le %(go_live_at)s."
    ),
    "Revision %(revision_id)s from %(created_at)s unscheduled from publishing at "
    "%(go_live_at)s.": (
        "Version %(revision_id)s du %(created_at)s, qui ne paraîtra plus le "
        "%(go_live_at)s."
    ),
    "Choose when this page should go live and/or expire": (
        "Quand paraître, et quand se retirer"
    ),
    "Schedule to publish": "Programmer la publication",
    'This publishing schedule will only take effect after you select the "Schedule to '
    'publish" option': (
        "Ces dates comptent après «\u202fProgrammer la publication\u202f»"
    ),
    "Currently locked and will go live on the scheduled date": (
        "Verrouillée jusqu’à la date où elle paraît"
    ),
    "No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'.": (
        'Rien dans «\u202f<span class="w-title-ellipsis">%(title)s</span>\u202f».'
    ),
    "New slug": "Nouvelle fin d’adresse",
    "Page/Snippet": "Page",
    "Is commenting action": "Commentaires",
    "Incomplete task": "Étape en cours",
    'Alternatively you can <a href="%(unpublish_url)s">unpublish the page</a>. This '
    "removes the page from public view and you can edit or publish it again later.": (
        'Ou bien <a href="%(unpublish_url)s">dépubliez la page</a>\u202f: ses lecteurs '
        "ne la voient plus, et vous pourrez la reprendre ou la publier à nouveau."
    ),
}
