# ما يُقال عن حقل واحد من الطلب: ما الخطأ فيه. المفتاح field-<kind>.
field-missing = هذا الحقل مطلوب.
field-unexpected = هذا الحقل غير معروف هنا.
field-choice = يلزم اختيار إحدى القيم الآتية: { $choices }.
field-too-long = النص أطول من المسموح به، وهو { $limit ->
    [one] حرف واحد
    [two] حرفان
    [few] { $limit } أحرف
    [many] { $limit } حرفًا
   *[other] { $limit } حرف
}.
field-too-short = النص أقصر من المطلوب، وأقله { $limit ->
    [one] حرف واحد
    [two] حرفان
    [few] { $limit } أحرف
    [many] { $limit } حرفًا
   *[other] { $limit } حرف
}.
field-too-many = العدد أكبر من المسموح به، وهو { $limit }.
field-too-few = العدد أقل من المطلوب، وهو { $limit }.
field-pattern = الصيغة غير صحيحة. يُرجى مراجعة ما أُدخل.
field-at-least = يلزم ألا تقل القيمة عن { $limit }.
field-at-most = يلزم ألا تزيد القيمة على { $limit }.
field-whole-number = يلزم إدخال عدد صحيح بلا كسور.
field-number = يلزم إدخال عدد.
field-true-or-false = يلزم إدخال true أو false.
field-identifier = يلزم إدخال معرّف صحيح بصيغة UUID.
field-date = يلزم إدخال تاريخ صحيح، مثل 2026-11-21.
field-moment = يلزم إدخال تاريخ ووقت مع المنطقة الزمنية، مثل 2026-11-21T14:05:00+04:00.
field-text = يلزم إدخال نص.
field-list = يلزم إدخال قائمة من القيم.
field-fields-object = يلزم إدخال كائن JSON من نصوص، لكل منها اسم خاص به لا يزيد على { $limit } حرف.
field-json = تعذّرت قراءة محتوى الطلب بصيغة JSON.
field-e-mail = عنوان البريد الإلكتروني غير صحيح. مثال ذلك: name@example.com.
field-invalid = القيمة غير مقبولة. يُرجى مراجعتها.

# Of request types, as administrators change them.
field-no-arabic = يجب أن يحتوي هذا على حروف عربية.
field-not-english = يجب أن يُكتب هذا بالإنجليزية.
field-one-word = الكلمة الواحدة ترد مصادفةً في رسائل كثيرة. يُرجى كتابة عبارة من كلمتين أو أكثر.
field-no-expression = هذا ليس تعبيرًا نمطيًا صحيحًا.
field-other-code = يجب أن يكون الرمز { $code }.
field-no-mailbox = لا يوجد عنوان بريد خاص يسري عليه هذا.
field-recognises-other = «{ $value }» هو ما تُعرف به الوثيقة «{ $other }».
field-general-takes-all = المراسلات العامة تستقبل ما لا يستقبله غيرها، فلا يمكن أن تشترط وثيقة.
field-general-automatic = المراسلات العامة تُسجَّل آليًا.
field-general-stays = لا يمكن إيقاف المراسلات العامة، وإلا لم يبقَ مكان للرسائل التي لا نوع لها.
field-others-mailbox = { $value } هو عنوان بريد النوع «{ $other }».
field-others-keyword = «{ $value }» من الكلمات الدالة على النوع «{ $other }».
field-given-twice = ذُكر «{ $value }» مرتين.
field-other-domain = يجب أن يكون العنوان في النطاق { $domain }.
field-no-unit = لا يوجد تقسيم رمزه «{ $value }».
field-rule-unfindable = لا حرف ولا رقم في هذه الكلمات، فلن يُعثر عليها أبدًا.
field-rule-empty = تحتاج القاعدة إلى شرط واحد على الأقل، وإلا انطبقت على كل شيء.
field-rule-repeated = هذا الرمز مستخدم في قاعدة أخرى.
field-rule-reserved = لهذا الرمز معنى خاص به. يُرجى اختيار رمز آخر.
field-rule-unit = لا يوجد تقسيم عامل بهذا الرمز.
field-rule-type = هذه الدرجة أدنى من درجة اليقين الفاصلة، فلن يفصل نوع الطلب في شيء.
field-trial-period = يُرجى اختيار مدة لا تزيد على 92 يومًا ولا تنتهي قبل أن تبدأ.
field-template-field = لا يوجد حقل بهذا الاسم. والحقول هي: { $fields }.
field-template-code = هذا رمز قالب آخر.
field-class-repeated = لفئة أخرى هذا الرمز.
field-class-unknown = ليس لأي فئة هذا الرمز.
field-class-used = لا يمكن حذف الفئة { $code }، فأنواع الطلبات هذه تسمّيها: { $types }.
field-not-due = لم تنته مدة حفظ وثائق هذه المعاملة.
field-held = هذه المعاملة محجوزة.
field-review-alone = يُنظر في هذه المعاملة وتُؤكَّد على حدة.
