# The worklist: near matches, merges, splits, undos.
nav-worklist = Worklist
work-title = Worklist
work-lists = Lists
work-tab-waiting = Waiting for me
work-tab-proposed = What I proposed
work-tab-decided = Decided
work-all = all
work-mine = mine
work-nobodys = nobody's yet
work-late = overdue
work-count =
    { $count ->
        [one] { $count } item waits.
       *[other] { $count } items wait.
    }
work-count-decided =
    { $count ->
        [one] { $count } item, decided last at the top.
       *[other] { $count } items, decided last at the top.
    }
work-count-proposed =
    { $count ->
        [one] You have proposed { $count } change.
       *[other] You have proposed { $count } changes.
    }
work-none = Nothing waits for you.
work-none-next = New items come when a state's file brings a child who may be known already, or when somebody proposes a change. Nothing else to do here today.
work-none-fits = Nothing fits what you chose.
work-show-all = Show everything that waits
work-none-decided = Nothing like this has been decided in your states yet.
work-none-proposed = You have not proposed anything.
work-none-proposed-next = When two records are the same child, or one record is two children, open the record and choose what is wrong at the end of its history.
work-different-link = Children that people keep apart
work-different-hint = Pairs judged to be two children, and matches and merges that were refused. Each can be asked again from its page.
work-sorted-law = In the order of the days that the law sets; what has none stands at the day of its goal.
work-sort-goal = Sort by our own goals
work-sorted-goal = In the order of our own goals.
work-sort-law = Sort by the days that the law sets
work-raised = Why it stands at this level
work-filter = Narrow the list
work-filter-show = Show
work-whose = Whose
work-only-overdue = Only overdue ones
work-kind = What is asked
work-state = State
work-status = Status
work-what = What
work-children = Children
work-states = States asked
work-asked = Who is asked
work-has = Who has it
work-nobody = nobody yet
work-age = Waiting
work-days =
    { $days ->
        [0] since today
        [one] { $days } day
       *[other] { $days } days
    }
work-due = Due
work-overdue = overdue
work-opened = Opened
work-closed = When
work-closed-by = Decided by
work-followed = What came of it
work-pages = Pages
work-page-before = Before
work-page-after = After
work-page-of = { $from } to { $to } of { $total }
work-item = item { $number }
work-kind-near-match = Near match
work-kind-validate-match = Match to confirm
work-kind-validate-merge = Merge to confirm
work-kind-validate-split = Split to confirm
work-kind-validate-undo = Undo to confirm
work-kind-notice = Move notice
work-kind-request = Data request
work-kind-correction = Request for correction
work-kind-findings = Errors in a file
work-status-open = open
work-status-assigned = given to somebody
work-status-acknowledged = in work
work-status-escalated = sent up
work-status-same = same child
work-status-different = two children
work-status-approved = confirmed and done
work-status-rejected = refused
work-status-cancelled = taken back
work-status-superseded = no longer needed
work-status-done = done
work-level-district = district
work-level-region = region
work-level-state = state
work-level-nation = all states
work-question-near-match = Is this the same child?
work-question-validate-match = The other state says this is one child. Do you agree?
work-question-validate-match-somebody = Somebody says this is one child. Do you agree?
work-question-validate-merge = Somebody wants to merge these records. Is it one child?
work-question-validate-split = Somebody wants to split this record. Is it more than one child?
work-question-validate-undo = Somebody wants to undo a decision. Was it wrong?
work-proposed-by = Proposed by
work-comes-from = from
work-again-yes = The program may propose them as one child again.
work-again-no = The program will not propose them as one child again.
work-changed-since =
    { $count ->
        [one] { $count } state's record has changed since this was proposed. What you see is as it is now.
       *[other] { $count } states' records have changed since this was proposed. What you see is as it is now.
    }
work-judged-apart = People have judged these records to be different children. Read why before you go on:
work-moot = This can no longer be carried out: the records have changed. Refuse it, or wait until it closes by itself.
work-second-person = It takes a second person: you proposed it, so somebody else decides. Nothing changes until then.
work-decide = Decide
work-why = Why? In your own words
work-why-validate = Why? Needed when you refuse
work-why-optional = Why? If you want to say so
work-master = If it is one child: the number that stays
work-same = Same child
work-different = Two children
work-judge-note = "Same child" asks a data administrator of the other state to confirm; nothing moves before that. "Two children" closes it, and the program will not ask again.
work-approve = Yes, do it
work-reject = No, refuse it
work-reject-again = If I refuse: the program may propose them as one child again
work-validate-note = "Yes" carries it out at once, exactly as shown above. It can be undone later.
work-cancel = Take it back
work-cancel-note = Nothing has changed yet, and nothing will.
work-reopen = Ask again
work-reopen-note = The records may be proposed as one child again. Nothing moves by this.
work-undo = This was wrong: undo it
work-undo-note = You will see first what would move back. Somebody else has to confirm.
work-hand = Who does it
work-take = Take it
work-take-note = Others see that you have it.
work-assign = Give it to somebody else
work-assign-to = To whom
work-assign-submit = Give
work-escalate = Send it up a level
work-escalate-submit = Send up
work-steps = What was done
work-step-opened = Opened
work-step-taken = Taken
work-step-assigned = Given
work-step-escalated = Sent up
work-step-overdue = Sent up because its time was over
work-step-judged-same = Judged: same child
work-step-judged-different = Judged: two children
work-step-approved = Confirmed and carried out
work-step-rejected = Refused
work-step-cancelled = Taken back
work-step-superseded = No longer needed: the records changed
work-step-undone = Undone
work-step-reopened = Asked again
work-step-unattended = Sent up because nobody there could decide
work-step-own-state = No other state has anybody to decide: a second person of the state that proposed it decides
work-step-done = Done
work-by-program = the program
work-by-nobody = somebody who is not logged in
work-by-state = { $state }'s file
work-next = Next
work-done-same = Same child
work-done-different = Two children
work-done-approved = Confirmed
work-done-rejected = Refused
work-done-cancelled = Taken back
work-done-reopened = Asked again
work-done-assigned = Given
work-done-escalated = Sent up
work-done-merge = Merge proposed
work-done-split = Split proposed
work-done-undo = Undo proposed
work-then-same = is decided. The other side is asked to confirm; nothing moves before that.
work-then-different = is closed. The program will not ask about this pair again.
work-then-approved = has been carried out.
work-then-rejected = is closed. Nothing has moved.
work-then-cancelled = is closed. Nothing has moved.
work-then-reopened = may be proposed again.
work-then-assigned = is with somebody else now.
work-then-escalated = is one level up now.
work-then-merge = waits for somebody else to confirm. Nothing changes until then.
work-then-split = waits for somebody else to confirm. Nothing changes until then.
work-then-undo = waits for somebody else to confirm. Nothing changes until then.

work-error-title = This was not done
work-error-why = A reason is needed, of at most 1,000 characters. Nothing was changed. Write why, then send it again.
work-error-other-states = Data administrators of the states asked decide about this, and nobody else can open it. Nothing was changed.
work-error-not-yours = None of your states has a record of these children, so somebody there has to propose it. Nothing was changed.
work-error-proposer = Whoever proposed it cannot decide about it: it takes a second person. Nothing was changed.
work-error-not-proposer = Only the person who proposed it can take it back. Nothing was changed.
work-error-kind = This cannot be done here. Nothing was changed. Go back to the worklist and open the item again.
work-error-closed = It was decided in the meantime. What you see now is how it ended; nothing of yours was lost.
work-error-locked = Another change is already proposed for one of these records. Nothing was changed. Wait until that is decided: it stands on the record's page.
work-error-changed = The records have changed since you looked at them, so nothing was done. Look again, then decide: what you wrote is still in the form.
work-error-superseded = The records have changed so that this can no longer be carried out. It was closed, and nothing moved.
work-error-assignee = Choose somebody, and only people of one level. Nothing was changed.
work-error-top = It already stands at the highest level. Nothing was changed.
work-error-not-several = A merge needs two or more different children. One of the numbers may already stand for the other. Nothing was changed.
work-error-too-many = These are too many children for one decision: at most eight at once. Nothing was changed and no record was opened. Take fewer.
work-error-undo-again = Say whether the program may propose them as one child again: neither answer is assumed. Nothing was changed, and what you wrote is still in the form.
work-error-withdrawn = Every state has withdrawn one of these records, so there is nothing to join. Nothing was changed.
work-error-parts = At least one state's record has to stay with the number, and at least one has to go. Nothing was changed. Choose again.
work-error-nothing-left = Later decisions have moved everything since: nothing is left to undo.
work-error-undone-before = This has already been undone. Nothing was changed.
work-error-not-undoable = There is no such decision to undo. Nothing was changed.
work-error-no-link = The program did not join this record by itself, so there is nothing to undo here. Nothing was changed.
error-refused-propose = Proposing and deciding is for registrars and data administrators. Nothing was changed. If your work needs it, ask your state's user administrator.
error-refused-decide = Only data administrators decide about this. Nothing was changed. You can look at what you proposed yourself.

compare-title = Side by side
compare-what = What
compare-agreement = Do they agree?
compare-record = Record { $letter }
compare-same = the same
compare-differs = they differ
compare-silent = no more than one side says it
preview-title = What would change
preview-note = Nothing has changed yet. This is what would happen, exactly.
preview-retired = retired
preview-retired-note = Whoever asks for it later is led to the number that stays.
preview-revived = in use again
preview-stays = keeps its number
preview-new = new number
preview-moves = moves here
preview-from = from
preview-conflicts = States disagree on
preview-journey = The journey, if it is one child
preview-journey-note = Two bars above each other mean two places at the same time.
preview-left-out = What stays where it is
preview-moved-since = a later decision took it elsewhere
preview-came-later = it came after that decision
preview-together-since = a later decision put them together again
propose-title = Propose it
propose-validators = Somebody else has to confirm, a data administrator of:
propose-submit = Propose
propose-note = Nothing changes until then. Until it is decided, nobody else can propose anything for these records.
merge-title = These are the same child
merge-intro = Give the MSIX IDs of the two records. You will see them side by side before anything is proposed.
merge-number = MSIX ID { $number }
merge-compare = Compare
merge-search = Find them by name instead: tick both in the results
merge-master = Which number stays?
merge-master-note = The other one is retired and leads here.
merge-preview = Show what would change
merge-tick = Same child as another one I tick
merge-ticked = The ticked ones are the same child
split-title = This is more than one child
split-intro = Choose for each state's record where it belongs. At least one stays with the number.
split-keeps = stays with this number
split-new = new child { $number }
split-note = Each new child gets a number of its own.
split-again = The program may propose them as one child again
split-preview = Show what would change
split-error-none = Every record would stay with this number, so nothing would be split. Choose a new child for at least one of them.
split-error-all = Nothing would be left with this number. Let at least one record stay with it.
split-only-one = Only one state has sent this child, so there is nothing to split.
undo-title = Undo a decision
undo-decision = What is undone:
undo-link = What is undone: the program joined this state's record to the child by itself. It would become a child of its own again.
undo-again = May the program propose them as one child again?
undo-again-no = No: they are different children
undo-again-yes = Yes: it was only too early
exposure-title = Whom the wrong record was shown to
exposure-link = To whom was the wrong record shown, and in what did it count?
exposure-slow = Your look is written down as well.
exposure-from = From
exposure-to = to
exposure-shown =
    { $count ->
        [one] { $count } reading
       *[other] { $count } readings
    }
exposure-told =
    { $count ->
        [one] { $count } answer that gave a state a number which is another child's
       *[other] { $count } answers that gave a state a number which is another child's
    }
exposure-left =
    { $count ->
        [one] { $count } file that left the system meanwhile
       *[other] { $count } files that left the system meanwhile
    }
exposure-left-note = The log does not say which records a file held: this one may have been in it or not.
exposure-at = When
exposure-whom = To whom
exposure-why = For what
exposure-part = Which part
exposure-part-search = a list of results
exposure-part-match = compared with another record
exposure-part-split = to split it
exposure-part-decisions = decisions about the child
exposure-submission = submission
exposure-students =
    { $count ->
        [one] { $count } student
       *[other] { $count } students
    }
exposure-back = Back to the undo
exposure-csv = As a file (CSV)
exposure-how = How
exposure-how-shown = shown
exposure-how-file = this record taken along as a file
exposure-how-deciding = shown to somebody who worked on such decisions
exposure-of = Decision
exposure-of-link = join of contribution { $number } by the program
exposure-since = From
exposure-until = Until
exposure-own-note = The wrong record itself, as a file:
exposure-how-told = number told to a state
exposure-how-left = in a file, perhaps
exposure-user = User name
exposure-what-she-is = Role
exposure-telephone = Telephone
hint-near = There may be another record of this child:
hint-notice = The family has moved or is about to:
hint-request = Data are asked for:
hint-proposal = A change of this record has been proposed:
decisions-title = Decisions about this child
decisions-none = Nothing has been asked or decided about this child yet.
wrong-title = If the record is wrong
wrong-merge = There is another record of the same child
wrong-split = This record is more than one child
wrong-unlink = The program joined { $state } ({ $id }) wrongly
home-worklist = What I must decide
home-worklist-none = Nothing waits for you.
record-retired-decisions = Who decided this, and when
work-to-decision = Straight to the decision
work-local = You decide for a region or a district. Here is what begins at that level because all that your state says about the students concerned is of your area: the district of the last enrollment that was closed counts. What is not decided in time goes up a level; your state's data administrators see it all the while.
work-judge-note-one = "Same child" asks another data administrator of { $states } to confirm; nothing moves before that. "Two children" closes it, and the program will not ask again.
work-states-decide = You can look at it. A data administrator of { $states } decides; nothing changes until then.
work-only-apart = Only what keeps children apart now
work-locked = Another change is already proposed for one of these records, so they cannot be joined until it is decided:
work-decided-there = Whether these two are one child is being decided already:
work-refused-there = The other side refused. If that was wrong, it can be asked again from
work-fate-waits = waits for the other side
work-fate-refused = refused by the other side
work-fate-moot = no longer needed
work-fate-undone = undone later
work-fate-asked-again = may be asked again since
work-past-near-match = Near match
work-past-validate-match = Match
work-past-validate-merge = Merge
work-past-validate-split = Split
work-past-validate-undo = Undo
work-past-notice = Move notice
work-past-request = Data request
work-past-correction = Request for correction
work-past-findings = Errors in a file
compare-spelled = spelled differently
hint-others-decide = Asked: { $states }.
hint-split = Part of what stood under this number is another child now:
exposure-people = 
    { $count ->
        [one] { $count } person saw it
       *[other] { $count } people saw it
    }
exposure-times = How often
exposure-first = First
exposure-last = Last
exposure-deciding = 
    { $count ->
        [one] { $count } reading by who worked on the decision
       *[other] { $count } readings by those who worked on the decision
    }
exposure-told-note = A state may have kept this number beside its own record of the child: it has to be told.
exposure-role-primary = Registrar, counselor or recruiter
exposure-role-secondary = Reader
exposure-role-data = Data administrator
exposure-role-other = Another role
compare-not-all = not all of them say it
compare-not-compared = not compared: one of the two compared records does not say it
compare-marked = ✓ marks what the program compared. What has no mark belongs to the same child and came in another record.
compare-mark = compared
compare-more = Everything else, side by side
