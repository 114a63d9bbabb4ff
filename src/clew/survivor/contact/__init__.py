"""How, when and never to reach a person; their address and phone, each opened on its own."""
