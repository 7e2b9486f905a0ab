# صندوق الوارد والمعاملة والمتابعة: صفحات من بيده عمل. كلمات قصيرة: تُقرأ طوال اليوم.
work-inbox = صندوق الوارد
work-follow-up = المتابعة
work-shelves = أقسام صندوق الوارد
work-narrowing = لمن
work-show-all = الكل
work-show-running = قيد العمل
work-show-waiting = لدى صاحب الطلب
work-show-late = متأخر
work-of-units = للتقسيم
work-given-to-me = موجّه إليّ شخصيًا
work-given-away-by-me = ما أحلتُه بنفسي
work-empty = لا شيء ينتظر هنا.
work-nothing-to-follow = لا شيء ينتظر ردّ أحد.
work-matter = المعاملة
work-asked-for = المطلوب وممن
work-held-by = لدى من
work-waited-for = بانتظار
work-requester = صاحب الطلب
work-asked-on = سُئل في

work-purpose = الغرض
work-purpose-action = للإجراء
work-purpose-information = للعلم
work-given-by-system = دائرة الوثائق
work-on-behalf-of = نيابةً عن
work-from = من
work-since = منذ
work-no-term = بلا موعد محدد
work-late = متأخر:
work-late-by = { $days ->
    [one] متأخر يوم عمل واحد:
    [two] متأخر يومي عمل:
    [few] متأخر { $days } أيام عمل:
    [many] متأخر { $days } يوم عمل:
   *[other] متأخر { $days } يوم عمل:
}
work-left = { $days ->
    [zero] لم يبق يوم عمل
    [one] بقي يوم عمل واحد
    [two] بقي يوما عمل
    [few] بقيت { $days } أيام عمل
    [many] بقي { $days } يوم عمل
   *[other] بقي { $days } يوم عمل
}
work-paused = المدة متوقفة
work-clocks-stand = المدد كلها متوقفة حتى يصل الرد

work-state-open = لم تُقبل بعد
work-state-accepted = مقبولة
work-state-returned = أُعيدت
work-state-recalled = سُحبت
work-state-done = أُنجزت
work-complete = أُنجز العمل كله

work-who-has-it = لدى من المعاملة
work-yours = لديكم
work-notes = الملاحظات
work-no-notes = لا ملاحظات.
work-questions = الأسئلة إلى صاحب الطلب
work-question-waits = بانتظار صاحب الطلب
work-original = يلزم الأصل
work-arrived-away = تعذّر عرض ما وصل الآن. يُرجى تحديث الصفحة بعد قليل.
work-changed = غيّر موظف آخر في هذه المعاملة. شجرة الإحالات والخط الزمني محدّثان؛ ويُرجى فتح الصفحة من جديد قبل أي إجراء.

work-for-you = ما يمكنكم عمله
work-several = لديكم أكثر من جزء منها
work-nothing-held = ليس لديكم جزء منها.
work-held-up = لا تُنجز ولا تُعاد قبل إنجاز ما لدى:
work-held-up-by-question = لا تُنجز ولا تُعاد قبل انتهاء السؤال إلى صاحب الطلب.

work-act-accept = قبول
work-act-refer = إحالة
work-act-return = إعادة
work-act-recall = سحب إحالة
work-act-done = إنجاز
work-act-ask = سؤال صاحب الطلب
work-act-settle = إنهاء السؤال
work-act-note = ملاحظة
work-act-assign = نقل إلى تقسيم آخر

work-refer-to = إلى من
work-find-unit = البحث عن تقسيم أو موظف
work-chosen = المختار: %s
work-instruction = التوجيه
work-due = الموعد
work-until = موعد الإنجاز
work-until-hint = يوم عمل لاحق لدى كل من تُحال إليه.
work-remark = ما أُنجز
work-question = السؤال
work-ask-hint = يصل بالبريد الإلكتروني ويظهر في صفحة المتابعة. وتتوقف المدد كلها حتى يصل الرد.
work-return-reason = السبب
work-return-hint = تعود إلى من أحالها.
work-return-hint-root = تعود إلى دائرة الوثائق.
work-settle-because = كيف جاء الرد
work-settle-hint = ما يرسله صاحب الطلب يُنهي السؤال تلقائيًا. وتُستأنف المدد.
work-recall-what = ما يُسحب
work-recall-reason = السبب
work-note = نص الملاحظة
work-note-hint = لمن يعمل على المعاملة، ولا يراها صاحب الطلب أبدًا.

work-fault-nobody = يُرجى اختيار تقسيم أو موظف واحد على الأقل.
work-fault-day = يُرجى كتابة اليوم بصيغة سنة-شهر-يوم.
work-fault-too-long = النص أطول من اللازم؛ الحد الأقصى 4000 حرف.
work-meanwhile = سبق موظف آخر إلى التغيير. وما ترونه الآن هو حال المعاملة، وما كتبتموه باقٍ هنا.
work-kept = ما كتبتموه
work-gone = لم تعد هذه المعاملة لديكم
work-gone-words = انتقلت إلى تقسيم آخر أثناء الكتابة، ولم يتغير شيء.

work-done-accept = تم القبول.
work-done-refer = تمت الإحالة.
work-done-return = تمت الإعادة.
work-done-recall = تم السحب.
work-done-done = تم الإنجاز.
work-done-ask = يُسأل صاحب الطلب الآن، والمدد متوقفة.
work-done-settle = انتهى السؤال، واستُؤنفت المدد.
work-done-note = حُفظت الملاحظة.
work-done-assign = نُقلت إلى التقسيم.

work-step-routed = وُجّهت إلى
work-step-assigned = نُقلت إلى
work-step-voided = أُلغيت
work-step-referred = أُحيلت إلى
work-step-accepted = قُبلت
work-step-returned = أُعيدت
work-step-recalled = سُحبت
work-step-done = أُنجزت
work-step-asked = سُئل صاحب الطلب
work-step-settled = انتهى السؤال
work-step-rescheduled = موعد جديد
work-step-other = تغيّرت
work-new-term = { $new } بدلًا من { $old }
work-settled-supplemented = ردّ صاحب الطلب
work-settled-otherwise = جاء الرد بطريقة أخرى
work-settled-withdrawn = سُحب السؤال
work-rescheduled-question = بسبب سؤال صاحب الطلب
work-rescheduled-calendar = بسبب تغيير في التقويم

work-help = مساعدة
work-help-inbox = ما لدى التقسيم: العاجل أولًا ثم بحسب الموعد. تُحسب المدد بأيام العمل وتتوقف أثناء سؤال صاحب الطلب. ويُظهر «موجّه إليّ شخصيًا» ما ورد باسمكم فقط. ومن صفحة المعاملة تُقبل وتُحال وتُعاد وتُنجز.
work-help-follow-up = ما أحلتموه أنتم أو تقسيمكم للإجراء ولم يُنجز بعد، وما لم يُجب عنه أصحاب الطلبات من أسئلة. ويمكن سحب الإحالة من صفحة المعاملة.
work-help-matter = في «ما يمكنكم عمله» كل ما هو متاح لكم الآن. تمكن الإحالة إلى عدة تقسيمات أو موظفين معًا، للإجراء أو للعلم. وما يُحال للإجراء ينبغي إنجازه قبل إنجاز ما لديكم. وإن سبقكم موظف آخر فلا يُمحى شيء ويبقى ما كتبتموه.
work-keys-first = المعاملة الأولى

related-title = معاملات ذات صلة
related-link = ربط بمعاملة أخرى
related-unlink = فك الربط
related-number = رقم المعاملة الأخرى
related-how = كيف ترتبطان (اختياري)
related-how-hint = يراه كل من يرى المعاملتين، ولا يراه صاحب الطلب.
related-why-not = سبب فك الربط
related-closed = مغلقة
related-unseen = لدى تقسيم آخر
work-done-link = تم الربط.
work-done-unlink = فُكّ الربط.
work-fault-no-matter = لا توجد معاملة بهذا الرقم يمكنكم الاطلاع عليها. يُرجى التحقق من الرقم.
