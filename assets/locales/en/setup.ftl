# The first account of an installation.
setup-title = Make the first account
setup-text = This account approves the others. It is for the person who is the user administrator of your state or of the whole exchange. After this you log in and set up a second factor, read the Rules of Behavior and take the training.
setup-name = Name
setup-email = Work e-mail
setup-state = State
setup-nation = All states (national office)
setup-again = Password once more
setup-submit = Make the account
setup-wrong-name = Type your name, at most 200 characters. Nothing was saved yet; type the password again too.
setup-wrong-email = This is not an e-mail address. Nothing was saved yet; mend it and type the password again.
setup-wrong-again = The two passwords differ. Nothing was saved yet; type both again.
setup-wrong-state = There is no such state. Nothing was saved yet; choose one and type the password again.
setup-wrong-user-name = A user name has 2 to 64 letters without accents, digits, dots, hyphens, underscores or @. Nothing was saved yet; mend it and type the password again.
setup-gone-title = This link leads nowhere any more
setup-gone = It works once and for 30 minutes, and only until there is an account. Nothing was changed. If there is no account yet, whoever runs the server prints a new link with: vereda user setup
