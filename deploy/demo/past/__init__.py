"""Two months of a ministry, lived through in two or three minutes: services whose clocks are told another time than the machine's.

Nothing is moved in any database. What people do is done at the services' own doors, and the services stamp it
(docs/decisions/0028-a-demo-with-a-past.md).
"""
