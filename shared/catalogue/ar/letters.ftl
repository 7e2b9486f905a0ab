# ما يُطبع على الرسائل غير ما يكتبه الموظف.
letter-number = الرقم:
letter-date = التاريخ:
letter-answers = إشارة إلى معاملتكم رقم:
letter-subject = الموضوع:
letter-enclosed = المرفقات
letter-track = لمتابعة المعاملة
letter-draft = مسودة لم تُعتمد ولا رقم لها
letter-manager-of = مدير { $unit }
letter-on-behalf-of = بالإنابة عن { $name }
template-sample-subject = طلب تصريح
template-sample-requester = شركة أفق الخليج للتجارة
