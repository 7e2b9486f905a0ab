"""What is written to the directorate of commerce."""

from typing import Final

from deploy.demo.letters.wording import Topic, Wording

COMMERCE: Final = (
    Topic(
        code="commercial-registration",
        mailbox="commercial-registry",
        unit="commercial-registry",
        ar=Wording(
            subjects=("طلب قيد سجل تجاري", "طلب إصدار سجل تجاري لشركة في {town}"),
            requests=(
                "نرغب نحن الشركاء في قيد شركتنا الجديدة ومقرها {town}، ونرفق لكم المستندات المطلوبة للتكرم بإتمام القيد.",
            ),
            papers={
                "articles-of-association": "عقد التأسيس.pdf",
                "partners-ids": "بطاقات الشركاء.pdf",
                "lease-contract": "عقد الإيجار.pdf",
            },
        ),
        en=Wording(
            subjects=("New commercial registration", "Commercial registration application from {town}"),
            requests=(
                "We, the partners, wish to enter our new company in {town} in the register. The papers are attached.",
            ),
            papers={
                "articles-of-association": "Articles of Association.pdf",
                "partners-ids": "Passports of partners.pdf",
                "lease-contract": "Lease.pdf",
            },
        ),
    ),
    Topic(
        code="name-reservation",
        mailbox="trade-names",
        unit="commercial-registry",
        ar=Wording(
            subjects=("طلب حجز اسم تجاري", "حجز الاسم التجاري لنشاط جديد في {town}"),
            requests=("نأمل حجز أحد الأسماء الآتية حسب الأفضلية: نسيم {town}، رمال {town}، واحة {town}.",),
            papers={},
        ),
        en=Wording(
            subjects=("Trade name reservation", "Please reserve a company name"),
            requests=("In order of preference: {town} Breeze, {town} Sands, {town} Oasis.",),
            papers={},
        ),
    ),
    Topic(
        code="trademark-registration",
        mailbox="trademarks",
        unit="intellectual-property",
        ar=Wording(
            subjects=("طلب تسجيل علامة تجارية", "إيداع علامة تجارية باسم {organisation}"),
            requests=("تتقدم {organisation} بطلب حماية العلامة المرفقة عن السلع المبينة في القائمة.",),
            papers={"mark-image": "صورة العلامة.png", "goods-list": "قائمة السلع.pdf"},
        ),
        en=Wording(
            subjects=("Trademark application of {organisation}", "Registration of a trademark"),
            requests=("{organisation} asks for protection of the attached mark for the goods in the list.",),
            papers={"mark-image": "Logo.png", "goods-list": "List of goods.pdf"},
        ),
    ),
    Topic(
        code="import-licence",
        mailbox="import-licences",
        unit="foreign-trade",
        ar=Wording(
            subjects=("طلب ترخيص استيراد", "الإفراج عن شحنة واردة باسم {organisation}"),
            requests=(
                "تعتزم {organisation} استيراد عدد ({count}) من الحاويات عبر ميناء {town}، ونرفق لكم الفاتورة وشهادة القيد.",
            ),
            papers={"proforma-invoice": "فاتورة مبدئية.pdf", "commercial-registration": "السجل التجاري.pdf"},
        ),
        en=Wording(
            subjects=("Import licence for {organisation}", "Application for an import permit"),
            requests=("{organisation} intends to bring in {count} containers. Invoice and certificate are attached.",),
            papers={
                "proforma-invoice": "Proforma invoice.pdf",
                "commercial-registration": "Commercial registration.pdf",
            },
        ),
    ),
    Topic(
        code="consumer-complaint",
        mailbox="consumer-complaints",
        unit="consumer-protection",
        ar=Wording(
            subjects=("شكوى مستهلك", "شكوى ضد محل في {town}: سلعة معيبة"),
            requests=("اشتريت جهازًا من محل في {town} وتبين أنه لا يعمل، ورفض المحل استبداله أو رد ثمنه.",),
            papers={"invoice": "فاتورة الشراء.pdf"},
        ),
        en=Wording(
            subjects=("Consumer complaint", "Defective product bought in {town}"),
            requests=("I bought an appliance in {town} that does not work, and the shop refuses to take it back.",),
            papers={"invoice": "Invoice.pdf"},
        ),
    ),
    Topic(
        code="commercial-agency",
        mailbox="agencies",
        unit="commercial-registry",
        ar=Wording(
            subjects=("طلب تسجيل وكالة تجارية", "قيد وكالة تجارية باسم {organisation}"),
            requests=("تتقدم {organisation} بطلب قيد عقد الوكالة المرفق، وسيُسلَّم أصله إلى دائرتكم الموقرة.",),
            papers={"agency-contract": "عقد الوكالة المصدق.pdf", "commercial-registration": "السجل التجاري.pdf"},
        ),
        en=Wording(
            subjects=("Commercial agency registration", "Registration of a commercial agency for {organisation}"),
            requests=("{organisation} asks to enter the attached contract; the original follows on paper.",),
            papers={"agency-contract": "Agency contract.pdf", "commercial-registration": "CR certificate.pdf"},
        ),
    ),
)
