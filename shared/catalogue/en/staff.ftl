# Pages for staff: signing in, and who one is.
staff-sign-in = Staff sign-in
staff-sign-in-lead = These pages are for staff. Requesters need no account.
staff-sign-in-elsewhere = Sign in with { $issuer }
staff-or-password = Or with the user name and password that you have here:
staff-login = User name
staff-password = Password
staff-not-signed-in = You are not signed in
staff-too-many = { $minutes ->
    [one] Too many attempts in a row. Please try again in one minute.
   *[other] Too many attempts in a row. Please try again in { $minutes } minutes.
}
staff-nav = Staff pages
staff-menu = Menu
staff-group-work = Work
staff-group-letters = Correspondence
staff-group-figures = Books and figures
staff-group-administration = Administration
staff-account = Account
staff-sign-out = Sign out
staff-signed-out = You have signed out
staff-signed-out-words = The session in this browser has ended. If others use this computer, close the browser as well.
staff-signed-in-elsewhere = You may still be signed in with { $issuer }.
staff-sign-out-elsewhere = Sign out of { $issuer } as well
staff-roles = Role
staff-session-words = It ends after half an hour without use, and an hour after signing in at the latest.
staff-role-administrator = Administrator
staff-role-clerk = Documents clerk
staff-role-officer = Department officer
staff-role-manager = Manager
staff-role-agent = Service-office agent
staff-role-auditor = Auditor
staff-acting-for = You are acting for { $name } until { $until }.
staff-acting-for-now = You are acting for { $name }.
staff-on-behalf-of = on behalf of { $name }
