namespace Fleet.Web.Components.Language;

static partial class English
{
    /// <summary>What every page has: the frame, signing in, states, roles.</summary>
    static (string Key, string Sentence)[] House =>
    [
        ("app.name", "Fleet"),
        ("app.skip", "Skip to content"),

        ("nav.label", "Main menu"),
        ("nav.wall", "Wall"),
        ("nav.queue", "Queue"),
        ("nav.materials", "Material"),
        ("nav.meters", "Meters"),
        ("nav.reports", "Reports"),
        ("nav.agents", "Agents"),
        ("nav.admin", "Admin"),

        ("shell.upload", "Add a file"),
        ("shell.drop", "Drop the file here"),
        ("shell.dropHint", "The G-code is read before anything starts."),
        ("shell.view", "View"),
        ("shell.language", "Language"),
        ("shell.theme", "Colours"),
        ("shell.themeAuto", "as the device"),
        ("shell.themeLight", "light"),
        ("shell.themeDark", "dark"),
        ("shell.signOut", "Sign out"),
        ("shell.signIn", "Sign in"),
        ("shell.signedInAs", "Signed in as {0}"),
        ("shell.apiDocs", "Interface (API)"),

        ("live.connecting", "connecting …"),
        ("live.live", "live"),
        ("live.lost", "lost, trying again"),
        ("live.age", "{0} ago"),
        ("live.never", "never heard"),

        ("state.ready", "ready"),
        ("state.running", "running"),
        ("state.paused", "paused"),
        ("state.needsYou", "needs you"),
        ("state.bedFull", "bed full"),
        ("state.fault", "fault"),
        ("state.locked", "locked"),
        ("state.offline", "offline"),

        ("group.fff", "Printers"),
        ("group.cutting", "Routers and lasers"),

        ("phase.warmUp", "warming up"),
        ("phase.processing", "working"),
        ("phase.idle", "waiting"),
        ("phase.coolDown", "cooling down"),
        ("phase.standby", "standby"),

        ("tile.remaining", "{0} left"),
        ("tile.until", "until {0}"),

        ("severity.info", "Note"),
        ("severity.warning", "Warning"),
        ("severity.blocking", "Prevents the start"),

        ("role.guest", "Guest"),
        ("role.member", "Member"),
        ("role.operator", "Operator"),
        ("role.officer", "Officer"),
        ("role.admin", "Administrator"),

        ("saved.lead", "What is published stays as it was, byte for byte."),
        ("saved.list", "Published reports"),
        ("saved.none", "No report is published yet."),
        ("saved.files", "Files"),
        ("saved.published", "Published {0} by {1}."),
        ("saved.corrections", "What became known since"),
        ("saved.noCorrections", "Nothing was added since it was published."),
        ("saved.correctionsText", "{0} bookings of energy ({1}), {2} bookings of material ({3}), {4} outcomes of runs."),
        ("saved.newFactors", "New factors: {0}."),

        ("signin.title", "Sign in"),
        ("signin.name", "Name"),
        ("signin.password", "Password"),
        ("signin.do", "Sign in"),
        ("signin.wrong", "Name or password is wrong."),
        ("signin.locked", "Too many attempts. Wait five minutes."),
        ("signin.role", "Your role does not open this page. Ask an administrator or sign in as somebody else."),
        ("signin.hint", "No account? Ask an operator."),

        ("setup.title", "Welcome to Fleet"),
        ("setup.sentence", "Create the first administrator."),
        ("setup.do", "Create the account"),

        ("lost.title", "Nothing here"),
        ("lost.sentence", "This address does not exist, or no longer."),
        ("lost.back", "To the wall"),
    ];
}
