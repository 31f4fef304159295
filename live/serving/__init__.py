"""From the hub to the screens: the protocol, the server, and what one client may do."""
