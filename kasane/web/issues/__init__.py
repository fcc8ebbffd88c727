"""課題の解きほぐし on the screen, and the team that takes them on."""
