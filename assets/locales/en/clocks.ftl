# Legal clocks and calendars.
nav-clocks = Deadlines
clocks-title = Deadlines
clocks-what = Every legal clock of the exchange: what started it, what stopped it, and each day that counted.
clocks-export = Take this list along (CSV)
clocks-calendar = Days off and terms
clocks-help = How days are counted
clocks-none = No clock fits what you chose.
clocks-none-next = Clocks start by themselves: with a new certificate of eligibility, the end of a term, a move, a request or a notice. Choose another list above, or nothing is due.
clocks-count =
    { $count ->
        [one] { $count } clock.
       *[other] { $count } clocks.
    }
clock-show-running = running
clock-show-overdue = overdue
clock-show-week = due in 7 days
clock-show-in-time = met in time
clock-show-late = met late
clock-show-moot = ended otherwise
clock-filter = Choose
clock-filter-show = Show
clock-kind = Duty
clock-about = About
clock-state = Whose duty
clock-ed = Department of Education
clock-began = Began
clock-due = Last day
clock-ended = Ended
clock-status = Status
clock-days-back = How far back
clock-last-days = the last { $days } days
clock-kind-new-coe = New certificate of eligibility
clock-kind-end-of-term = End of a term
clock-kind-change-of-residence = Change of residence
clock-kind-parent-request = Request of a parent, guardian or child
clock-kind-correction-upload = Corrected data sent
clock-kind-forward-request = Request forwarded to another state
clock-kind-state-question = Answer to another state
clock-kind-ed-question = Answer to the Department of Education
clock-kind-request-acknowledged = Data request taken up
clock-kind-request-answered = Data request answered
clock-kind-notice-acknowledged = Move notice taken up
clock-status-in-time = met in time
clock-status-late = met late
clock-status-moot = ended otherwise
clock-status-today = due today
clock-status-overdue =
    { $days ->
        [one] { $days } day overdue
       *[other] { $days } days overdue
    }
clock-status-left =
    { $days ->
        [one] { $days } calendar day left
       *[other] { $days } calendar days left
    }
clock-status-history = before this system began
clock-history = Its last day was over before this system began. It is history: it says nothing about how the state keeps its deadlines here.
clock-mark-p = published
clock-mark-s = as states and others report it
clock-mark-m = to be confirmed by your agency
clock-mark-d = our own proposal; your state can set it
clock-of-notice = Move notice { $number }
clock-of-request = Data request { $number }
clock-of-correction = Request for correction { $number }
clock-of-term = Term of district { $district }
clock-of-coe = Qualifying arrival on { $day }
clock-back = All deadlines
clock-number = Clock { $number }
clock-district = district { $district }
clock-length = Length
clock-length-working = { $days } working days of the state
clock-length-calendar = { $days } calendar days
clock-length-named = up to the day that was asked for
clock-due-end = in time until its end in the state's time zone
clock-runs = It is running.
clock-progress = Children
clock-progress-of =
    { $count ->
        [one] { $updated } of { $count } child updated since the term ended
       *[other] { $updated } of { $count } children updated since the term ended
    }
clock-source = Where the rule comes from
clock-by-submission = submission { $number }
clock-by-act = done by { $who }
clock-by-day = the day itself, { $day }
clock-moot-withdrawn = the request was taken back
clock-moot-term-removed = the term was taken out of the calendar
clock-days = Day by day
clock-days-counted =
    { $count ->
        [one] { $count } day has counted so far.
       *[other] { $count } days have counted so far.
    }
clock-days-how = The day on which a clock starts does not count.
clock-day = Day
clock-counts = Counts
clock-day-start = start, does not count
clock-day-number = day { $number }
clock-day-to-come = day { $number }, to come
clock-day-late = day { $number }, too late
clock-day-skipped = not counted: { $why }
clock-day-due = last day
clock-day-end = ended here
clock-day-today = today
clock-weekday-1 = Monday
clock-weekday-2 = Tuesday
clock-weekday-3 = Wednesday
clock-weekday-4 = Thursday
clock-weekday-5 = Friday
clock-weekday-6 = Saturday
clock-weekday-7 = Sunday
clock-off-weekend = weekend
clock-holiday-new-year = New Year's Day
clock-holiday-king = Birthday of Martin Luther King, Jr.
clock-holiday-washington = Washington's Birthday
clock-holiday-memorial = Memorial Day
clock-holiday-juneteenth = Juneteenth
clock-holiday-independence = Independence Day
clock-holiday-labor = Labor Day
clock-holiday-columbus = Columbus Day
clock-holiday-veterans = Veterans Day
clock-holiday-thanksgiving = Thanksgiving Day
clock-holiday-christmas = Christmas Day
clock-warnings = Who was told
clock-warnings-none = Nobody yet. People are told when half of the days and when four fifths of them have passed, and when the last day is over.
clock-warned = { $point } percent of the days had passed; told:
clock-warned-over = the last day was over; told:
clock-warned-nobody = there was nobody to tell
clock-error-not-yours = This calendar is another state's, or the whole state's. Nothing was changed.
clock-error-name = A closure needs a name of at most 80 characters. Nothing was changed. Go back and give it one.
clock-error-days = The last day is before the first, or there are too many days at once. Nothing was changed. Go back and mend the days.
clock-error-term = A district is given by its NCES number, letters and digits alone, and a term is fall, spring, summer or intersession. Nothing was changed.
calendar-title = Days off in { $state }, { $year }
calendar-years = Years
calendar-other = Another state
calendar-holidays = Holidays by rule
calendar-holidays-how = Federal holidays that the state observes, and its own. Weekends never count.
calendar-instead = observed for { $day }
calendar-closures = Closures by hand
calendar-closures-none = None in this year.
calendar-whole = whole state
calendar-by = entered by { $who }, { $day }
calendar-remove = Take out
calendar-name = What it is called
calendar-first = First day
calendar-last = Last day
calendar-last-hint = Empty for one day; at most { $days } days.
calendar-district = NCES number of the district
calendar-district-hint = Empty for the whole state.
calendar-close = See what would move
calendar-terms = Terms
calendar-terms-how = The last day of a term starts the clock for its updates: 30 calendar days. The children of a term are those whose files name it, and those about whom the state sends something after the term was entered.
calendar-terms-none = None ends in this year.
calendar-term-kind = Kind
calendar-term-fall = fall term
calendar-term-spring = spring term
calendar-term-summer = summer term
calendar-term-intersession = intersession
calendar-term-file = told by a file
calendar-begins = First day
calendar-ends = Last day
calendar-term-add = Enter the term
calendar-ask-close = Enter this closure?
calendar-ask-open = Take this closure out?
calendar-would-move =
    { $count ->
        [0] No running clock would be due on another day.
        [one] { $count } running clock would be due on another day.
       *[other] { $count } running clocks would be due on another day.
    }
calendar-nothing-yet = Nothing has changed yet.
calendar-do = Yes, change the calendar
calendar-do-not = No, leave it
calendar-moved =
    { $count ->
        [0] The calendar was changed. No running clock moved.
        [one] The calendar was changed, and { $count } running clock with it.
       *[other] The calendar was changed, and { $count } running clocks with it.
    }
help-clocks = Deadlines and how days are counted
help-clocks-1 = The day on which something happens does not count. The first day that counts is the next one: the next working day where working days count.
help-clocks-2 = Working days are those of the state whose duty it is: no weekends, no holidays that the state observes, no closures that its data administrators entered. Calendar days count whatever day it is, and the last one may be a Sunday.
help-clocks-3 = The last day is in time until it ends at midnight in the state's time zone.
help-clocks-4 = The list says what is due first. Open a clock to see what started it, what stopped it, every day that counted and why others did not.
help-clocks-5 = Nothing is ever approved or closed because a day went by: what nobody answers is shown as overdue until somebody does.
