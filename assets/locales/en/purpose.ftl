# Why records are opened: the five routine uses.
purpose-line = Purpose of this visit: { $purpose }
purpose-participation = Taking part in the migrant education program
purpose-enrollment = Enrolling a student
purpose-placement = Placing a student in a grade or course
purpose-credit = Awarding credit
purpose-match = Deciding whether two records are the same student
purpose-change = Change
purpose-unsaid = Not said (a search)
purpose-title = Why are you opening records?
purpose-why = The law allows records to be opened for these purposes only. Choose the one that fits. It is kept until you log out or change it, and is written down with every record you open.
purpose-now = chosen now
purpose-enrollment-more = A student arrives, or is about to, and you enroll the student in a school or project.
purpose-placement-more = You look for the right grade, course, language or special education service.
purpose-credit-more = You count or complete credits toward graduation.
purpose-participation-more = You find out whether a student takes or may take part in the program, or plan services.
purpose-match-more = You compare records that may belong to one student, or to two.
purpose-none-fits = If none of these is your reason, do not open a record. Ask your state's data administrator.
