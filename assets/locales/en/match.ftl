# Why two records are one child, for somebody who never heard of record linkage.
# What was compared.
match-field-first-name = First name
match-field-middle-name = Middle name
match-field-last-name-1 = First surname
match-field-last-name-2 = Second surname
match-field-surnames = Both surnames
match-field-suffix = Suffix (Jr., III)
match-field-birth-date = Birth date
match-field-sex = Sex
match-field-parents = Parents
match-field-birth-place = Birthplace
match-field-multiple-birth = Twin or triplet
match-field-ids = Identification numbers
match-field-state = States that sent the records
match-field-rivals = Other children it could be
# How the two compare.
match-same = the same
match-sounds-alike = spelled differently, sounds the same
match-nickname = a nickname or another form of the same name
match-similar = a letter or two differ
match-part = one record has only part of it
match-swapped = in the other's place
match-day-month-swapped = day and month switched
match-one-digit = one digit differs
match-year-off = the year differs by one or ten
match-default-date = one record says 1 January, as is written when the day is not known
match-different = different
match-contradicts = cannot both be right
match-missing = not sent by both
match-flagged = said by at least one record
match-two-in-one-state = one state sent both records as two children
match-several = more than one child fits
# What follows.
match-for = speaks for the same child
match-against = speaks against it
match-neutral = says little
