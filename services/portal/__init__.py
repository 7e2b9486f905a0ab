"""The face: pages for people, a client of the other services' interfaces."""
