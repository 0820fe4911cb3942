namespace Fleet.Web.Components.Language;

static partial class German
{
    /// <summary>People, keys and workshops.</summary>
    static (string Key, string Sentence)[] Administration =>
    [
        ("workshop.title", "Werkstätten"),
        ("workshop.name", "Name"),
        ("workshop.zone", "Zeitzone"),
        ("workshop.plan", "Geplant"),
        ("workshop.alone", "für sich"),
        ("workshop.with", "zusammen mit {0}"),
        ("workshop.machines", "Maschinen"),
        ("workshop.add", "Werkstatt anlegen"),
        ("workshop.carry", "Maschine in eine andere Werkstatt bringen"),
        ("workshop.in", "Werkstatt"),
        ("workshop.hint", "Werkstätten, die zusammen geplant werden, machen Teile füreinander, sobald die Regeln einer von ihnen den Preis des Transports nennen."),
        ("admin.title", "Verwaltung"),
        ("admin.sentence", "Wer darf was, und womit melden sich Programme an."),
        ("admin.people", "Menschen"),
        ("admin.keys", "Schlüssel für Programme"),
        ("admin.name", "Name"),
        ("admin.role", "Rolle"),
        ("admin.password", "Passwort"),
        ("admin.passwordHint", "mindestens 10 Zeichen"),
        ("admin.addPerson", "Mensch anlegen"),
        ("admin.addKey", "Schlüssel anlegen"),
        ("admin.keyOnce", "Wird nur jetzt gezeigt. Kopiere ihn in deinen Slicer."),
        ("admin.revoke", "Zurückziehen"),
        ("admin.created", "Angelegt"),
        ("admin.what", "Wofür der Schlüssel ist"),
    ];
}
