# The search box, its results, the home page.
home-title = Welcome, { $name }
home-no-children = Your roles do not open children's records. You can see your state's submissions and the help pages.
home-no-children-nation = Your roles do not open children's records. The help pages say what you can do here.
home-submissions = My state's newest submissions
home-submissions-nation = Newest submissions of all states
home-all-submissions = All submissions of my state
home-all-submissions-nation = All submissions

search-title = Find a student
search-box = Name, birth date, MSIX ID or state ID
search-submit = Search
search-hint = Type what you know, in any order and any spelling. For example: Lizete Flores 14 Oct 2003
search-more = More ways to search
search-parent = Parent or guardian
search-school = School or project
search-born-from = Born on or after
search-born-to = Born on or before
search-sex = Sex
search-state = State that sent a record
search-birth-country = Country of birth
search-any = Any
sex-female = Female
sex-male = Male
sex-nonbinary = Nonbinary
search-count =
    { $count ->
        [one] { $count } student found.
       *[other] { $count } students found.
    }
search-more-hits = There may be more. Add a birth date or a parent's name to narrow the list.
search-so-far =
    { $count ->
        [0] No student so far. Go on typing, or press Search for advice.
        [one] { $count } student so far.
       *[other] { $count } students so far.
    }
search-so-far-more = The { $count } nearest students. Go on typing, or press Search for all.
search-forgotten = Your search is no longer kept. Please type it again. Nothing else was lost.
search-none = No student found.
search-try-less = Type less: one surname and the birth date are often enough.
search-try-other = Try the other surname, or the first name alone with the birth date.
search-try-date = Day and month may have been switched: try the name without the date.
search-try-id = If you have a paper from the last school, try the state ID or the MSIX ID on it.
search-try-new = If the student has just arrived, enroll as usual: the record appears when your state's system sends its next file.
no-name = (no name)
withdrawn = no longer sent
born = Born
parents = Parents:
last-school = Last school:
reason-same-name = Same name
reason-joined-name = Written together or apart
reason-nickname = Nickname
reason-sounds-alike = Sounds alike
reason-spelled-alike = Similar spelling
reason-surnames-swapped = Surnames in another order
reason-starts-with = Begins the same
reason-parent = Parent's name
reason-birth-date = Same birth date
reason-birth-swapped = Day and month of birth switched
reason-birth-near = Birth date differs a little
reason-state = State
reason-msix-id = MSIX ID
reason-state-id = State ID
reason-filters = Fits the form
reason-other = Fits what you typed
