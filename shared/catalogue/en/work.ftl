# Inbox, transaction and follow-up: the pages of whoever holds work. Short words: people read them all day.
work-inbox = Inbox
work-follow-up = Follow-up
work-shelves = Parts of the inbox
work-narrowing = Whose
work-show-all = All
work-show-running = In progress
work-show-waiting = With the requester
work-show-late = Late
work-of-units = Of my unit
work-given-to-me = Given to me in person
work-given-away-by-me = By me in person
work-empty = Nothing waits here.
work-nothing-to-follow = You wait for nobody.
work-matter = Transaction
work-asked-for = What for, and from whom
work-held-by = With whom
work-waited-for = Waiting for
work-requester = The requester
work-asked-on = asked on

work-purpose = Purpose
work-purpose-action = For action
work-purpose-information = For information
work-given-by-system = Documents Department
work-on-behalf-of = on behalf of
work-from = From
work-since = Since
work-no-term = No due date
work-late = Late:
work-late-by = { $days ->
    [one] Late by one working day:
   *[other] Late by { $days } working days:
}
work-left = { $days ->
    [0] No working day left
    [1] One working day left
   *[other] { $days } working days left
}
work-paused = The clock stands still
work-clocks-stand = all clocks stand still until the answer comes

work-state-open = Not accepted yet
work-state-accepted = Accepted
work-state-returned = Returned
work-state-recalled = Recalled
work-state-done = Done
work-complete = All work is done

work-who-has-it = Who has it
work-yours = With you
work-notes = Notes
work-no-notes = Nobody has written anything down.
work-questions = Questions to the requester
work-question-waits = Waiting for the requester
work-original = The original is needed
work-arrived-away = What arrived cannot be shown at the moment. Please reload the page shortly.
work-changed = Somebody has changed this transaction. The tree and what happened are up to date; open the page again before you decide.

work-for-you = What you can do
work-several = You hold several parts of it
work-nothing-held = You hold no part of it.
work-held-up = It can be neither done nor returned before this is done:
work-held-up-by-question = It can be neither done nor returned before the question is settled.

work-act-accept = Accept
work-act-refer = Refer
work-act-return = Return
work-act-recall = Recall
work-act-done = Done
work-act-ask = Ask the requester
work-act-settle = Settle the question
work-act-note = Note
work-act-assign = Another unit

work-refer-to = To whom
work-find-unit = Find a unit or a person
work-chosen = Chosen: %s
work-instruction = Instruction
work-due = Due
work-until = Due on
work-until-hint = A later working day of everybody who gets it.
work-remark = What was done
work-question = Your question
work-ask-hint = It is sent by e-mail and stands on the tracking page. All clocks stand still until the answer comes.
work-return-reason = Why
work-return-hint = It goes back to whoever referred it.
work-return-hint-root = It goes back to the Documents Department.
work-settle-because = How it was answered
work-settle-hint = What the requester sends settles it by itself. The clocks go on.
work-recall-what = What is taken back
work-recall-reason = Why
work-note = What you write down
work-note-hint = For those who work on it; the requester never sees it.

work-fault-nobody = Please choose at least one unit or person.
work-fault-day = Please give the day as year-month-day.
work-fault-too-long = This is too long; 4,000 characters at most.
work-meanwhile = Somebody else was faster. What you see now is how it stands; what you typed is still here.
work-kept = What you typed
work-gone = This transaction is not with you any more
work-gone-words = It was taken to another unit while you were writing. Nothing was changed.

work-done-accept = Accepted.
work-done-refer = Referred.
work-done-return = Returned.
work-done-recall = Recalled.
work-done-done = Done.
work-done-ask = The requester is being asked; the clocks stand still.
work-done-settle = The question is settled; the clocks go on.
work-done-note = Noted.
work-done-assign = Given to the unit.

work-step-routed = Sent to
work-step-assigned = Given to
work-step-voided = Voided
work-step-referred = Referred to
work-step-accepted = Accepted
work-step-returned = Returned
work-step-recalled = Recalled
work-step-done = Done
work-step-asked = The requester was asked
work-step-settled = The question was settled
work-step-rescheduled = New due date
work-step-other = Changed
work-new-term = { $new } instead of { $old }
work-settled-supplemented = The requester answered
work-settled-otherwise = Answered in another way
work-settled-withdrawn = Withdrawn
work-rescheduled-question = because the requester was asked
work-rescheduled-calendar = because the calendar changed

work-help = Help
work-help-inbox = What your unit holds: urgent first, then by due date. Clocks count working days and stand still while the requester is asked. “Given to me in person” shows only what names you. Open a transaction to accept, refer, return or finish it.
work-help-follow-up = What you or your unit referred to others for action and is not done yet, and questions that requesters have not answered. You can recall a referral on the transaction’s page.
work-help-matter = “What you can do” has what is open to you now. Refer to several units or people at once, for action or for information. What you refer for action has to be done before you can finish. If somebody else is faster, nothing is overwritten and your words are kept.
work-keys-first = The first transaction

related-title = Related transactions
related-link = Link with another transaction
related-unlink = Unlink
related-number = Number of the other transaction
related-how = How they belong together (optional)
related-how-hint = Shown to whoever may see both of them; never to the requester.
related-why-not = Why they do not belong together
related-closed = Closed
related-unseen = With another unit
work-done-link = Linked.
work-done-unlink = Unlinked.
work-fault-no-matter = There is no transaction of this number that you may see. Please check the number.
