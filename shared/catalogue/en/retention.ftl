# Retention: how long documents are kept, and their deletion.
retention-title = Retention
retention-door = How long documents are kept, what is due, and what is held.
retention-lead = A class says how long documents are kept. When that is over they are due; nothing is deleted before somebody confirms it here. What was deleted keeps its line in the register, with name, size and fingerprint.
retention-change = Change the classes
retention-change-lead = What is due is counted by the new classes at once. Nothing is deleted by it.
retention-classes = Classes
retention-class = Class
retention-class-number = Class { $number }
retention-is-default = default
retention-for-ever = for ever
retention-years =
    { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
retention-part-years = Years
retention-part-title = Name
retention-part-help = For which transactions
retention-part-counted-from = Counted from
retention-part-then = Then
retention-from-closed = when it was closed
retention-from-received = when it was received
retention-then-review = each is looked at and confirmed by itself
retention-then-delete = many may be confirmed at once
retention-was-added = Added
retention-was-removed = Removed
retention-was-default = Is the default now
retention-once = The classes of version { $number }
retention-field-title-ar = Name in Arabic
retention-field-title-en = Name in English
retention-field-help-ar = For which transactions, in Arabic
retention-field-help-en = For which transactions, in English
retention-field-code = Code
retention-hint-code = Small Latin letters, digits and hyphens. Request types name the class by it.
retention-hint-years = Whole years. Empty: for ever.
retention-field-default = The class of request types that name none
retention-add = Add a class
retention-remove = Leave this class out
retention-due = Due
retention-year = Of the year
retention-count = Transactions
retention-nothing-due = Nothing is due.
retention-unclassed = These request types name a class that there is not, so nothing of them is due:
retention-due-lead = Tick what may go. Name, size and fingerprint of each document stay, and so does the line in the register.
retention-type = Type
retention-why = Why
retention-since-closed = since it was closed on { $on }
retention-since-received = since it was received on { $on }
retention-alone = Confirmed by itself
retention-due-since = Due since
retention-documents = Documents
retention-document-count =
    { $count ->
        [one] { $count } document
       *[other] { $count } documents
    }
retention-confirm = Delete the documents of what is ticked
retention-confirm-words = This cannot be undone by anybody. What another transaction needs, too, stays.
retention-hint-reason = Kept for ever, for example the number of the committee’s minutes.
retention-confirm-button = Confirm, and delete
retention-disposals = What was confirmed
retention-disposals-lead = Who confirmed what, when and why, and what became of it.
retention-nothing-confirmed = Nothing has been confirmed yet.
retention-under-way = under way
retention-outcome-waiting = waits
retention-outcome-deleted = deleted
retention-outcome-held = left as it is: held
retention-outcome-changed = left as it is: it changed meanwhile
retention-holds = Held
retention-holds-lead = The documents of a transaction that is held stay, whatever is due: for a court, an audit, or a claim.
retention-nothing-held = Nothing is held.
retention-hold = Hold a transaction
retention-release = Hold it no longer
retention-release-all = Reasons for which it is held: { $count }. This ends all of them.
retention-hint-number = As it stands on the receipt, such as IN-2026-000123-7.
retention-hint-hold = For the history, for example the number of the case.
retention-help = A request type names its class on its own page; what names none has the default one. Only what is closed is ever due. Every version of the classes can be put back.
retention-help-classes = A class that a request type names cannot be left out. Years are counted from the moment that the class says; without years documents are kept for ever.
retention-help-due = Administrators see numbers, types and dates here, not what a transaction is about. Deletion begins right after the confirmation; what was held or opened again until then is left as it is.
retention-help-holds = A transaction can be held before it is closed, and for several reasons. The letters that were issued in it stay with it. Who held it, when and why stays written down, and so does who let it go.
