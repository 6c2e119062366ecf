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
findings-title = What is wrong with the file as a whole
findings-none = Nothing is wrong with the file as a whole.
findings-elsewhere = What was found in single students is in the answer file that your state's system received.
findings-count =
    { $count ->
        [one] { $count } time
       *[other] { $count } times
    }
