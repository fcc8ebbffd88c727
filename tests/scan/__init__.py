"""Two scanners that others wrote, wapiti and sqlmap, against the served product: `make scan`."""
