namespace Fleet.Web.Components.Language;

static partial class English
{
    /// <summary>People, keys and workshops.</summary>
    static (string Key, string Sentence)[] Administration =>
    [
        ("workshop.title", "Workshops"),
        ("workshop.name", "Name"),
        ("workshop.zone", "Time zone"),
        ("workshop.plan", "Planned"),
        ("workshop.alone", "by itself"),
        ("workshop.with", "together with {0}"),
        ("workshop.machines", "Machines"),
        ("workshop.add", "Add a workshop"),
        ("workshop.carry", "Carry a machine to another workshop"),
        ("workshop.in", "Workshop"),
        ("workshop.hint", "Workshops that are planned together make each other's parts as soon as the rules of one of them name the price of transport."),
        ("admin.title", "Admin"),
        ("admin.sentence", "Who may do what, and how programs sign in."),
        ("admin.people", "People"),
        ("admin.keys", "Keys for programs"),
        ("admin.name", "Name"),
        ("admin.role", "Role"),
        ("admin.password", "Password"),
        ("admin.passwordHint", "at least 10 characters"),
        ("admin.addPerson", "Add a person"),
        ("admin.addKey", "Add a key"),
        ("admin.keyOnce", "Shown only now. Copy it into your slicer."),
        ("admin.revoke", "Revoke"),
        ("admin.created", "Created"),
        ("admin.what", "What the key is for"),
    ];
}
