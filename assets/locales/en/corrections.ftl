# Requests for correction, dispute statements, and the letters to families.
statement-title = Dispute statement
statement-what = The person concerned, or the family, disputes this record.
statement-by = Entered by the Privacy Act Administrator, U.S. Department of Education
statement-ended-title = Dispute statements that were taken out
statement-ended = Taken out
hint-correction = A request for correction about this student is open:
statement-way = Dispute statement
statement-intro = A statement of disagreement is shown with every view, print and export of this record, and goes with it through merges and splits, until you take it out. Nothing in the data changes.
statement-text = The statement, in the words of the person who disputes the record
statement-hint = Plain text, at most { $most } characters. Everybody who sees the record reads it.
statement-wrong = A statement has 1 to { $most } characters. Nothing was entered; what you typed is below.
statement-enter = Enter the statement
statement-end = Take out statement
statement-end-why = Why it is taken out
nav-corrections = Corrections
corrections-one = Request for correction
corrections-intro = Families, states and the Department of Education ask for data to be corrected. The state that sent the data decides and sends the corrected data in its own file. Nothing is decided by waiting.
corrections-count =
    { $open ->
        [one] { $open } open request
       *[other] { $open } open requests
    }, { $overdue } overdue; { $shown } shown below.
corrections-none = No request fits.
corrections-none-next = To take one down, open the child's record and choose "Say that something is wrong".
corrections-status = How far
corrections-open = Open
corrections-all = All
corrections-mine = Mine
corrections-overdue = Overdue only
corrections-show = Show
corrections-number = Number
corrections-child = MSIX ID
corrections-who = Who asks
corrections-answers = Answers
corrections-age = Received
corrections-due = Due
corrections-late = overdue
corrections-days =
    { $days ->
        [0] today
        [one] { $days } day ago
       *[other] { $days } days ago
    }
corrections-newer = Newer
corrections-older = Older
corrections-status-received = received
corrections-status-acknowledged = acknowledged
corrections-status-forwarded = forwarded
corrections-status-decided = decided
corrections-status-awaiting-data = waits for the data
corrections-status-closed = closed
corrections-status-withdrawn = withdrawn
corrections-granted = granted
corrections-denied = denied
corrections-say-wrong = Say that something is wrong
corrections-new = Request for correction
corrections-choose = Tick each value that is said to be wrong, as the state sent it. Then say what it should be.
corrections-next = Next
corrections-other-values = Choose other values
corrections-what-should = What should it be?
corrections-who-asks = Who asks
corrections-what = Element
corrections-stands = When it was disputed
corrections-wanted = Should be
corrections-since = Sent since
corrections-same = nothing new yet
corrections-file = File
corrections-requester = Who asks
corrections-requester-parent = Parent
corrections-requester-guardian = Guardian, or a person in place of a parent
corrections-requester-child = The student
corrections-requester-state = Another state
corrections-requester-ed = U.S. Department of Education
corrections-requester-which = Which state, when a state asks
corrections-name = Name
corrections-address = Postal address for the letters
corrections-channel = How it came
corrections-channel-in-person = In person
corrections-channel-telephone = By telephone
corrections-channel-letter = By letter
corrections-channel-email = By e-mail
corrections-channel-portal = Through another portal
corrections-language = Language of the letters
corrections-proof = What proved who asks and the relation to the student
corrections-proof-photo-id = Identification with a photograph
corrections-proof-birth-certificate = The student's birth certificate
corrections-proof-consular-id = Consular identification or passport
corrections-proof-court-order = Court order or power of attorney
corrections-proof-school-record = The school's own papers
corrections-proof-known = Known to the staff in person
corrections-proof-official-letter = Official letter of the agency
corrections-proof-other = Another paper
corrections-proof-hint = Only the kind of paper is kept. Never write down the number of a document.
corrections-received = Day of receipt
corrections-received-by = Taken down by
corrections-please = Please choose
corrections-look = Look at it first
corrections-preview = Take this request down?
corrections-old = It is said to have been received more than a year ago. Please check the day: the legal time runs from it.
corrections-several =
    { $count ->
       *[other] The values were sent by { $count } states: { $count } requests are taken down, linked to each other, because each state answers for its own data.
    }
corrections-answers-for = { $state } answers
corrections-clock-begins = Time begins:
corrections-until = until
corrections-unattended = { $state } has no data administrator in this exchange. The work goes up to the national level; please tell { $state } by other means as well.
corrections-take-down = Take it down
corrections-change = Change something
corrections-clock = Legal time
corrections-clocks = Legal times
corrections-clock-whose = Whose
corrections-clock-began = Began
corrections-clock-stopped = Stopped
corrections-clock-runs = running
corrections-clock-parent-request = Answer to the family, 30 days
corrections-clock-forward-request = Forward to the other state, 4 working days
corrections-clock-correction-upload = Corrected data, 4 working days
corrections-clock-state-question = Answer to a state, 10 working days
corrections-clock-ed-question = Answer to the Department, 10 working days
corrections-disputed = What is disputed
corrections-with = Taken down together with
corrections-moved = The value belongs to another record by now. When it was disputed, the record was
corrections-split = The record was split since: the values belong to several children by now. The request follows the values.
corrections-granted-title = Granted
corrections-denied-title = Denied
corrections-next-title = What comes next
corrections-forward-text = { $state } sent these data. Forward the request within 4 working days; { $state } then has 30 days to answer.
corrections-forward = Forward
corrections-decide = Decide
corrections-decide-granted = The data are wrong: they will be corrected and sent within 4 working days
corrections-decide-denied = The data are right: they stay as they are
corrections-reason = Why, as it will stand in the letter to the requester (in the requester's language)
corrections-decide-go = Decide
corrections-close-text = Everything is done. Compare what was sent with what was asked for, then close the request.
corrections-close-lacks = Before the request can be closed, these letters have to be made:
corrections-close = Close the request
corrections-note = Add a note
corrections-note-why = Note
corrections-withdraw = The requester took it back
corrections-withdraw-why = What the requester said
corrections-letters = Letters
corrections-letters-text = Making a letter is taken down with the day and your name. It can be printed again at any time.
corrections-letters-unnamed = The letters of { $state } would lack:
corrections-letters-no-name = the agency's name
corrections-letters-no-address = its address
corrections-letters-no-phone = its telephone
corrections-letters-no-signature = the title of whoever signs
corrections-letters-setting = The operator sets them in { $section } of the settings. Until then letters have general words there, or nothing.
corrections-letter-make = Make
corrections-letter-made = made
corrections-letter-acknowledgment = Acknowledgment of receipt
corrections-letter-forwarded = Request forwarded
corrections-letter-decision = Decision
corrections-letter-data = Corrected data have come
corrections-take = Take it
corrections-hand = Give it to others, or send it up a level
corrections-step-received = Received
corrections-step-forwarded = Forwarded
corrections-step-granted = Granted
corrections-step-denied = Denied
corrections-step-note = Note
corrections-step-data = Other data have come
corrections-step-data-as-before = The data are as before again
corrections-step-withdrawn = Withdrawn
corrections-step-closed = Closed
corrections-step-letter-acknowledgment = Letter: acknowledgment
corrections-step-letter-forwarded = Letter: forwarded
corrections-step-letter-decision = Letter: decision
corrections-step-letter-data = Letter: corrected data
corrections-done-received = The request was taken down under this number. Next: make the acknowledgment letter.
corrections-done-forwarded = The request was forwarded.
corrections-done-decided = The decision was taken down. Next: make the decision letter, so that the requester is told in time.
corrections-done-note = The note was added.
corrections-done-withdrawn = The request was taken back.
corrections-done-closed = The request is closed.
corrections-error-mistakes = The request was not taken down. Nothing of what you typed is lost. Please look at:
corrections-error-changed = The record has changed since the values were chosen: the state has sent something new. Nothing was taken down. Please choose again.
corrections-error-other-states = This request is for data administrators of other states. Nothing was changed.
corrections-error-stands = Somebody has done this already, or the request is not as far as that. Nothing was changed; below is the request as it stands now.
corrections-error-ruling = Please say whether the request is granted or denied. Nothing was changed.
corrections-error-receiver = Only the state that received the request, or whoever took it down, can say that the requester took it back. Nothing was changed.
corrections-wrong-values = Tick at least one value, and at most 20.
corrections-wrong-wanted = Say what each value should be, in at most 500 characters.
corrections-wrong-requester = Say who asks; when a state asks, which one.
corrections-wrong-name = The name of the person who asks.
corrections-wrong-address = The postal address, in at most 400 characters.
corrections-wrong-channel = How the request came.
corrections-wrong-language = The language of the letters.
corrections-wrong-proof = What proved who asks.
corrections-wrong-received = The day of receipt.
corrections-wrong-future = The day of receipt cannot lie in the future.
corrections-wrong-statement = The statement.
corrections-wrong-again = The same requester has disputed the same values already, and that request is open:

# The letters.
letter-month-1 = January
letter-month-2 = February
letter-month-3 = March
letter-month-4 = April
letter-month-5 = May
letter-month-6 = June
letter-month-7 = July
letter-month-8 = August
letter-month-9 = September
letter-month-10 = October
letter-month-11 = November
letter-month-12 = December
letter-date = { $month } { $day }, { $year }
letter-how = Print this page, or open the letter as a PDF file. The letter is in the requester's language.
letter-pdf = Open as PDF
letter-agency = Migrant Education Program, State of { $state }
letter-signature = State Director, Migrant Education Program
letter-request = Request for correction
letter-greeting = Dear { $name }:
letter-closing = Sincerely,
letter-stands = In the record:
letter-wanted = You ask for:
letter-now = Now in the record:
letter-reason = Reason for the decision
letter-acknowledgment-subject = We received your request for correction
letter-acknowledgment-text = On { $received } we received your request to correct { $who ->
        [child] your migrant student record
       *[other] the migrant student record of { $child }
    }. Thank you for telling us. Your request has the number { $number }. You ask us to correct the following:
letter-acknowledgment-days = We will look into your request, decide about it and tell you our decision in writing by { $due }.
letter-acknowledgment-elsewhere = These data were sent by { $state }. We will forward your request to { $state } within 4 working days and tell you when we have done so. { $state } will then decide.
letter-acknowledgment-next = Until then the record stays as it is. If you have papers that show what is right, please send us copies and name the number above. You may withdraw your request at any time.
letter-forwarded-subject = We forwarded your request for correction
letter-forwarded-text = These data in { $who ->
        [child] your migrant student record
       *[other] the migrant student record of { $child }
    } were sent by { $state }. On { $forwarded } we forwarded your request { $number } to { $state }, which is responsible for them:
letter-forwarded-days = { $state } will look into your request as if you had asked there directly, and will decide and tell you in writing by { $forwarded-due }. You need not do anything more. You may still turn to us with questions.
letter-forwarded-next = { $state } will answer in writing. You need not do anything more.
letter-granted-subject = Your request for correction was granted
letter-granted-text = On { $decided } { $state } decided about your request { $number } concerning { $who ->
        [child] your migrant student record
       *[other] the migrant student record of { $child }
    }. The request is granted. The following will be corrected:
letter-granted-next = The corrected data will be sent to the exchange within 4 working days of the decision. When they have come, you can ask us to confirm it in writing.
letter-denied-subject = Your request for correction was denied
letter-denied-text = On { $decided } { $state } decided about your request { $number } concerning { $who ->
        [child] your migrant student record
       *[other] the migrant student record of { $child }
    }. The request is denied: the record stays as it is.
letter-rights = Your rights
letter-rights-hearing = You have the right to a hearing. Under the Family Educational Rights and Privacy Act (FERPA, 20 U.S.C. 1232g; 34 CFR 99.20 to 99.22) you may ask for a hearing to show that the record is inaccurate, misleading or in violation of privacy. Please write to the address at the head of this letter and name the number { $number }.
letter-rights-statement = You have the right to add a statement. You may write in your own words why you disagree. The statement is put into the record, and everybody who sees, prints or receives the record reads it.
letter-rights-ed = You have the right to turn to the U.S. Department of Education. Under the Privacy Act of 1974 (5 U.S.C. 552a) you may ask the Department to correct the record, and the Department can put your statement into it. Write to:
letter-ed-address = U.S. Department of Education
    Office of Migrant Education
    400 Maryland Avenue SW
    Washington, DC 20202
letter-data-subject = The corrected data have come
letter-data-text = Following your request { $number }, { $state } has sent new data for { $who ->
        [child] your migrant student record
       *[other] the migrant student record of { $child }
    }. This is what the record says now:
letter-data-next = If something is still not right, please tell us and name the number { $number }.
corrections-wrong-day = Enter a day, or leave it empty and say in words what is known.
corrections-day-words = In words: what is known of the day, or why it is another (may stay empty)
corrections-status-arrived = new data have come
corrections-arrived = New data have come. Compare them with what was asked for:
corrections-arrived-close = Close the request when everything is done.
corrections-arrived-tell = Make the letter that tells the requester, then close the request.
corrections-group-names = Names
corrections-group-birth = Birth
corrections-group-parents = Parents and how to reach them
corrections-group-other = Other data of the child
letter-address-blank = Address: ______________________________________________
letter-address-warn = No address of the agency is set, so the letter has a blank line for it. Write it in by hand before you send the letter: the family has to know where to write. An operator can set it for all letters in the settings (agency).
