# Messages to people. Nothing about a child is ever in one: there is something, log in. What must be secret is only in
# the three that carry it.
mail-foot = This message was written by a program. Never send information about a student by e-mail.
mail-user-name-subject = Your Vereda account: user name
mail-user-name-text =
    Your application for access to student records was approved.

    Your user name is: { $user }

    Your first password comes in a message of its own. Log in at { $portal }
mail-one-time-password-subject = Your Vereda account: first password
mail-one-time-password-text =
    This is the first password of your account. It works once, until { $until }:

    { $secret }

    Log in at { $portal } with the user name of the other message. You will choose a password of your own, set up a second way to prove who you are, accept the Rules of Behavior and take the training.

    Nobody will ever ask you for this password.
mail-confirm-application-subject = Please confirm an application for access
mail-confirm-application-text =
    Somebody asks for access to the records of migratory students and names you as supervisor.

    Name as stated: { $about }

    Please say whether you know this person, have seen an identification with a photograph, and whether the work needs the access. This link is for you alone. It works once, until { $until }:

    { $link }

    If you do not know this person, use the same link to say so.
mail-application-waiting-subject = An application waits for your decision
mail-application-waiting-text =
    An application for access waits for a user administrator. Log in to see it: { $portal }
mail-application-unattended-subject = An application that nobody may decide about
mail-application-unattended-text =
    An application for access waits in a state without a user administrator: { $about }. It needs somebody who may decide. Log in to see what waits: { $portal }
mail-application-refused-subject = Your application for access
mail-application-refused-text =
    Your application for access was not approved. Your supervisor or your user administrator can tell you why. You can apply again at { $portal }
mail-terms-due-subject = Please accept the Rules of Behavior again
mail-terms-due-text =
    The Rules of Behavior have to be accepted every year. Yours end on { $about }. Log in to read and accept them: { $portal }
mail-training-due-subject = Your yearly training is due
mail-training-due-text =
    The yearly training on security and privacy has to be passed by { $about }. Log in to take it: { $portal }
mail-password-reset-subject = A new password for your account
mail-password-reset-text =
    Somebody, we hope you, asked for a new password. This link works once, until { $until }:

    { $link }

    If it was not you, do nothing: your password stays as it is.
mail-credentials-changed-subject = Your account was changed
mail-credentials-changed-text =
    Your password, the second way to prove who you are, or the address for these messages was changed. If it was not you, tell your user administrator at once. { $portal }
mail-account-disabled-subject = Your account was disabled
mail-account-disabled-text =
    For now nobody can log in to your account. Your user administrator can tell you why and open it again: { $portal }
mail-account-enabled-subject = Your account can be used again
mail-account-enabled-text =
    Your account can be used again. Log in at { $portal }
mail-account-deactivated-subject = Your account was closed
mail-account-deactivated-text =
    Your account was closed for good. If your work needs access again, apply anew at { $portal }
mail-notice-waiting-subject = A move notice waits for you
mail-notice-waiting-text =
    A move notice about the student with MSIX ID { $about } waits for you. Log in at { $portal } to read it.
mail-notice-answered-subject = News about your move notice
mail-notice-answered-text =
    There is news about your move notice of the student with MSIX ID { $about }. Log in at { $portal } and look under Moves, Sent.
mail-request-waiting-subject = A data request waits for you
mail-request-waiting-text =
    Data of the student with MSIX ID { $about } are asked for. Log in at { $portal } to read the request.
mail-request-answered-subject = News about your data request
mail-request-answered-text =
    There is news about your data request for the student with MSIX ID { $about }. Log in at { $portal } to read it.
mail-correction-waiting-subject = A request for correction waits for you
mail-correction-waiting-text =
    A request to correct data of the student with MSIX ID { $about } waits for you. Log in at { $portal } to read it.
mail-correction-decided-subject = A request for correction was decided
mail-correction-decided-text =
    The request to correct data of the student with MSIX ID { $about } was decided. Log in at { $portal } to read the decision.
mail-item-assigned-subject = Work was given to you
mail-item-assigned-text =
    Item { $about } of the worklist was given to you. Log in at { $portal } to see it.
mail-clock-warning-subject = A legal deadline comes near or is over
mail-clock-warning-text =
    Legal deadlines that need you, by their numbers: { $about }. Log in at { $portal } to see what is due and when.
mail-digest-subject = What waits for you in Vereda
mail-digest-text =
    What waits for you in Vereda: { $about }. Log in at { $portal } to see it.
mail-webhook-ended-subject = A webhook of your state is no longer called
mail-webhook-ended-text =
    Webhook { $about } of your state has failed for seven days and is no longer called. Nothing is lost: the feed keeps every entry. Log in at { $portal } to see what went wrong, and make a new one.
mail-correction-arrived-subject = Corrected data have come
mail-correction-arrived-text =
    The corrected data of the student with MSIX ID { $about } have come. Log in at { $portal } to compare them with what was asked for.
mail-correction-withdrawn-subject = A request for correction was taken back
mail-correction-withdrawn-text =
    The request to correct data of the student with MSIX ID { $about } was taken back by the person who made it. Nothing has to be decided any more. Log in at { $portal } to read why.
