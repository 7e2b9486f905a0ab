"""What is written to the directorate of labour."""

from typing import Final

from deploy.demo.letters.wording import Topic, Wording

LABOUR: Final = (
    Topic(
        code="work-permit",
        mailbox="work-permits",
        unit="labour-permits",
        ar=Wording(
            subjects=("طلب إصدار تصريح عمل", "طلب تصريح عمل جديد لعامل بناء", "استقدام عامل لصالح {organisation}"),
            requests=(
                "نطلب الموافقة على استقدام عدد ({count}) من العمال لصالح {organisation} في {town}، والأوراق المطلوبة مرفقة.",
            ),
            papers={
                "passport": "جواز السفر.pdf",
                "employment-contract": "عقد العمل.pdf",
                "commercial-registration": "السجل التجاري.pdf",
            },
        ),
        en=Wording(
            subjects=("Application for a work permit", "New work permit for a site engineer"),
            requests=(
                "{organisation}, registration {register}, wishes to recruit {count} persons. The required papers are attached.",
            ),
            papers={
                "passport": "Passport copy.pdf",
                "employment-contract": "Employment contract.pdf",
                "commercial-registration": "CR certificate.pdf",
            },
        ),
    ),
    Topic(
        code="work-permit-renewal",
        mailbox="work-permit-renewals",
        unit="labour-permits",
        ar=Wording(
            subjects=("تجديد تصريح عمل", "طلب تجديد تصاريح عمل لعمال {organisation}"),
            requests=("تنتهي مدة التصريح المرفق خلال الشهر القادم، ونلتمس تجديده لمدة سنتين أخريين.",),
            papers={"work-permit": "تصريح العمل الحالي.pdf"},
        ),
        en=Wording(
            subjects=("Work permit renewal", "Renewal of a work permit for our driver"),
            requests=(
                "The attached permit of {person} expires next month. We kindly ask you to extend it for two years.",
            ),
            papers={"work-permit": "Work permit.pdf"},
        ),
    ),
    Topic(
        code="sponsorship-transfer",
        mailbox="sponsorship-transfer",
        unit="labour-permits",
        ar=Wording(
            subjects=("طلب نقل خدمات عامل", "نقل كفالة عامل إلى {organisation}"),
            requests=(
                "نود إفادتكم بموافقة جميع الأطراف على انتقال {person} للعمل لدى {organisation}، ونرفق ما يثبت ذلك.",
            ),
            papers={
                "release-letter": "خطاب عدم ممانعة.pdf",
                "new-contract": "العقد الجديد.pdf",
                "resident-card": "بطاقة الإقامة.pdf",
            },
        ),
        en=Wording(
            subjects=("Sponsorship transfer of {person}", "Transfer of sponsorship to {organisation}"),
            requests=(
                "All parties have agreed that {person} joins {organisation} in {town}. The papers are attached.",
            ),
            papers={
                "release-letter": "No objection letter.pdf",
                "new-contract": "New contract.pdf",
                "resident-card": "Resident card.pdf",
            },
        ),
    ),
    Topic(
        code="wage-complaint",
        mailbox="wages",
        unit="labour-inspection",
        ar=Wording(
            subjects=("شكوى عدم صرف الراتب", "شكوى بشأن تأخر الرواتب"),
            requests=(
                "لم أتسلم أجري من {organisation} منذ {count} أشهر رغم مطالباتي المتكررة، وأرجو النظر في شكواي وإنصافي.",
            ),
            papers={"bank-statement": "كشف حساب بنكي.pdf", "civil-id": "البطاقة المدنية.pdf"},
        ),
        en=Wording(
            subjects=("Complaint about unpaid wages", "Unpaid salary since {count} months"),
            requests=(
                "{organisation} in {town} has not paid me for {count} months. I ask the ministry to look into it.",
            ),
            papers={"bank-statement": "Bank statement.pdf", "civil-id": "Resident card.pdf"},
        ),
    ),
    Topic(
        code="labour-complaint",
        mailbox="labour-complaints",
        unit="labour-relations",
        ar=Wording(
            subjects=("شكوى عمالية ضد {organisation}", "شكوى ضد صاحب العمل بشأن ساعات العمل"),
            requests=("أعمل لدى {organisation} في {town}، ويُطلب مني العمل أيام الراحة الأسبوعية دون مقابل أو تعويض.",),
            papers={"complaint": "صحيفة الشكوى.pdf", "civil-id": "البطاقة الشخصية.pdf"},
        ),
        en=Wording(
            subjects=("Labour complaint against {organisation}", "Complaint against my employer: weekly rest"),
            requests=(
                "I have been asked to work on my weekly rest days in {town} without compensation, and ask for help.",
            ),
            papers={"complaint": "Statement of complaint.pdf", "civil-id": "ID card.pdf"},
        ),
    ),
)
