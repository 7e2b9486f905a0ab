# What is said of one field of a request: what is wrong with it. The key is field-<kind>.
field-missing = This field is required.
field-unexpected = This field is not known here.
field-choice = This must be one of: { $choices }.
field-too-long = This may have { $limit ->
    [one] one character
   *[other] { $limit } characters
} at most.
field-too-short = This must have at least { $limit ->
    [one] one character
   *[other] { $limit } characters
}.
field-too-many = There are more than allowed, which is { $limit }.
field-too-few = There are fewer than needed, which is { $limit }.
field-pattern = This does not have the right form. Please check what was entered.
field-at-least = This must be { $limit } or more.
field-at-most = This must be { $limit } or less.
field-whole-number = This must be a whole number.
field-number = This must be a number.
field-true-or-false = This must be true or false.
field-identifier = This must be a valid identifier (UUID).
field-date = This must be a valid date, such as 2026-11-21.
field-moment = This must be a date and time with a time zone, such as 2026-11-21T14:05:00+04:00.
field-text = This must be text.
field-list = This must be a list of values.
field-fields-object = This must be a JSON object of texts, each under a name of its own of { $limit } characters at most.
field-json = The body of the request could not be read as JSON.
field-e-mail = This is not a valid e-mail address. An example is name@example.com.
field-invalid = This value is not accepted. Please check it.

# Of request types, as administrators change them.
field-no-arabic = This must have Arabic letters.
field-not-english = This must be in English.
field-one-word = One word stands in many letters by chance. Please give a phrase of two words or more.
field-no-expression = This is not a regular expression.
field-other-code = The code must be { $code }.
field-no-mailbox = There is no mail address of its own that this could be about.
field-recognises-other = “{ $value }” is how the document “{ $other }” is recognised.
field-general-takes-all = General correspondence takes what nothing else takes, so it cannot require a document.
field-general-automatic = General correspondence is registered automatically.
field-general-stays = General correspondence cannot be retired: letters of no other type would have nowhere to go.
field-others-mailbox = { $value } is the mail address of the type “{ $other }”.
field-others-keyword = “{ $value }” is a keyword of the type “{ $other }”.
field-given-twice = “{ $value }” is given twice.
field-other-domain = The address must be at { $domain }.
field-no-unit = There is no unit with the code “{ $value }”.
field-rule-unfindable = These words have no letter or digit, so they would never be found.
field-rule-empty = A rule needs at least one condition; without any it would match everything.
field-rule-repeated = Another rule has this code already.
field-rule-reserved = This code has a meaning of its own. Please choose another one.
field-rule-unit = There is no such unit that works.
field-rule-type = This is below the certainty that decides, so no request type would decide anything.
field-trial-period = Please choose a period of at most 92 days that does not end before it begins.
field-template-field = There is no such field. There are: { $fields }.
field-template-code = The code is that of another template.
field-class-repeated = Another class has this code already.
field-class-unknown = None of the classes has this code.
field-class-used = The class { $code } cannot be left out: these request types name it: { $types }.
field-not-due = The documents of this transaction are not due.
field-held = This transaction is held.
field-review-alone = This transaction has to be looked at and confirmed by itself.
