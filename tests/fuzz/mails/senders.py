"""Return paths that a door may refuse, or has to carry to where a notice would be sent; `{}` is a name of its own."""

ODD_SENDERS = (
    "{}\r@fuzz.example", "{}\rRCPT TO:<x@y.example>@fuzz.example", "{}\x00@fuzz.example", '"{} x"@fuzz.example', '"{}\\"@fuzz.example',
    "{}@[127.0.0.1]", "{}@[IPv6:::1]", "{}سالم@شركة.example", "{}@XN--MGBAH1A3HJKRD.example", "{}@xn--\x7f.example", "{}@FUZZ.Example",
    "{}@localhost", "{}", "{}@", "@fuzz.example,{}@fuzz.example", "@relay.example:{}@fuzz.example", "{}(comment)@fuzz.example",
    "{}@fuzz..example", "{}@-fuzz.example", "{}@fuzz.example.", ".{}@fuzz.example", "{}%other.example@fuzz.example", "{}!x@fuzz.example",
    "{}\u202e@fuzz.example", "{}\x85@fuzz.example", "{}\u2028@fuzz.example", "{}\udcff@fuzz.example", "{}\t@fuzz.example", "{} @fuzz.example",
    "{}@" + "a" * 64 + ".example", "{}" + "x" * 200 + "@fuzz.example", "{}@" + "a." * 130 + "example", "{}@fuzz.example>", "{}@fuzz.example> <x",
    "=?utf-8?q?{}=0D=0A?=@fuzz.example", "documents@diwan.example", "documents+{}@diwan.example", "mailer-daemon@fuzz.example",
)  # fmt: skip
