"""Who works in the ministry of the demonstration beside the six people that every installation begins with. Nobody is real."""

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["clerk", "officer", "manager", "agent"]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is to be hired."""

    login: str
    ar: str
    en: str
    roles: tuple[Role, ...]
    units: tuple[str, ...]
    cleared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A unit that is to be opened beside those that every installation begins with."""

    unit_id: str
    kind: str
    ar: str
    en: str
    telephone: str
    parent_id: str | None = "ministry"
    time_zone: str = "Asia/Muscat"
    weekend: tuple[int, ...] = (5, 6)
    holiday_country: str = "OM"


OFFICES: Final = (
    Office(
        unit_id="south-al-sharqiyah",
        kind="governorate-office",
        ar="إدارة العمل والتجارة بمحافظة جنوب الشرقية",
        en="Directorate in South Al Sharqiyah Governorate",
        telephone="+968 25 000 500",
    ),
    Office(
        unit_id="geneva-office",
        kind="representation",
        ar="مكتب الملحق التجاري في جنيف",
        en="Commercial Attaché's Office in Geneva",
        telephone="+41 22 555 0100",
        parent_id="dg-commerce",
        time_zone="Europe/Zurich",
        weekend=(6, 7),
        holiday_country="CH-GE",
    ),
    Office(
        unit_id="sanad-nizwa",
        kind="service-office",
        ar="مكتب سند للخدمات بنزوى",
        en="Sanad Service Office in Nizwa",
        telephone="+968 25 000 900",
        parent_id=None,
    ),
)

_OFFICER: Final[tuple[Role, ...]] = ("officer",)
_MANAGER: Final[tuple[Role, ...]] = ("manager",)
_BOTH: Final[tuple[Role, ...]] = ("officer", "manager")

COLLEAGUES: Final = (
    Colleague("huda.kindi", "هدى بنت راشد الكندية", "Huda Al Kindi", ("clerk",), ("documents",), cleared=True),
    Colleague("nasser.siyabi", "ناصر بن هلال السيابي", "Nasser Al Siyabi", ("clerk",), ("documents",)),
    Colleague("thuraya.hinai", "ثريا بنت بدر الهنائية", "Thuraya Al Hinai", _MANAGER, ("documents",), cleared=True),
    Colleague(
        "majid.busaidi", "ماجد بن طلال البوسعيدي", "Majid Al Busaidi", _OFFICER, ("minister-office",), cleared=True
    ),
    Colleague(
        "shaikha.wahaibi", "شيخة بنت حمد الوهيبية", "Shaikha Al Wahaibi", _MANAGER, ("minister-office",), cleared=True
    ),
    Colleague(
        "talal.ghafri",
        "طلال بن راشد الغافري",
        "Talal Al Ghafri",
        _MANAGER,
        ("undersecretary-office", "ministry"),
        cleared=True,
    ),
    Colleague("amal.zadjali", "أمل بنت خالد الزدجالية", "Amal Al Zadjali", _OFFICER, ("legal-affairs",), cleared=True),
    Colleague("issa.maawali", "عيسى بن يوسف المعولي", "Issa Al Maawali", _MANAGER, ("legal-affairs",), cleared=True),
    Colleague("rashid.rawahi", "راشد بن سعيد الرواحي", "Rashid Al Rawahi", _MANAGER, ("dg-labour",), cleared=True),
    Colleague("noora.shukaili", "نورة بنت ماجد الشكيلية", "Noora Al Shukaili", _OFFICER, ("labour-permits",)),
    Colleague("badr.harthi", "بدر بن ناصر الحارثي", "Badr Al Harthi", _OFFICER, ("labour-permits",)),
    Colleague("khalid.hinai", "خالد بن سيف الهنائي", "Khalid Al Hinai", _OFFICER, ("labour-relations",)),
    Colleague(
        "maryam.busaidi", "مريم بنت سعود البوسعيدية", "Maryam Al Busaidi", _MANAGER, ("labour-relations",), cleared=True
    ),
    Colleague("hilal.balushi", "هلال بن عيسى البلوشي", "Hilal Al Balushi", _OFFICER, ("labour-inspection",)),
    Colleague("aisha.kindi", "عائشة بنت سالم الكندية", "Aisha Al Kindi", _OFFICER, ("labour-inspection",)),
    Colleague(
        "said.wahaibi", "سعيد بن خلفان الوهيبي", "Said Al Wahaibi", _MANAGER, ("labour-inspection",), cleared=True
    ),
    Colleague("ruqaya.siyabi", "رقية بنت محمد السيابية", "Ruqaya Al Siyabi", _OFFICER, ("occupational-safety",)),
    Colleague("hamad.zadjali", "حمد بن علي الزدجالي", "Hamad Al Zadjali", _MANAGER, ("occupational-safety",)),
    Colleague("salma.ghafri", "سلمى بنت ناصر الغافرية", "Salma Al Ghafri", _OFFICER, ("employment-training",)),
    Colleague("omar.rawahi", "عمر بن أحمد الرواحي", "Omar Al Rawahi", _MANAGER, ("employment-training",)),
    Colleague("laila.harthi", "ليلى بنت سالم الحارثية", "Laila Al Harthi", _MANAGER, ("dg-commerce",), cleared=True),
    Colleague("yaqoub.maawali", "يعقوب بن خميس المعولي", "Yaqoub Al Maawali", _OFFICER, ("commercial-registry",)),
    Colleague("bushra.balushi", "بشرى بنت حسن البلوشية", "Bushra Al Balushi", _OFFICER, ("commercial-registry",)),
    Colleague("sultan.shukaili", "سلطان بن حمود الشكيلي", "Sultan Al Shukaili", _MANAGER, ("commercial-registry",)),
    Colleague("asma.hinai", "أسماء بنت علي الهنائية", "Asma Al Hinai", _OFFICER, ("intellectual-property",)),
    Colleague("faisal.busaidi", "فيصل بن بدر البوسعيدي", "Faisal Al Busaidi", _MANAGER, ("intellectual-property",)),
    Colleague("zahra.lawati", "زهراء بنت حسين اللواتية", "Zahra Al Lawati", _BOTH, ("foreign-investment",)),
    Colleague("ibrahim.siyabi", "إبراهيم بن سالم السيابي", "Ibrahim Al Siyabi", _OFFICER, ("consumer-protection",)),
    Colleague("rahma.kindi", "رحمة بنت ناصر الكندية", "Rahma Al Kindi", _MANAGER, ("consumer-protection",)),
    Colleague("mazin.wahaibi", "مازن بن راشد الوهيبي", "Mazin Al Wahaibi", _OFFICER, ("foreign-trade",)),
    Colleague("iman.ghafri", "إيمان بنت سعيد الغافرية", "Iman Al Ghafri", _MANAGER, ("foreign-trade",)),
    Colleague("qais.harthi", "قيس بن محمد الحارثي", "Qais Al Harthi", _BOTH, ("dhofar",)),
    Colleague("wafa.balushi", "وفاء بنت جمعة البلوشية", "Wafa Al Balushi", _BOTH, ("north-al-batinah",)),
    Colleague("adil.rawahi", "عادل بن سيف الرواحي", "Adil Al Rawahi", _BOTH, ("ad-dakhiliyah",)),
    Colleague("hanan.shihhi", "حنان بنت أحمد الشحية", "Hanan Al Shihhi", _BOTH, ("musandam",)),
    Colleague("mahmood.amri", "محمود بن سعيد العامري", "Mahmood Al Amri", _BOTH, ("south-al-sharqiyah",)),
    Colleague("sara.zadjali", "سارة بنت يوسف الزدجالية", "Sara Al Zadjali", _BOTH, ("london-office",)),
    Colleague("tariq.maawali", "طارق بن ناصر المعولي", "Tariq Al Maawali", _BOTH, ("new-delhi-office",)),
    Colleague("nawal.busaidi", "نوال بنت حمد البوسعيدية", "Nawal Al Busaidi", _BOTH, ("geneva-office",)),
    Colleague("jamila.riyami", "جميلة بنت خلف الريامية", "Jamila Al Riyami", ("agent",), ("sanad-nizwa",)),
)

CLEARED_CLERK: Final = "huda.kindi"
DELEGATION: Final = ("manager", "rashid.rawahi")
"""Whose leave it is, and who acts meanwhile."""

_KNOWN: Final = (
    ("clerk", ("clerk",), ("documents",)),
    ("officer", ("officer",), ("labour-permits",)),
    ("manager", ("manager",), ("labour-permits",)),
)
"""Those of `config/seed/people.yaml` who work on matters."""


def of(unit_id: str, role: Role) -> list[str]:
    """The logins of those who have that role in a unit; the demonstration's own people first."""
    everybody = (*_KNOWN, *((one.login, one.roles, one.units) for one in COLLEAGUES))
    return [login for login, roles, units in everybody if role in roles and unit_id in units]
