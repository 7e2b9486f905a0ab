# الإشعارات التي تُرسل بالبريد الإلكتروني إلى صاحب الطلب. لكل نوع: عنوان، وفقرة افتتاح، وما يلي ذلك.
notice-greeting = تحية طيبة وبعد،
notice-closing = وتفضلوا بقبول فائق الاحترام،
notice-department = دائرة الوثائق
notice-track = متابعة الطلب
notice-footer = أُرسلت هذه الرسالة آليًا. يمكنكم الرد عليها، وسيُضاف ردكم ومرفقاته إلى طلبكم. ورابط المتابعة خاص بكم، فيُرجى عدم مشاركته.
notice-footer-no-reply = أُرسلت هذه الرسالة آليًا. ورابط المتابعة خاص بكم، فيُرجى عدم مشاركته.
notice-footer-letter = أُرسلت هذه الرسالة من سجل الوثائق. يمكنكم الرد عليها، ويُرجى إبقاء رقم الخطاب في الموضوع.

notice-received-title = استلمنا طلبكم
notice-received-opening = نفيدكم بأن دائرة الوثائق استلمت طلبكم، وفيما يأتي بياناته.
notice-received-next = سنراجع مستنداتكم؛ فإن كانت مكتملة أرسلنا إليكم رقم المعاملة واسم التقسيم الإداري المختص ورقم هاتفه، وإن نقص منها شيء أخبرناكم به وبطريقة استكماله.
notice-received-unreadable = تعذّر فتح رسالتكم آليًا، وسيطّلع عليها أحد موظفي دائرة الوثائق. ولا يلزمكم إرسالها مرة أخرى.

notice-incomplete-title = يلزم استكمال طلبكم
notice-incomplete-opening = راجعنا طلبكم، وتبيّن أنه يحتاج إلى استكمال قبل تسجيله.
notice-incomplete-missing = ما يلزم استكماله
notice-incomplete-remark = ملاحظة الموظف المختص
notice-incomplete-field = يُرجى تعبئة هذا البيان أو تصحيحه في النموذج.
notice-incomplete-next-form = يُرجى استكمال النموذج عبر رابط المتابعة أدناه. ولا يلزم إعادة إرسال ما سبق إرساله.
notice-incomplete-next = يُرجى الرد على هذه الرسالة مع إرفاق ما هو مطلوب، أو إضافته عبر رابط المتابعة أدناه. ولا يلزم إعادة إرسال ما سبق إرساله.

notice-registered-title = سُجّلت معاملتكم
notice-registered-opening = نفيدكم بأن طلبكم سُجّل وأُحيل إلى التقسيم الإداري المختص. ويُرجى ذكر رقم المعاملة في كل مراجعة أو اتصال.
notice-registered-original = تتطلب هذه المعاملة تسليم أصول المستندات ورقيًا إلى { $unit }.
notice-registered-no-original = لا يلزم تسليم أي نسخة ورقية.

notice-moved-title = أُحيلت معاملتكم إلى تقسيم إداري آخر
notice-moved-opening = نفيدكم بأن معاملتكم أُحيلت إلى تقسيم إداري آخر لاستكمال إجراءاتها، وأن رقمها لم يتغيّر.

notice-question-title = سؤال بشأن معاملتكم
notice-question-opening = يحتاج التقسيم الإداري الذي ينظر في معاملتكم إلى معرفة الآتي لإتمامها.
notice-question-asked = السؤال
notice-question-next = يُرجى الرد على هذه الرسالة، مع إرفاق المستندات إن طُلبت، أو الإجابة عبر رابط المتابعة أدناه.
notice-question-term = تتوقف المدة المحددة لردنا إلى أن تصلنا إجابتكم، ثم تُستأنف.

notice-rejected-title = تعذّر قبول طلبكم
notice-rejected-opening = اطّلعنا على طلبكم، ونأسف لتعذّر قبوله وتسجيله.
notice-rejected-reason = السبب
notice-rejected-next = يمكنكم تقديم طلب جديد بعد معالجة السبب المذكور.

notice-supplemented-title = استلمنا ما أضفتموه إلى طلبكم
notice-supplemented-opening = { $documents ->
    [0] استلمنا رسالتكم وأضفناها إلى طلبكم.
    [one] استلمنا مستندًا واحدًا وأضفناه إلى طلبكم.
    [two] استلمنا مستندين وأضفناهما إلى طلبكم.
    [few] استلمنا { $documents } مستندات وأضفناها إلى طلبكم.
    [many] استلمنا { $documents } مستندًا وأضفناها إلى طلبكم.
   *[other] استلمنا { $documents } مستند وأضفناها إلى طلبكم.
}

notice-answered-title = ردّنا على معاملتكم
notice-answered-opening = نفيدكم بأن التقسيم الإداري المختص ردّ على معاملتكم، وفيما يأتي بيانات خطابه.
notice-answered-enclosed-all = الخطاب مرفق بهذه الرسالة مع مرفقاته إن وُجدت. ويمكنكم كذلك تنزيله عبر رابط المتابعة أدناه.
notice-answered-enclosed-letter = الخطاب مرفق بهذه الرسالة. أما مرفقاته فحجمها أكبر مما يتسع له البريد الإلكتروني، ويُرجى تنزيلها عبر رابط المتابعة أدناه.
notice-answered-enclosed-nothing = يُرجى تنزيل الخطاب ومرفقاته إن وُجدت عبر رابط المتابعة أدناه، فهو غير مرفق بهذه الرسالة.

notice-letter-title = خطاب رسمي
notice-letter-opening = تجدون مرفقًا خطابًا موجّهًا إليكم، وفيما يأتي بياناته.
notice-letter-documents = الخطاب ومرفقاته
notice-letter-enclosed-all = الخطاب مرفق بهذه الرسالة مع مرفقاته إن وُجدت.
notice-letter-enclosed-letter = الخطاب مرفق بهذه الرسالة. وإن كانت له مرفقات فحجمها أكبر مما يتسع له البريد الإلكتروني، ويُرجى طلبها من التقسيم الإداري الذي كتبه.

notice-closed-title = أُغلقت معاملتكم
notice-closed-opening = نفيدكم بأن العمل على معاملتكم انتهى، وأنها أُغلقت.
notice-closed-reason = السبب
notice-closed-next = إن بقي لديكم ما يستدعي المتابعة فيُرجى الرد على هذه الرسالة، وسيُستأنف العمل على معاملتكم.

notice-reminder-title = معاملات حلّ موعدها أو يحلّ قريبًا
notice-reminder-opening = لديكم معاملات حلّ موعدها أو يحلّ قريبًا، والمتأخر منها أولًا.
notice-reminder-list = المعاملات
notice-reminder-late = متأخرة، وكان موعدها { $date }
notice-reminder-today = موعدها اليوم
notice-reminder-soon = موعدها { $date }
notice-reminder-more = { $more ->
    [one] ومعاملة أخرى في صندوقكم.
    [two] ومعاملتان أخريان في صندوقكم.
    [few] و{ $more } معاملات أخرى في صندوقكم.
    [many] و{ $more } معاملة أخرى في صندوقكم.
   *[other] و{ $more } معاملة أخرى في صندوقكم.
}
notice-reminder-inbox = فتح صندوق المعاملات
notice-reminder-footer = أُرسلت هذه الرسالة آليًا لأن المعاملات لديكم أو لدى تقسيم تديرونه، ولا يلزم الرد عليها. ويمكن إيقاف التذكير من صفحة «الحساب».

fact-number = رقم المعاملة
fact-reference = الرقم المرجعي للطلب
fact-type = نوع الطلب
fact-subject = الموضوع
fact-received = تاريخ الاستلام ووقته
fact-registered = تاريخ التسجيل ووقته
fact-since = تاريخ الإحالة ووقتها
fact-unit = التقسيم الإداري المختص
fact-telephone = رقم الهاتف
fact-due = آخر موعد لردنا عليكم
due-within = { $date }، أي خلال { $days ->
    [one] يوم عمل واحد
    [two] يومي عمل
    [few] { $days } أيام عمل
    [many] { $days } يوم عمل
   *[other] { $days } يوم عمل
} من التسجيل
fact-letter = رقم خطابنا
fact-issued = تاريخ الخطاب
fact-writing-unit = التقسيم الإداري الكاتب
fact-closed = تاريخ الإغلاق ووقته
