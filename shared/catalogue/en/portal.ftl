# The pages of the portal for requesters. Short sentences: most who read them come once a year.
portal-skip = Skip to the content
portal-nav = Services
portal-nav-register = Register documents
portal-nav-track = Track a request
portal-nav-complete = Complete a request
portal-own-name = English
portal-footer-mail = The same by e-mail, at any hour:
portal-footer-privacy = No account is needed. Nothing on these pages comes from elsewhere or follows you.

portal-start = Start page
portal-start-title = Your documents, received at any hour
portal-start-lead = Send your documents from wherever you are. We check that they are complete, give them a transaction number, and tell you which unit has them and its telephone number, until you have an answer.
portal-start-register = Choose the kind of request. We show you which documents it needs before you send it.
portal-start-complete = We have told you that something is missing? Add it here; there is no need to send the rest again.
portal-choose = Choose a request
portal-track = Track
portal-complete = Complete
portal-code = Tracking code
portal-code-where = 32 letters and digits; on your receipt, and in the link in every message from us.
portal-steps-title = What happens
portal-steps-1-title = You send
portal-steps-1-words = You get a receipt with date and time, and the fingerprint of every document.
portal-steps-2-title = We check and register
portal-steps-2-words = If something is missing, we tell you what it is and how to complete it. If all is there, you get a transaction number.
portal-steps-3-title = You follow it
portal-steps-3-words = At any time you see which unit has your request, since when, its telephone number, and when to expect an answer.
portal-otherwise-title = Without this portal
portal-otherwise-mail = Write to us and attach your documents:
portal-otherwise-office = Without e-mail, a service office (Sanad) sends your documents for you and prints the receipt.

portal-choose-lead = Each kind of request says which documents it needs and how long an answer may take.
portal-search = Search for a request
portal-search-button = Search
portal-found = { $count ->
    [0] Nothing was found for “{ $wanted }”.
    [one] One request was found for “{ $wanted }”.
   *[other] { $count } requests were found for “{ $wanted }”.
}
portal-show-all = Show all
portal-found-nothing = Try another word, or send it as
portal-general = general correspondence
portal-choose-other = All requests
portal-answer-within = An answer within { $days ->
    [one] one working day
   *[other] { $days } working days
} of registration.
portal-original-needed = The paper originals have to be handed in as well; we will tell you where.
portal-no-original = No paper copy is needed.

portal-part-fields = About the request
portal-part-documents = Documents
portal-part-words = What you wish to say
portal-part-person = How we reach you
portal-documents-hint = A file may have { $megabytes } MB, all files together { $total } MB. You may choose several files for one document.
portal-documents = Documents
portal-other-documents = Other documents
portal-other-documents-hint = Anything else that belongs to your request.
portal-kinds = Accepted: { $kinds }.
portal-optional = (optional)
portal-subject-hint = In a few words.
portal-message = Message
portal-name = Full name
portal-email = E-mail
portal-email-hint = Our messages go there. Without an address, keep the tracking code of your receipt.
portal-notices-in = Language of our messages
portal-language-ar = Arabic
portal-language-en = English
portal-language-both = Both
portal-later = Send now although documents are missing; I will add them later
portal-later-hint = Your request is received today, and registered as soon as it is complete.
portal-send = Send
portal-not-sent = Nothing has been sent yet
portal-fault-in-title = Please check:{" "}
portal-choose-again = Please choose these files again; a browser does not remember them:
portal-comma = ,{" "}
portal-arrived-before = An earlier attempt from this form has arrived with other content. If you send this one, it will be a second request.
portal-sent-part = Sending: { $part } %
portal-being-kept = All has been sent. It is being kept safe …
portal-progress = Progress of sending
portal-broken-off = The connection was interrupted. Your files are still chosen: please send again. It will not become two requests.
portal-sending-waits = The connection was interrupted. Sending goes on by itself as soon as it is back; what has been sent stays sent.
portal-sent-whole = “{ $name }” has been sent already and need not be chosen again.
portal-sent-partly = { $part } % of “{ $name }” have been sent. Choose the file again, and sending goes on from there.
portal-sent-remove = Remove

portal-fault-required = Please fill this in.
portal-fault-field-missing = { $what }: please fill this in.
portal-fault-field-pattern = { $what }: this does not have the right form. Please check what was entered.
portal-fault-document-missing = { $what }: please choose a file.
portal-fault-name-missing = Please state your full name.
portal-fault-phone = This is not a telephone number. An example is +968 9123 4567.
portal-fault-nothing-said = Please write a message or choose at least one document.
portal-fault-nothing-added = Please choose at least one file, or write a message.
portal-fault-file-empty = “{ $name }” is empty. Please choose another file.
portal-fault-file-too-large = “{ $name }” is larger than { $megabytes } MB. Please reduce or split it.
portal-fault-files-too-large = All files together are larger than { $megabytes } MB. Please send some of them later.
portal-fault-file-kind = “{ $name }” is not of an accepted kind. Please choose a file of the kinds named.
portal-fault-file-gone = A file that was sent before is no longer there. Please choose it again.
portal-fault-too-many-files = There are more than { $limit } files. Please send some of them later.
portal-fault-code = This is not a tracking code. It has 32 letters and digits; please copy it from your receipt or from our message.
portal-fault-code-is-number = This is a transaction number. To protect your privacy the tracking code is needed; it is on your receipt and in our messages.

portal-code-lead = See which unit has your request, since when, and when to expect an answer.
portal-code-lead-complete = Add what is missing from a request that you have sent.

portal-receipt = Receipt
portal-receipt-lead = It is kept safe. You can print this receipt or keep the code: with it you see at any time where your request is.
portal-qr = Scan to track
portal-number-to-come = The transaction number comes in a moment
portal-number-to-come-words = Your documents are being checked. This takes a few seconds as a rule.
portal-look-again = Look again
portal-print = Print
portal-documents-arrived = What we have received
portal-sha256-means = A fingerprint of the file: the same file always has the same one
portal-sha256-words = The fingerprint (SHA-256) proves which file arrived: any change to a file changes it.
portal-kilobytes = { $size } KB
portal-megabytes = { $size } MB
portal-address-is-secret = The address of this page is yours alone: whoever has it sees your request.

portal-matter-title = Your request
portal-answer = The answer
portal-answer-disposed = The time for which this document was kept is over, and it was deleted. By its fingerprint you can still prove that the copy which you have is the genuine one.
portal-where = Where it is
portal-since = Since
portal-round = Round of completion
portal-timeline = What has happened
portal-due-why = { $days ->
    [one] One working day
   *[other] { $days } working days
} from registration, by the unit’s own calendar of working days.
portal-due-why-plain = Counted in working days from registration, by the unit’s own calendar.
portal-changed = The state of your request has changed.
portal-added = We have received what you added and are checking it.
portal-complete-now = Complete it now
portal-question = The unit asks you
portal-question-words = The time to answer your request stands still until you reply.
portal-answer-now = Answer now
portal-answer-title = Answer the question
portal-answer-lead = Write your answer below; you may add documents to it.
portal-add = Add to the request
portal-add-lead = What you add goes to whoever handles your request.
portal-complete-title = Complete your request
portal-complete-lead = Choose the documents that are missing. There is no need to send the others again.
portal-back-to-matter = Back to your request
portal-takes-nothing = Nothing can be added to this request any more.
portal-state-undecided = With the documents department
portal-state-undecided-words = An employee is looking at your request.
portal-state-incomplete = Something is missing
portal-state-incomplete-words = It will be registered as soon as it is complete.
portal-state-registered = Registered
portal-state-registered-words = Your request has a number and is with the responsible unit.
portal-state-answered = Answered
portal-state-answered-words = The responsible unit has answered you. Its letter is below.
portal-state-closed = Closed
portal-state-closed-words = All work on your request is finished. If something is still open, add to it, and work begins again.
portal-state-rejected = Not accepted
portal-state-rejected-words = We could not accept your request; our message says why. You may send a new one.
portal-state-void = Cancelled
portal-state-void-words = The entry was cancelled. Its number is not used again.
portal-state-joined = Added to another request
portal-state-joined-words = Your letter belongs to a request that was there before, and went to it.
portal-state-other = In progress
portal-state-other-words = Your request is being handled.
portal-step-received = Received
portal-step-incomplete = Returned for completion
portal-step-supplemented = Your addition received
portal-step-undecided = With an employee of the documents department
portal-step-registered = Registered
portal-step-moved = Referred to the responsible unit
portal-step-asked = The unit asks you something
portal-step-settled = The question is settled
portal-step-rescheduled = The last day to answer has changed
portal-step-joined = Added to another request
portal-step-answered = Answered
portal-step-closed = Closed
portal-step-reopened = Opened again
portal-step-rejected = Not accepted
portal-step-void = Cancelled

portal-refusal-title = This did not work
portal-try-again = Try again
portal-enter-code-again = Enter the code
portal-unknown-code-words = If you have sent it just now, wait a few seconds and try again.
portal-quote = When you ask for help, please quote: { $trace }
