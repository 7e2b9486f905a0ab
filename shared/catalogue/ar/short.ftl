# الإشعارات بالهاتف: نص الرسالة القصيرة فوق رابطها، وما يقوله من يتصل بصاحب الطلب.
short-received = { $organisation }: استلمنا طلبك وسنراجعه.
short-incomplete = { $organisation }: في طلبك نواقص. يمكنك استكمالها في مكتب الخدمات أو في صفحة المتابعة.
short-registered = { $organisation }: سُجّل طلبك برقم { $number } لدى { $unit }، هاتف { $telephone }.
short-moved = { $organisation }: معاملتك { $number } أصبحت لدى { $unit }، هاتف { $telephone }.
short-question = { $organisation }: لدينا سؤال بشأن معاملتك { $number }. يمكنك الإجابة عنه في مكتب الخدمات أو في صفحة المتابعة.
short-rejected = { $organisation }: تعذر قبول طلبك. السبب مبين في صفحة المتابعة.
short-supplemented = { $organisation }: وصل ما أضيف إلى طلبك.
short-answered = { $organisation }: صدر الرد على معاملتك { $number }. يمكنك قراءة الخطاب في مكتب الخدمات أو في صفحة المتابعة.
short-closed = { $organisation }: انتهى العمل على معاملتك { $number }. تجد ما انتهت إليه في صفحة المتابعة.
