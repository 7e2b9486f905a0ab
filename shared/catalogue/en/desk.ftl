# The clerks' desk. Short words: people read them all day.
desk-title = Desk
desk-kinds = Kinds of work
desk-kind-undecided = To decide
desk-kind-unreadable = Unreadable
desk-kind-incomplete = With the requester
desk-kind-doubtful = Unit in doubt
desk-kind-bounced = Bounced notices
desk-away = This list cannot be shown at the moment. Please reload the page shortly.
desk-empty = Nothing waits here.
desk-what = Matter
desk-from = From
desk-why = Why it is here
desk-urgent = Urgent
desk-no-subject = (no subject)
desk-first-page = To the beginning
desk-more = More
desk-walk = Through the list
desk-previous = Previous
desk-next = Next
desk-back = Back to the matter
desk-look-at-it = Look at it

desk-done-register = Registered.
desk-done-return = Returned to the requester for completion.
desk-done-reject = Rejected; the requester is told.
desk-done-assign = The unit is decided.
desk-done-retry = The notice is being sent again.
desk-not-done = Nothing was changed
desk-meanwhile = Somebody else has decided this meanwhile. What you see now is how it stands.
desk-fault-too-long = This is too long; 2,000 characters at most.

desk-state-undecided = Waits for a decision
desk-state-incomplete = Waits for the requester
desk-state-registered = Registered
desk-state-rejected = Rejected
desk-state-void = Void

desk-decide = Decide
desk-register = Register
desk-register-as = Register as
desk-choose-type = Choose a type
desk-units-own = The type’s own unit
desk-return = Return for completion
desk-show-documents = Show its documents
desk-missing-of = What is missing: { $type }
desk-remark = What the requester is told
desk-reject = Reject
desk-reject-reason = Why; the requester is told
desk-unit-doubtful = Which unit is it for?
desk-assign = Decide the unit
desk-assign-reason = Why, for the history
desk-attempts = { $count ->
    [one] One attempt.
   *[other] { $count } attempts.
}
desk-retry = Send again
desk-label = Label
desk-no-label = There is no label before there is a number.

desk-arrived = What arrived
desk-on-behalf = On behalf of
desk-channel = Channel
desk-channel-mail = E-mail
desk-channel-portal = Portal
desk-channel-counter = Counter
desk-mailbox = Mailbox
desk-thought = What the system thought
desk-waits-because = It waits because
desk-type-because = The type follows from
desk-candidates = It could be
desk-missing = Missing
desk-wrong-fields = Fields to correct
desk-route-because = The unit follows from

desk-because-stated = the sender’s own choice
desk-because-mailbox = the address it was sent to
desk-because-government = a government sender
desk-because-words = words in it
desk-because-letter = nothing special: a letter with documents
desk-because-clerk = a clerk’s decision
desk-because-ambiguous = several types fit equally well
desk-because-unknown-type = the type that was stated does not exist
desk-because-unclear = no type could be recognised
desk-because-unreadable = the message could not be read
desk-because-papers-not-recognised = the documents could not be recognised
desk-because-clerk-registers = this type is always registered by a clerk
desk-because-request-type = the type’s own unit
desk-because-no-rule = no rule fits
desk-because-rule-weak = the rule that fits is not certain enough
desk-because-rules-disagree = rules contradict each other
desk-because-unit-unknown = the unit that the rule names does not exist
desk-because-received = Notice of receipt
desk-because-incomplete = Notice of what is missing
desk-because-registered = Notice of registration
desk-because-moved = Notice of another unit
desk-because-rejected = Notice of rejection
desk-because-supplemented = Notice of an addition

desk-step-received = Received
desk-step-undecided = Left to a clerk
desk-step-incomplete = Returned for completion
desk-step-supplemented = Addition received
desk-step-decided = Decided by a clerk
desk-step-registered = Registered
desk-step-routed = Referred to a unit
desk-step-rejected = Rejected
desk-step-voided = Voided
desk-step-other = Changed

keys-title = Shortcuts
keys-yes = To the decision that is suggested; Enter does it
keys-paper = Next document
keys-desk = To the list
keys-help = These shortcuts
keys-words = By the place of the key, in every keyboard language, and never while a field is being filled in. Esc leaves a field.
keys-on = Use single-letter shortcuts
keys-close = Close
