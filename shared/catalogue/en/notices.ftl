# The notices that a requester gets by e-mail. For each kind: a title, an opening, and what follows from it.
notice-greeting = Dear Sir or Madam,
notice-closing = Yours faithfully,
notice-department = Documents Department
notice-track = Track your request
notice-footer = This message was sent automatically. You may reply to it; your reply and its attachments will be added to your request. The tracking link is yours alone, please do not share it.
notice-footer-no-reply = This message was sent automatically. The tracking link is yours alone, please do not share it.
notice-footer-letter = This message was sent by the documents registry. You may reply to it; please leave the number of the letter in the subject.

notice-received-title = We have received your request
notice-received-opening = The Documents Department has received your request. These are its particulars.
notice-received-next = We will now check your documents. If they are complete, we will send you the transaction number, the unit that has it and that unit’s telephone number. If something is missing, we will tell you what it is and how to complete it.
notice-received-unreadable = Your message could not be opened automatically, so an employee of the Documents Department will look at it. You need not send it again.

notice-incomplete-title = Your request needs to be completed
notice-incomplete-opening = We have checked your request. It needs to be completed before it can be registered.
notice-incomplete-missing = What is needed
notice-incomplete-remark = Remark of the employee in charge
notice-incomplete-field = To be filled in, or corrected, in the form.
notice-incomplete-next-form = Please complete the form through the tracking link below. There is no need to send again what you have already sent.
notice-incomplete-next = Please reply to this message with what is needed attached, or add it through the tracking link below. There is no need to send again what you have already sent.

notice-registered-title = Your transaction has been registered
notice-registered-opening = Your request has been registered and referred to the responsible unit. Please quote the transaction number whenever you visit or call.
notice-registered-original = For this transaction the paper originals of the documents must be handed in at the { $unit }.
notice-registered-no-original = No paper copy needs to be handed in.

notice-moved-title = Your transaction has moved to another unit
notice-moved-opening = Your transaction has been referred to another unit, which will continue its handling. Its number has not changed.

notice-question-title = A question about your transaction
notice-question-opening = The unit that is working on your transaction needs to know the following in order to complete it.
notice-question-asked = The question
notice-question-next = Please reply to this message, with documents attached if you are asked for any, or answer through the tracking link below.
notice-question-term = The time for our reply stands still until your answer arrives, and then goes on.

notice-rejected-title = Your request could not be accepted
notice-rejected-opening = We have looked at your request and regret that it could not be accepted and registered.
notice-rejected-reason = Reason
notice-rejected-next = You may send a new request once the reason stated has been dealt with.

notice-supplemented-title = We have received your addition to your request
notice-supplemented-opening = { $documents ->
    [0] We have received your message and added it to your request.
    [one] We have received one document and added it to your request.
   *[other] We have received { $documents } documents and added them to your request.
}

notice-answered-title = Our reply to your transaction
notice-answered-opening = The responsible unit has replied to your transaction. These are the particulars of its letter.
notice-answered-enclosed-all = The letter is enclosed with this message, together with its attachments if there are any. You can also download it through the tracking link below.
notice-answered-enclosed-letter = The letter is enclosed with this message. Its attachments are too large for e-mail; please download them through the tracking link below.
notice-answered-enclosed-nothing = Please download the letter, and its attachments if there are any, through the tracking link below. It is not enclosed with this message.

notice-letter-title = Official letter
notice-letter-opening = Please find enclosed a letter to you. These are its particulars.
notice-letter-documents = The letter and its attachments
notice-letter-enclosed-all = The letter is enclosed with this message, together with its attachments if there are any.
notice-letter-enclosed-letter = The letter is enclosed with this message. If it has attachments, they are too large for e-mail; please ask the unit that wrote it for them.

notice-closed-title = Your transaction has been closed
notice-closed-opening = All work on your transaction is finished and it has been closed.
notice-closed-reason = Reason
notice-closed-next = If something is still open, please reply to this message, and work on your transaction will begin again.

notice-reminder-title = Transactions that are due, or will be soon
notice-reminder-opening = You have transactions that are due or will be soon; those that are late come first.
notice-reminder-list = Transactions
notice-reminder-late = Late: was due on { $date }
notice-reminder-today = Due today
notice-reminder-soon = Due on { $date }
notice-reminder-more = { $more ->
    [one] One more transaction is in your inbox.
   *[other] { $more } more transactions are in your inbox.
}
notice-reminder-inbox = Open the inbox
notice-reminder-footer = This message was sent automatically because the transactions are with you or with a unit that you manage; you need not reply. Reminders can be turned off under “Account”.

fact-number = Transaction number
fact-reference = Request reference
fact-type = Type of request
fact-subject = Subject
fact-received = Received
fact-registered = Registered
fact-since = With this unit since
fact-unit = Responsible unit
fact-telephone = Telephone
fact-due = Our reply is due by
due-within = { $date }, within { $days ->
    [one] one working day
   *[other] { $days } working days
} of registration
fact-letter = Number of our letter
fact-issued = Date of the letter
fact-writing-unit = Written by
fact-closed = Closed
