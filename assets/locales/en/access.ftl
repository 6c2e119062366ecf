# Regions, roles, disclosures, exports, and who can help.
nav-regions = Regions
error-refused-regions = Only State Region Administrators draw regions. Nothing was changed. If your work needs it, ask your state's user administrator.
regions-title = Regions
regions-what = A region is a group of districts. Administrators who hold their role in a region reach the districts that are in it now.
regions-on = Regions are on.
regions-on-text = Whoever holds a role in a region reaches its districts.
regions-off = Regions are off.
regions-off-text = Nobody reaches a district through a region. What is drawn here is kept.
regions-switch-on = Switch regions on
regions-switch-off = Switch regions off
regions-count =
    { $count ->
        [0] No region yet. Name the first one below.
        [one] { $count } region
       *[other] { $count } regions
    }
region-new = Name of a new region
region-create = Create the region
region-name = Name
region-districts = Districts
region-people = People
region-made = Made
region-closed = Closed
region-since = since
region-none = no region
region-add = Put districts in
region-find = Name, city or NCES number of a district
region-find-go = Find districts
region-found =
    { $count ->
        [0] No district fits. Try fewer words.
        [one] { $count } district
       *[other] { $count } districts
    }
region-found-more = There are more: type another word.
region-put-in = Put the chosen districts in
region-take-out = Take the chosen districts out
region-district-count =
    { $count ->
        [0] No districts
        [one] { $count } district
       *[other] { $count } districts
    }
region-people-count =
    { $count ->
        [0] Nobody holds a role here
        [one] { $count } role is held here
       *[other] { $count } roles are held here
    }
region-history = What came and went
region-history-none = Nothing yet.
region-at = When
region-district = District
region-from = From
region-to = To
region-by = By
region-keep = Name and end
region-rename = Change the name
region-close = Close this region
region-ask-off = Switch regions off?
region-ask-close = Close this region?
region-ask-out = Take these districts out?
region-ask-put = Put these districts in?
region-ask-nothing-yet = Nothing has changed yet. This is what would:
region-lose =
    { $count ->
        [0] Nobody loses reach
        [one] { $count } person loses reach
       *[other] { $count } people lose reach
    }
region-gain =
    { $count ->
        [0] Nobody gains reach
        [one] { $count } person gains reach
       *[other] { $count } people gain reach
    }
region-do = Yes, do it
region-do-not = No, go back
region-error-name = A region needs a name of 1 to 60 characters that no other open region of the state has. Nothing was changed.
region-error-closed = This region is closed. Nothing was changed.
region-error-districts = No district of the state was chosen that would move. Nothing was changed. Go back and tick at least one.
region-error-changed = The regions have changed since you looked. Nothing was changed by you. Go back and look again.

role-data-administrator = Data administrator
role-user-administrator = User administrator
role-region-administrator = State region administrator
role-government-administrator = Government administrator
role-ome-user-administrator = OME user administrator
role-privacy-act-administrator = Privacy Act administrator

error-refused-export = None of your roles may take records along as files. Nothing left the system. You can print the record, if your roles let you open it.
error-refused-disclosures = Only data administrators and the Privacy Act administrator see to whom a record was shown. Nothing was changed.

papers-title = Paper and proof
disclosures-title = To whom this record was shown
disclosures-back = Back to the record
disclosures-made = Accounting of disclosures, made by
disclosures-what = Every time somebody opened, printed or exported this record, or saw the student in a list of results, since the exchange keeps it (FERPA, 34 CFR 99.32; Privacy Act, 5 U.S.C. 552a(c)). Times in which its parts stood in another student's record count as well. Names, roles and states are those of today.
disclosures-count =
    { $count ->
        [0] It was shown to nobody.
        [one] { $count } time
       *[other] { $count } times
    }
disclosures-at = When
disclosures-whom = To whom
disclosures-role = Role and state
disclosures-part = Which part
disclosures-purpose = Purpose
disclosures-part-export = Given as a file
disclosures-console = at the server's console
disclosures-other-states = None of your states contributes to this student's record. Ask the data administrator of a state that does, or the Privacy Act administrator.

export-title = Take this record along as a file
export-what = The download is written down with your name, the purpose you gave and what you choose.
export-sections = Which parts
export-format = For what
export-csv = A spreadsheet (CSV): every line with its state and the date received
export-json = A program (JSON): the consolidated record with the source of every value
export-care = The file is confidential. Keep it where only those can open it who need it for the purpose you gave, and delete it when it is no longer needed.
export-go = Download
export-nothing = Choose at least one part. Nothing was downloaded.
export-column-section = Part
export-column-state = State
export-column-id = State student ID
export-column-received = Received

helpers-title = Who can help me
helpers-what = User administrators give accounts and new passwords. Data administrators answer for what a state's records say.
helpers-state = State
helpers-words = Name, region or district (may be left empty)
helpers-go = Show people
helpers-count =
    { $count ->
        [0] nobody found
        [one] { $count } person
       *[other] { $count } people
    }
helpers-none = This state has nobody here with such a role. Try without a name, or write to the help desk of the exchange.
