"""The door: mail, portal and counter uploads become submissions; nothing is lost after we said yes."""
