# مكتب موظفي الوثائق. كلمات قصيرة: تُقرأ طوال اليوم.
desk-title = المكتب
desk-kinds = أنواع العمل
desk-kind-undecided = بانتظار القرار
desk-kind-unreadable = غير مقروء
desk-kind-incomplete = لدى صاحب الطلب
desk-kind-doubtful = الجهة غير مؤكدة
desk-kind-bounced = إشعارات مرتدة
desk-away = تعذّر عرض هذه القائمة الآن. يُرجى تحديث الصفحة بعد قليل.
desk-empty = لا شيء ينتظر هنا.
desk-what = الطلب
desk-from = المرسل
desk-why = سبب وجوده هنا
desk-urgent = عاجل
desk-no-subject = (بلا موضوع)
desk-first-page = إلى البداية
desk-more = المزيد
desk-walk = التنقل في القائمة
desk-previous = السابق
desk-next = التالي
desk-back = العودة إلى الطلب
desk-look-at-it = عرضه

desk-done-register = تم التسجيل.
desk-done-return = أُعيد إلى صاحبه للاستكمال.
desk-done-reject = رُفض الطلب، ويُبلَّغ صاحبه.
desk-done-assign = حُدّد التقسيم المختص.
desk-done-retry = يُعاد إرسال الإشعار.
desk-not-done = لم يتغير شيء
desk-meanwhile = قرر موظف آخر في هذا الطلب قبل قليل. وما ترونه الآن هو حاله.
desk-fault-too-long = النص أطول من اللازم؛ الحد الأقصى 2000 حرف.

desk-state-undecided = بانتظار القرار
desk-state-incomplete = بانتظار صاحب الطلب
desk-state-registered = مسجّل
desk-state-rejected = مرفوض
desk-state-void = ملغى

desk-decide = القرار
desk-register = تسجيل
desk-register-as = التسجيل بوصفه
desk-choose-type = اختيار النوع
desk-units-own = التقسيم المعتاد لهذا النوع
desk-return = إعادة للاستكمال
desk-show-documents = عرض مستنداته
desk-missing-of = النواقص: { $type }
desk-remark = ما يُبلَّغ به صاحب الطلب
desk-reject = رفض
desk-reject-reason = السبب، ويُبلَّغ به صاحب الطلب
desk-unit-doubtful = أي تقسيم هو المختص؟
desk-assign = اعتماد التقسيم
desk-assign-reason = السبب، للسجل
desk-attempts = { $count ->
    [one] محاولة واحدة.
    [two] محاولتان.
    [few] { $count } محاولات.
    [many] { $count } محاولة.
   *[other] { $count } محاولة.
}
desk-retry = إعادة الإرسال
desk-label = الملصق
desk-no-label = لا ملصق قبل صدور الرقم.

desk-arrived = ما وصل
desk-on-behalf = نيابةً عن
desk-channel = طريقة الوصول
desk-channel-mail = البريد الإلكتروني
desk-channel-portal = البوابة
desk-channel-counter = مكتب الخدمة
desk-mailbox = صندوق البريد
desk-thought = ما توصل إليه النظام
desk-waits-because = سبب الانتظار
desk-type-because = مصدر النوع
desk-candidates = قد يكون
desk-missing = النواقص
desk-wrong-fields = بيانات تحتاج إلى تصحيح
desk-route-because = مصدر التقسيم

desk-because-stated = اختيار المرسل نفسه
desk-because-mailbox = العنوان الذي أُرسل إليه
desk-because-government = جهة حكومية مرسلة
desk-because-words = كلمات وردت فيه
desk-because-letter = رسالة بمستندات دون ما يميزها
desk-because-clerk = قرار موظف
desk-because-ambiguous = تتساوى أنواع عدة
desk-because-unknown-type = النوع المذكور غير موجود
desk-because-unclear = لم يُعرف النوع
desk-because-unreadable = تعذّرت قراءة الرسالة
desk-because-papers-not-recognised = لم تُعرف المستندات
desk-because-clerk-registers = هذا النوع يسجله موظف دائمًا
desk-because-request-type = التقسيم المعتاد للنوع
desk-because-no-rule = لا قاعدة تنطبق
desk-because-rule-weak = القاعدة المنطبقة غير كافية
desk-because-rules-disagree = القواعد متعارضة
desk-because-unit-unknown = التقسيم الذي تذكره القاعدة غير موجود
desk-because-received = إشعار الاستلام
desk-because-incomplete = إشعار النواقص
desk-because-registered = إشعار التسجيل
desk-because-moved = إشعار الانتقال إلى تقسيم آخر
desk-because-rejected = إشعار الرفض
desk-because-supplemented = إشعار الإضافة
desk-because-answered = إشعار الرد
desk-because-closed = إشعار الإغلاق

desk-step-received = وصل
desk-step-undecided = تُرك لموظف
desk-step-incomplete = أُعيد للاستكمال
desk-step-supplemented = وصلت إضافة
desk-step-decided = قرر فيه موظف
desk-step-registered = سُجّل
desk-step-routed = أُحيل إلى تقسيم
desk-step-rejected = رُفض
desk-step-voided = أُلغي
desk-step-other = تغيّر

keys-title = الاختصارات
keys-yes = إلى القرار المقترح، وينفَّذ بمفتاح الإدخال
keys-paper = المستند التالي
keys-desk = إلى القائمة
keys-help = هذه الاختصارات
keys-words = بموضع المفتاح في أي لغة للوحة المفاتيح، ولا تعمل أثناء تعبئة حقل. ويخرج مفتاح Esc من الحقل.
keys-on = استخدام اختصارات الحرف الواحد
keys-close = إغلاق
desk-done-classify = تغيّر من يطّلع عليها.
desk-done-retype = تغيّر نوعها.
desk-confidential = سري
desk-register-confidential = سرية: لمن لديه تصريح اطلاع فقط
desk-confidential-words = لا يجد الموظف الذي ليس لديه تصريح شيئًا من المعاملة السرية. ويتابعها صاحبها كما كان، ولا يُذكر موضوعها في البريد المرسل إليه.
desk-make-confidential = جعلها سرية
desk-make-ordinary = رفع السرية عنها
desk-otherwise = تغيير
desk-retype = تغيير النوع
desk-unit-stays = يبقى التقسيم كما هو
desk-internal-reason = السبب، للحفظ في الملف
desk-step-made-confidential = صارت سرية
desk-step-made-ordinary = رُفعت السرية عنها
desk-step-retyped = تغيّر النوع
search-title = البحث
search-words = الرقم، أو كلمات من الموضوع أو اسم المرسل أو النص
search-hint = تكفي بدايات الكلمات، ويلزم وجودها جميعًا. ولا أثر لاختلاف كتابة الهمزة والتاء المربوطة والتشكيل.
search-since = وردت من
search-until = وردت حتى
search-state = الحالة
search-any = الكل
search-find = بحث
search-nothing = لم يُعثر على شيء.
desk-state-joined = ضُمّت إلى معاملة أخرى
