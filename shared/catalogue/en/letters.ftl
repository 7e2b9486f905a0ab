# What is printed on letters beside what an officer writes.
letter-number = Number:
letter-date = Date:
letter-answers = In answer to your transaction:
letter-subject = Subject:
letter-enclosed = Enclosed
letter-track = Follow the transaction
letter-draft = Draft, not approved and without a number
letter-manager-of = Manager, { $unit }
letter-on-behalf-of = On behalf of { $name }
template-sample-subject = Request for a permit
template-sample-requester = Gulf Horizon Trading Company
