"""下書き: what somebody is typing, kept on the server until it is stored or thrown away."""
