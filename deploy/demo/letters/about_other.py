"""What is written to the ministry as such: letters, appeals, correspondence of government bodies."""

from typing import Final

from deploy.demo.letters.wording import Topic, Wording

OTHER: Final = (
    Topic(
        code="grievance",
        mailbox="grievances",
        unit="minister-office",
        ar=Wording(
            subjects=("تظلم من قرار", "تظلم إداري إلى معالي الوزير"),
            requests=(
                "أتظلم من الإجراء الصادر بحق {organisation} والمبلغ إلينا الأسبوع الماضي، وألتمس إعادة النظر فيه.",
            ),
            papers={"decision": "القرار.pdf", "appeal": "صحيفة التظلم.pdf"},
        ),
        en=Wording(
            subjects=("Appeal against a decision", "Administrative appeal of {organisation}"),
            requests=(
                "{organisation} was told last week of the measure attached, and respectfully asks to reconsider it.",
            ),
            papers={"decision": "Decision.pdf", "appeal": "Statement of appeal.pdf"},
        ),
    ),
    Topic(
        code="general-correspondence",
        mailbox="",
        unit="documents",
        ar=Wording(
            subjects=("مخاطبة بشأن اجتماع اللجنة المشتركة", "دعوة لحضور ندوة في {town}", "تهنئة وشكر"),
            requests=(
                "يطيب لنا دعوتكم لحضور اللقاء السنوي الذي تنظمه {organisation} في {town} خلال الشهر القادم.",
                "نتقدم إليكم بجزيل الشكر على تعاونكم، ونرفق لكم محضر اللقاء الأخير للعلم.",
            ),
            papers={"letter": "خطاب {organisation}.pdf"},
        ),
        en=Wording(
            subjects=("Invitation to our annual meeting", "Minutes of the joint committee", "Thank you for your visit"),
            requests=(
                "{organisation} has the honour to invite you to its annual meeting in {town} next month.",
                "Please find attached the minutes of our last meeting in {town} for your information.",
            ),
            papers={"letter": "Letter of {organisation}.pdf"},
        ),
    ),
    Topic(
        code="government-correspondence",
        mailbox="government",
        unit="documents",
        ar=Wording(
            subjects=("خطاب رسمي من {organisation}", "طلب إفادة من {organisation}"),
            requests=("نهديكم أطيب التحيات، ونرجو موافاتنا بمرئياتكم بشأن ما ورد في الخطاب المرفق في أقرب وقت ممكن.",),
            papers={"letter": "الخطاب الرسمي.pdf"},
        ),
        en=Wording(
            subjects=("Official letter of the {organisation}", "Request for information by the {organisation}"),
            requests=("The {organisation} presents its compliments and asks for your views on the attached letter.",),
            papers={"letter": "Official letter.pdf"},
        ),
    ),
)
