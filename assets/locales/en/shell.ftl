# The layout, login, errors, and words that every page uses.
skip = Skip to the content
nav-label = Main
nav-home = Home
nav-students = Find a student
nav-submissions = Submissions
nav-help = Help
nav-more = More
languages-label = Language
logout = Log out
env-training = Training.
env-training-text = Every child here is invented. Nothing you do here reaches a real record.
env-demo = Demo.
env-demo-text = Every child here is invented. Nothing you do here reaches a real record.
footer-privacy = Student records are protected by FERPA. Open a record only for the purpose you gave.
footer-privacy-link = Privacy
age =
    { $years ->
        [one] { $years } year
       *[other] { $years } years
    }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

login-title = Log in
login-user-name = User name
login-password = Password
login-submit = I agree, log me in
login-refused = That user name and password do not match, or the account is not active.
login-refused-next = Check both and try again. If you cannot get in, ask your user administrator.
consent-title = Before you log in
consent-text = This system holds confidential records of students, protected by the Family Educational Rights and Privacy Act. It is for authorized users and official purposes only. What you do here is recorded and may be reviewed. Misuse can end your access and bring penalties. By logging in you agree.

error-login-title = Please log in
error-login-text = You have to log in to see this page.
error-missing-title = This page does not exist
error-missing-text = The address may be mistyped, or what it showed is no longer here. Nothing was lost. Check the address or start again from the home page.
error-method-title = This page cannot be used that way
error-method-text = Nothing was changed. Start again from the home page.
error-refused-title = Your role does not open this page
error-refused-text = None of your roles may read children's records. Nothing was changed. If your work needs it, ask your state's user administrator.
error-forged-title = This form could not be accepted
error-forged-text = It was not sent from your current visit: you may have logged in again since you opened it. Nothing was changed. Open the page again and send the form once more.
error-form-title = This form could not be read
error-form-text = Something in the address or the form is not as expected. Nothing was changed. Go back, check what you typed and try again.
error-pace-title = More than work asks for
error-pace-text = In the last hour more records were opened or searched for in your name than is allowed. Nothing was changed. It goes on in some minutes; if your work needs more, tell the operator.
error-busy-title = Too many are logging in at this moment
error-busy-text = Nothing was changed. Wait a minute, then try again.
error-internal-title = Something went wrong on our side
error-internal-text = Nothing you had saved was lost. Try again in a minute. If it happens again, give your help desk the number below.
error-home = Go to the home page
error-id = Number for the help desk: { $id }
