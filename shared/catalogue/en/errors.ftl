# What the person is told whom an error meets: what happened, and what to do. The key is error-<code>.
error-bad-credentials = The user name or the password is not correct.
error-unauthorised = Please sign in to do this.
error-forbidden = Your role does not include this action.
error-not-found = We could not find what you asked for. Please check the link or the number.
error-method-not-allowed = This action is not available at this address.
error-invalid-request = The request could not be understood. Please check what was entered and try again.
error-too-many-requests = Too many requests came from you in a short time. Please wait a little and try again.
error-store-unavailable = The service is temporarily unavailable and nothing was saved. Please try again shortly.
error-store-full = There is no space for new documents at the moment and nothing was saved. Please try again later.
error-internal = Something went wrong on our side; it has been recorded and will be looked into. Please try again later.

error-answer-missing = The connection was interrupted, and your documents may have arrived already. Please send the form again: it will not become two requests.
error-unknown-tracking-code = We could not find a request with this tracking code.
error-form-expired = This form was open for too long, or the browser accepts no cookies. Nothing was sent; please send it again.
error-too-many-watching = So many pages are open at the moment that this one does not update itself. Please reload it to see what is new.

error-unknown-request-type = This type of request is not known. Please choose one from the list of request types.
error-empty-submission = The submission holds neither a message nor a document. Please write a message or attach at least one document.
error-document-codes-mismatch = The number of document codes is not the number of files. Please send one code for each file, in the same order, or none at all.
error-file-too-large = One of the files is larger than allowed. Please reduce or split it and send it again.
error-submission-too-large = The files together are larger than one submission may be. Please send them in several submissions.
error-length-required = The request does not say how long the file is. Please send it with a Content-Length header.
error-checksum-mismatch = The file that arrived does not match its stated checksum; it may have changed on the way. Please send it again.
error-idempotency-key-reused = This Idempotency-Key was used before with different content. Please use a new key for every new submission.

error-already-decided = This request has already been decided. Please reload the page to see its state.
error-stale-version = This was changed after you opened it. Please reload the page and try again.
error-version-required = Please say which version you have seen: send the value of the ETag in the If-Match header.
error-already-classified = It is that already.
error-already-void = This entry is already void.
error-has-number = This request has a transaction number of its own. To join it to another transaction, void that number first.
error-unknown-transaction = There is no transaction with this number, or it is void. Please check the number.
error-matter-full = This request has as many notes as it can hold.
error-unknown-unit = There is no unit with this code.
error-notice-not-stopped = This notice has not been stopped, so there is nothing to try again. Please reload the page to see its state.

error-own-rights = You cannot change your own rights. Please ask another administrator.
error-login-taken = Another person already signs in by this name. Please choose another one.
error-weak-password = This password is too short, too long or too easily guessed. Please choose 12 to 128 characters that are no common words or pattern.
error-invitation-over = This invitation was used already or is too old. Please ask your administrator for a new one.
error-impossible-delegation = This delegation is not possible. Please check both people and the period, which may last a year at most.
error-branch-ended = This referral has ended: it was returned, recalled or done. Please reload the page.
error-already-accepted = This referral was accepted before. Please reload the page to see its state.
error-open-work-below = Work that was referred onward from here is not done yet. Please wait for it or recall it first.
error-nobody-above = Nobody referred this transaction, so it can be neither recalled nor returned. The documents department can give it to another unit.
error-impossible-referral = This cannot be done: it would go to who has it already, or you have it for information only. Please check your choice.
error-impossible-due-date = The due date must be a later working day of every unit it is referred to. Please choose another day.
error-question-waiting = A question to the requester still waits for an answer. Please wait for it or settle the question first.
error-no-question = No question to the requester waits for an answer. Please reload the page.
error-route-full = This transaction has as many referrals, notes or questions as it can hold.
error-search-too-wide = Too much would have to be looked at. Say more closely what you are looking for, or limit the period.
error-not-registered = It has no number yet. Choose its type when you register it.
