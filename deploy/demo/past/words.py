"""What people of the ministry write in two months, in the language of their work."""

from typing import Any, Final

from deploy.demo.letters import Letter

NOTES: Final = (
    "تم الاتصال بمقدم الطلب وإفادته بالمدة المتوقعة.",
    "روجعت المستندات ووجدت مستوفاة.",
    "بانتظار إفادة القسم الفني.",
    "وردت مكالمة من صاحب الشأن للاستفسار عن الطلب.",
    "أُرفقت نسخة من المراسلات السابقة في الملف.",
)
INSTRUCTIONS: Final = (
    "للدراسة وإبداء الرأي.",
    "للإفادة بما لديكم حول الموضوع.",
    "لاتخاذ اللازم حسب الاختصاص.",
    "للتنسيق معنا قبل الرد على مقدم الطلب.",
)
OPINIONS: Final = (
    "لا مانع لدينا.",
    "تمت الدراسة، ونوصي بالموافقة.",
    "لا توجد مخالفات مسجلة على المنشأة.",
    "تمت المعاينة ميدانيًا.",
)
QUESTIONS: Final = (
    "يرجى تزويدنا بعنوان موقع العمل ورقم هاتف المسؤول.",
    "يرجى توضيح الفترة الزمنية المطلوبة في الطلب.",
    "هل سبق تقديم طلب مماثل؟ وإن كان كذلك فما رقمه؟",
)
REPLIES: Final = (
    "نفيدكم بأن البيانات المطلوبة مذكورة أدناه، ولكم الشكر.",
    "الفترة المطلوبة سنة واحدة ابتداءً من الشهر القادم.",
)
NO_ANSWER: Final = (
    "حُفظ للعلم ولا يتطلب ردًا.",
    "تم التواصل مع مقدم الطلب هاتفيًا وانتهى الموضوع.",
    "أُنجز الطلب في النظام المختص وأُبلغ صاحبه.",
    "تنازل مقدم الطلب عن طلبه.",
)
REJECTIONS: Final = (
    "الموضوع ليس من اختصاص الوزارة، ويمكنكم مراجعة الجهة المعنية.",
    "رسالة دعائية لا تتضمن طلبًا.",
    "سبق البت في الموضوع نفسه، ولم تُقدَّم معطيات جديدة.",
)
RETURNS: Final = (
    "ليس من اختصاص الدائرة.",
    "الموضوع يخص دائرة أخرى بحسب التقسيم التنظيمي.",
    "يرجى إحالته إلى الجهة المختصة بالتفتيش.",
)
UNCLEAR: Final = {
    "ar": ("استفسار", "السلام عليكم، أرفق لكم ما طُلب مني في المراجعة الأخيرة، وأرجو التكرم بالنظر فيه.\n"),
    "en": ("Following up", "Please find attached what I was asked for at my last visit.\n"),
}
DOUBTFUL: Final = "Work permit and labour dispute"
"""A subject that two rules claim for two units."""
SENT_BACK: Final = (
    "يرجى ذكر رقم القرار وتاريخه.",
    "تُخفف الصياغة في الفقرة الثانية.",
    "يضاف رقم هاتف القسم للاستفسار.",
)
PUBLIC_BODIES: Final = (
    ("غرفة التجارة والصناعة", "chamber@chamber.example"),
    ("هيئة المواصفات والمقاييس", "office@standards.example"),
    ("اتحاد عمال القطاع الخاص", "secretary@workers.example"),
    ("مركز الإحصاء والمعلومات", "data@statistics.example"),
)
"""Name and address."""
MEMOS: Final = (
    "تحديث بيانات الموظفين المناوبين",
    "تعميم بشأن مواعيد استقبال المراجعين",
    "اجتماع تنسيقي حول المعاملات المتأخرة",
    "موافاتنا بإحصائية الربع الثالث",
    "آلية استلام الأصول الورقية",
)
LETTERS: Final = (
    "دعوة إلى اجتماع اللجنة المشتركة",
    "طلب بيانات إحصائية",
    "ترشيح ممثل عن الوزارة في فريق العمل",
    "إفادة بشأن مشروع اللائحة",
)
_ANSWER: Final = {
    "ar": (
        "السلام عليكم ورحمة الله وبركاته،\n\nبالإشارة إلى معاملتكم رقم {number}، نفيدكم بأنه تمت دراسة طلبكم والموافقة عليه.\n\n"
        "- يُراجع القسم المختص خلال أسبوع\n- تُسدد الرسوم المقررة عند الاستلام\n\nوتفضلوا بقبول فائق الاحترام والتقدير."
    ),
    "en": (
        "Dear Sir or Madam,\n\nWith reference to your transaction {number}: your request was examined and is approved.\n\n"
        "- Please call at the department within a week\n- The fees are paid on receipt\n\nYours faithfully,"
    ),
}
_ABOUT: Final = {"ar": "الرد على طلبكم: {subject}", "en": "Reply to your request: {subject}"}
_BODY: Final = "السلام عليكم ورحمة الله وبركاته،\n\nنود إحاطتكم علمًا بالموضوع أعلاه، آملين التكرم بالاطلاع والإفادة.\n\nوتفضلوا بقبول فائق الاحترام."


def answer(number: str, letter: Letter, *, by: str = "mail") -> dict[str, Any]:
    """An answer in its asker's language, as routing's API takes it."""
    language = letter.writer.language
    about = _ABOUT[language].format(subject=letter.subject[:200])
    words = {"subject": about, "body": _ANSWER[language].format(number=number)}
    recipient = {"name": letter.writer.name, "address": letter.writer.address, "postal_address": "ص.ب 112\nمسقط"}
    content = {language: words, "by": by, "recipient": recipient}
    return {"kind": "answer", "number": number, "content": content}


def initiative(subject: str, body: tuple[str, str], unit: str, *, by: str = "mail") -> dict[str, Any]:
    """A letter of a unit's own initiative to a public body (name, address)."""
    recipient = {"name": body[0], "address": body[1], "postal_address": "ص.ب 500\nمسقط"}
    content = {"ar": {"subject": subject, "body": _BODY}, "by": by, "recipient": recipient}
    return {"kind": "letter", "unit_id": unit, "content": content}


def memo(subject: str, unit: str, to: list[str]) -> dict[str, Any]:
    """A memo to other units."""
    content = {"ar": {"subject": subject, "body": _BODY}, "by": "units", "to_units": to}
    return {"kind": "memo", "unit_id": unit, "content": content}
