error-refused-work = None of your roles may do this. Nothing was changed. If your work needs it, ask your state's user administrator.
work-question-notice = Look for the children who moved, or complete their data.
work-question-request = Send the data that are asked for.
work-question-correction = Look into the request, decide, and tell the family.
work-question-findings = Mend the errors in the state's own system and send the students again.
# The worklist of today: shortcuts, goals, several at once, keys.
work-level = Level
work-age-days =
    { $days ->
        [one] 1 day or more
       *[other] { $days } days or more
    }
work-legal = by law { $day }
work-answer-by = answer by { $day }
work-answer-late = first answer is late
work-decision-by = decide by { $day }
work-goal-answer = First answer
work-goal-resolution = Decision
work-goal-met = in time
work-goal-missed = goal missed
work-goal-until = goal
work-mended = Mended
work-tick = Choose item { $number }
work-bulk = Take what is ticked
work-bulk-note = Others see that you have it. Nothing is decided by it.
work-bulk-none = Nothing was ticked, so nothing was taken. Tick the items first.
work-bulk-taken =
    { $count ->
        [one] 1 item is yours
       *[other] { $count } items are yours
    }
work-bulk-left = not taken
work-left-unknown = there is no such item. Nothing was changed.
work-none-given = Nobody has given you anything.
work-none-given-next = Move notices and data requests appear here when a data administrator gives them to you.
work-saved = Saved filters
work-saved-remove = Take out the filter { $name }
work-save = Save this filter
work-save-name = Name, without names of children
work-save-name-wrong = The filter was not saved: its name has 1 to 40 characters.
work-save-full = The filter was not saved: you have 20. Take one out first.
work-keys-title = Keys
work-key-down = next row
work-key-up = row before
work-key-open = open it
work-key-take = take it
work-key-tick = tick it
work-key-help = show or hide these keys
work-done-mended = Mended
work-then-mended = The item is closed.
work-step-released = Given back: whoever had it works here no longer
# The start page.
home-clocks = Legal deadlines this week
home-clocks-none = No legal deadline ends this week.
home-new = New students
home-new-count =
    { $count ->
        [0] { $state }: no new student in the files of the last seven days
        [one] { $state }: 1 new student in the files of the last seven days
       *[other] { $state }: { $count } new students in the files of the last seven days
    }
home-new-near =
    { $count ->
        [0] No new student in your districts in the files of the last seven days
        [one] 1 new student in your districts in the files of the last seven days
       *[other] { $count } new students in your districts in the files of the last seven days
    }
home-new-near-more = At least { $count } new students in your districts in the files of the last seven days: there are more than can be looked through here
home-last-file = My state's last file
home-last-file-errors =
    { $rejected ->
        [0] Every student of it was taken.
        [one] 1 of { $read } students was rejected.
       *[other] { $rejected } of { $read } students were rejected.
    }
home-duties = Due from me
home-duty-terms = Rules of Behavior to accept again
home-duty-training = Yearly training to take again
home-duty-by = by { $day }
home-accounts = Accounts
home-applications =
    { $count ->
        [0] No application waits.
        [one] 1 application waits for a decision
       *[other] { $count } applications wait for a decision
    }
home-accounts-due =
    { $count ->
        [0] Nobody's terms or training end within 30 days.
        [one] 1 person's terms or training end within 30 days
       *[other] Terms or training of { $count } people end within 30 days
    }
home-regions = Regions
home-regions-off = { $state } does not work with regions.
home-regions-without =
    { $count ->
        [0] { $state }: every district has a region
        [one] { $state }: 1 district has no region
       *[other] { $state }: { $count } districts have no region
    }
home-audit = Audit log
home-audit-checkpoint = Last checkpoint signed: { $entries } entries. To verify the log without this server, take the snapshot and run vereda audit verify.
home-audit-none = No checkpoint has been signed yet.
home-audit-link = Read the log
home-operations = The machine
home-operations-link = Jobs, next runs and messages
home-clocks-overdue = overdue
home-clocks-week = due within seven days
home-given = What was given to me
