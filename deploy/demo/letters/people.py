"""Who writes: people with a name, an address, a civil number and the company or ministry that they write for."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A sender. Nobody else of the same run has the address; the other numbers only look as they should."""

    language: Language
    name: str
    address: str
    organisation: str
    civil_number: str
    """Eight digits."""
    commercial_registration: str
    """Seven digits."""
    telephone: str
    town: str


GOVERNMENT: Final = {
    "rop.example": ("شرطة عُمان السلطانية", "Royal Oman Police"),
    "mofa.example": ("وزارة الخارجية", "Ministry of Foreign Affairs"),
    "mohe.example": ("وزارة التعليم العالي", "Ministry of Higher Education"),
    "ita.example": ("هيئة تقنية المعلومات", "Information Technology Authority"),
}
"""Government bodies by the domain of their addresses; `config/urgency.yaml` knows them."""

_MEN: Final = (
    ("سالم", "Salim"), ("خالد", "Khalid"), ("ناصر", "Nasser"), ("حمد", "Hamad"), ("يوسف", "Yousuf"), ("سعيد", "Said"),
    ("بدر", "Badr"), ("طلال", "Talal"), ("ماجد", "Majid"), ("راشد", "Rashid"), ("هلال", "Hilal"), ("عيسى", "Issa"),
)  # fmt: skip
_WOMEN: Final = (
    ("مريم", "Maryam"), ("فاطمة", "Fatma"), ("عائشة", "Aisha"), ("زينب", "Zainab"), ("شيخة", "Shaikha"),
    ("نورة", "Noora"), ("أمل", "Amal"), ("هدى", "Huda"), ("رقية", "Ruqaya"), ("ثريا", "Thuraya"),
)  # fmt: skip
_FAMILIES: Final = (
    ("الحارثي", "الحارثية", "Al Harthi"), ("البلوشي", "البلوشية", "Al Balushi"), ("الرواحي", "الرواحية", "Al Rawahi"),
    ("المعولي", "المعولية", "Al Maawali"), ("الكندي", "الكندية", "Al Kindi"), ("السيابي", "السيابية", "Al Siyabi"),
    ("الهنائي", "الهنائية", "Al Hinai"), ("الزدجالي", "الزدجالية", "Al Zadjali"), ("الشكيلي", "الشكيلية", "Al Shukaili"),
    ("البوسعيدي", "البوسعيدية", "Al Busaidi"), ("الغافري", "الغافرية", "Al Ghafri"), ("الوهيبي", "الوهيبية", "Al Wahaibi"),
)  # fmt: skip
_FROM_ABROAD: Final = (
    "Rajesh Kumar", "Maria Santos", "John Whitfield", "Imran Qureshi", "Priya Nair", "Anna Kowalska", "Samuel Okoro",
    "Deepak Sharma", "Rosa Mendoza", "Thomas Keller", "Nadia Rahman", "Li Wei",
)  # fmt: skip
_COME_FROM_ABROAD: Final = 0.5
"""Of those who write English."""
_ARE_WOMEN: Final = 0.4
_COMPANIES: Final = (
    ("شركة الأفق للمقاولات", "Horizon Contracting LLC", "horizon"),
    ("مؤسسة الباطنة للتجارة", "Batinah Trading Est.", "batinah-trading"),
    ("شركة مسقط للخدمات اللوجستية", "Muscat Logistics SAOC", "muscat-logistics"),
    ("مصنع الداخلية للأغذية", "Dakhiliyah Foods Factory", "dakhiliyah-foods"),
    ("شركة صحار للصناعات المعدنية", "Sohar Metal Industries LLC", "sohar-metal"),
    ("شركة ظفار للسياحة", "Dhofar Tourism LLC", "dhofar-tourism"),
    ("مجموعة الجبل الأخضر", "Green Mountain Group", "green-mountain"),
    ("شركة اللبان للعطور", "Frankincense Perfumes LLC", "frankincense"),
    ("شركة الموج للبرمجيات", "Wave Software LLC", "wave-software"),
)
_TOWNS: Final = (
    ("مسقط", "Muscat"), ("صحار", "Sohar"), ("نزوى", "Nizwa"), ("صلالة", "Salalah"), ("صور", "Sur"), ("البريمي", "Buraimi"),
)  # fmt: skip


def person(rng: Random, language: Language, *, mark: str, government: str = "") -> Person:
    """Somebody who writes in that language; `mark` makes the address unique; `government` is a domain of `GOVERNMENT`."""
    arabic, latin = _name(rng, language)
    company_ar, company_en, slug = rng.choice(_COMPANIES)
    if government:
        company_ar, company_en = GOVERNMENT[government]
    town_ar, town_en = rng.choice(_TOWNS)
    local = latin.lower().replace("al ", "al").replace(" ", ".")
    in_arabic = language == "ar"
    return Person(
        language=language,
        name=arabic if in_arabic else latin,
        address=f"{local}.{mark}@{government or f'{slug}.example'}",
        organisation=company_ar if in_arabic else company_en,
        civil_number=str(rng.randrange(10_000_000, 99_999_999)),
        commercial_registration=str(rng.randrange(1_000_000, 1_999_999)),
        telephone=f"+968 9{rng.randrange(100, 999)} {rng.randrange(1000, 9999)}",
        town=town_ar if in_arabic else town_en,
    )


def _name(rng: Random, language: Language) -> tuple[str, str]:
    """A name in Arabic and in Latin letters; half of those who write English come from abroad."""
    if language == "en" and rng.random() < _COME_FROM_ABROAD:
        foreign = rng.choice(_FROM_ABROAD)
        return foreign, foreign
    woman = rng.random() < _ARE_WOMEN
    given, given_latin = rng.choice(_WOMEN if woman else _MEN)
    father, _ = rng.choice(_MEN)
    his, hers, latin = rng.choice(_FAMILIES)
    return f"{given} {'بنت' if woman else 'بن'} {father} {hers if woman else his}", f"{given_latin} {latin}"
