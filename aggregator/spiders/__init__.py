"""Which requests a visit makes; what comes back goes to reading."""
