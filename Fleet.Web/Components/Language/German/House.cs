namespace Fleet.Web.Components.Language;

static partial class German
{
    /// <summary>What every page has: the frame, signing in, states, roles.</summary>
    static (string Key, string Sentence)[] House =>
    [
        ("app.name", "Fleet"),
        ("app.skip", "Zum Inhalt"),

        ("nav.label", "Hauptmenü"),
        ("nav.wall", "Wand"),
        ("nav.queue", "Schlange"),
        ("nav.materials", "Material"),
        ("nav.meters", "Zähler"),
        ("nav.reports", "Berichte"),
        ("nav.agents", "Agenten"),
        ("nav.admin", "Verwaltung"),

        ("shell.upload", "Datei auflegen"),
        ("shell.drop", "Datei hier loslassen"),
        ("shell.dropHint", "G-Code wird gelesen, bevor etwas startet."),
        ("shell.view", "Ansicht"),
        ("shell.language", "Sprache"),
        ("shell.theme", "Farben"),
        ("shell.themeAuto", "wie das Gerät"),
        ("shell.themeLight", "hell"),
        ("shell.themeDark", "dunkel"),
        ("shell.signOut", "Abmelden"),
        ("shell.signIn", "Anmelden"),
        ("shell.signedInAs", "Angemeldet als {0}"),
        ("shell.apiDocs", "Schnittstelle (API)"),

        ("live.connecting", "verbindet …"),
        ("live.live", "live"),
        ("live.lost", "getrennt, versuche neu"),
        ("live.age", "vor {0}"),
        ("live.never", "noch nie gehört"),

        ("state.ready", "bereit"),
        ("state.running", "läuft"),
        ("state.paused", "pausiert"),
        ("state.needsYou", "braucht dich"),
        ("state.bedFull", "Bett voll"),
        ("state.fault", "Störung"),
        ("state.locked", "gesperrt"),
        ("state.offline", "offline"),

        ("group.fff", "Drucker"),
        ("group.cutting", "Fräsen und Laser"),

        ("phase.warmUp", "heizt auf"),
        ("phase.processing", "arbeitet"),
        ("phase.idle", "wartet"),
        ("phase.coolDown", "kühlt ab"),
        ("phase.standby", "Bereitschaft"),

        ("tile.remaining", "noch {0}"),
        ("tile.until", "bis {0}"),

        ("severity.info", "Hinweis"),
        ("severity.warning", "Warnung"),
        ("severity.blocking", "Verhindert den Start"),

        ("role.guest", "Gast"),
        ("role.member", "Mitglied"),
        ("role.operator", "Betreuung"),
        ("role.officer", "Berichtswesen"),
        ("role.admin", "Verwaltung"),

        ("saved.lead", "Was veröffentlicht ist, bleibt Byte für Byte, wie es war."),
        ("saved.list", "Veröffentlichte Berichte"),
        ("saved.none", "Noch ist kein Bericht veröffentlicht."),
        ("saved.files", "Dateien"),
        ("saved.published", "Veröffentlicht {0} von {1}."),
        ("saved.corrections", "Was seither bekannt wurde"),
        ("saved.noCorrections", "Seit der Veröffentlichung ist nichts dazugekommen."),
        ("saved.correctionsText", "{0} Buchungen Energie ({1}), {2} Buchungen Material ({3}), {4} Urteile über Läufe."),
        ("saved.newFactors", "Neue Faktoren: {0}."),

        ("signin.title", "Anmelden"),
        ("signin.name", "Name"),
        ("signin.password", "Passwort"),
        ("signin.do", "Anmelden"),
        ("signin.wrong", "Name oder Passwort stimmt nicht."),
        ("signin.locked", "Zu viele Versuche. Warte fünf Minuten."),
        ("signin.role", "Für diese Seite fehlt dir die Rolle. Frag die Verwaltung oder melde dich anders an."),
        ("signin.hint", "Kein Zugang? Frag jemanden von der Betreuung."),

        ("setup.title", "Willkommen bei Fleet"),
        ("setup.sentence", "Leg den ersten Zugang zur Verwaltung an."),
        ("setup.do", "Zugang anlegen"),

        ("lost.title", "Hier ist nichts"),
        ("lost.sentence", "Diese Adresse gibt es nicht oder nicht mehr."),
        ("lost.back", "Zur Wand"),
    ];
}
