"""Mails as they really come, right and wrong, and what is read in them."""

import base64
from email.header import Header
from email.message import EmailMessage

import pytest

from services.intake.reading import Limits, ReadMail, Unreadable, read_mail

PDF = b"%PDF-1.4\n\x00\xff\r\n binary"


def read(*lines: str | bytes) -> ReadMail:
    raw = b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    return read_mail(raw, Limits())


def mixed(*parts: str | bytes, kind: str = "mixed") -> ReadMail:
    blocks: list[str | bytes] = ["Subject: x", f'Content-Type: multipart/{kind}; boundary="=_b?1"', ""]
    for part in parts:
        blocks += ["--=_b?1", part]
    return read(*blocks, "--=_b?1--", "epilogue", "")


def attached(*fields: str | bytes) -> str:
    head = b"\r\n".join(field.encode() if isinstance(field, str) else field for field in fields)
    (file,) = mixed(head + b"\r\n\r\n" + PDF).attachments
    assert file.payload == PDF
    return file.name


def test_an_arabic_letter_with_a_pdf_is_read() -> None:
    mail = EmailMessage()
    mail["Subject"] = "طلب تجديد سجل تجاري رقم ١٢٣"
    mail["From"] = '"أحمد بن سالم" <ahmed@Company.Example>'
    mail["To"] = "Documents <documents@diwan.example>, other@diwan.example"
    mail["Message-ID"] = "<m1@company.example>"
    mail["In-Reply-To"] = "<n1@diwan.example>"
    mail["References"] = "<n0@diwan.example> <n1@diwan.example>"
    mail.set_content("السلام عليكم،\nمرفق طلبنا.\n\n> ما كتبتم\n")
    mail.add_alternative("<p>html</p>", subtype="html")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="عقد العمل ٢٠٢٦.pdf")
    found = read_mail(mail.as_bytes(), Limits())
    assert found.subject == "طلب تجديد سجل تجاري رقم ١٢٣"
    assert (found.from_name, found.from_address) == ("أحمد بن سالم", "ahmed@company.example")
    assert found.recipients == ("documents@diwan.example", "other@diwan.example")
    assert (found.message_id, found.in_reply_to) == ("<m1@company.example>", "<n1@diwan.example>")
    assert found.references == ("<n0@diwan.example>", "<n1@diwan.example>")
    assert found.text == "السلام عليكم،\nمرفق طلبنا."
    assert found.language == "ar"
    assert (found.automatic, found.importance) == ("", "")
    (file,) = found.attachments
    assert (file.name, file.declared_type, file.payload) == ("عقد العمل ٢٠٢٦.pdf", "application/pdf", PDF)


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("windows-1256", "cp1256"),
        ("iso-8859-6", "iso8859-6"),
        ("utf-8", "utf-8"),
        ("windows-1256", "utf-8"),
        ("utf-8", "cp1256"),
        ("iso-8859-1", "cp1256"),
        ("iso-8859-6", "cp1256"),
        ("x-nothing-known", "cp1256"),
        ("us-ascii", "utf-8"),
        ("unicode_escape", "cp1256"),
        ("bz2", "utf-8"),
        ("utf-16", "utf-16"),
    ],
)
def test_arabic_text_is_read_whatever_its_label(label: str, charset: str) -> None:
    text = "السلام عليكم ورحمة الله، نرجو تجديد السجل گچ" if charset == "cp1256" else "السلام عليكم ورحمة الله"
    body = base64.b64encode(text.encode(charset))
    found = read(f"Content-Type: text/plain; charset={label}", "Content-Transfer-Encoding: base64", "", body)
    assert found.text == text


def test_one_broken_byte_does_not_spoil_a_letter_in_utf_8() -> None:
    broken = "السلام عليكم".encode() + b"\xff" + " ورحمة الله".encode()
    assert read("Content-Type: text/plain; charset=utf-8", "", broken).text == "السلام عليكم\ufffd ورحمة الله"


def test_western_letters_without_a_label_stay_western() -> None:
    assert read("", "Größe, Übergabe, señor".encode("latin-1")).text == "Größe, Übergabe, señor"


@pytest.mark.parametrize(
    "value",
    [
        "عاجل: طلب".encode(),
        "عاجل: طلب".encode("cp1256"),
        b"=?windows-1256?B?" + base64.b64encode("عاجل: طلب".encode("cp1256")) + b"?=",
        b"=?UTF-8?Q?=D8=B9=D8=A7=D8=AC=D9=84:_=D8=B7=D9=84=D8=A8?=",
        b"=?UTF-8?Q?=D8=B9=D8=A7=D8=AC=D9=84?=: =?UTF-8*ar?B?2LfZhNio?=",
        b"=?UTF-8?B?2LnYp9is2YQ6INg=?=\r\n =?utf-8?B?t9mE2Kg=?=",
        b"=?UTF-8?B?2LnYp9is2YQ6INi32YTYqA?=",
    ],
    ids=["raw utf-8", "raw windows-1256", "b 1256", "q utf-8", "two words", "cut in a letter", "no padding"],
)
def test_an_arabic_subject_is_read_in_every_form_that_is_sent(value: bytes) -> None:
    assert read(b"Subject: " + value, "", "x").subject == "عاجل: طلب"


def test_a_long_folded_subject_is_one_line_of_at_most_500_characters() -> None:
    subject = Header("طلب " * 300, "utf-8").encode(linesep="\r\n")
    found = read(f"Subject: {subject}", "", "x")
    assert found.subject == ("طلب " * 300)[:500].strip()


def test_a_line_break_hidden_in_an_encoded_word_injects_no_header() -> None:
    found = read("Subject: =?utf-8?Q?hello=0D=0ABcc:_v@x.example=00?=", "From: =?utf-8?Q?a=0D=0Ab?= <a@b.example>", "")
    assert found.subject == "hello Bcc: v@x.example"
    assert found.from_name == "a b"


def test_zero_bytes_and_direction_overrides_disappear() -> None:
    found = read("Subject: a\x00b\u202edcba", "", "x\x00y\u202ez")
    assert (found.subject, found.text) == ("abdcba", "xyz")


def test_a_broken_encoded_word_stays_as_it_is_written() -> None:
    assert read("Subject: =?utf-8?B?unfinished", "", "").subject == "=?utf-8?B?unfinished"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (["Content-Disposition: attachment; filename*=UTF-8''%D8%B9%D9%82%D8%AF.pdf"], "عقد.pdf"),
        (
            [
                "Content-Disposition: attachment; filename*0*=UTF-8''%D8%B9;",
                " filename*2=.pdf; filename*1*=%D9%82%D8%AF",
            ],
            "عقد.pdf",
        ),
        (["Content-Disposition: attachment; filename*=windows-1256'ar'%DA%DE%CF.pdf"], "عقد.pdf"),
        (['Content-Disposition: attachment; filename="=?UTF-8?B?2LnZgtivLnBkZg==?="'], "عقد.pdf"),
        (['Content-Type: application/pdf; name="=?UTF-8?B?2LnZgtivLnBkZg==?="'], "عقد.pdf"),
        ([b'Content-Disposition: attachment; filename="' + "عقد.pdf".encode() + b'"'], "عقد.pdf"),
        ([b'Content-Disposition: attachment; filename="' + "عقد.pdf".encode("cp1256") + b'"'], "عقد.pdf"),
        (["Content-Disposition: attachment; filename=my contract.pdf"], "my contract.pdf"),
        # In UTF-8 a meem ends in 0x85, which is a blank in latin-1.
        (["Content-Disposition: attachment; filename=طلب الإلزام"], "طلب الإلزام"),
        (['Content-Disposition: attachment; filename="C:\\docs\\..\\a.pdf"'], "a.pdf"),
        (['Content-Disposition: attachment; filename="../../etc/passwd"'], "passwd"),
        (['Content-Disposition: attachment; filename="a\u202efdp.exe"'], "afdp.exe"),
        (['Content-Disposition: attachment; filename="=?utf-8?Q?a=0D=0A=00b.pdf?="'], "a b.pdf"),
        (['Content-Disposition: attachment; filename="  ..  "', "Content-Type: application/pdf"], "document-1.pdf"),
        (["Content-Type: application/pdf"], "document-1.pdf"),
        (["Content-Type: application/x-what"], "document-1.bin"),
        (["Content-Disposition: attachment"], "document-1.txt"),
        ([f"Content-Disposition: attachment; filename={'x' * 300}.pdf"], "x" * 146 + ".pdf"),
    ],
)
def test_an_attachment_has_its_name_and_nothing_harmful_in_it(fields: list[str | bytes], name: str) -> None:
    assert attached(*fields) == name


def test_base64_with_rubbish_in_it_and_a_cut_end_is_decoded_as_far_as_it_goes() -> None:
    body = b"JVBE!!Ri0x\r\n\r\nLjQ\x00KQ"
    (file,) = mixed(b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body).attachments
    assert file.payload == b"%PDF-1.4\n"


def test_a_missing_last_boundary_is_forgiven() -> None:
    found = read(
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "text", "--b", "Content-Type: image/png", "", "xy"
    )
    assert (found.text, found.attachments[0].payload) == ("text", b"xy")


@pytest.mark.parametrize("field", ["multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=other"])
def test_a_multipart_without_its_boundary_is_for_a_clerk(field: str) -> None:
    with pytest.raises(Unreadable) as verdict:
        read(f"Content-Type: {field}", "", "--b", "", "text", "--b--")
    assert verdict.value.code == "no-boundary"


def test_a_boundary_that_begins_like_another_is_another() -> None:
    inner = "Content-Type: multipart/alternative; boundary=ab\r\n\r\n--ab\r\n\r\ninner\r\n--ab--\r\n"
    found = read("Content-Type: multipart/mixed; boundary=a", "", "--a", inner, "--a", "", "outer", "--a--")
    assert found.text == "inner\n\nouter"


def test_a_forwarded_message_stays_closed_as_a_file() -> None:
    inner = b"Subject: inner\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx"
    (file,) = mixed(b"Content-Type: message/rfc822\r\n\r\n" + inner).attachments
    assert (file.name, file.declared_type, file.payload) == ("message-1.eml", "message/rfc822", inner)


def test_a_logo_of_the_text_is_decoration_and_a_scan_sent_inline_is_not() -> None:
    logo = "Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=l.png\r\n\r\nx"
    assert [file.inline for file in mixed(logo, kind="related").attachments] == [True]
    assert [file.inline for file in mixed(logo).attachments] == [False]


def test_an_encrypted_mail_has_no_text_and_keeps_its_content() -> None:
    found = read("Content-Type: application/pkcs7-mime; name=smime.p7m", "", "secret")
    assert (found.text, found.attachments[0].name, found.attachments[0].payload) == ("", "smime.p7m", b"secret")
    armoured = read("", "-----BEGIN PGP MESSAGE-----", "", "hQ==", "-----END PGP MESSAGE-----")
    assert (armoured.text, len(armoured.attachments)) == ("", 1)


def test_a_signature_is_no_document_and_what_it_signs_is_read() -> None:
    found = mixed("\r\nhello", "Content-Type: application/pgp-signature\r\n\r\nsig", kind="signed")
    assert (found.text, [file.inline for file in found.attachments]) == ("hello", [True])


def test_html_alone_is_read_as_text_without_scripts_and_quotes() -> None:
    page = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>مرحبا&nbsp;بكم</p><script>alert(1)</script>"
        "<div>second<br>line &lt;b&gt;</div><blockquote>old</blockquote></body></html>"
    )
    found = read("Content-Type: text/html; charset=utf-8", "", page)
    assert found.text == "مرحبا بكم\n\nsecond\nline <b>"


def test_html_says_its_character_set_itself_when_the_header_does_not() -> None:
    page = b'<meta charset="koi8-r"><p>' + "привет".encode("koi8-r")
    assert read("Content-Type: text/html", "", page).text == "привет"


def test_a_text_that_is_nothing_but_quoted_is_kept() -> None:
    assert read("", "> only this", "> remains").text == "> only this\n> remains"


def test_the_text_is_at_most_4000_characters() -> None:
    assert len(read("", "x" * 10_000).text) == 4_000


@pytest.mark.parametrize(
    ("subject", "text", "language"),
    [
        ("طلب", "السلام عليكم", "ar"),
        ("طلب", "السلام عليكم ورحمة الله، عقد شركة Oman Steel LLC", "ar"),
        ("Request", "Dear Sir, I apply for", "en"),
        ("طلب ترخيص", "Licence request", "both"),
        ("", "", "both"),
        ("123", "https://very-long-address.example/with/words someone@company.example", "both"),
        ("请求", "许可证", "both"),
    ],
)
def test_the_language_is_guessed_from_the_letters(subject: str, text: str, language: str) -> None:
    assert read(f"Subject: {subject}", "", text).language == language


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("Auto-Submitted: auto-replied", "auto-submitted"),
        ("Auto-Submitted: auto-generated (rejected)", "auto-submitted"),
        ("Auto-Submitted: (written by a machine) auto-replied", "auto-submitted"),
        ("Auto-Submitted: no\r\nAuto-Submitted: auto-replied", "auto-submitted"),
        ("Auto-Submitted: no", ""),
        ("Auto-Submitted: (by hand) no", ""),
        ("X-Autoreply: yes", "auto-submitted"),
        ("Content-Type: multipart/report; boundary=b", "report"),
        ("List-Id: <x.example>", "list"),
        ("List-Unsubscribe: <mailto:x@y.example>", "list"),
        ("Precedence: bulk", "bulk"),
        ("Precedence: LIST", "bulk"),
        ("Precedence: first-class", ""),
        ("Precedence: first-class\r\nPrecedence: bulk", "bulk"),
        ("X-Auto-Response-Suppress: OOF, AutoReply", "suppressed"),
        ("X-Auto-Response-Suppress: All", "suppressed"),
        ("X-Auto-Response-Suppress: DR, RN", ""),
        ("From: Mail <MAILER-DAEMON@b.example>", "no-reply-sender"),
        ("From: no-reply@b.example", "no-reply-sender"),
        ("From: noreply+123@b.example", "no-reply-sender"),
        ("From: noreen@b.example", ""),
        ("From: bouncer@b.example", ""),
    ],
)
def test_automatic_mail_is_recognised(field: str, why: str) -> None:
    assert read(field, "").automatic == why


@pytest.mark.parametrize("field", ["Importance: High", "X-Priority: 1 (Highest)", "Priority: urgent"])
def test_a_mail_marked_as_important_is_recognised(field: str) -> None:
    assert read(field, "", "x").importance == "high"


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("a@b.example", "", "a@b.example"),
        ("a@b.example (Ahmed)", "Ahmed", "a@b.example"),
        ('"Ali, Ahmed <x@y.example>" <a@b.example>', "Ali, Ahmed <x@y.example>", "a@b.example"),
        ("=?utf-8?B?2KPYrdmF2K8=?= <a@b.example>", "أحمد", "a@b.example"),
        ('"=?utf-8?B?2KPYrdmF2K8=?=" <a@b.example>', "أحمد", "a@b.example"),
        ("أحمد <أحمد@مثال.example>", "أحمد", "أحمد@مثال.example"),
        ("undisclosed", "", ""),
        ("((((((" * 500, "", ""),
        ("<>", "", ""),
    ],
)
def test_the_sender_is_told_apart_into_name_and_address(value: str, name: str, address: str) -> None:
    found = read(f"From: {value}", "", "x")
    assert (found.from_name, found.from_address) == (name, address)


def test_of_many_references_the_last_fifty_are_kept() -> None:
    found = read("References: " + " ".join(f"<{n}@x.example>" for n in range(80)), "", "x")
    assert found.references == tuple(f"<{n}@x.example>" for n in range(30, 80))


@pytest.mark.parametrize("raw", [b"", b"\r\n", b" \r\n\t\n"])
def test_an_empty_mail_is_for_a_clerk(raw: bytes) -> None:
    with pytest.raises(Unreadable) as verdict:
        read_mail(raw, Limits())
    assert verdict.value.code == "empty"


def test_a_mail_of_only_headers_is_read() -> None:
    assert read("Subject: only this").subject == "only this"


def test_bytes_without_any_header_are_text() -> None:
    assert read("hello", "world").text == "hello\nworld"


def test_a_broken_line_between_headers_is_passed_over() -> None:
    found = read("Subject: a", "no field", "From: a@b.example", "", "text")
    assert (found.subject, found.from_address, found.text) == ("a", "a@b.example", "text")
