# صفحات الموظفين: الدخول والحساب.
staff-sign-in = دخول الموظفين
staff-sign-in-lead = هذه الصفحات لموظفي الجهة. ولا يحتاج أصحاب الطلبات إلى حساب.
staff-sign-in-elsewhere = الدخول عبر { $issuer }
staff-or-password = أو باسم المستخدم وكلمة المرور الخاصين بهذا النظام:
staff-login = اسم المستخدم
staff-password = كلمة المرور
staff-not-signed-in = لم يتم الدخول
staff-too-many = { $minutes ->
    [one] محاولات كثيرة متتالية. يُرجى المحاولة بعد دقيقة واحدة.
    [two] محاولات كثيرة متتالية. يُرجى المحاولة بعد دقيقتين.
    [few] محاولات كثيرة متتالية. يُرجى المحاولة بعد { $minutes } دقائق.
    [many] محاولات كثيرة متتالية. يُرجى المحاولة بعد { $minutes } دقيقة.
   *[other] محاولات كثيرة متتالية. يُرجى المحاولة بعد { $minutes } دقيقة.
}
staff-nav = صفحات الموظفين
staff-menu = القائمة
staff-group-work = العمل
staff-group-letters = المراسلات
staff-group-figures = السجلات والأرقام
staff-group-administration = الإدارة
staff-account = الحساب
staff-sign-out = خروج
staff-signed-out = تم الخروج
staff-signed-out-words = انتهت الجلسة في هذا المتصفح. وإن كان الجهاز مشتركًا فيُرجى إغلاق المتصفح أيضًا.
staff-signed-in-elsewhere = قد تكون جلستكم في { $issuer } ما زالت قائمة.
staff-sign-out-elsewhere = الخروج من { $issuer } أيضًا
staff-roles = الدور
staff-session-words = تنتهي بعد نصف ساعة من عدم الاستخدام، وبعد ساعة من الدخول على أي حال.
staff-role-administrator = مدير النظام
staff-role-clerk = موظف الوثائق
staff-role-officer = موظف القسم
staff-role-manager = مدير
staff-role-agent = وكيل مكتب خدمة
staff-role-auditor = مدقق
staff-acting-for = أنت تنوب عن { $name } حتى { $until }.
staff-acting-for-now = أنت تنوب عن { $name }.
staff-on-behalf-of = نيابةً عن { $name }
