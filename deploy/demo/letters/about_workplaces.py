"""What employers write about their workplaces: training and accidents."""

from typing import Final

from deploy.demo.letters.wording import Topic, Wording

WORKPLACES: Final = (
    Topic(
        code="training-subsidy",
        mailbox="training-subsidies",
        unit="employment-training",
        ar=Wording(
            subjects=("طلب دعم برنامج تدريبي", "تدريب مقرون بالتشغيل لدى {organisation}"),
            requests=(
                "تعتزم {organisation} تدريب عدد ({count}) من المواطنين في {town} مع الالتزام بتشغيلهم بعد إتمام البرنامج.",
            ),
            papers={
                "training-plan": "خطة التدريب.pdf",
                "trainees-list": "كشف المتدربين.pdf",
                "employment-undertaking": "تعهد بالتشغيل.pdf",
            },
        ),
        en=Wording(
            subjects=("Application for a training subsidy", "Training with employment at {organisation}"),
            requests=(
                "{organisation} plans to train {count} citizens in {town} and undertakes to employ them afterwards.",
            ),
            papers={
                "training-plan": "Training plan.pdf",
                "trainees-list": "List of trainees.pdf",
                "employment-undertaking": "Undertaking.pdf",
            },
        ),
    ),
    Topic(
        code="occupational-injury",
        mailbox="occupational-safety",
        unit="occupational-safety",
        ar=Wording(
            subjects=("بلاغ إصابة في موقع {town}", "بلاغ عن إصابة عمل"),
            requests=("نبلغكم بوقوع إصابة للعامل {person} صباح اليوم في موقعنا في {town}، وقد نُقل إلى المستشفى فورًا.",),
            papers={"accident-report": "تقرير الحادث.pdf", "medical-report": "تقرير طبي.pdf"},
        ),
        en=Wording(
            subjects=("Report of a workplace accident", "Occupational injury at our site in {town}"),
            requests=("{person} was hurt this morning at our site in {town} and was taken to hospital at once.",),
            papers={"accident-report": "Accident report.pdf", "medical-report": "Medical report.pdf"},
        ),
    ),
)
