# What is wrong with a new password
password-short = The password is shorter than 12 characters. Several words that do not belong together are easy to remember and hard to guess.
password-long = The password is longer than 128 characters.
password-common = This is one of the passwords that people use most, and that attackers try first.
password-names = It has your name, your user name or the name of this system in it; that is tried first.
password-words = It has a common word or name in it. Add other words that do not belong together.
password-repeats = It has repeated characters, which make it no stronger.
password-sequence = It has a sequence in it, such as abcd or 6543.
password-keyboard = It has neighbouring keys in it, such as qwerty.
password-date = It has a date or a year in it, and dates are easy to guess.
password-guessable = It is too easily guessed. Add one or two uncommon words.
