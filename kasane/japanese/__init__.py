"""Japanese text: names, kana, 異体字, 和暦, ages, telephone numbers, addresses and search grams."""
