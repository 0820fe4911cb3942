using Fleet.Web.Accounts;
using Fleet.Web.Components.Views;
using Microsoft.AspNetCore.Components.Authorization;

namespace Fleet.Web.Components;

/// <summary>What people change on the pages with forms, checked against the role of the person who does it.</summary>
public sealed class PageActs(
    MachineDesk machines, MaterialDesk material, WorkshopDesk workshops, AgentDesk agents, JoinDesk joins, AccountDesk accounts, AuthenticationStateProvider people)
{
    static readonly DeskAnswer AdminsOnly = new(false, "Only administrators do this. Ask one of them.");

    public async Task<DeskAnswer> AddLot(NewLot lot) =>
        Said(await material.Add(new(lot.Material, lot.OpeningGrams, lot.Colour, lot.Name, lot.DensityGPerCm3, lot.DiameterMm, Workshop: lot.Workshop), await Visitor()), made => made.Id);

    /// <param name="machineId">Null takes the lot out of its machine.</param>
    public async Task<DeskAnswer> LoadLot(string lotId, string? machineId) =>
        Said(await material.Load(lotId, machineId, 0, await Visitor()), lot => lot.Id);

    /// <param name="remainingGrams">What the scale shows, without the empty spool.</param>
    public async Task<DeskAnswer> Weigh(string lotId, double remainingGrams) =>
        Said(await material.Weigh(lotId, remainingGrams, await Visitor()), lot => lot.Id);

    public async Task<DeskAnswer> AddMachine(NewMachine machine) =>
        Said(await machines.Add(new(machine.Name.Trim(), machine.ProfileId, machine.Address.Trim(), machine.AgentId, Group: NullIfEmpty(machine.Group),
            MeterKind: NullIfEmpty(machine.MeterAddress) is null ? null : machine.MeterKind, MeterAddress: NullIfEmpty(machine.MeterAddress), Workshop: machine.Workshop), await Visitor()), made => made.Id);

    /// <summary>The answer's text is the new workshop's id.</summary>
    public async Task<DeskAnswer> AddWorkshop(WorkshopRequest request) => Said(await workshops.Add(request, await Visitor()), workshop => workshop.Id);

    public async Task<DeskAnswer> ChangeWorkshop(string id, WorkshopRequest request) => Said(await workshops.Change(id, request, await Visitor()), _ => "");

    public async Task<DeskAnswer> CarryMachine(string machineId, string workshopId) => Said(await workshops.Carry(machineId, workshopId, await Visitor()));

    /// <summary>The answer's text is the join token: shown once.</summary>
    public async Task<DeskAnswer> MakeJoinToken(string agentName) =>
        await IsAdmin() ? new(true, await agents.CreateJoinToken(agentName)) : AdminsOnly;

    public async Task<DeskAnswer> Admit(string fingerprint, string name) =>
        await IsAdmin() ? Said(await joins.Admit(fingerprint, name)) : AdminsOnly;

    public async Task<DeskAnswer> RefuseJoin(string fingerprint) =>
        await IsAdmin() ? Said(await joins.Refuse(fingerprint)) : AdminsOnly;

    public async Task<DeskAnswer> RetireAgent(string agentId) =>
        await IsAdmin() ? Said(await agents.Revoke(agentId)) : AdminsOnly;

    public async Task<DeskAnswer> AddPerson(string name, string password, string role) =>
        await IsAdmin() ? Said(await accounts.Create(name, password, Word.Known<Role>(role)), account => account.Id) : AdminsOnly;

    public async Task<DeskAnswer> SetRole(string personId, string role) =>
        await IsAdmin() ? Said(await accounts.ChangeRole(personId, Word.Known<Role>(role), await Visitor()), account => account.Id) : AdminsOnly;

    /// <summary>The answer's text is the key: shown once.</summary>
    public async Task<DeskAnswer> AddKey(string name, string role)
    {
        var visitor = await Visitor();
        return Word.Known<Role>(role) > visitor.Role
            ? new(false, "A key cannot do more than its owner.")
            : new(true, await accounts.CreateKey(name.Length > 0 ? name : "key", visitor.AccountId, Word.Known<Role>(role)));
    }

    public async Task<DeskAnswer> RevokeKey(string keyId) =>
        await IsAdmin() ? Said(await accounts.RevokeKey(keyId)) : AdminsOnly;

    async Task<Visitor> Visitor() => (await people.GetAuthenticationStateAsync()).User.ToVisitor();

    async Task<bool> IsAdmin() => (await Visitor()).Role >= Role.Admin;

    static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static DeskAnswer Said<T>(Answer<T> answer, Func<T, string> text) =>
        answer.Refusal is { } refusal ? new(false, refusal.Sentence) : new(true, text(answer.Value!));

    static DeskAnswer Said(Refusal? refusal) => refusal is null ? new(true, "") : new(false, refusal.Sentence);
}
