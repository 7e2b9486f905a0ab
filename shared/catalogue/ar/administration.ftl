# صفحات مسؤولي النظام وحساب كل موظف.
administration-title = الإدارة
administration-nav = صفحات الإدارة
administration-lead = التقسيمات والموظفون ومن ينوب عن من. كل تغيير يُحفظ معه من قام به ومتى ولماذا، ويمكن التراجع عنه.
administration-units = التقسيمات
administration-units-words = هيكل الجهة بهواتفه وأيام عمله وعطله.
administration-people = الموظفون
administration-people-words = من يعمل هنا، وفي أي تقسيم، وما يحق له.
administration-delegations = التفويضات
administration-delegations-words = من ينوب عن من في أثناء غيابه.
administration-new-unit = تقسيم جديد
administration-new-person = موظف جديد
administration-now = الآن
administration-unit-count = { $count ->
    [zero] لا تقسيمات.
    [one] تقسيم واحد.
    [two] تقسيمان.
    [few] { $count } تقسيمات.
    [many] { $count } تقسيمًا.
   *[other] { $count } تقسيم.
}
administration-search = بحث
administration-search-units = ابحث عن تقسيم باسمه أو رمزه
administration-search-people = الاسم أو اسم المستخدم
administration-any = الكل
administration-none-found = لا شيء يطابق ما تبحث عنه.
administration-documents-department = دائرة الوثائق
administration-given-up = متوقف
administration-left = لا يحق له الدخول
administration-may = يحق له الدخول
administration-may-not = لا يحق له الدخول
administration-sign-in = الدخول
administration-name = الاسم
administration-above = يتبع
administration-its-people = موظفوه
administration-change = تغيير
administration-save = حفظ
administration-add = إضافة
administration-top = لا شيء: في أعلى الهيكل
administration-choose = يُرجى الاختيار
administration-give-up = إيقاف هذا التقسيم
administration-take-up = إعادة هذا التقسيم إلى العمل
administration-give-up-words = لا يُوجَّه إليه ولا يُحال إليه شيء جديد بعد ذلك. وما لديه يبقى حتى يحيله أحد.
administration-take-up-words = يمكن أن تُوجَّه إليه المعاملات وتُحال من جديد.
administration-new-below = تقسيم جديد يتبع هذا
administration-let-go = إيقاف الدخول
administration-let-back = السماح بالدخول من جديد
administration-let-go-words = لا يستطيع هذا الموظف الدخول بعد ذلك، وتنتهي جلسته المفتوحة خلال ساعة. ولا يضيع شيء مما عمله.
administration-let-back-words = يستطيع هذا الموظف الدخول من جديد بكلمة المرور السابقة.
administration-invite = دعوة لاختيار كلمة مرور
administration-invite-words = تحصل على رابط تسلّمه لهذا الموظف. يصلح مرة واحدة ولمدة ثلاثة أيام، ويبطل به رابط سابق. استعمله أيضًا لمن نسي كلمة المرور.
administration-invited = دعوة
administration-invited-words = سلّم هذا الرابط للموظف وحده. يظهر هنا مرة واحدة فقط.
administration-invitation-link = رابط الدعوة
administration-invited-until = يصلح حتى
administration-back-to-person = تم، عودة إلى الموظف
administration-own-rights = لا يغيّر أحد ما يحق له هو. اطلب ذلك من مسؤول آخر.
administration-not-done = لم يتغير شيء
administration-meanwhile = غيّر شخص آخر هذا في هذه الأثناء، والسجل يبيّن ماذا. ما كتبتَه باقٍ هنا: تحقق منه واحفظ من جديد إن كان ما زال صحيحًا.
administration-done-added = تمت الإضافة.
administration-done-changed = تم الحفظ.
administration-done-undone = تم التراجع عن التغيير. وهذا تغيير أيضًا، وهو في السجل.
administration-done-unchanged = كان كذلك من قبل، فلم يتغير شيء.
administration-done-in-force = سارٍ من الآن؛ ويتبعه كل ما يجري بعده في ثوانٍ.
administration-done-confirmed = تم التأكيد. يجري إتلاف الوثائق، وتعرض هذه الصفحة ما آل إليه الأمر.
administration-done-held = حُجزت المعاملة.
administration-done-released = رُفع الحجز عن المعاملة.
administration-done-put-back = عاد الإصدار الأقدم ساريًا، بصفته إصدارًا جديدًا.
administration-done-announced = تم الإعلان. تتبعه المواعيد خلال دقيقة، وترى في الأسفل ما تغيّر منها.
administration-done-delegated = حُفظ التفويض. يسري من الدخول التالي لمن ينوب.
administration-done-ended = انتهى التفويض.
administration-done-password = تغيّرت كلمة مرورك، وانتهت جلساتك الأخرى كلها.
administration-done-signed-out = انتهت جلساتك الأخرى كلها.
administration-history = السجل
administration-history-none = لم يتغير شيء منذ الإعداد.
administration-first = أُضيف
administration-before = قبل:
administration-after = بعد:
administration-undo = تراجع
administration-yes = نعم
administration-no = لا
administration-change-name = الاسم
administration-change-telephone = الهاتف
administration-change-kind = النوع
administration-change-parent-id = يتبع
administration-change-time-zone = المنطقة الزمنية
administration-change-weekend = عطلة نهاية الأسبوع
administration-change-holiday-country = العطل الرسمية في
administration-change-roles = الأدوار
administration-change-units = التقسيمات
administration-change-address = البريد في العمل
administration-change-language = لغة المراسلة
administration-change-reminders = التذكير بالمواعيد
administration-change-clearance = درجة الاطلاع
administration-change-active = يعمل
administration-change-days-off = يوم عطلة
administration-change-days-on = يوم عمل
administration-field-name-ar = الاسم بالعربية
administration-field-name-en = الاسم بالإنجليزية
administration-field-unit-id = الرمز
administration-field-kind = النوع
administration-field-telephone = الهاتف
administration-field-parent-id = يتبع
administration-field-time-zone = المنطقة الزمنية
administration-field-holiday-country = العطل الرسمية في
administration-field-weekend = عطلة نهاية الأسبوع
administration-field-reason = السبب
administration-field-sure = أعلم أن أحدًا لا يستطيع استرجاع هذه الوثائق
administration-field-number = المعاملات
administration-field-held-number = رقم المعاملة
administration-field-login = اسم المستخدم
administration-field-roles = الأدوار
administration-field-units = التقسيمات
administration-field-unit = التقسيم
administration-field-address = البريد في العمل
administration-field-language = لغة المراسلة
administration-field-reminders = تذكيري بما يحلّ موعده، برسالة واحدة في يوم العمل
administration-field-clearance = درجة الاطلاع
administration-field-first = أول يوم
administration-field-last = آخر يوم
administration-field-what = هذه الأيام
administration-field-of = من يغيب
administration-field-to = من ينوب عنه
administration-field-from = أول يوم
administration-field-until = آخر يوم
administration-field-current = كلمة المرور الحالية
administration-field-password = كلمة المرور الجديدة
administration-hint-code = حروف لاتينية صغيرة وأرقام وشرطات، مثل labour-permits. تسمّيه به قواعد التوجيه، ولا يتغير أبدًا.
administration-hint-kind = لا يتغير أبدًا. ومكتب الخدمة لا تُوجَّه إليه معاملات.
administration-hint-telephone = يبدأ برمز الدولة، كما يُبلَّغ به أصحاب الطلبات.
administration-hint-parent = التقسيم الذي ينتمي إليه.
administration-hint-zone = مثل Asia/Muscat
administration-hint-country = حرفان، مثل OM، أو فارغ إن لم تكن.
administration-hint-reason = للسجل: يراه من يقرأ لاحقًا.
administration-hint-login = حروف لاتينية صغيرة وأرقام ونقطة وشرطة، مثل salim.harthi. لا يتغير أبدًا.
administration-hint-address = تصل إليه التذكيرات وحدها. ويمكن تركه فارغًا.
administration-hint-clearance = من يحق له الاطلاع على السري يرى ما هو لتقسيماته.
administration-fault-name-ar = لا يزيد على 200 حرف.
administration-fault-name-en = لا يزيد على 200 حرف.
administration-fault-unit-id = حروف لاتينية صغيرة وأرقام وشرطات مفردة فقط، 60 على الأكثر.
administration-fault-telephone = علامة زائد ثم رمز الدولة ثم أرقام ومسافات.
administration-fault-time-zone = اسم منطقة زمنية، مثل Asia/Muscat.
administration-fault-holiday-country = حرفان كبيران، مثل OM.
administration-fault-address = عنوان بريد واحد، مثل salim@ministry.example.
administration-fault-login = يبدأ بحرف لاتيني صغير، ثم حروف صغيرة وأرقام ونقطة وشرطة، من 2 إلى 40.
administration-fault-reason = لا يزيد على 200 حرف.
administration-fault-days = يُرجى ذكر أيام من التقويم، 31 على الأكثر، الأول قبل الآخر.
administration-fault-until = آخر يوم قبل أول يوم.
administration-help = مساعدة في هذه الصفحة
administration-help-start = هنا تحفظ ما يعمل به النظام كله: ما التقسيمات، ومن يعمل فيها وما يحق له، ومتى تعمل، ومن ينوب عن من. لا يُحذف شيء أبدًا: ما يُوقَف أو يُترك يبقى في السجل.
administration-help-units = تبيّن الشجرة أي تقسيم يتبع أيًّا. ابحث بأجزاء من الأسماء بأي من اللغتين؛ لا فرق في الهمزة والتاء المربوطة وأداة التعريف. التقسيمات المتوقفة تأتي في الآخر.
administration-help-new-unit = يأخذ التقسيم الجديد المنطقة الزمنية وعطلة نهاية الأسبوع والعطل مما يتبعه؛ غيّرها حيث يعمل بغيرها، كما في التمثيل في الخارج. ويمكن أن تُحال إليه المعاملات بعد ثوانٍ من إضافته.
administration-help-unit = غيّر ما اختلف واحفظ؛ والسبب يُذكر في السجل. يُبلَّغ أصحاب الطلبات بالهاتف، فليكن صحيحًا. التراجع يعيد ما مسّه تغيير واحد ويترك ما تغيّر بعده من غيره. وإن سبقك غيرك فلا يُطمس شيء ويبقى ما كتبته.
administration-help-calendar = أيام العطل لا تُحسب ولا يحين فيها موعد. العطل الرسمية من جدول تقديري للأعياد الإسلامية اللاحقة، فما تعلنه هو الفصل. وإعلان يوم متأخرًا يحرّك كل موعد جارٍ: ويذكر سجل كل معاملة اليوم السابق واليوم الجديد والسبب.
administration-help-people = ابحث بأجزاء من الاسم بأي من اللغتين، أو باسم المستخدم، وضيّق البحث بالتقسيم والدور وحق الدخول.
administration-help-new-person = بعد إضافة موظف ادعُه ليختار كلمة مرور لا يعرفها غيره. الأدوار تحدد ما يحق له، والتقسيمات أي معاملات تخصه، ودرجة الاطلاع هل يرى السري منها.
administration-help-person = تسري التغييرات من الدخول التالي للموظف، وخلال ساعة على الأكثر. التراجع يعيد ما مسّه تغيير واحد. ولا يغيّر أحد أدواره أو تقسيماته أو درجة اطلاعه.
administration-help-delegations = ما دام التفويض ساريًا يحق لمن ينوب ما يحق للآخر موظفًا أو مديرًا، ويظهر في كل مكان أنه ينوب عنه. وما فُوِّض إلى أحد لا يفوّضه هو. ينتهي بنفسه مع آخر يوم، أو قبل ذلك إذا أُنهي هنا.
administration-help-account = أفضل كلمة مرور طويلة من كلمات لا صلة بينها. وإن دخلت في مكان ونسيت الخروج فأنهِ هنا كل الجلسات الأخرى.

unit-kind-ministry = وزارة
unit-kind-directorate-general = مديرية عامة
unit-kind-department = دائرة
unit-kind-office = مكتب
unit-kind-governorate-office = مكتب محافظة
unit-kind-representation = تمثيل في الخارج
unit-kind-service-office = مكتب خدمة
clearance-ordinary = المعاملات العادية
clearance-confidential = السرية أيضًا

calendar-title = التقويم
calendar-of = تقويم { $year }: { $unit }
calendar-years = السنوات
calendar-mark-weekend = عطلة نهاية الأسبوع
calendar-mark-public-holiday = عطلة رسمية
calendar-mark-announced-off = يوم عطلة معلن
calendar-mark-announced-on = يوم عمل معلن
calendar-announce = إعلان أيام
calendar-what-off = أيام عطلة
calendar-what-on = أيام عمل
calendar-hint-last = فارغ ليوم واحد.
calendar-hint-reason = يُذكر في سجل كل معاملة يتحرك موعدها.
calendar-look-first = عرض ما سيحدث
calendar-before-off = إعلان أيام عطلة؟
calendar-before-on = إعلان أيام عمل؟
calendar-before-back = سحب الإعلان؟
calendar-do-off = إعلان أيام العطلة
calendar-do-on = إعلان أيام العمل
calendar-do-back = سحب الإعلان
calendar-leave = ترك الأمر
calendar-days = { $count ->
    [zero] (لا أيام)
    [one] (يوم واحد)
    [two] (يومان)
    [few] ({ $count } أيام)
    [many] ({ $count } يومًا)
   *[other] ({ $count } يوم)
}
calendar-effect = { $count ->
    [zero] لا يتحرك موعد أي معاملة.
    [one] يُعاد حساب المواعيد الجارية لمعاملة واحدة.
    [two] يُعاد حساب المواعيد الجارية لمعاملتين.
    [few] يُعاد حساب المواعيد الجارية لعدد { $count } معاملات.
    [many] يُعاد حساب المواعيد الجارية لعدد { $count } معاملة.
   *[other] يُعاد حساب المواعيد الجارية لعدد { $count } معاملة.
}
calendar-effect-more = يُعاد حساب المواعيد الجارية لأكثر من { $count } معاملة.
calendar-effect-none = لا تجري معاملة في هذا التقسيم، فلا يتحرك موعد.
calendar-effect-unknown = لا يمكن الآن بيان عدد المعاملات التي يمسها ذلك. والمواعيد تتبعه على كل حال.
calendar-days-of = أيام { $year }
calendar-no-days = لا عطل رسمية، ولم يُعلن شيء.
calendar-take-back = سحب
calendar-moved = مواعيد تحركت
calendar-matter = المعاملة
calendar-old = كان الموعد
calendar-new = صار الموعد
calendar-because = السبب
calendar-because-calendar = التقويم
calendar-when = وقت التحريك
calendar-behind = يجري حساب المواعيد من جديد.
calendar-look-again = انظر ثانية
calendar-nothing-moved = لم يتحرك موعد مما يجري في هذا التقسيم.

delegation-of = من يغيب
delegation-to = من ينوب
delegation-period = من – إلى
delegation-state = الحالة
delegation-running = سارٍ الآن
delegation-coming = يبدأ لاحقًا
delegation-over = انتهى
delegation-ended = أنهاه
delegation-end = إنهاء الآن
delegation-until = حتى
delegation-acts-for = ينوب { $who } عن { $whom }،
delegation-nobody = لا ينوب أحد عن أحد الآن.
delegation-none = لا ينوب أحد عن أحد، لا الآن ولا لاحقًا.
delegation-none-own = لا ينوب عنك أحد، ولا تنوب عن أحد.
delegation-new = تفويض جديد
delegation-delegate = تفويض
delegation-own = تفويضاتي
delegation-may-not = للموظفين المختصين والمديرين أن يفوّضوا من ينوب عنهم.

account-who = من أنت هنا
account-who-changes = إن كان في هذا ما ليس صحيحًا فأخبر مسؤول النظام.
account-sessions = أين دخلت
account-this-session = هذه
account-seen = آخر استعمال
account-end-others = إنهاء ما عداها
account-reminders = التذكير بالمواعيد
account-reminders-hint = قبل الموعد وفيه وبعده: ما لديك، وللمدير ما لدى تقسيمه.
account-reminders-on = مُفعّل
account-reminders-off = متوقف
account-password = تغيير كلمة المرور
account-password-hint = لا تقل عن 12 حرفًا، وتحسن عدة كلمات لا صلة بينها.
account-change-password = تغيير كلمة المرور
account-wrong-password = ليست هذه كلمة مرورك الحالية.
account-weak-password = كلمة المرور هذه ضعيفة.

invitation-title = اختيار كلمة مرور
invitation-lead = دُعيت إلى العمل هنا. اختر كلمة مرور لا تستعملها في مكان آخر.
invitation-not-chosen = لم تُختَر كلمة مرور
invitation-choose = اختيار
invitation-chosen = تم اختيار كلمة مرورك
invitation-chosen-words = ادخل باسم المستخدم الذي أخبرك به مسؤول النظام، وبكلمة المرور هذه.
