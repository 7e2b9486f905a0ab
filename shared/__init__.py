"""What every service shares: contracts, wire rules and service wiring; nothing that has an opinion about documents."""
