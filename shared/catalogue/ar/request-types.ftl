# Request types as administrators see and change them.
types-title = أنواع الطلبات
types-words = ما يمكن تقديمه، وما يحتاج إليه كل نوع، ومن يتولاه.
types-lead = يسري ما يُغيَّر هنا خلال ثوانٍ في النماذج وعناوين البريد وكل ما يرد، ويمكن الرجوع عن كل تغيير.
types-new = نوع طلب جديد
types-new-words = يُعرض على مقدمي الطلبات فور العمل به.
types-type = نوع الطلب
types-version = الإصدار
types-retired = موقوف
types-retired-ones = الأنواع الموقوفة
types-help-list = النوع الموقوف لا يُعرض ولا يُعرف به شيء، وتبقى معاملاته كما هي. افتحوه لإعادة العمل به.
types-export = تنزيل بصيغة YAML
types-part-what = ما هو
types-part-way = كيف يُعالج
types-part-documents = الوثائق
types-part-fields = أسئلة النموذج
types-part-force = التجربة والعمل به
types-document = الوثيقة { $number }
types-field = السؤال { $number }
types-add-document = إضافة وثيقة
types-remove-document = حذف هذه الوثيقة
types-add-field = إضافة سؤال
types-remove-field = حذف هذا السؤال
types-field-code = الرمز
types-field-title-ar = الاسم بالعربية
types-field-title-en = الاسم بالإنجليزية
types-field-help-ar = الشرح بالعربية
types-field-help-en = الشرح بالإنجليزية
types-field-unit = التقسيم الذي يتولاه
types-field-days-to-answer = أيام العمل للرد
types-field-retention = مدة حفظ الوثائق
types-field-mailbox = عنوان بريد خاص به
types-field-registration = التسجيل
types-field-keywords-ar = عبارات عربية ترد في رسائل هذا النوع
types-field-keywords-en = عبارات إنجليزية ترد في رسائل هذا النوع
types-field-original-required = يجب تسليم الأصول الورقية
types-field-urgent = عاجل دائمًا
types-field-confidential = سري: لا يراه إلا المخوَّلون
types-field-confidential-mailbox = كل ما يرد إلى عنوانه سري
types-field-retired = موقوف: لا يُعرض بعد الآن
types-field-required = مطلوب
types-field-names-ar = كلمات في اسم الملف بالعربية
types-field-names-en = كلمات في اسم الملف بالإنجليزية
types-field-media = أنواع الملفات
types-field-pattern = صيغة الجواب (تعبير نمطي)
types-field-why = السبب
types-hint-code = حروف لاتينية صغيرة وأرقام وشرطات، ولا يتغير بعد ذلك.
types-hint-days = بحسب تقويم التقسيم.
types-hint-retention = الفئة؛ وتُغيَّر الفئات في «الحفظ والإتلاف».
types-retention-default = الفئة المعتادة
types-hint-mailbox = كل بريد إلى هذا العنوان من هذا النوع. إن تُرك فارغًا عُرف بالكلمات أو من الأشخاص.
types-hint-keywords = عبارة في كل سطر، من كلمتين أو أكثر.
types-hint-names = بها تُعرف الوثيقة، اسم في كل سطر.
types-hint-pattern = اتركوه فارغًا ما لم يزودكم به مختص.
types-hint-retired = تبقى المعاملات التي من هذا النوع كما هي.
types-hint-why = يظهر في السجل لكل من ينظر لاحقًا.
types-registration-automatic = آليًا عند الاكتمال
types-registration-clerk = على يد موظف
types-import = استخدام نص بصيغة YAML
types-import-label = النص
types-import-hint = يُملأ به النموذج أعلاه، ولا يسري شيء بعد.
types-take = ملء النموذج به
types-no-yaml = تعذّرت قراءة النص بصيغة YAML.
types-no-code = يُرجى كتابة رمز للنوع من حروف لاتينية صغيرة وأرقام وشرطات.
types-why-needed = يُرجى ذكر السبب، فهو يبقى في السجل.
types-look = عرض نموذج مقدم الطلب
types-look-title = نموذج مقدم الطلب كما سيكون
types-try = تجربته على بريد الشهر الماضي
types-put = العمل به
types-preview = التجربة على ما ورد
types-preview-differing = { $differing ->
    [0] لن يختلف شيء. عدد ما فُحص: { $looked }.
    [one] طلب واحد كان سيختلف. عدد ما فُحص: { $looked }.
    [two] طلبان كانا سيختلفان. عدد ما فُحص: { $looked }.
    [few] { $differing } طلبات كانت ستختلف. عدد ما فُحص: { $looked }.
    [many] { $differing } طلبًا كان سيختلف. عدد ما فُحص: { $looked }.
   *[other] { $differing } طلب كان سيختلف. عدد ما فُحص: { $looked }.
}
types-preview-latest = ورد أكثر من ذلك، وفُحص الأحدث.
types-preview-totals = العدد بحسب ما سيختلف
types-preview-what = ما الذي سيختلف
types-preview-count = العدد
types-preview-examples = أمثلة
types-preview-now = بحسب الأنواع السارية
types-preview-then = بحسب هذه المسودة
types-preview-hidden = { $count ->
    [one] واحد منها لا يحق لكم الاطلاع عليه.
    [two] اثنان منها لا يحق لكم الاطلاع عليهما.
    [few] { $count } منها لا يحق لكم الاطلاع عليها.
    [many] { $count } منها لا يحق لكم الاطلاع عليها.
   *[other] { $count } منها لا يحق لكم الاطلاع عليها.
}
types-way-recognised = سيُعدّ من هذا النوع
types-way-lost = لن يُعدّ من هذا النوع
types-way-asked = سيُطلب من المرسل أكثر
types-way-spared = سيُطلب من المرسل أقل
types-way-clerk = سيحتاج إلى نظر موظف
types-way-automatic = لن يحتاج إلى نظر موظف
types-way-moved = سيتولاه تقسيم آخر
types-outcome-registered = مسجَّل
types-outcome-incomplete = ناقص
types-outcome-clerk = ينتظر موظفًا
types-history = السجل
types-from-files = من ملفات التثبيت
types-restores = يعيد العمل بالإصدار { $number }.
types-restore = إعادة العمل بهذا الإصدار
types-added = أُضيفت
types-removed = حُذفت
types-change-title = الاسم
types-change-help = الشرح
types-change-unit = التقسيم
types-change-mailbox = عنوان البريد
types-change-keywords = العبارات
types-change-days-to-answer = أيام العمل للرد
types-change-retention = مدة حفظ الوثائق
types-change-registration = التسجيل
types-change-original-required = الأصول الورقية
types-change-urgent = عاجل دائمًا
types-change-confidential = سري
types-change-confidential-mailbox = العنوان سري
types-change-active = معروض
types-change-documents = وثيقة
types-change-fields = سؤال
types-change-required = مطلوب
types-change-recognise = كيف تُعرف
types-change-pattern = صيغة الجواب
types-help-type = جرّبوا التغيير قبل العمل به: يبيّن ما كان سيختلف في بريد الشهر الماضي ولا يغيّر شيئًا. وما ينتظر استكمال مرسله يبقى على ما أُبلغ به. ويمكن الرجوع أدناه عن كل ما عُمل به.
