# صفحات البوابة لأصحاب الطلبات. جمل قصيرة: أكثر من يقرؤها يأتي مرة في السنة.
portal-skip = الانتقال إلى المحتوى
portal-nav = الخدمات
portal-nav-register = تقديم مستندات
portal-nav-track = متابعة طلب
portal-nav-complete = استكمال طلب
portal-own-name = العربية
portal-footer-mail = والخدمة نفسها بالبريد الإلكتروني على مدار الساعة:
portal-footer-privacy = لا يلزم حساب. ولا تستدعي هذه الصفحات شيئًا من خارجها، ولا تتعقّب أحدًا.

portal-start = الصفحة الرئيسية
portal-start-title = نستلم مستنداتكم في أي ساعة
portal-start-lead = أرسلوا مستنداتكم من حيث أنتم. نتحقق من اكتمالها، ونسجلها برقم معاملة، ونخبركم بالتقسيم الإداري الذي أُحيلت إليه ورقم هاتفه، حتى يصلكم الرد.
portal-start-register = اختاروا نوع الطلب، ونبيّن لكم المستندات التي يحتاج إليها قبل إرساله.
portal-start-complete = هل أخبرناكم بنقص في طلبكم؟ أضيفوه هنا، ولا يلزم إعادة إرسال ما سبق إرساله.
portal-choose = اختيار نوع الطلب
portal-track = متابعة
portal-complete = استكمال
portal-code = رمز المتابعة
portal-code-where = يتكون من 32 حرفًا ورقمًا؛ تجدونه في إيصالكم، وفي الرابط المرفق بكل رسالة منّا.
portal-steps-title = كيف تسير الأمور
portal-steps-1-title = ترسلون
portal-steps-1-words = تحصلون على إيصال بالتاريخ والوقت، وفيه بصمة كل مستند.
portal-steps-2-title = نتحقق ونسجل
portal-steps-2-words = إن نقص شيء أخبرناكم به وبطريقة استكماله، وإن اكتمل كل شيء حصلتم على رقم المعاملة.
portal-steps-3-title = تتابعون
portal-steps-3-words = ترون في أي وقت التقسيم الإداري الذي لديه طلبكم، ومنذ متى، ورقم هاتفه، والموعد المتوقع للرد.
portal-otherwise-title = من دون هذه البوابة
portal-otherwise-mail = اكتبوا إلينا وأرفقوا مستنداتكم:
portal-otherwise-office = ولمن ليس لديه بريد إلكتروني، يرسل مكتب الخدمة (سند) المستندات نيابةً عنه ويطبع له الإيصال.

portal-choose-lead = يبيّن كل نوع المستندات التي يحتاج إليها، والمدة التي يستغرقها الرد.
portal-search = البحث عن نوع الطلب
portal-search-button = بحث
portal-found = { $count ->
    [0] لا توجد نتائج للبحث عن «{ $wanted }».
    [one] نتيجة واحدة للبحث عن «{ $wanted }».
    [two] نتيجتان للبحث عن «{ $wanted }».
    [few] { $count } نتائج للبحث عن «{ $wanted }».
    [many] { $count } نتيجة للبحث عن «{ $wanted }».
   *[other] { $count } نتيجة للبحث عن «{ $wanted }».
}
portal-show-all = عرض الكل
portal-found-nothing = جرّبوا كلمة أخرى، أو أرسلوه ضمن
portal-general = المراسلات العامة
portal-choose-other = جميع أنواع الطلبات
portal-answer-within = يصلكم الرد خلال { $days ->
    [one] يوم عمل واحد
    [two] يومي عمل
    [few] { $days } أيام عمل
    [many] { $days } يوم عمل
   *[other] { $days } يوم عمل
} من التسجيل.
portal-original-needed = يلزم تسليم أصول المستندات ورقيًا أيضًا، وسنخبركم بمكان تسليمها.
portal-no-original = لا يلزم تسليم أي نسخة ورقية.

portal-part-fields = بيانات الطلب
portal-part-documents = المستندات
portal-part-words = ما تودّون قوله
portal-part-person = بيانات التواصل
portal-documents-hint = الحد الأقصى للملف الواحد { $megabytes } ميغابايت، ولجميع الملفات { $total } ميغابايت. ويمكن اختيار أكثر من ملف للمستند الواحد.
portal-documents = المستندات
portal-other-documents = مستندات أخرى
portal-other-documents-hint = أي شيء آخر يتصل بطلبكم.
portal-kinds = الأنواع المقبولة: { $kinds }.
portal-optional = (اختياري)
portal-subject-hint = في كلمات قليلة.
portal-message = الرسالة
portal-name = الاسم الكامل
portal-email = البريد الإلكتروني
portal-email-hint = تصل رسائلنا إليه. وإن لم يوجد فيُرجى حفظ رمز المتابعة المدوّن في الإيصال.
portal-notices-in = لغة رسائلنا إليكم
portal-language-ar = العربية
portal-language-en = الإنجليزية
portal-language-both = اللغتان معًا
portal-later = إرسال الطلب الآن مع نقص بعض المستندات، على أن أضيفها لاحقًا
portal-later-hint = يُعدّ طلبكم مستلمًا اليوم، ويُسجّل فور اكتماله.
portal-send = إرسال
portal-not-sent = لم يُرسل شيء بعد
portal-fault-in-title = يُرجى المراجعة:{" "}
portal-choose-again = يُرجى اختيار هذه الملفات من جديد، فالمتصفح لا يحتفظ بها:
portal-comma = ،{" "}
portal-arrived-before = وصلتنا محاولة سابقة من هذه الاستمارة بمحتوى مختلف. وإن أرسلتم هذه فستكون طلبًا ثانيًا.
portal-sent-part = جارٍ الإرسال: { $part }٪
portal-being-kept = اكتمل الإرسال، ويجري حفظه …
portal-progress = تقدّم الإرسال
portal-broken-off = انقطع الاتصال. ما زالت ملفاتكم مختارة، فيُرجى الإرسال مرة أخرى. ولن يصبح ذلك طلبين.
portal-sending-waits = انقطع الاتصال. سيُستأنف الإرسال تلقائيًا فور عودته، وما أُرسل محفوظ.
portal-sent-whole = سبق إرسال الملف «{ $name }»، ولا حاجة إلى اختياره مرة أخرى.
portal-sent-partly = أُرسل { $part }٪ من الملف «{ $name }». اختاروا الملف مرة أخرى ليُستأنف الإرسال من حيث توقف.
portal-sent-remove = إزالة

portal-fault-required = يُرجى تعبئة هذا الحقل.
portal-fault-field-missing = { $what }: يُرجى تعبئة هذا الحقل.
portal-fault-field-pattern = { $what }: الصيغة غير صحيحة. يُرجى مراجعة ما أُدخل.
portal-fault-document-missing = { $what }: يُرجى اختيار ملف.
portal-fault-name-missing = يُرجى ذكر الاسم الكامل.
portal-fault-phone = رقم الهاتف غير صحيح. مثال ذلك: ‎+968 9123 4567.
portal-fault-nothing-said = يُرجى كتابة رسالة أو اختيار مستند واحد على الأقل.
portal-fault-nothing-added = يُرجى اختيار ملف واحد على الأقل أو كتابة رسالة.
portal-fault-file-empty = الملف «{ $name }» فارغ. يُرجى اختيار ملف آخر.
portal-fault-file-too-large = الملف «{ $name }» أكبر من { $megabytes } ميغابايت. يُرجى تصغيره أو تقسيمه.
portal-fault-files-too-large = مجموع الملفات أكبر من { $megabytes } ميغابايت. يُرجى إرسال بعضها لاحقًا.
portal-fault-file-kind = الملف «{ $name }» ليس من الأنواع المقبولة. يُرجى اختيار ملف من الأنواع المذكورة.
portal-fault-file-gone = لم يعد أحد الملفات التي أُرسلت من قبل موجودًا. يُرجى اختياره مرة أخرى.
portal-fault-too-many-files = عدد الملفات أكبر من { $limit }. يُرجى إرسال بعضها لاحقًا.
portal-fault-code = ليس هذا رمز متابعة. يتكون الرمز من 32 حرفًا ورقمًا، فيُرجى نسخه من الإيصال أو من رسالتنا.
portal-fault-code-is-number = هذا رقم معاملة. وحفاظًا على خصوصيتكم يلزم رمز المتابعة، وتجدونه في الإيصال وفي رسائلنا.

portal-code-lead = تعرفون به التقسيم الإداري الذي لديه طلبكم، ومنذ متى، والموعد المتوقع للرد.
portal-code-lead-complete = أضيفوا ما ينقص من طلب سبق أن أرسلتموه.

portal-receipt = الإيصال
portal-receipt-lead = حُفظ طلبكم. يمكنكم طباعة هذا الإيصال أو الاحتفاظ بالرمز، فبه ترون في أي وقت أين وصل الطلب.
portal-qr = للمتابعة بمسح الرمز
portal-number-to-come = يصلكم رقم المعاملة بعد لحظات
portal-number-to-come-words = يجري التحقق من مستنداتكم، ويستغرق ذلك ثواني في العادة.
portal-look-again = تحديث
portal-print = طباعة
portal-documents-arrived = ما استلمناه
portal-sha256-means = بصمة الملف: للملف نفسه البصمة نفسها دائمًا
portal-sha256-words = تثبت البصمة (SHA-256) الملف الذي وصل، فأي تغيير في الملف يغيّرها.
portal-kilobytes = { $size } كيلوبايت
portal-megabytes = { $size } ميغابايت
portal-address-is-secret = عنوان هذه الصفحة خاص بكم: كل من لديه العنوان يرى طلبكم.

portal-matter-title = طلبكم
portal-answer = الرد
portal-answer-disposed = انتهت مدة حفظ هذه الوثيقة وأُتلفت. وببصمتها تستطيعون إثبات أن النسخة التي عندكم هي الأصلية.
portal-where = أين وصل
portal-since = منذ
portal-round = جولة الاستكمال
portal-timeline = ما جرى حتى الآن
portal-due-why = { $days ->
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $days } أيام عمل
    [many] { $days } يوم عمل
   *[other] { $days } يوم عمل
} من التسجيل، بحسب تقويم أيام العمل لدى التقسيم الإداري.
portal-due-why-plain = يُحسب بأيام العمل من التسجيل، بحسب تقويم التقسيم الإداري.
portal-changed = تغيّرت حالة طلبكم.
portal-added = استلمنا ما أضفتموه، ويجري التحقق منه.
portal-complete-now = الاستكمال الآن
portal-question = يسألكم التقسيم الإداري
portal-question-words = تتوقف مدة الرد على طلبكم إلى أن تجيبوا.
portal-answer-now = الإجابة الآن
portal-answer-title = الإجابة عن السؤال
portal-answer-lead = اكتبوا إجابتكم أدناه، ولكم أن ترفقوا بها مستندات.
portal-add = إضافة إلى الطلب
portal-add-lead = يصل ما تضيفونه إلى من يتولى طلبكم.
portal-complete-title = استكمال طلبكم
portal-complete-lead = اختاروا المستندات الناقصة. ولا يلزم إعادة إرسال غيرها.
portal-back-to-matter = العودة إلى طلبكم
portal-takes-nothing = لم يعد بالإمكان إضافة شيء إلى هذا الطلب.
portal-state-undecided = لدى دائرة الوثائق
portal-state-undecided-words = يطّلع أحد الموظفين على طلبكم.
portal-state-incomplete = ينقص طلبكم شيء
portal-state-incomplete-words = سيُسجّل فور اكتماله.
portal-state-registered = مسجّل
portal-state-registered-words = لطلبكم رقم، وهو لدى التقسيم الإداري المختص.
portal-state-answered = تم الرد
portal-state-answered-words = ردّ عليكم التقسيم الإداري المختص، وتجدون خطابه أدناه.
portal-state-closed = مغلق
portal-state-closed-words = انتهى العمل على طلبكم. وإن بقي ما يستدعي المتابعة فأضيفوه إليه، وسيُستأنف العمل.
portal-state-rejected = غير مقبول
portal-state-rejected-words = تعذّر قبول طلبكم، وفي رسالتنا بيان السبب. ويمكنكم تقديم طلب جديد.
portal-state-void = ملغى
portal-state-void-words = أُلغي القيد، ولا يُستخدم رقمه مرة أخرى.
portal-state-joined = ضُمّ إلى طلب آخر
portal-state-joined-words = تعود رسالتكم إلى طلب سابق، وقد ضُمّت إليه.
portal-state-other = قيد الإجراء
portal-state-other-words = يجري العمل على طلبكم.
portal-step-received = استُلم
portal-step-incomplete = أُعيد للاستكمال
portal-step-supplemented = استُلمت إضافتكم
portal-step-undecided = لدى موظف في دائرة الوثائق
portal-step-registered = سُجّل
portal-step-moved = أُحيل إلى التقسيم الإداري المختص
portal-step-asked = يسألكم التقسيم الإداري
portal-step-settled = أُنهي السؤال
portal-step-rescheduled = تغيّر الموعد الأخير للرد
portal-step-joined = ضُمّ إلى طلب آخر
portal-step-answered = تم الرد
portal-step-closed = أُغلق
portal-step-reopened = أُعيد فتحه
portal-step-rejected = لم يُقبل
portal-step-void = أُلغي

portal-refusal-title = تعذّر ذلك
portal-try-again = إعادة المحاولة
portal-enter-code-again = إدخال الرمز
portal-unknown-code-words = إن كنتم قد أرسلتموه الآن، فانتظروا ثواني ثم أعيدوا المحاولة.
portal-quote = عند طلب المساعدة يُرجى ذكر: { $trace }
