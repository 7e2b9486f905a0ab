# ما يقرؤه المدققون: السجلات، ومن رأى وفعل ماذا.
audit-registers = السجلات
audit-activity = من فعل ماذا
audit-registers-help = السجلات الثلاثة المرقّمة حسب السنة. يُعطى الرقم مرة واحدة ولا يُسترد، والقيد الملغى يبقى مع سببه. والفحص يقرأ السجل من أول قيد إلى آخره الآن، ويبيّن هل أرقامه من 1 إلى آخرها بلا فجوة ومتصاعدة مع الوقت.
audit-activity-help = كل ما تحفظه الخدمات عن موظف أو معاملة أو وثيقة: من فعل أو رأى ماذا ومتى. والأوقات بتوقيت المنطقة الزمنية القانونية للسجل. وليس في ذلك أنك اطّلعت عليه.
audit-book = السجل
audit-lines = القيود
audit-voids = القيود الملغاة
audit-last = آخر رقم
audit-check = افحص الآن
audit-no-books = لا قيد في أي سجل بعد.
audit-whole = السجل كامل: { $lines } قيد، والأرقام من 1 إلى { $last } بلا فجوة ومتصاعدة مع الوقت.
audit-not-whole = السجل غير كامل: فيه { $lines } قيد، وآخر رقم فيه { $last }.
audit-missing = غير موجود: { $numbers }
audit-backwards = أسبق من القيد الذي قبله: { $numbers }
audit-counter = العدّاد عند { $counter }.
audit-checked = قُرئ من أول قيد إلى آخره الآن.
audit-empty-book = لا قيد كهذا في هذا السجل.
audit-voided = أُلغي في
audit-voided-by = ألغاه
audit-all-lines = كل القيود
audit-by-person = حسب الموظف
audit-by-matter = حسب المعاملة
audit-at = الوقت
audit-who = من
audit-person = الموظف
audit-source = أين
audit-what = ماذا
audit-number = رقم المعاملة
audit-document = الوثيقة
audit-about = بشأن
audit-why = لماذا
audit-choose-person = يُرجى اختيار موظف
audit-document-id = معرّف الوثيقة
audit-source-registry = السجلات
audit-source-routing = العمل
audit-source-storage = الوثائق
audit-source-directory = الموظفون والدخول
audit-source-notify = الإشعارات
audit-none = لم يُعثر على شيء.
audit-not-there = لا توجد معاملة أو وثيقة كهذه.
audit-away = غير مكتمل: لم تُجب خدمة «{ $source }». يُرجى المحاولة بعد لحظات.
audit-cut = غير مكتمل: لدى «{ $source }» المزيد. في الملف 10,000 سطر منها على الأكثر، والمدة الأقصر تُظهر الباقي.
audit-shown = { $count ->
    [one] سطر واحد
    [two] سطران
    [few] { $count } أسطر
    [many] { $count } سطرًا
   *[other] { $count } سطر
}
audit-shown-first = أول { $shown } من { $count } سطر، والملف فيه كلها.
