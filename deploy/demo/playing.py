"""Takes the steps of scenarios: sends, uploads, replies, completes, decides."""

import hashlib
import smtplib
import time
from dataclasses import replace
from email.utils import parseaddr
from typing import Final

from deploy.demo.case import Case
from deploy.demo.gateway import Answer, Gateway
from deploy.demo.letters import Letter
from deploy.demo.mailroom import Notice
from deploy.demo.scenarios import Decision, Mail, Reply, Step, Supplement, Upload
from deploy.demo.scenarios.model import mail
from deploy.demo.target import Target

_REPLY: Final = {"ar": "رد: ", "en": "Re: "}
_MORE: Final = {"ar": "إضافة إلى المعاملة رقم ", "en": "More on transaction "}
_SECONDS: Final = 20.0
"""Longest time that one mail may take at the door."""


class Player:
    """Does at the doors of a stack what people do there."""

    def __init__(self, target: Target, gateway: Gateway) -> None:
        self._target = target
        self._gateway = gateway

    def take(self, case: Case) -> str:
        """Take a case's next step; returns what was done, in a few words. A refusal becomes a problem of the case."""
        step = case.next_step
        if step is None:
            return ""
        case.acted_at = time.time()
        done = self._do(case, step)
        case.taken += 1
        return done

    def _do(self, case: Case, step: Step) -> str:
        match step:
            case Mail():
                self._send(case, step)
                return f"sent to {step.recipient}"
            case Upload():
                self._note(case, self._upload(case.scenario.letter, step))
                return "uploaded"
            case Reply():
                notice = case.answered(step)
                if notice is not None:
                    self._send(case, mail(self._addressed(step, notice)))
                case.state = ""
                return f"replied to “{step.after}”"
            case Supplement():
                case.state = ""
                answer = self._gateway.supplement(case.token, step.files)
                case.problems += [f"supplement: {answer.refusal}"] if answer.refusal else []
                return "completed over HTTP"
            case Decision():
                answer = self._gateway.decide(case.submission, step.action, step.body)
                case.problems += [f"{step.action}: {answer.refusal}"] if answer.refusal else []
                case.matter = {} if answer.refusal else answer.body
                case.state = str(case.matter.get("state", ""))
                return f"clerk: {step.action}"

    def _send(self, case: Case, step: Mail) -> None:
        case.hashes.append(hashlib.sha256(step.raw).hexdigest())
        try:
            with smtplib.SMTP(self._target.smtp_host, self._target.smtp_port, timeout=_SECONDS) as door:
                door.sendmail(step.sender, [step.recipient], step.raw)
        except (OSError, smtplib.SMTPException) as error:
            case.problems.append(f"SMTP: {error}")

    def _upload(self, letter: Letter, step: Upload) -> Answer:
        writer = letter.writer
        fields = {
            "request_type": step.request_type,
            "subject": letter.subject,
            "message": letter.text,
            "sender_name": writer.name,
            "sender_phone": writer.telephone,
            "on_behalf_of": step.on_behalf_of,
            **({"sender_email": writer.address} if step.with_address else {}),
        }
        account = "agent" if step.on_behalf_of else ""
        return self._gateway.upload(fields, letter.files, key=step.key, account=account)

    def _note(self, case: Case, answer: Answer) -> None:
        if answer.refusal:
            case.problems.append(f"upload: {answer.refusal}")
            return
        case.submissions.add(answer.body["submission_id"])
        case.token = answer.body["tracking_token"]

    def _addressed(self, reply: Reply, notice: Notice) -> Letter:
        """The reply on its way: how it names its matter is the whole point of it."""
        letter, everything = reply.letter, f"documents@{self._target.domain}"
        language = letter.writer.language
        answering = replace(letter, subject=f"{_REPLY[language]}{letter.subject}")
        match reply.through:
            case "address":
                return replace(answering, recipient=parseaddr(notice.reply_to)[1])
            case "thread":
                return replace(answering, recipient=everything, in_reply_to=notice.message_id)
            case "number":
                return replace(letter, recipient=everything, subject=f"{_MORE[language]}{notice.number}")
