"""Papers as pictures: the signed consent, stored under the same walls as the record it belongs to."""
