# أرقام العمل: لوحة المتابعة والتقارير ورسومها.
numbers-dashboard = لوحة المتابعة
numbers-reports = التقارير
numbers-help = عن هذه الصفحة
numbers-dashboard-help = ما ورد وما صدر في المدة، وما هو مفتوح ومتأخر الآن، وعند من هو، وكم تستغرق الأعمال. يرى المدير تقسيماته وما يتبعها، ويرى موظفو الوثائق ومديرو النظام والمدققون الكل. تُحسب المعاملات السرية ولا تُسمّى. والأيام هي أيام المنطقة الزمنية القانونية للسجل.
numbers-reports-help = قيود السجلات الثلاثة حسب يوم قيدها، والإحالات حسب يوم الإحالة. يُحسب أول المدة وآخرها. والقيد الملغى يبقى قيدًا في سجله. ولا نوع ولا طريقة وصول إلا لما ورد، فإذا اختير أحدهما لم تُحسب السجلات الأخرى ولا الإحالات. ويبدأ الأسبوع يوم الأحد.
numbers-period = المدة
numbers-quick = المدد المعتادة
numbers-period-today = اليوم
numbers-period-week = هذا الأسبوع
numbers-period-month = هذا الشهر
numbers-period-quarter = هذا الربع
numbers-period-year = هذه السنة
numbers-period-days-68 = 68 يومًا
numbers-days = { $days ->
    [one] { $first }
    [two] من { $first } إلى { $last }: يومان
    [few] من { $first } إلى { $last }: { $days } أيام
    [many] من { $first } إلى { $last }: { $days } يومًا
   *[other] من { $first } إلى { $last }: { $days } يوم
}
numbers-from = من
numbers-to = إلى
numbers-show = عرض
numbers-no-period = هذه ليست مدة صحيحة. يجب ألا يكون أول يوم بعد آخر يوم، وألا تزيد المدة على عشر سنوات. وتُعرض المدة المعتادة.
numbers-by = الصفوف حسب
numbers-any = الكل
numbers-by-day = اليوم
numbers-by-week = الأسبوع من
numbers-by-month = الشهر من
numbers-by-unit = التقسيم الإداري
numbers-by-request-type = نوع الطلب
numbers-by-channel = طريقة الوصول
numbers-by-state = الحالة
numbers-incoming = وارد
numbers-outgoing = صادر
numbers-internal = داخلي
numbers-referred = محال
numbers-void = ملغى
numbers-registered = مسجّل
numbers-undecided = بانتظار القرار
numbers-incomplete = بانتظار صاحب الطلب
numbers-rejected = مرفوض
numbers-joined = مضموم إلى معاملة
numbers-state-standing = قائم
numbers-state-void = ملغى
numbers-state-registered = مسجّل
numbers-state-undecided = بانتظار القرار
numbers-state-incomplete = بانتظار صاحب الطلب
numbers-state-rejected = مرفوض
numbers-state-joined = مضموم إلى معاملة
numbers-unknown = غير معروف
numbers-all = المجموع
numbers-count = العدد
numbers-flow = ما ورد وصدر وأحيل
numbers-per-day = حسب اليوم
numbers-per-week = حسب الأسبوع
numbers-per-month = حسب الشهر
numbers-chart-words = أعمدة متراكبة من { $first } إلى { $last }، والمجموع { $total }. والأرقام نفسها في الجدول أدناه.
numbers-as-table = الأرقام نفسها في جدول
numbers-drawn = رسم
numbers-open-now = المفتوح الآن
numbers-late-now = المتأخر الآن
numbers-to-register-half = نصفها سُجّل خلال
numbers-to-answer-half = نصفها رُدّ عليه خلال
numbers-open-by-unit = المفتوح والمتأخر حسب التقسيم
numbers-open-words = المعاملات التي يجيب عنها التقسيم ولم تُنجز. والمتأخر ما تجاوز موعده ومهلته غير متوقفة، وهو الجزء المؤطّر في آخر الشريط.
numbers-nothing-open = لا شيء مفتوح.
numbers-who-holds = عند من العمل، ومنذ متى
numbers-who-holds-words = الأعمال الجارية المطلوب إنجازها لدى التقسيم أو الموظف الذي أُعطيت له، وأطولها بقاءً أولًا.
numbers-holder = عند
numbers-held = المفتوح
numbers-late = المتأخر
numbers-waiting = بانتظار صاحب الطلب
numbers-oldest = أطولها منذ
numbers-to-answer = مدة الرد
numbers-to-answer-words = أيام عمل التقسيم من الاستلام حتى صدور أول رد، من غير أيام توقف المهلة، لما رُدّ عليه في المدة. وما لا رد له يُحسب يوم إنجاز كل أعماله. الجزء الممتلئ من الشريط نصفها، والخفيف تسعة أعشارها.
numbers-to-register = مدة التسجيل
numbers-to-register-words = من الاستلام حتى الرقم، لما سُجّل في المدة. الجزء الممتلئ من الشريط نصفها، والخفيف تسعة أعشارها.
numbers-median = نصفها خلال
numbers-p90 = تسعة أعشارها خلال
numbers-in-time = في الموعد
numbers-percent = { $percent }%
numbers-moment = أقل من دقيقة
numbers-minutes = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
numbers-hours = { $count ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
numbers-days-long = { $count ->
    [0] اليوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
numbers-working-days = { $count ->
    [0] اليوم نفسه
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $count } أيام عمل
    [many] { $count } يوم عمل
   *[other] { $count } يوم عمل
}
numbers-more-rows = { $count ->
    [one] صف واحد آخر غير معروض.
    [two] صفان آخران غير معروضين.
    [few] { $count } صفوف أخرى غير معروضة.
    [many] { $count } صفًّا آخر غير معروض.
   *[other] { $count } صف آخر غير معروض.
}
numbers-lines = قيود السجلات
numbers-together = وارد وصادر ومحال
numbers-together-words = المجموع الأول هو ما يُذكر عادةً عن المدة: الوارد والصادر والمحال معًا.
numbers-arrived = ما وصل، حسب حالته الآن
numbers-arrived-words = كل ما استُلم في المدة، مسجّلًا كان أو غير مسجّل.
numbers-nothing = لا شيء في هذه المدة.
numbers-away = الأرقام غير متاحة الآن. يُرجى المحاولة بعد لحظات.
numbers-save = حفظ بصيغة
numbers-kind-xlsx = Excel (XLSX)
numbers-kind-csv = CSV
numbers-file-lines = قيود السجلات
numbers-file-arrived = ما وصل
numbers-file-to-register = مدة التسجيل
numbers-file-to-answer = مدة الرد
numbers-file-open = المفتوح والمتأخر
numbers-file-holders = عند من العمل
numbers-in-minutes = بالدقائق
numbers-in-working-days = بأيام العمل
numbers-since = أقدمها منذ
numbers-line-sequence = التسلسل
numbers-line-number = الرقم
numbers-line-registered = وقت القيد
numbers-line-hash = SHA-256
numbers-line-answered = ردّت عليه
numbers-line-recipient = المرسل إليه
numbers-line-subject = الموضوع
numbers-line-answers = ردّ على
numbers-line-voided = أُلغي في
numbers-line-because = سبب الإلغاء
