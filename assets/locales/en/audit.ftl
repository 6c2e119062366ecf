# The page for auditors.
nav-audit = Audit log
error-refused-audit = Only auditors read the audit log. Nothing was changed.
audit-title = Audit log
audit-lead = Everything that was done and every record that was shown, newest first. Looking here is an entry of its own.
audit-filter = Choose entries
audit-who = Who
audit-kind = What
audit-child = Student (MSIX ID)
audit-from = From day (UTC)
audit-to = To day (UTC)
audit-result = Result
audit-show = Show
audit-done = done
audit-refused = refused
audit-size =
    { $count ->
        [one] The log has { $count } entry.
       *[other] The log has { $count } entries.
    }
audit-none = No entry fits.
audit-none-here = No entry among those looked at fits. There are older ones.
audit-seq = Entry
audit-at = When
audit-what = What
audit-about = Student
audit-where = From
audit-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
audit-erased = link erased by law
audit-nobody = nobody
audit-at-console = at the server
audit-stranger = somebody not logged in
audit-from-unknown = not known
audit-from-console = the server's console
audit-from-socket = the server's console, while it ran
audit-from-program = the program
audit-pages = Pages
audit-newest = Newest
audit-older = Older
audit-entry = Entry { $seq }
audit-event = As it is written
audit-previous = Leaf hash of the entry before
audit-leaf = Leaf hash
audit-proof = Inclusion proof
audit-proof-text = These hashes, from the leaf up, lead to the root of the checkpoint over { $size } entries, signed { $time }.
audit-proof-none = No checkpoint covers this entry yet. One is signed within minutes while the server runs.
audit-checkpoint = Checkpoint
audit-back = Back to the log
audit-wrong-child = This is not an MSIX ID: it has 12 digits, and the last one fits the others.
audit-wrong-from = The first day is not a day of the calendar.
audit-wrong-to = The last day is not a day of the calendar.
audit-kind-store-created = Store created
audit-kind-schema-migrated = Store brought up to date
audit-kind-submission-received = File received
audit-kind-students-applied = Students of a file applied
audit-kind-submission-answered = File answered
audit-kind-record-read = Record opened
audit-kind-searched = Search
audit-kind-exported = Export
audit-kind-logged-in = Login
audit-kind-login-refused = Login refused
audit-kind-logged-out = Logout
audit-kind-account-created = Account created
audit-kind-reference-imported = Reference data loaded
audit-kind-server-started = Server started
audit-kind-session-used = Session in use
audit-kind-proposed = Change proposed
audit-kind-item-closed = Item decided or closed
audit-kind-item-handled = Item taken, assigned or sent up
audit-kind-exposure-read = Exposure looked up
audit-kind-model-installed = Linking model installed
audit-kind-purpose-stated = Purpose stated
audit-kind-message-delivered = Message delivered
audit-kind-regions-switched = Regions switched on or off
audit-kind-region-changed = Region changed
audit-kind-districts-placed = Districts placed
audit-kind-record-exported = Record taken as a file
audit-kind-disclosures-read = Accounting of disclosures read
audit-kind-block-keys-renewed = Blocking keys made anew
audit-kind-refused = Refused by role
audit-kind-log-read = Audit log read
audit-kind-audit-key-taken = Key of the log taken
audit-kind-checkpoint-signed = Checkpoint signed
audit-kind-links-erased = Links to a student erased
audit-kind-credential-changed = Password or second proof changed
audit-kind-proved = Second proof shown
audit-kind-sessions-ended = Visits ended
audit-kind-setup-link-made = Link for the first account printed
exposure-part-export = taken along as a file
