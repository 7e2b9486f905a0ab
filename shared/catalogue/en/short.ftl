# Notices by telephone: what a short message says above its link, and what somebody says who calls. Only characters of
# GSM 7 bit (3GPP TS 23.038): one other character makes a message more than twice as long.
short-received = { $organisation }: We have received your request and will check it.
short-incomplete = { $organisation }: Something is missing in your request. You can complete it at your service office or on its tracking page.
short-registered = { $organisation }: Your request is registered. Number: { $number }. It is with: { $unit }, tel. { $telephone }.
short-moved = { $organisation }: Your transaction { $number } is now with: { $unit }, tel. { $telephone }.
short-question = { $organisation }: There is a question about your transaction { $number }. You can answer it at your service office or on its tracking page.
short-rejected = { $organisation }: Your request could not be accepted. The reason stands on its tracking page.
short-supplemented = { $organisation }: What was added to your request has arrived.
short-answered = { $organisation }: Your transaction { $number } is answered. You can read the letter at your service office or on its tracking page.
short-closed = { $organisation }: The work on your transaction { $number } is done. How it ended stands on its tracking page.
