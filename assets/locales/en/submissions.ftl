# The states' files.
submissions-count =
    { $count ->
        [one] { $count } submission
       *[other] { $count } submissions
    }
submissions-none = No submission of your state yet. When your state's system sends its file, it appears here.
submissions-back = Back to the submissions
submission-file = File
submission-received = Received
submission-status = Status
submission-children = Students
submission-rejected = Not loaded
status-applying = In progress
status-accepted = Accepted
status-errors = Accepted with errors
status-refused = Refused
count-read = Read
count-created = New
count-updated = Updated
count-unchanged = Unchanged
count-deleted = Withdrawn
count-rejected = Not loaded
findings-title = What was found, by rule
findings-none = Nothing was found.
findings-elsewhere = Each line of the file is in the answer file that your state's system received.
findings-count =
    { $count ->
        [one] { $count } time
       *[other] { $count } times
    }
severity-warn = Loaded as sent
severity-drop = Value left out
severity-reject = Student not loaded
findings-lines = Lines of the file:
findings-counts-only = Your role does not read children's records, so only the rules and their counts are shown.
