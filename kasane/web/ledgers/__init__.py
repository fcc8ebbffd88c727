"""帳票: the desk's register, its monthly report, and lists as Excel."""
