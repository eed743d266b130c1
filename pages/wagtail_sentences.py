"""More sentences of Wagtail: what it tells after a deed, what its history and its
reports say. A page is « elle », and what may be a page or a thing has no gender."""

#: After a deed. What Wagtail says of any thing is said without « le/la » and « (e) ».
TOLD = {
    "%(model_name)s '%(object)s' created.": "C’est enregistré\u202f: «\u202f%(object)s"
    "\u202f».",
    "%(model_name)s '%(object)s' updated.": "Changements enregistrés\u202f: «\u202f"
    "%(object)s\u202f».",
    "%(model_name)s '%(object)s' deleted.": "Suppression faite\u202f: «\u202f%(object)s"
    "\u202f».",
    "%(count)d %(model_name)s deleted.": "Suppression faite\u202f: %(count)d "
    "%(model_name)s.",
    "Image '%(image_title)s' updated.": "Changements enregistrés\u202f: «\u202f"
    "%(image_title)s\u202f».",
    "Page '%(page_title)s' created and published.": "«\u202f%(page_title)s\u202f» est "
    "créée, et publiée.",
    "Page '%(page_title)s' created.": "«\u202f%(page_title)s\u202f» est créée.",
    "Page '%(page_title)s' deleted.": "«\u202f%(page_title)s\u202f» est supprimée.",
    "Page '%(page_title)s' has been published.": "«\u202f%(page_title)s\u202f» est "
    "publiée.",
    "Page '%(page_title)s' has been updated.": (
        "Les changements de «\u202f%(page_title)s\u202f» sont enregistrés."
    ),
    "Page '%(page_title)s' unpublished.": "«\u202f%(page_title)s\u202f» n’est plus "
    "publiée.",
    "'%(page_title)s' has been moved successfully.": "«\u202f%(page_title)s\u202f» est "
    "rangée à sa nouvelle place.",
    "Page '%(page_title)s' moved.": "«\u202f%(page_title)s\u202f» est déplacée.",
    "Page '%(page_title)s' copied.": "«\u202f%(page_title)s\u202f» est copiée.",
    "Page '%(page_title)s' created and scheduled for publishing.": "«\u202f"
    "%(page_title)s\u202f» est créée\u202f: elle paraîtra à la date choisie.",
    "Page '%(page_title)s' has been scheduled for publishing.": "«\u202f%(page_title)s"
    "\u202f» paraîtra à la date choisie.",
    "Page '%(page_title)s' is live and this version has been scheduled for "
    "publishing.": (
        "«\u202f%(page_title)s\u202f» est publiée\u202f; cette version-ci paraîtra à "
        "la date choisie."
    ),
    "Page '%(page_title)s' is now unlocked.": "«\u202f%(page_title)s\u202f» n’est plus "
    "verrouillée.",
    "%(model_name)s '%(title)s' is now unlocked.": "«\u202f%(title)s\u202f» n’est plus "
    "verrouillée.",
    "Page '%(page_title)s' has been replaced with version from "
    "%(previous_revision_datetime)s.": (
        "La version du %(previous_revision_datetime)s de «\u202f%(page_title)s\u202f» "
        "est reprise."
    ),
    "Version from %(datetime)s of page '%(page_title)s' has been published.": (
        "La version du %(datetime)s de «\u202f%(page_title)s\u202f» est publiée."
    ),
    "Version from %(previous_revision_datetime)s of page '%(page_title)s' has been "
    "scheduled for publishing.": (
        "La version du %(previous_revision_datetime)s de «\u202f%(page_title)s\u202f» "
        "paraîtra à la date choisie."
    ),
    'Version %(revision_id)s of "%(object)s" unscheduled.': (
        "La version %(revision_id)s de «\u202f%(object)s\u202f» ne paraîtra plus à la "
        "date choisie."
    ),
    'The page "%(title)s" has been approved': "«\u202f%(title)s\u202f» est approuvée",
    'The page "%(title)s" has been rejected': "«\u202f%(title)s\u202f» est à reprendre",
    "Your account settings have been changed successfully!": (
        "Vos réglages sont enregistrés."
    ),
}
#: What is locked, by whom, until when: always a page.
LOCKS = {
    "Locked": "Verrouillée",
    "Unlocked": "Non verrouillée",
    "locked": "verrouillée",
    "locked at": "verrouillée le",
    "locked by": "verrouillée par",
    "Locked at": "Verrouillée le",
    "Locked at <b>%(locking_date)s</b>": "Verrouillée le <b>%(locking_date)s</b>",
    "Locked by <b>%(locked_by)s</b> at <b>%(locking_date)s</b>": (
        "Verrouillée par <b>%(locked_by)s</b> le <b>%(locking_date)s</b>"
    ),
    "Locked by <b>you</b> at <b>%(locking_date)s</b>": (
        "Verrouillée par <b>vous</b> le <b>%(locking_date)s</b>"
    ),
    "Locked by another user": "Verrouillée par quelqu’un d’autre",
    "Locked by schedule": "Verrouillée jusqu’à sa date",
    "Locked by workflow": "Verrouillée le temps de la relecture",
    "Locked by you": "Verrouillée par vous",
    "No locked pages found.": "Aucune page n’est verrouillée.",
    "No one can make changes while the %(model_name)s is locked": (
        "Personne n’y change rien tant qu’elle est verrouillée."
    ),
    "Only %(user)s can make changes while the %(model_name)s is locked": (
        "Personne d’autre que %(user)s n’y change rien tant qu’elle est verrouillée."
    ),
    "Only you can make changes while the %(model_name)s is locked": (
        "Personne d’autre que vous n’y change rien tant qu’elle est verrouillée."
    ),
    "Only reviewers can edit and approve the %(model_name)s": (
        "Les personnes qui relisent y écrivent et l’approuvent."
    ),
    "Only reviewers for this task can edit the %(model_name)s.": (
        "Seules les personnes qui relisent y écrivent."
    ),
    "Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from "
    "editing": "Les personnes qui relisent y écrivent. Verrouillez pour y être seul.",
    "The %(model_name)s could not be saved as it is locked": (
        "Rien n’est enregistré\u202f: quelqu’un l’a verrouillée."
    ),
    "The page could not be saved as it is locked.": (
        "Rien n’est enregistré\u202f: quelqu’un a verrouillé cette page."
    ),
    "This page is locked to further editing": "Cette page est verrouillée",
    "This page is locked, by you, to further editing": (
        "Cette page est verrouillée, par vous"
    ),
    "<b>'{title}' is locked</b>.": "<b>«\u202f{title}\u202f» est verrouillée</b>.",
    "<b>'{title}' is locked</b> by <b>you</b>.": (
        "<b>«\u202f{title}\u202f» est verrouillée</b> par <b>vous</b>."
    ),
    "<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>.": (
        "<b>«\u202f{title}\u202f» est verrouillée</b> par <b>vous</b>, depuis le "
        "<b>{datetime}</b>."
    ),
    "<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>.": (
        "<b>«\u202f{title}\u202f» est verrouillée</b> par <b>{user}</b>, depuis le "
        "<b>{datetime}</b>."
    ),
    "{model_name} '{title}' is locked and has been scheduled to go live at "
    "{datetime}": (
        "«\u202f{title}\u202f» paraîtra le {datetime}\u202f: elle est verrouillée "
        "d’ici là"
    ),
}
#: The history of a page, and what « copie liée » is.
HISTORY = {
    "Created": "Créé",
    "Copied": "Copie",
    "Copied from %(title)s": "Copie de «\u202f%(title)s\u202f»",
    "Moved": "Déplacement",
    "Moved from '%(old_parent)s' to '%(new_parent)s'": (
        "Déplacée de «\u202f%(old_parent)s\u202f» vers «\u202f%(new_parent)s\u202f»"
    ),
    "Renamed": "Nouveau titre",
    "Renamed from '%(old)s' to '%(new)s'": (
        "Nouveau titre\u202f: «\u202f%(new)s\u202f», au lieu de «\u202f%(old)s\u202f»"
    ),
    "Reordered": "Rangement",
    "Reordered under '%(parent)s'": "Rangement sous «\u202f%(parent)s\u202f»",
    "Reverted to previous revision": "Retour à une version précédente",
    "Reverted to previous revision with id %(revision_id)s from %(created_at)s": (
        "Retour à la version %(revision_id)s, du %(created_at)s"
    ),
    "Page scheduled for publishing": "Publication programmée",
    "Page scheduled for publishing at %(go_live_at)s": (
        "Publication programmée pour le %(go_live_at)s"
    ),
    "Page unscheduled for publishing at %(go_live_at)s": (
        "La publication du %(go_live_at)s n’aura pas lieu"
    ),
    "Page unscheduled from publishing": "La publication programmée n’aura pas lieu",
    "Published scheduled draft": "Parue à la date choisie",
    "Unpublished scheduled draft": "Retirée à la date choisie",
    "Draft saved": "Brouillon enregistré",
    "Approved": "Approuvée",
    "Rejected": "À reprendre",
    "Needs changes": "À reprendre",
    "Cancelled": "Retirée",
    "Skipped": "Passée",
    "Added a comment": "Commentaire",
    'Added a comment on field %(field)s: "%(text)s"': (
        "Commentaire sur «\u202f%(field)s\u202f»\u202f: «\u202f%(text)s\u202f»"
    ),
    'Edited a comment on field %(field)s: "%(text)s"': (
        "Commentaire changé sur «\u202f%(field)s\u202f»\u202f: «\u202f%(text)s\u202f»"
    ),
    'Deleted a comment on field %(field)s: "%(text)s"': (
        "Commentaire supprimé sur «\u202f%(field)s\u202f»\u202f: «\u202f%(text)s\u202f»"
    ),
    'Resolved a comment on field %(field)s: "%(text)s"': (
        "Commentaire archivé sur «\u202f%(field)s\u202f»\u202f: «\u202f%(text)s\u202f»"
    ),
    'Replied to comment on field %(field)s: "%(text)s"': (
        "Réponse au commentaire sur «\u202f%(field)s\u202f»\u202f: «\u202f%(text)s"
        "\u202f»"
    ),
    "Replied to a comment": "Réponse à un commentaire",
    "Approved at '%(task)s'. '%(workflow)s' complete": "Approuvée en relecture",
    "Approved at '%(task)s'. Next step '%(next_task)s'": "Approuvée en relecture",
    "Rejected at '%(task)s'. Changes requested": "À reprendre, selon la relecture",
    "You are viewing a previous version of this %(model_name)s from "
    "<b>%(created_at)s</b> by %(user)s": (
        "Voici la version du <b>%(created_at)s</b>, par %(user)s"
    ),
    "You are viewing a previous version of this page from <b>%(created_at)s</b> by "
    "%(user)s": "Voici la version du <b>%(created_at)s</b>, par %(user)s",
    "There are no differences between these two versions": (
        "Rien ne diffère entre ces deux versions."
    ),
    "Alias": "Copie liée",
    "Keep the new pages updated with future changes": (
        "Elle change ensuite toute seule, avec la page d’origine."
    ),
    "This page is an alias of another page.": (
        "Cette page est la copie liée d’une autre\u202f: elle change avec elle."
    ),
    "Are you sure you want to convert this alias into an ordinary page?": (
        "Voulez-vous vraiment détacher cette copie de sa page d’origine\u202f?"
    ),
    "Convert alias": "Détacher la copie",
    "Convert alias %(title)s": "Détacher la copie «\u202f%(title)s\u202f»",
    "Convert alias into ordinary page": "Détacher une copie liée",
    "Convert this alias into an ordinary page": "Détacher de la page d’origine",
    "Converted an alias into an ordinary page": "Détachée de la page d’origine",
    "Converted the alias '%(title)s' into an ordinary page": (
        "«\u202f%(title)s\u202f» est détachée de sa page d’origine"
    ),
    "Create alias": "Faire une copie liée",
    "Created an alias": "Copie liée",
    "Created an alias of %(title)s": "Copie liée de «\u202f%(title)s\u202f»",
    "No, leave it as an alias": "La garder liée",
    "Page '%(page_title)s' has been converted into an ordinary page.": (
        "«\u202f%(page_title)s\u202f» ne suit plus sa page d’origine."
    ),
}
#: Lists and reports.
LISTS = {
    "Status": "État",
    "status": "état",
    "Toggle status": "Afficher ou masquer l’état",
    "Live": "En ligne",  # of a page, of a term
    "live": "publiée",
    "Published": "Publiée",
    "live + draft": "publiée, et un brouillon",
    "live + scheduled": "publiée, et programmée",
    "Editing %(page_type)s": "%(page_type)s en modification",
    "Editing": "Modification",
    "Edit this %(object)s": "Modifier",
    "Edit this item": "Modifier",
    "Date updated": "Date de mise à jour",
    "Date / Time": "Date et heure",
    "Date/Time": "Date et heure",
    "Date from": "Depuis le",
    "Date to": "Jusqu’au",
    "Has child pages": "A des sous-pages",
    "Sort menu order": "Ranger les sous-pages",
    "Explore subpages of '%(title)s'": "Explorer les sous-pages de «\u202f%(title)s"
    "\u202f»",
    "Site history": "Historique du site",
    "Page types usage": "Types de pages",
    "Pages using %(page_type)s": "Les pages de ce type",
    "Pages using": "Les pages du type",
    "There are no results.": "Rien ici.",
    "By task": "Par étape",
    "By workflow": "Par relecture",
    "Workflows": "Relectures",
    "Workflow tasks": "Étapes de relecture",
    "Task": "Étape",
    "Task started": "Étape commencée",
    "Task submitted by": "Envoyée par",
    "Completed at": "Terminée le",
    "Started at": "Commencée le",
    "Requested by": "Demandée par",
    "Requested By": "Demandée par",
    "page log entry": "ligne de l’historique",
    "page log entries": "lignes de l’historique",
    "log entry": "ligne de l’historique",
    "log entries": "lignes de l’historique",
    "No log entries found.": "Rien dans l’historique.",
    "Delete selected snippets": "Supprimer ce qui est coché",
    "Delete selected images": "Supprimer les images sélectionnées",
    "Add selected documents to collection": (
        "Ajouter les documents sélectionnés à une collection"
    ),
    "Select all snippets in listing": "Tout sélectionner dans la liste",
    "%(objects)s snippets selected": "%(objects)s choses sélectionnées",
    "1 snippet selected": "1 chose sélectionnée",
    "All %(objects)s snippets on this screen selected": (
        "Les %(objects)s choses de cet écran sont sélectionnées"
    ),
    "All snippets in listing selected": "Toute la liste est sélectionnée",
    "Are you sure you want to delete this %(snippet_type_name)s?": (
        "Voulez-vous vraiment supprimer\u202f: %(snippet_type_name)s\u202f?"
    ),
    "Are you sure you want to delete %(count)s %(snippet_type_name)s?": (
        "Voulez-vous vraiment supprimer %(count)s %(snippet_type_name)s\u202f?"
    ),
    "Are you sure you want to delete this %(model_name)s?": (
        "Voulez-vous vraiment supprimer\u202f: %(model_name)s\u202f?"
    ),
    "You don't have permission to delete this %(snippet_type_name)s": (
        "Vous ne pouvez pas supprimer\u202f:"
    ),
    "One or more references to this %(model_name)s prevent it from being deleted.": (
        "On s’en sert ailleurs\u202f: rien ne peut être supprimé."
    ),
    "No %(model_name)s match your query.": "Rien ne correspond.",
    "Would you still like to publish this %(model_name)s?": (
        "Voulez-vous publier quand même\u202f?"
    ),
    "Would you still like to publish this page?": (
        "Voulez-vous publier quand même\u202f?"
    ),
    "Sort by '%(label)s' in ascending order.": (
        "Trier par «\u202f%(label)s\u202f», dans l’ordre."
    ),
    "Sort by '%(label)s' in descending order.": (
        "Trier par «\u202f%(label)s\u202f», dans l’ordre inverse."
    ),
    "Set publishing schedule": "Programmer",
    "No publishing schedule set": "Rien n’est programmé",
    "To be created by %(user)s": "De %(user)s",
    "Date created": "Date d’ajout",
    "Content metrics": "Longueur et lisibilité",
    "This data explained": "D’où viennent ces mesures",
    "Read the release notes.": "Lire ce qui change.",
    "%(time)s by %(user_display_name)s": "%(time)s, par %(user_display_name)s",
    "at %(time)s by %(user_display_name)s": "à %(time)s, par %(user_display_name)s",
    "%(time_period)s ago by %(user_display_name)s": (
        "il y a %(time_period)s, par %(user_display_name)s"
    ),
    "This field is required.": "Ce champ est vide\u202f: remplissez-le.",
    "This action cannot be undone.": "On ne peut pas revenir en arrière.",
    "Tag(s) %(value_too_long)s are over %(max_tag_length)d characters.": (
        "%(value_too_long)s\u202f: %(max_tag_length)d caractères au plus par mot-clé."
    ),
}
#: The scripts of the admin: words, or a list of those of one and of several.
SCRIPTS: dict[str, str | list[str]] = {
    "Search options…": "Chercher un bloc ou une mise en forme",
    "%(num)s min": ["%(num)s min", "%(num)s min", "%(num)s min"],
    "Good": "bonne",
    "Fair": "moyenne",
    "Complex": "difficile",
    "Save error": "L’enregistrement n’a pas réussi",
    "Delete error": "La suppression n’a pas réussi",
    "Error while sending preview data.": "L’aperçu n’a pas pu être demandé.",
    "Focus comment": "Aller au commentaire",
    "Unfocus comment": "Quitter le commentaire",
    "Edit '%(title)s'": "Modifier «\u202f%(title)s\u202f»",
    "View child pages of '%(title)s'": "Voir les sous-pages de «\u202f%(title)s\u202f»",
    "(%(number)s new items in this menu)": "(%(number)s nouveautés dans ce menu)",
    "(1 new item in this menu)": "(1 nouveauté dans ce menu)",
    "Broken link": "Lien cassé",
    "Missing document": "Document introuvable",
    "Alt text": "Texte de remplacement",
}
