# What auditors read: the books, and who saw and did what.
audit-registers = Books
audit-activity = Who did what
audit-registers-help = The three numbered books by year. A number is given once and never taken back: a void line stays, with its reason. The check reads a book from its first line to its last, now, and tells whether its numbers are 1 to n without a gap, ascending with time.
audit-activity-help = Everything that the services keep of a person, a transaction or a document: who did or saw what, and when. Times are those of the register's legal time zone. That you looked is not part of it.
audit-book = Book
audit-lines = Lines
audit-voids = Void lines
audit-last = Last number
audit-check = Check now
audit-no-books = There is no line in any book yet.
audit-whole = The book is whole: { $lines } lines, numbers 1 to { $last } without a gap, ascending with time.
audit-not-whole = The book is not whole: it has { $lines } lines, and its last number is { $last }.
audit-missing = Not there: { $numbers }
audit-backwards = Earlier than the line before: { $numbers }
audit-counter = The counter stands at { $counter }.
audit-checked = Read from the first line to the last, just now.
audit-empty-book = This book has no such line.
audit-voided = Void since
audit-voided-by = By
audit-all-lines = All lines
audit-by-person = By person
audit-by-matter = By transaction
audit-at = When
audit-who = Who
audit-person = Person
audit-source = Where
audit-what = What
audit-number = Transaction number
audit-document = Document
audit-about = About
audit-why = Why
audit-choose-person = Choose a person
audit-document-id = Id of the document
audit-source-registry = The books
audit-source-routing = The work
audit-source-storage = The documents
audit-source-directory = People and sign-in
audit-source-notify = Notices
audit-none = Nothing was found.
audit-not-there = There is no such transaction or document.
audit-away = Not complete: { $source } did not answer. Please try again in a moment.
audit-cut = Not complete: { $source } has more. A file has up to 10,000 lines of it, and a shorter period tells the rest.
audit-shown = { $count ->
    [one] One line
   *[other] { $count } lines
}
audit-shown-first = The first { $shown } of { $count } lines; a file has all of them.
