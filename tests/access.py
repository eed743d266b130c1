"""Who gets what of every address of ours: the table of tests/test_access.py."""

from typing import Any

WHO = [
    "stranger",
    "outsider",
    "former",
    "occasional",
    "member",
    "colleague",
    "editor",
    "staff",
    "admin",
]

OK, GONE, IN, MOVED, POST, NO = 200, 404, "sign in", "elsewhere", 405, 403


def row(
    stranger: Any, outsider: Any, of_ges: Any, editor: Any = None, staff: Any = None
) -> dict[str, Any]:
    """Expectations for a thing of the closed space GES.

    The outsider, the occasional member and the one whose time is over are all outside
    of it; `editor` edits another space.
    """
    return {
        "stranger": stranger,
        "outsider": outsider,
        "former": outsider,
        "occasional": outsider,
        "member": of_ges,
        "colleague": of_ges,
        "editor": of_ges if editor is None else editor,
        "staff": of_ges if staff is None else staff,
        "admin": of_ges if staff is None else staff,
    }


def all_alike(stranger: Any, person: Any) -> dict[str, Any]:
    return row(stranger, person, person)


def card_of_colleague(own: Any) -> dict[str, Any]:
    """Changing someone's card: himself and staff; refused to who may see it."""
    return all_alike(IN, NO) | {
        "former": GONE,
        "colleague": own,
        "staff": own,
        "admin": own,
    }


#: What GET answers, for things that live in GES and that `staff` put there.
EXPECTED: dict[str, dict[str, Any]] = {
    "account_login": all_alike(OK, MOVED),
    "account_request_login_code": all_alike(OK, MOVED),
    "account_confirm_login_code": all_alike(IN, MOVED),
    "mfa_login_webauthn": all_alike(IN, MOVED),
    "mfa_authenticate": all_alike(IN, MOVED),
    "openid_connect_login": all_alike(POST, POST),
    "openid_connect_callback": all_alike(GONE, GONE),
    "shared_computer": all_alike(POST, POST),
    "account_inactive": all_alike(OK, OK),
    "account_logout": all_alike(POST, POST),
    "account_reset_password": all_alike(OK, OK),
    "account_reset_password_done": all_alike(OK, OK),
    "account_reset_password_from_key": all_alike(OK, OK),
    "account_reset_password_from_key_done": all_alike(OK, OK),
    # What follows asks who it is first, for it has been long (`force_login`).
    "account_change_password": all_alike(IN, OK),
    "account_set_password": all_alike(IN, MOVED),
    "mfa_index": all_alike(IN, OK),
    "second_factor_required": all_alike(IN, MOVED),
    "forget_factor": all_alike(IN, MOVED),
    "change_address": all_alike(IN, MOVED),
    "confirm_address": all_alike(IN, MOVED),
    "mfa_activate_totp": all_alike(IN, MOVED),
    "mfa_deactivate_totp": row(IN, GONE, GONE, editor=MOVED, staff=MOVED),
    "mfa_add_webauthn": all_alike(IN, MOVED),
    "mfa_edit_webauthn": all_alike(IN, MOVED),
    "mfa_remove_webauthn": all_alike(IN, MOVED),
    "mfa_view_recovery_codes": all_alike(IN, GONE),
    "mfa_generate_recovery_codes": all_alike(IN, MOVED),
    "mfa_download_recovery_codes": all_alike(IN, GONE),
    "socialaccount_connections": all_alike(POST, POST) | {"stranger": IN},
    "open_sessions": all_alike(IN, OK),
    "close_other_sessions": all_alike(POST, POST) | {"stranger": IN},
    "close_session": all_alike(POST, POST) | {"stranger": IN},
    "account_reauthenticate": all_alike(IN, OK),
    "mfa_reauthenticate": row(IN, MOVED, MOVED, editor=OK, staff=OK),
    "mfa_reauthenticate_webauthn": all_alike(IN, MOVED),
    "reauthenticate_by_mail": all_alike(IN, OK),
    "members:spaces": all_alike(IN, OK),
    # GES is entered on request: who may ask is led to where one asks.
    "members:space": row(IN, GONE, OK) | {"outsider": MOVED},
    "members:join": all_alike(OK, MOVED),
    "members:joined": all_alike(OK, OK),
    "members:invitation": all_alike(410, 410),
    "members:charter": all_alike(OK, OK),
    # The first version, which is in force.
    "members:charter_version": all_alike(IN, MOVED),
    "members:charter_signatures": row(IN, GONE, GONE, staff=OK),
    "members:charter_publish": row(IN, GONE, GONE, staff=OK),
    "members:invitations": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:invite": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:invitation_resend": all_alike(POST, POST) | {"stranger": IN},
    "members:invitation_withdraw": row(IN, GONE, GONE, staff=OK),
    "members:people_file_give": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:people_file_model": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:people_file": row(IN, GONE, GONE, staff=OK) | {"admin": GONE},
    "members:people_file_errors": row(IN, GONE, GONE, staff=OK) | {"admin": GONE},
    "members:people_file_do": all_alike(POST, POST) | {"stranger": IN},
    "members:demands": row(IN, GONE, GONE, staff=OK),
    "members:demand_accept": row(IN, GONE, GONE, staff=OK),
    "members:demand_refuse": row(IN, GONE, GONE, staff=OK),
    "members:journal": row(IN, GONE, GONE, staff=OK),
    "members:journal_export": row(IN, GONE, GONE, staff=OK),
    "members:my_data": all_alike(IN, OK),
    "members:my_data_copy": all_alike(IN, MOVED),
    "members:leave_group": all_alike(IN, MOVED),
    "members:news_mail": all_alike(POST, POST) | {"stranger": IN},
    "members:space_new": row(IN, NO, NO, staff=OK),
    "members:space_join": row(IN, GONE, MOVED, staff=OK) | {"outsider": OK},
    "members:space_withdraw": all_alike(POST, POST) | {"stranger": IN},
    "members:space_leave": row(IN, GONE, OK, staff=NO),
    "members:space_people": row(IN, GONE, OK),
    "members:space_add": row(IN, GONE, NO, staff=OK),
    "members:space_person": row(IN, GONE, NO, staff=OK),
    "members:space_remove": row(IN, GONE, NO, staff=OK),
    "members:space_uninvite": all_alike(POST, POST) | {"stranger": IN},
    "members:space_request": row(IN, GONE, NO, staff=OK),
    "members:space_meeting": row(IN, GONE, NO, staff=OK),
    "members:space_meeting_file": row(IN, GONE, OK),
    "members:space_settings": row(IN, GONE, NO, staff=OK),
    "members:space_state": row(IN, GONE, NO, staff=OK),
    "members:directory": all_alike(IN, OK),
    "members:contacts": all_alike(IN, OK),
    "members:structures": all_alike(IN, OK),
    "members:directory_print": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:directory_export": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    # Who asks to join names his commune; other names are for members.
    "members:suggest": all_alike(OK, OK),
    "members:my_card": all_alike(IN, OK),
    "members:my_rpps": all_alike(IN, MOVED),
    "members:confirm_card": all_alike(POST, POST) | {"stranger": IN},
    # A link that is over, or altered, says so to everyone.
    "members:still_right": all_alike(410, 410),
    # The card of a colleague: an occasional member knows those of his spaces only.
    "members:person": all_alike(IN, OK) | {"former": GONE},
    "members:vcard": all_alike(IN, OK) | {"former": GONE},
    "members:photo": all_alike(IN, OK) | {"former": GONE},
    "members:card_edit": card_of_colleague(OK),
    "members:card_photo": card_of_colleague(OK),
    "members:absences": card_of_colleague(OK),
    "members:contact": row(IN, GONE, OK),
    "members:contact_vcard": row(IN, GONE, OK),
    "members:contact_add": all_alike(IN, NO) | {"editor": OK, "staff": OK, "admin": OK},
    "members:contact_edit": row(IN, GONE, NO, staff=OK),
    "members:contact_delete": row(IN, GONE, NO, staff=OK),
    "members:structure": all_alike(IN, OK),
    "members:structure_add": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:structure_edit": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:structure_merge": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:structure_delete": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "home:dashboard": all_alike(IN, OK),
    "home:favourites": all_alike(IN, OK),
    "home:favourite": all_alike(POST, POST) | {"stranger": IN},
    "home:recent": all_alike(IN, OK),
    "home:recent_clear": all_alike(POST, POST) | {"stranger": IN},
    "home:feeds": all_alike(IN, OK),
    "home:feeds_renew": all_alike(POST, POST) | {"stranger": IN},
    # GES is not public: without a personal address it has no feed.
    "home:public_feed": all_alike(IN, GONE),
    # The address of the colleague: who has it reads it, whoever he is.
    "home:personal_feed": all_alike(OK, OK),
    "home:news_stop": all_alike(OK, OK),
    "home:menu": all_alike(IN, OK),
    "home:help": all_alike(OK, OK),
    "home:legal": all_alike(OK, OK),
    "home:privacy": all_alike(OK, OK),
    "home:accessibility": all_alike(OK, OK),
    "home:new_password": all_alike(MOVED, MOVED),
    "home:security": all_alike(GONE, GONE),  # without an address to write to
    "home:favicon": all_alike(MOVED, MOVED),
    "home:robots": all_alike(OK, OK),
    "home:components": row(IN, GONE, GONE, staff=OK),
    "pages:themes": all_alike(IN, OK),
    "pages:glossary": all_alike(IN, OK),
    "pages:news": all_alike(OK, OK),
    # A page of GES, whose people contribute; staff proposed a correction of it.
    "pages:proposals": all_alike(IN, OK),
    "pages:proposal": row(IN, GONE, GONE, staff=OK),
    "pages:withdraw": all_alike(POST, POST) | {"stranger": IN},
    "pages:correction": row(IN, GONE, OK),
    "pages:new_page": row(IN, GONE, OK),
    "pages:problem": row(IN, GONE, OK),
    "pages:new_news": row(IN, GONE, OK),
    "pages:question": row(IN, GONE, OK),
    "pages:history": row(IN, GONE, OK),
    "pages:confirm": all_alike(POST, POST) | {"stranger": IN},
    "pages:confirm_by_mail": all_alike(410, 410),
    # A draft that waits for who edits its space.
    "pages:review": row(IN, GONE, GONE, staff=OK),
    "pages:plan": all_alike(OK, OK),
    "pages:page_pdf": row(IN, GONE, OK),
    "pages:section_pdf": row(IN, GONE, OK),
    "library:documents": all_alike(OK, OK),
    "library:add": all_alike(IN, OK),
    "library:references": all_alike(OK, OK),
    "library:reference_add": all_alike(IN, OK),
    "library:reference": row(IN, GONE, OK),
    "library:reference_edit": row(IN, GONE, NO, staff=OK),
    "library:reference_delete": row(IN, GONE, NO, staff=OK),
    "library:document": row(IN, GONE, OK),
    "library:reader": row(IN, GONE, MOVED),
    "library:document_state": row(IN, GONE, OK),
    "library:retry": all_alike(POST, POST) | {"stranger": IN},
    "library:publish": all_alike(POST, POST) | {"stranger": IN},
    "library:edit": row(IN, GONE, NO, staff=OK),
    "library:refuse": row(IN, GONE, NO, staff=MOVED),
    "library:propose_again": all_alike(POST, POST) | {"stranger": IN},
    "library:links": row(IN, GONE, GONE, editor=OK, staff=OK),
    "library:trash": all_alike(IN, OK),
    "library:restore": all_alike(POST, POST) | {"stranger": IN},
    "library:reference_restore": all_alike(POST, POST) | {"stranger": IN},
    "library:delete": row(IN, GONE, NO, staff=OK),
    "search:results": all_alike(IN, OK),
    "wagtaildocs_serve": row(IN, GONE, OK),
    "media": row(IN, GONE, OK),
    "wagtail_serve": row(IN, GONE, OK),
    "hidden": all_alike(IN, GONE),
}
