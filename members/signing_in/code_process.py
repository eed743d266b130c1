"""Signing in by a code that is sent by mail."""

from __future__ import annotations

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest

from members.models import Member
from members.signing_in import mails, records


class CodeProcess(LoginCodeVerificationProcess):
    """allauth's own, that does the same for an address without an account.

    A code is made, kept in the session and handed to the worker in both cases; the
    worker alone knows to whom a mail leaves.
    """

    @classmethod
    def begin(cls, request: HttpRequest, email: str, member: Member | None) -> None:
        login = Login(user=member, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=member, email=email))
        stage.state["initiated_by_user"] = True
        process = cls(stage=stage)
        process.send()
        process.persist()

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> CodeProcess | None:
        process: CodeProcess | None = cls(stage=stage).abort_if_invalid()
        return process

    def send(self, skip_enumeration_mails: bool = False) -> None:
        code = self.generate_code()
        mails.mail_sign_in_code.enqueue(self.state["email"], code)

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()

    def record_invalid_attempt(self) -> bool:
        records.code_refused(self.request, self.state["email"])
        self.state["failed_attempts"] += 1
        if self.state["failed_attempts"] >= self.max_attempts:
            self.abort()
            return False
        self.persist()
        return True
