# The operator's pages: is the machine well.
nav-operations = Operations
operations-title = Operations
operations-now = { $when }. Vereda { $version }
operations-begun = Begun: { $job }. Load the page again to see how it went.
operations-error-running = This job runs just now. Wait until it has ended.
operations-machine = The machine
operations-gigabytes = { $count } GB
operations-megabytes = { $count } MB
operations-kilobytes = { $count } KB
operations-unknown = not known
operations-free = Room on the disk
operations-store = Store
operations-index = Search index
operations-index-level = up to date
operations-index-busy = taking up changes just now
operations-index-behind =
    { $count ->
        [one] { $count } change waits
       *[other] { $count } changes wait
    }
operations-checkpoint = Last checkpoint of the audit log
operations-checkpoint-at = { $when }, over { $count } entries
operations-checkpoint-none = none yet
operations-mail = Messages to people
operations-mail-off = Nothing is mailed: the settings name neither a mail server nor a directory. User administrators print the letters to new users.
operations-mail-waiting =
    { $count ->
        [0] No message waits.
        [one] { $count } message waits.
       *[other] { $count } messages wait.
    }
operations-mail-oldest = The oldest since { $when }.
operations-mail-trouble = Nothing goes out since { $when }.
operations-mail-trouble-hint = Nothing is lost: it is tried again by itself, and what waits goes out then.
operations-mail-failed =
    { $count ->
        [one] { $count } message could not be delivered
       *[other] { $count } messages could not be delivered
    }
operations-mail-failed-hint = The mail server refused them for good, or for longer than is tried. A wrong address is corrected on the page of the account.
operations-mail-retry = Send it once more
operations-mail-secret = It carried a password or a link, which is out of the store: it is made anew on the page of the account.
operations-error-retry = This message does not wait for another try: it was sent, or what it carried is out of the store.
operations-mail-tries =
    { $count ->
        [one] message { $number }, tried once
       *[other] message { $number }, tried { $count } times
    }
operations-jobs = Jobs
operations-zone = Times of the day at which jobs run are those of { $zone }; all other times on this page are UTC.
operations-zone-utc = All times are UTC.
operations-job = Job
operations-last = Last run
operations-next = Next run
operations-act = Now
operations-run = Run now
operations-running = runs now
operations-idle = Last looked at { $when }: nothing to do.
operations-never = Not run yet
operations-began = Began
operations-by = Set going by
operations-took = Took
operations-result = Result
operations-planned = plan of { $when }
operations-seconds = { $count } s
operations-newest = Newest runs
operations-older = Older runs
operations-history-none = No run has been written down yet. Jobs that look every few minutes are written down only when they did something.
operations-result-begun = begun
operations-result-done = done
operations-result-failed = failed
operations-result-cut-off = cut off by the end of the program
operations-every-seconds = every { $count } seconds
operations-every-minutes = every { $count } minutes
operations-daily = every day at { $time }
operations-workdays = Monday to Friday at { $time }
operations-job-submissions = Stopped files
operations-job-submissions-text = Takes files to their end that were cut off in the middle.
operations-job-clocks = Legal clocks
operations-job-clocks-text = Looks through the legal clocks and tells people of those that come near their end or are over.
operations-job-worklist = Overdue items
operations-job-worklist-text = Sends overdue items of the worklist and requests that nobody acknowledged up a level, and gives back what people had whose access ended.
operations-job-checkpoint = Checkpoints
operations-job-checkpoint-text = Signs checkpoints of the audit log when they are due. Each is an entry of the audit log; a run is written down only when it failed.
operations-job-accounts = Accounts
operations-job-accounts-text = Reminds of what has to be done every year, locks accounts that nobody uses, removes old papers.
operations-job-outbox = Old messages
operations-job-outbox-text = Removes messages that went out long ago.
operations-job-index = Check of the index
operations-job-index-text = Compares the search index with the store.
operations-job-digests = Daily messages
operations-job-digests-text = Tells people who want one message a day how much waits for them.
operations-did-submissions =
    { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
operations-did-warned =
    { $count ->
        [one] { $count } clock told of
       *[other] { $count } clocks told of
    }
operations-did-messages =
    { $count ->
        [one] { $count } message posted
       *[other] { $count } messages posted
    }
operations-did-started =
    { $count ->
        [one] { $count } clock started
       *[other] { $count } clocks started
    }
operations-did-stopped =
    { $count ->
        [one] { $count } clock stopped
       *[other] { $count } clocks stopped
    }
operations-did-given-back =
    { $count ->
        [one] { $count } item given back
       *[other] { $count } items given back
    }
operations-did-requests-sent-up =
    { $count ->
        [one] { $count } request sent up
       *[other] { $count } requests sent up
    }
operations-did-sent-up =
    { $count ->
        [one] { $count } item sent up
       *[other] { $count } items sent up
    }
operations-did-reminded =
    { $count ->
        [one] { $count } reminder
       *[other] { $count } reminders
    }
operations-did-locked =
    { $count ->
        [one] { $count } account locked
       *[other] { $count } accounts locked
    }
operations-did-papers =
    { $count ->
        [one] { $count } paper removed
       *[other] { $count } papers removed
    }
operations-did-messages-removed =
    { $count ->
        [one] { $count } message removed
       *[other] { $count } messages removed
    }
operations-did-digests =
    { $count ->
        [one] { $count } message posted
       *[other] { $count } messages posted
    }
account-mail = Messages about work
account-mail-text = How you are told of work that waits for you. Messages about your account itself always come at once.
account-mail-each = A message for each thing, at once
account-mail-daily = One message a day, from Monday to Friday, if there is something
account-mail-never = None: I see it when I log in
account-mail-save = Save
account-mail-failed = Messages that could not be delivered
account-mail-failed-hint = The mail server refused them. Check the e-mail address.
says-title = Nothing was sent yet
says-warning = This text seems to say more about a child than it should. Others read it, and it stays. Take out what is not needed, or send it as it is.
says-text = What you wrote
says-found = It seems to contain:
says-changed = Send what stands here now
says-send = Send it as it is: it is needed here
says-note = All else that you filled in is kept and goes along.
says-name = a name of the child
says-ssn = a Social Security number
says-phone = a telephone number
says-email = an e-mail address
says-birth-date = a birth date
