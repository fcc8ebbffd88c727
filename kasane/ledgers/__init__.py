"""台帳: the desk's own register of consultations and its monthly figures."""
