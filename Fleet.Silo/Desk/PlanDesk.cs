using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Shows the plan and its reasons, answers what-if, and takes what people decide: pins, bookings, rules, inductions.</summary>
public sealed class PlanDesk(IDatabase database, Plans plans, PlanStore store, TimeProvider time)
{
    const int LongestNote = 1000;
    static readonly TimeSpan LongestBooking = TimeSpan.FromDays(366);
    static readonly string[] BookingKinds = ["person", "maintenance", "repair"];

    /// <summary>The plan that a workshop is in, with all the workshops that it holds.</summary>
    public async Task<Answer<PlanView>> Plan(string workshopId = Workshops.TheOne) =>
        await Workshops.Unknown(database, workshopId) is { } unknown ? unknown : await (await plans.Of(workshopId)).Look();

    public async Task<Answer<JobPlanView>> Why(string jobId)
    {
        if (await JobOf(jobId) is not { } job)
            return Refusal.NotFound("job", jobId);
        return await (await plans.Of(job.WorkshopId)).Why(jobId) is { } why ? why
            : Refusal.Conflict("notWaiting", "No copy of this job waits for a machine. Look at its runs for what became of them.");
    }

    public async Task<Answer<PlanPreviewView>> Ask(PlanQuestion question, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot ask what-if. Ask for a member's account.");
        if (question.Kind is null || !PlanQuestion.Kinds.Contains(question.Kind))
            return Refusal.Invalid("question", $"'{question.Kind}' is no question. Known are {string.Join(", ", PlanQuestion.Kinds)}.");
        if (question is { From: { } from, Until: { } until } && until <= from)
            return Refusal.Invalid("period", "until lies before from. Give an end after the beginning.");
        if (question.Workshop is { } named && await Workshops.Unknown(database, named) is { } unknown)
            return unknown;
        return await (await plans.Of(await WorkshopOf(question))).Ask(question) is { } preview ? preview
            : Refusal.Invalid("unknown", question.Kind == "machineDown" ? $"There is no machine {question.MachineId}." : $"No copy of the job {question.JobId} waits for a machine.");
    }

    /// <summary>Whose plan a question is about: the job's, the machine's, or the one that is named.</summary>
    async Task<string> WorkshopOf(PlanQuestion question) =>
        question.JobId is { } jobId && await JobOf(jobId) is { } job ? job.WorkshopId
        : question.MachineId is { } machineId && await store.WorkshopOf(machineId) is { } workshop ? workshop.Id
        : question.Workshop ?? Workshops.TheOne;

    /// <summary>Fixes a job's next copy: on a machine, not before a time, or both.</summary>
    /// <param name="at">In the past or null: as soon as the machine is free.</param>
    public async Task<Answer<JobPlanView>> Pin(string jobId, string? machineId, DateTimeOffset? at, Visitor visitor)
    {
        if (await JobOf(jobId) is not { } job)
            return Refusal.NotFound("job", jobId);
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators fix places in the plan. Ask one of them.");
        if (machineId is null && at is null)
            return Refusal.Invalid("pin", "A pin names a machine, a time, or both.");
        if (machineId is not null && await Missing(machineId) is { } missing)
            return missing;
        if (machineId is not null && await plans.Apart(job.WorkshopId, machineId) is { } apart)
            return Refusal.Conflict("elsewhere", apart);
        if (job.MachineId is not null && machineId is not null && machineId != job.MachineId)
            return Refusal.Conflict("chosen", $"The job was sent to {job.MachineId} by whoever queued it. Cancel it and queue it again for another machine.");
        await store.Pin(jobId, new(machineId, at?.ToUnixTimeMilliseconds()), visitor.Name);
        await (await plans.Of(job.WorkshopId)).Plan();
        return await Why(jobId);
    }

    public async Task<Answer<bool>> Release(string jobId, Visitor visitor)
    {
        if (await JobOf(jobId) is not { } job)
            return Refusal.NotFound("job", jobId);
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators release places in the plan. Ask one of them.");
        await store.Pin(jobId, null, visitor.Name);
        await (await plans.Of(job.WorkshopId)).Plan();
        return true;
    }

    public async Task<IReadOnlyList<BookingView>> Bookings() =>
        [.. (await store.Bookings()).Select(BookingView.Of)];

    public async Task<Answer<BookingView>> Book(BookingRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot book machines. Ask for a member's account.");
        if (request.MachineId is not { Length: > 0 } machineId)
            return Refusal.Invalid("machine", "machineId is missing. Name the machine that is booked.");
        if (await store.WorkshopOf(machineId) is not { } workshop)
            return Refusal.NotFound("machine", machineId);
        var kind = request.Kind ?? BookingKinds[0];
        if (!BookingKinds.Contains(kind))
            return Refusal.Invalid("kind", $"'{kind}' is no kind of booking. Known are {string.Join(", ", BookingKinds)}.");
        if (kind != BookingKinds[0] && visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators take a machine out for maintenance or repair.");
        if (request.From is not { } from || request.Until is not { } until || until <= from || until - from > LongestBooking)
            return Refusal.Invalid("period", "A booking has a beginning and a later end, at most a year apart.");
        if (until <= time.GetUtcNow())
            return Refusal.Invalid("period", "This booking would be over already.");
        if (request.Note is { Length: > LongestNote })
            return Refusal.Invalid("note", $"The note has {request.Note.Length} characters; {LongestNote} are the most.");
        var (fromMs, toMs) = (from.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());
        if ((await store.Bookings()).FirstOrDefault(other => other.MachineId == machineId && other.FromMs < toMs && other.ToMs > fromMs) is { } taken)
            return Refusal.Conflict("taken", $"The machine is booked from {Instants.At(taken.FromMs):u} to {Instants.At(taken.ToMs):u} already. Choose another time.");
        if (kind == BookingKinds[0] && await InductionMissing(machineId, visitor, workshop.Rules) is { } lacking)
            return lacking;
        var row = new BookingRow
        {
            Id = Ids.New(time), MachineId = machineId, Kind = kind, FromMs = fromMs, ToMs = toMs, Note = request.Note?.Trim() ?? "",
            ByAccount = visitor.AccountId, AtMs = time.NowMs(),
        };
        await store.Book(row);
        await plans.Kick(workshop.Id);
        return BookingView.Of(row);
    }

    public async Task<Answer<bool>> CancelBooking(string bookingId, Visitor visitor)
    {
        if (await store.Booking(bookingId) is not { } booking)
            return Refusal.NotFound("booking", bookingId);
        if (visitor.Role < Role.Operator && booking.ByAccount != visitor.AccountId)
            return Refusal.Forbidden("This booking belongs to somebody else. Ask them or an operator.");
        await store.Cancel(bookingId);
        if (await plans.OfMachine(booking.MachineId) is { } plan)
            await plan.Kick();
        return true;
    }

    public async Task<Answer<string>> Rules(string workshopId = Workshops.TheOne) =>
        await Workshops.Unknown(database, workshopId) is { } unknown ? unknown : await store.Rules(workshopId);

    /// <summary>Takes new rules over as a whole, or names every fault with its line.</summary>
    public async Task<Answer<string>> SetRules(string? yaml, Visitor visitor, string workshopId = Workshops.TheOne)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators change the workshop's rules.");
        if (await Workshops.Unknown(database, workshopId) is { } nowhere)
            return nowhere;
        var outcome = WorkshopRulesReader.Read(yaml ?? "", "rules");
        if (!outcome.IsGood)
            return Refusal.Invalid("rules", string.Join(' ', outcome.Faults.Select(fault => $"Line {fault.Line}: {fault.Reason}")));
        var machines = (await database.List<string>("select id from machine where workshop_id = @workshopId", new { workshopId })).ToHashSet();
        if (outcome.Rules.Machines.Keys.Concat(outcome.Rules.Circuits.SelectMany(circuit => circuit.Machines)).FirstOrDefault(id => !machines.Contains(id)) is { } unknown)
            return Refusal.Invalid("rules", $"The rules name the machine '{unknown}', which is not there. Known are {string.Join(", ", machines.Order(StringComparer.Ordinal))}.");
        foreach (var other in outcome.Rules.Transport.Keys)
            if (await Workshops.Unknown(database, other) is { } stranger)
                return stranger;
        await store.SetRules(workshopId, yaml ?? "");
        await (await plans.Of(workshopId)).Plan();
        return yaml ?? "";
    }

    async Task<Refusal?> InductionMissing(string machineId, Visitor visitor, WorkshopRules rules) =>
        rules.For(machineId).Induction is not { } needed || (await store.Inductions()).Any(held => held.AccountId == visitor.AccountId && held.Kind == needed) ? null
            : Refusal.Forbidden($"This machine needs the induction '{needed}', which {visitor.Name} does not hold. Ask an operator for a course.");

    Task<JobRow?> JobOf(string jobId) => database.Find<JobRow>("select * from job where id = @jobId", new { jobId });

    async Task<Refusal?> Missing(string machineId) =>
        await database.Find<string>("select id from machine where id = @machineId", new { machineId }) is null ? Refusal.NotFound("machine", machineId) : null;
}
