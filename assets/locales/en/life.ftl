# Account life: applying, deciding, accounts, rules, training.
nav-applications = Applications
nav-accounts = Accounts
choose = Choose
never = Never
role-primary = Primary user
role-secondary = Secondary user
role-state_data_administrator = Data administrator
role-state_user_administrator = User administrator
role-state_region_administrator = Region administrator
role-government_administrator = Government administrator
role-ome_user_administrator = OME user administrator
role-privacy_act_administrator = Privacy Act administrator
role-operator = Operator
role-trainer = Trainer
role-auditor = Auditor
area-nation = all states
area-region = { $state }, region { $region }
area-district = { $state }, district { $district }
profile-name = Name
profile-title = Title or position
profile-address = Work address
profile-phone = Work phone
profile-email = Work e-mail
profile-role = Role
profile-state = State
profile-district = District number, if the work is for one district
profile-district-hint = The seven digits of the district's NCES number. Leave it empty for the whole state.
profile-region = Region number, if the work is for one region
profile-language = Language
error-refused-accounts = None of your roles may look after accounts. Nothing was changed.

apply-title = Apply for access
apply-intro = For people whose work concerns migratory students. Give information about your workplace only, nothing private.
apply-step-1 = You send this form.
apply-step-2 = Your supervisor gets a message and confirms who you are, that your work needs the access, and which role.
apply-step-3 = The user administrator of your state decides.
apply-step-4 = You get your user name and your first password in two separate messages.
apply-you = About you
apply-access = What you need
apply-boss = Your supervisor
apply-boss-why = Your direct supervisor, or somebody above. It cannot be you.
apply-name = Name
apply-title-field = Title or position
apply-address = Work address
apply-phone = Work phone
apply-email = Work e-mail
apply-place = Region or district in your own words, if any
apply-security_training = Last cybersecurity training, if any
apply-supervisor = Supervisor's name
apply-supervisor_email = Supervisor's work e-mail
apply-submit = Send the application
apply-wrong = The application was not sent yet. Please mend:
apply-wrong-name = Your name is missing or longer than 200 characters.
apply-wrong-title = Your title or position is missing or longer than 200 characters.
apply-wrong-address = The work address is missing or longer than 200 characters.
apply-wrong-phone = The work phone is missing or longer than 200 characters.
apply-wrong-email = The work e-mail is no address that can be written to.
apply-wrong-role = Choose a role and a state. A district number has seven digits.
apply-wrong-place = The region or district is longer than 200 characters.
apply-wrong-supervisor = The supervisor's name is missing or longer than 200 characters.
apply-wrong-supervisor_email = The supervisor's e-mail is no address that can be written to, or it is your own.
apply-wrong-security_training = The date of the training must be a day in the past.
apply-sent-title = Your application was sent
apply-sent = Your supervisor gets a message with a link that works for 14 days. Then the user administrator of your state decides. You hear by e-mail or letter. You need not do anything now.
login-apply = No account yet? Apply for access

confirm-title = Confirm an application for access
confirm-intro = { $name } asks for access to the records of migratory students and names you, { $supervisor }, as supervisor. Please check what is written here.
confirm-yes-title = I confirm
confirm-identity = I know this person and have seen an identification with a photograph.
confirm-need = The work of this person needs the access.
confirm-level = The role and the place are right for this work.
confirm-yes = Confirm
confirm-no-title = I cannot confirm
confirm-no-hint = Use this if you do not know the person, or if the work does not need the access.
confirm-no = I cannot confirm this
confirm-all = Please tick all three statements, or say that you cannot confirm. Nothing was sent yet.
confirm-done-title = Thank you
confirm-done-yes = Your confirmation was recorded. The user administrator of your state decides next.
confirm-done-no = It was recorded that you cannot confirm. The user administrator of your state will see it.

applications-count =
    { $count ->
        [0] No application waits.
        [one] { $count } application waits.
       *[other] { $count } applications wait.
    }
applications-none = Nobody has applied. People apply with the form that everybody can open:
applications-form = The application form
applications-unattended = Applications that nobody may decide about
applications-unattended-hint = These states have no user administrator for them. OME's user administrator makes one: the person applies for that role with the form that everybody can open. The applications wait for her.
application-confirmed = Waits for your decision
application-denied = Not confirmed by the supervisor
application-received = Received
application-approved = Approved
application-refused = Refused
application-supervisor = Supervisor
application-vouched = Supervisor's answer
application-vouched-yes = Identity, need and level confirmed
application-vouched-no = Could not confirm
application-from-paper = recorded from paper by { $name }
application-decided = Decided by
application-account = Account
application-same = An account with the same e-mail address exists. One that is in use rules out a second one; one that was closed comes back by this application.
application-paper = The supervisor confirmed on paper
application-paper-hint = Only when the signed form is in your files. What you record carries your name.
application-paper-yes = Identity, need and level confirmed
application-paper-no = The supervisor cannot confirm
application-approve = Approve
application-approve-hint = The account is made with this user name and role. The user name and a first password go out in two separate messages.
application-approve-submit = Approve and make the account
application-refuse = Refuse
application-refuse-why = Why (kept with the application, not sent)
application-refuse-submit = Refuse the application

life-error-user-name = A user name has 2 to 64 letters, digits, dots, hyphens, underscores or @. Choose another one. Nothing was changed.
life-error-exists = An account with this user name exists. Choose another one. Nothing was changed.
life-error-link = This link does not work any more: it was used, or it is older than 14 days. If the application still waits, the user administrator of your state can record your answer from paper.
life-error-decided = Somebody has decided about this application already. Your decision was not recorded. Below is what was decided.
life-error-unconfirmed = The supervisor has not confirmed this application. It can be approved after that. Nothing was changed.
life-error-own = Nobody decides about his own account or application, also not under another user name. Another user administrator can do it. Nothing was changed.
life-error-own-paper = You wrote down yourself what the supervisor said on paper: another user administrator approves. Nothing was changed.
application-own-paper = You wrote down what the supervisor said on paper. So that two people take part, another user administrator approves; you may still refuse.
life-error-elsewhere = This account, or one of its roles, is another user administrator's to look after. Nothing was changed.
life-error-email-taken = An account that is in use has this e-mail address. Nothing was changed.
life-error-email-closed = An account with this e-mail address was closed. The address comes back only by a new application. Nothing was changed.
life-error-status = The account is not in a state in which this can be done; somebody may have changed it meanwhile. Nothing was changed.
life-error-area = Choose a role and a state. A district number has seven digits; a district and a region exclude each other. Nothing was changed.
life-error-last-grant = An account needs a role. Disable or close it instead. Nothing was changed.
life-error-changed = This has changed since you opened it. Open it again, please. Nothing was changed.
life-error-no-quiz = This quiz was handed in already. Open it again for new questions.
life-error-profile = The name or the e-mail address is missing, cannot be written to, or is longer than 200 characters. Nothing was changed.
life-error-mailed = The messages of this account go out by e-mail. Nothing was changed.
life-error-no-letters = The letters of this account were shown already, or their password has run out. A reset makes new ones.

accounts-count =
    { $count ->
        [one] { $count } account of { $total }
       *[other] { $count } accounts of { $total }
    }
accounts-none = No account fits. Change the search, or look at the applications.
accounts-search = Name, user name, e-mail or position
accounts-status = Status
accounts-due = Only those with rules or training due within 30 days
accounts-show = Show
accounts-report = Accounts report (CSV)
account-active = Active
account-disabled = Disabled
account-disabled-wrong = Disabled after wrong passwords
account-disabled-unused = Disabled because it was not used
account-closed = Closed
account-done-changed = The account was changed.
account-done-status = The account's status was changed. Its person is told by a message.
account-done-reset = The account has a new first password, which goes out in a message. Its sessions have ended.
account-done-made = The account was made. What happens next:
made-mailed = The user name and the first password go out to { $email } in two separate messages.
made-printed = Nothing is mailed: show the two letters below, print them, and hand them over separately.
made-logs-in = The person logs in within { $days } days; after that a reset makes a new first password.
made-steps = At the first login she chooses a password of her own, sets up a second proof, accepts the Rules of Behavior and passes the courses of her role.
account-created = Created
account-last-login = Last login
account-terms = Rules accepted
account-trained = Training passed
account-terms-until = Rules to be accepted by
account-trained-until = Training to be passed by
account-change = Change name, work address or language
account-roles = Give or take roles
account-reset = Reset the password and second factor
account-reset-hint = For somebody who lost them and whom you recognize. All sessions end. A new first password goes out in a message; the second factor is set up again at the next login.
account-reset-submit = Reset
account-save = Save
account-give = Give this role
account-take = Take this role away
account-disable = Disable
account-enable = Enable
account-deactivate = Close for good
due-terms = Rules: { $date }
due-training = Training: { $date }
status-disabled-title = Disable { $name }?
status-disabled-text = The account cannot be used until somebody enables it again. Nothing of it is lost.
status-disabled-submit = Disable the account
status-enabled-title = Enable { $name }?
status-enabled-text = The account can be used again as it was. Wrong passwords are forgotten.
status-enabled-submit = Enable the account
status-deactivated-title = Close the account of { $name } for good?
status-deactivated-text = The account can never be used again. The person's e-mail address comes back only by a new application. The papers are kept for three years.
status-deactivated-submit = Close the account
status-sessions =
    { $count ->
        [0] No session is open.
        [one] { $count } open session ends.
       *[other] { $count } open sessions end.
    }
status-items =
    { $count ->
        [0] It holds no open item of the worklist.
        [one] It holds { $count } open item of the worklist: give it to somebody else.
       *[other] It holds { $count } open items of the worklist: give them to somebody else.
    }
status-back = Leave it as it is
letters-hint = Two letters wait: the user name, and the first password. They can be shown once. Print them, and hand them over separately.
letters-show = Show the two letters
letters-title = Letters to print
letters-once = This page is shown once. Print it now. The letters belong in two envelopes.
leavers-title = Who left
leavers-count =
    { $count ->
        [0] Nobody has left.
        [one] { $count } account was closed.
       *[other] { $count } accounts were closed.
    }
leavers-at = Closed
leavers-by = By
leavers-why = Why
leavers-papers = Papers kept until

terms-version = Version { $version } of { $date }
terms-accept = I have read these rules, understand them and will follow them.
terms-submit = Accept
terms-tick = Tick the statement below the rules to accept them. Nothing was recorded yet.
terms-accepted = You accepted these rules on { $at }.

training-title = Training
training-must = Before you go on, pass the courses marked as due.
training-done = Your training is complete.
training-on = Go on
training-passed = Passed
training-due = Due
training-until = To be taken again by { $date }
training-certificates = Certificates
training-minutes = About { $minutes } minutes, quiz included
training-lessons = Lessons
training-quiz = Take the quiz
training-pass = You pass with { $percent } of 100. You may take it again as often as you like, each time with other questions.
training-quiz-title = Quiz
training-hand-in = Hand in
training-graded-passed = Passed with { $percent } of 100
training-graded-failed = Not passed: { $percent } of 100
training-missed = What was not right
training-go-on = Go on
training-certificate = Your certificate
training-again-hint = Read the lessons once more and try again with new questions.
training-again = Try again
certificate-title = Certificate
certificate-says = This is to certify that this person has passed the course named below.
certificate-course = Course
certificate-date = Passed
certificate-score = Score
certificate-number = Number
audit-kind-application-received = Application received
audit-kind-application-confirmed = Application answered by the supervisor
audit-kind-application-decided = Application decided
audit-kind-terms-accepted = Rules of Behavior accepted
audit-kind-quiz-drawn = Quiz begun
audit-kind-training-taken = Quiz handed in
audit-kind-account-changed = Account changed
audit-kind-account-status-changed = Account disabled, enabled or closed
audit-kind-reminded = Reminder sent
audit-kind-papers-removed = Old papers removed
audit-kind-accounts-reported = Accounts report taken
