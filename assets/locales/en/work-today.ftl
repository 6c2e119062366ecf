error-refused-work = None of your roles may do this. Nothing was changed. If your work needs it, ask your state's user administrator.
work-question-notice = Look for the children who moved, or complete their data.
work-question-request = Send the data that are asked for.
work-question-correction = Look into the request, decide, and tell the family.
work-question-findings = Mend the errors in the state's own system and send the students again.
