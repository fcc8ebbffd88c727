"""For whoever watches over the installation: signs of life and figures, and in them nothing about anybody."""
