# الحفظ: مدة حفظ الوثائق، وإتلافها.
retention-title = الحفظ والإتلاف
retention-door = مدة حفظ الوثائق، وما حلّ موعد إتلافه، وما هو محجوز.
retention-lead = الفئة تحدد مدة حفظ الوثائق. وإذا انتهت المدة حلّ موعد الإتلاف، ولا يُتلف شيء قبل تأكيده هنا. وما أُتلف يبقى قيده في السجل باسمه وحجمه وبصمته.
retention-change = تغيير الفئات
retention-change-lead = يُحسب ما حلّ موعد إتلافه بالفئات الجديدة فورًا، ولا يُتلف بذلك شيء.
retention-classes = الفئات
retention-class = الفئة
retention-class-number = الفئة { $number }
retention-is-default = المعتادة
retention-for-ever = دائم
retention-years =
    { $years ->
        [one] سنة واحدة
        [two] سنتان
        [few] { $years } سنوات
        [many] { $years } سنة
       *[other] { $years } سنة
    }
retention-part-years = السنوات
retention-part-title = الاسم
retention-part-help = لأي معاملات
retention-part-counted-from = تُحسب من
retention-part-then = بعد انتهائها
retention-from-closed = إغلاق المعاملة
retention-from-received = ورود المعاملة
retention-then-review = يُنظر في كل معاملة وتُؤكَّد على حدة
retention-then-delete = يجوز تأكيد معاملات كثيرة معًا
retention-was-added = أُضيفت
retention-was-removed = حُذفت
retention-was-default = صارت المعتادة
retention-once = فئات الإصدار { $number }
retention-field-title-ar = الاسم بالعربية
retention-field-title-en = الاسم بالإنجليزية
retention-field-help-ar = لأي معاملات، بالعربية
retention-field-help-en = لأي معاملات، بالإنجليزية
retention-field-code = الرمز
retention-hint-code = حروف لاتينية صغيرة وأرقام وشرطات. به تسمّي أنواع الطلبات فئتها.
retention-hint-years = سنوات كاملة. وإذا تُرك فارغًا فالحفظ دائم.
retention-field-default = فئة أنواع الطلبات التي لا تسمّي فئة
retention-add = إضافة فئة
retention-remove = حذف هذه الفئة
retention-due = ما حلّ موعد إتلافه
retention-year = لسنة
retention-count = المعاملات
retention-nothing-due = لم يحلّ موعد إتلاف شيء.
retention-unclassed = أنواع الطلبات الآتية تسمّي فئة غير موجودة، فلا يحلّ موعد إتلاف شيء منها:
retention-due-lead = حدّد ما يجوز إتلافه. يبقى اسم كل وثيقة وحجمها وبصمتها، ويبقى القيد في السجل.
retention-type = النوع
retention-why = السبب
retention-since-closed = من إغلاقها في { $on }
retention-since-received = من ورودها في { $on }
retention-alone = تُؤكَّد على حدة
retention-due-since = حلّ موعدها
retention-documents = الوثائق
retention-document-count =
    { $count ->
        [zero] لا وثائق
        [one] وثيقة واحدة
        [two] وثيقتان
        [few] { $count } وثائق
        [many] { $count } وثيقة
       *[other] { $count } وثيقة
    }
retention-confirm = إتلاف وثائق المعاملات المحددة
retention-confirm-words = لا يمكن لأحد الرجوع عن ذلك. أما ما تحتاج إليه معاملة أخرى فيبقى.
retention-hint-reason = يُحفظ دائمًا. اذكر مثلًا رقم محضر اللجنة.
retention-confirm-button = تأكيد الإتلاف
retention-disposals = ما أُكّد إتلافه
retention-disposals-lead = من أكّد ماذا، ومتى ولماذا، وما آل إليه.
retention-nothing-confirmed = لم يُؤكَّد شيء بعد.
retention-under-way = جارٍ
retention-outcome-waiting = تنتظر دورها
retention-outcome-deleted = أُتلفت وثائقها
retention-outcome-held = بقيت كما هي: محجوزة
retention-outcome-changed = بقيت كما هي: تغيّرت في هذه الأثناء
retention-holds = المعاملات المحجوزة
retention-holds-lead = تبقى وثائق المعاملة المحجوزة لقضية أو تدقيق أو مطالبة، وإن حلّ موعد إتلافها.
retention-nothing-held = لا معاملات محجوزة.
retention-hold = حجز معاملة
retention-release = رفع الحجز
retention-release-all = عدد أسباب حجزها: { $count }. وبهذا يُرفع الحجز كله.
retention-hint-number = كما هو في الإيصال، مثل IN-2026-000123-7.
retention-hint-hold = يُحفظ في السجل. اذكر مثلًا رقم الدعوى.
retention-help = يسمّي نوع الطلب فئته في صفحته، وما لم يسمّ فئة فله المعتادة. ولا يحلّ موعد إتلاف شيء قبل إغلاق معاملته. ويمكن الرجوع إلى أي إصدار من الفئات.
retention-help-classes = لا يمكن حذف فئة يسمّيها نوع طلب. تُحسب السنوات من الوقت الذي تحدده الفئة، وبلا سنوات تُحفظ الوثائق دائمًا.
retention-help-due = يرى مدير النظام هنا الأرقام والأنواع والتواريخ، لا موضوع المعاملة. يبدأ الإتلاف بعد التأكيد مباشرة، وما حُجز أو فُتح من جديد قبله يبقى كما هو.
retention-help-holds = يمكن حجز معاملة قبل إغلاقها، ويمكن حجزها لأكثر من سبب. وتبقى معها الرسائل التي صدرت فيها. ويبقى مدوّنًا من حجزها ومتى ولماذا، ومن رفع الحجز عنها.
